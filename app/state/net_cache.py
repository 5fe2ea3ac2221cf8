"""What a net found out about images, kept in the project: a line an image, a file a net.

It is a cache: lines that are damaged, or cannot be written, are found out again. Images are known
by their content, so that renaming or moving them costs nothing, and by the channels through which
they were seen, if somebody chose others than usual (`seen_key`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from fcn_core.errors import FcnError
from fcn_core.imaging.image_channels import read_channels
from fcn_core.imaging.pages import channels_of

KEPT_FILES = 4
T = TypeVar("T")


def seen_key(digest: str, path: Path) -> str:
    """What is kept of an image with this content (sha256) is kept by this; also as a file's name.

    Through other channels a net sees something else, but not where an image lacks them: it is seen
    as ever. Not for the window's thread: it asks the file.
    """
    channels = channels_of(path)
    try:
        as_usual = channels is None or _is_seen_as_usual(digest, path)
    except (FcnError, OSError):
        as_usual = False  # whatever is wrong is told when somebody looks at it
    return digest if as_usual else f"{digest}-{channels}"


@lru_cache(maxsize=100_000)
def _is_seen_as_usual(digest: str, path: Path) -> bool:
    """Kept by `digest`, too: another file may lie there later."""
    found = read_channels(path)
    return found is None or found.shown == found.usual


class NetCache(Generic[T]):
    """The facts of one net. `add` may run on another thread than the rest."""

    def __init__(
        self,
        file: Path,
        encode: Callable[[str, T], str],
        decode: Callable[[str], tuple[str, T]],
    ) -> None:
        """`file` is the net's, whose ending is that of other nets' as well. A fact's line is made
        by `encode` and read by `decode`, which raises `ValueError`, `KeyError` or `TypeError` for
        what is damaged.
        """
        self._file, self._encode, self._decode = file, encode, decode
        self._known: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self._known)

    def read(self) -> None:
        """Take over what the file knows. Raises `OSError` if it is there and cannot be read."""
        if not self._file.exists():
            return
        for line in self._file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                digest, seen = self._decode(line)
            except (ValueError, KeyError, TypeError):
                # Cut off by a crash: that image is looked at again.
                continue
            self._known[digest] = seen

    def find(self, digest: str) -> T | None:
        """What is known of the image with this content (sha256)."""
        return self._known.get(digest)

    def add(self, digest: str, seen: T) -> None:
        """Remember it, here and in the file. Raises `OSError`, and remembers it here alone."""
        self._known[digest] = seen
        with self._file.open("a", encoding="utf-8") as file:
            file.write(self._encode(digest, seen) + "\n")

    def remove_old(self) -> tuple[Path, ...]:
        """Delete the files of nets that were used longest ago, and say which. Raises `OSError`."""
        files = sorted(
            self._file.parent.glob(f"*{self._file.suffix}"),
            key=lambda f: f.stat().st_mtime,
            reverse=True,
        )
        old = tuple(file for file in files[KEPT_FILES:] if file != self._file)
        for file in old:
            file.unlink(missing_ok=True)
        return old


def net_key(model: Path, model_id: str) -> str:
    """A name for a net's file that changes when its weights do. Raises `OSError`."""
    stat = model.stat()
    return f"{model_id}-{stat.st_size:x}-{stat.st_mtime_ns:x}"
