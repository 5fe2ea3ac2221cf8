"""The folder of an export: what is in it, only exports may replace."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

from PIL import Image

from fcn_core.files import file_hash, replacing
from fcn_core.imaging.images import ImageHeader, read_header, read_image
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pages import file_of
from fcn_core.interchange.record import ExportRecord
from fcn_core.interchange.tiff_pages import encoded_page, shows_the_same

KEPT_FORMATS = {"JPEG": ".jpg", "PNG": ".png"}
KEPT_MODES = ("RGB", "L")
COPIED_BYTES = 1 << 20
"""At once."""


@dataclass(frozen=True, kw_only=True)
class ImageRule:
    """How images leave: not at all, or what is deeper than eight bits as it is stored."""

    are_left_out: bool = False
    keep_depth: bool = False


class Target:
    """Writes files below a folder. A file that no export has written, or that was changed since, is
    never replaced; one that holds the same already is left. Raises `FcnError` if one was changed.
    """

    def __init__(self, folder: Path, open_files: ExitStack, rule: ImageRule) -> None:
        self._open_files, self.rule = open_files, rule
        folder.mkdir(parents=True, exist_ok=True)
        self._record = ExportRecord(folder)

    def write(self, name: str, data: bytes | str) -> Path:
        """Write a file whole or not at all. Raises `FcnError` or `OSError`."""
        content = data.encode() if isinstance(data, str) else data
        target, digest = self._record.place(name), hashlib.sha256(content).hexdigest()
        if not self._record.holds(name, digest):
            with self._replacing(target, name, lambda _: digest) as made:
                made.write(content)
        return target

    def copy(self, source: Path, name: str) -> Path:
        """Write what is in another file. Raises `FcnError` or `OSError`."""
        target = self._record.place(name)
        if not (self._record.has(name) and self._record.holds(name, file_hash(source))):
            copied = hashlib.sha256()
            replaced = self._replacing(target, name, lambda _: copied.hexdigest())
            with source.open("rb") as read, replaced as made:
                while part := read.read(COPIED_BYTES):
                    copied.update(part)
                    made.write(part)
        return target

    def making(
        self, name: str, check: Callable[[Path], object] = lambda _: None
    ) -> AbstractContextManager[BufferedWriter]:
        """A file to write piece by piece. It is there when all is written, if `check` does not
        refuse what was `made`. Raises `FcnError` or `OSError`.
        """

        def checked(made: Path) -> str:
            check(made)
            return file_hash(made)

        return self._replacing(self._record.place(name), name, checked)

    def open(self, name: str) -> BufferedWriter:
        """The same until the end of the export."""
        return self._open_files.enter_context(self.making(name))

    def write_lines(self, name: str, lines: Iterable[str]) -> Path:
        """Write a text, a line each."""
        return self.write(name, "".join(f"{line}\n" for line in lines))

    def add_image(
        self, source: Path, folder: str, name: str, kept: Collection[str] = KEPT_FORMATS
    ) -> str:
        """Put an image into a folder ("" is the export's own); returns its file's name.

        Upright 8-bit images of the formats that are `kept` are copied as they are, and by the
        target's rule what is deeper as well, or TIFFs; others become PNGs of what the program
        shows. Raises `FcnError` or `OSError`.
        """
        header, place = read_header(source), f"{folder}/" if folder else ""
        if self.rule.are_left_out:
            return f"{name}.png"
        keeps_all = self.rule.keep_depth and header.upright
        if header.format in kept and (is_plain(header) or (keeps_all and header.deep)):
            file = name + KEPT_FORMATS[header.format]
            self.copy(source, place + file)
            return file
        if self.rule.keep_depth and header.format == "TIFF":
            file = f"{name}.tif"
            if self._add_tiff(source, place + file, keeps_all):
                return file
        out = io.BytesIO()
        Image.fromarray(read_image(source)).save(out, "PNG", compress_level=4)
        self.write(f"{place}{name}.png", out.getvalue())
        return f"{name}.png"

    def _add_tiff(self, source: Path, name: str, is_upright: bool) -> bool:
        """Copy a file of a single upright image, or write a page as one; False if it cannot be,
        as where other channels are seen than anybody would see in it.
        """
        file = file_of(source)
        if is_upright and len(pages_of(file)) == 1:
            path = self.copy(file, name)
            if file == source:
                return True
        else:
            data = encoded_page(source)
            if data is None:
                return False
            path = self.write(name, data)
        if not shows_the_same(source, path):
            self._record.forget(name)
            return False
        return True

    def _replacing(
        self, target: Path, name: str, digest_of: Callable[[Path], str]
    ) -> AbstractContextManager[BufferedWriter]:
        """A file in its place, once `digest_of` has told the hash of what was made. Its folder is
        synced with all others at the end.
        """

        def note(made: Path) -> None:
            self._record.note(name, digest_of(made), made)

        return replacing(target, note, syncs_folder=False)

    def finish(self) -> None:
        """All is written: remove what only earlier exports wrote."""
        self._record.finish()


@contextmanager
def exporting_into(folder: Path, rule: ImageRule = ImageRule()) -> Iterator[Target]:
    """A target for one export.

    At the end of a block that went well, what earlier exports left and this one did not write is
    removed: a reader that takes all files of a folder would mix them.
    """
    with ExitStack() as open_files:
        target = Target(folder, open_files, rule)
        yield target
    target.finish()


def is_plain(header: ImageHeader) -> bool:
    """Whether any reader sees the same in the file as the program does."""
    return header.mode in KEPT_MODES and header.upright
