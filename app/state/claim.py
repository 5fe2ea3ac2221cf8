"""That a project's folder is still the one which this window has opened, and nobody else since.

A path may lead to another project by now: a link was turned, folders were renamed, another card is
in the reader. What is drawn here must not be written there, nor what lies there be taken for ours.
Or somebody has deleted the lock, and another window has the project: what it wrote must stay.
"""

from __future__ import annotations

import errno
import secrets
from dataclasses import dataclass
from pathlib import Path

from fcn_core.files import file_identity
from fcn_core.sentences import said

NAME_BYTES = 16


@dataclass(frozen=True)
class Claim:
    """The name that this opening has written into a file of the project, and which folder of the
    disk that lies in. Nobody removes the file: the next opening writes its own name there.
    """

    file: Path
    name: bytes
    folder: tuple[int, int]

    @classmethod
    def on(cls, file: Path) -> Claim:
        """For whoever has the lock just now. Raises `OSError`."""
        name = secrets.token_hex(NAME_BYTES).encode()
        file.write_bytes(name)
        return cls(file, name, file_identity(file.parent))

    def check(self) -> None:
        """Raise `OSError` if it is no longer so. A file that somebody deleted is no reason while
        the folder is the same.
        """
        is_same = file_identity(self.file.parent) == self.folder
        try:
            is_ours = self.file.read_bytes() == self.name
        except FileNotFoundError:
            is_ours = is_same
        if is_ours:
            return
        if is_same:
            raise OSError(
                errno.EBUSY, said("another window has the project by now"), str(self.file)
            )
        reason = said("another project lies there by now")
        raise FileNotFoundError(errno.ENOENT, reason, str(self.file.parent))
