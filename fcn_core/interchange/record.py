"""What exports have written into a folder: that alone may be replaced or removed by the next one.

Nobody's own files come to harm: not those that no export has written, not what was changed since,
and not what lies behind a link that somebody put in a folder's place.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.files import file_hash, sync_folder, unfinished, write_atomic

RECORD = ".fcn-export"
"""Each file, before it is put there, on a line of its own: name, sha256, and size and time.

Earlier versions noted the latter only where an export had ended, and of images the name alone.
"""

TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True, kw_only=True)
class _Line:
    """What a file may hold; without a `digest` whatever it likes. In the `state` it was left in it
    need not be read to know that.
    """

    name: str
    digest: str | None = None
    state: str | None = None

    def to_text(self) -> str:
        return json.dumps([self.name, self.digest, self.state]) + "\n"


class ExportRecord:
    """A folder's record during one export. Raises `FcnError` if a file is not as it was left."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._whole = folder, folder.resolve()
        self._file = folder / RECORD
        self._own: set[Path] = set()
        """Folders that are known to be in the export's own."""
        self._known = self._read()
        """A crash may have left a file as it was, or as it was to become."""
        self._held: dict[str, _Line] = {}
        """The files that are there, as they were when they were looked at."""
        self._written: dict[str, _Line] = {}
        self._dirty: set[Path] = set()
        """Folders in which something changed that may not be on the disk yet."""
        for name in self._known:
            self._check_unchanged(name)

    def place(self, name: str) -> Path:
        """Where a file of this name may be written. Raises `FcnError` or `OSError`."""
        path = self._folder / name
        self._check_own(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._check_unchanged(name)
        return path

    def holds(self, name: str, digest: str) -> bool:
        """Whether a file has these contents already; it belongs to this export then."""
        held = self._held.get(name)
        if held is None or held.digest != digest:
            return False
        self._written[name] = held
        return True

    def has(self, name: str) -> bool:
        """Whether an earlier export's file of this name is there."""
        return name in self._held

    def note(self, name: str, digest: str, made: Path) -> None:
        """A file of this hash was made, and takes its place in a moment.

        Raises `FcnError` if what is there now was changed while the export ran, or `OSError`.
        """
        self._check_unchanged(name)
        self._held.pop(name, None)
        line = _Line(name=name, digest=digest, state=_state(made))
        with self._file.open("a", encoding="utf-8") as record:
            record.write(line.to_text())
        self._known[name].append(line)
        self._written[name] = line
        self._dirty.add((self._folder / name).parent)

    def forget(self, name: str) -> None:
        """It is not to be there after all: it goes with what earlier exports left."""
        self._written.pop(name, None)

    def finish(self) -> None:
        """All is written: remove what only earlier exports wrote. Raises `FcnError` or `OSError`.

        What is noted of a file is how it was left, not how it is by now: its owner may have changed
        it since.
        """
        self._own.clear()  # a link may have taken a folder's place
        for name in self._known.keys() - self._written.keys():
            self._check_unchanged(name)
            if self.has(name):
                path = self._folder / name
                path.unlink(missing_ok=True)
                self._dirty.add(path.parent)
        self._remove_unfinished()
        for folder in filter(Path.is_dir, self._dirty):
            sync_folder(folder)
        lines = (line.to_text() for _, line in sorted(self._written.items()))
        write_atomic(self._file, "".join(lines).encode())

    def _remove_unfinished(self) -> None:
        """What exports left that were cut short. Nobody waits for it, nor fails at it."""
        folders = {self._folder, *((self._folder / name).parent for name in self._known)}
        for folder in filter(self._is_own, folders):
            for left in filter(_is_temporary, unfinished(folder)):
                with suppress(OSError):
                    left.unlink()

    def _check_unchanged(self, name: str) -> None:
        """Look whether a file is there, and raise `FcnError` if it is not as an export left it."""
        path = self._folder / name
        if name not in self._known and path.exists():
            raise FcnError(
                "{path} is there already, and no export has written it.",
                "Export into another folder.",
                path=path,
            )
        if not path.is_file():
            self._held.pop(name, None)
            return
        self._check_own(path)
        state, held = _state(path), self._held.get(name)
        if held is None or held.state != state:
            digest = _digest_of(path, state, self._known[name])
            self._held[name] = _Line(name=name, digest=digest, state=state)

    def _check_own(self, path: Path) -> None:
        """No link leads there: behind one, files of the same names are somebody's own."""
        parent = path.parent
        if parent in self._own:
            return
        if not self._is_own(parent):
            raise FcnError(
                "{path} leads to another folder, whose files no export has written.",
                "Export into another folder, or take that link away.",
                path=parent,
            )
        self._own.add(parent)

    def _is_own(self, folder: Path) -> bool:
        return folder.resolve() == self._whole / folder.relative_to(self._folder)

    def _read(self) -> defaultdict[str, list[_Line]]:
        found = defaultdict[str, list[_Line]](list)
        if not self._file.exists():
            return found
        lines = self._file.read_text(encoding="utf-8").splitlines()
        try:
            for line in map(_parsed, filter(None, lines)):
                found[line.name].append(line)
            return found
        except (ValueError, TypeError) as error:
            raise FcnError(
                "{path} is damaged: what exports wrote there is not known.",
                "Export into another folder.",
                path=self._file,
            ) from error


def _digest_of(path: Path, state: str, lines: Sequence[_Line]) -> str | None:
    """The hash of a file in this state, which is read if no line knows that; None where it may hold
    whatever it likes. Raises `FcnError` if it may not hold what it does, or `OSError`.
    """
    for line in lines:
        if line.digest is not None and line.state == state:
            return line.digest
    allowed = {line.digest for line in lines}
    if None in allowed:
        return None
    digest = file_hash(path)
    if digest not in allowed:
        raise FcnError(
            "{path} was changed since it was exported.",
            "Export into another folder, or move that file away.",
            path=path,
        )
    return digest


def _is_temporary(path: Path) -> bool:
    """Whether `replacing` has named it so: files of other names may be somebody's own."""
    return TEMPORARY.fullmatch(path.name) is not None


def _state(path: Path) -> str:
    """A file's size and time: who changes it changes them, and who moves it does not."""
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _parsed(text: str) -> _Line:
    """A line of the record. `ValueError` or `TypeError` if it is none."""
    entry = json.loads(text)
    name, digest, state = (*([entry] if isinstance(entry, str) else entry), "", "")[:3]
    if not all(isinstance(part, str) for part in (name, digest, state)):
        raise TypeError(f"{text} is no line of a record")
    path = Path(name)
    if path.anchor or ".." in path.parts:  # its file would be deleted
        raise ValueError(f"{name} leads elsewhere")
    return _Line(name=name, digest=digest or None, state=state or None)
