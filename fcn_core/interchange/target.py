"""The folder of an export: what is in it, only exports may replace."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.files import file_hash, replacing, write_atomic
from fcn_core.imaging.images import ImageHeader, read_header, read_image
from fcn_core.imaging.pages import file_of, pages_of
from fcn_core.interchange.tiff_pages import encoded_page, shows_the_same

RECORD = ".fcn-export"
"""What exports have written into a folder: each file, before it is written, on a line of its own.

A line is the name, or name and sha256 of what somebody may correct by hand.
"""
ANY = ""
"""In a hash's place: a file may hold whatever it likes."""
KEPT_FORMATS = {"JPEG": ".jpg", "PNG": ".png"}
KEPT_MODES = ("RGB", "L")


@dataclass(frozen=True, kw_only=True)
class ImageRule:
    """How images leave: not at all, or what is deeper than eight bits as it is stored."""

    are_left_out: bool = False
    keep_depth: bool = False


class Target:
    """Writes files below a folder. A file that no export has written, or that was changed since, is
    never replaced. Raises `FcnError` if one was changed.
    """

    def __init__(self, folder: Path, open_files: ExitStack, rule: ImageRule) -> None:
        self.folder, self._open_files, self.rule = folder, open_files, rule
        folder.mkdir(parents=True, exist_ok=True)
        self._record = folder / RECORD
        self._known = self._recorded()
        """Of each file the hashes of what it may hold: a crash may have left the old or the new."""
        self._written: dict[str, str] = {}
        self._check_unchanged()

    def path(self, name: str) -> Path:
        """Where a file of this name (with "/" between folders) will be. Raises `FcnError`."""
        target = self._free(name)
        self._note(name, ANY)
        return target

    def write(self, name: str, data: bytes | str) -> Path:
        """Write a file whole or not at all. Raises `FcnError` or `OSError`."""
        content = data.encode() if isinstance(data, str) else data
        target = self._free(name)
        self._note(name, hashlib.sha256(content).hexdigest())
        write_atomic(target, content)
        return target

    def open(self, name: str) -> BufferedWriter:
        """A file to write piece by piece. It is there when all is written, whole or not at all."""
        whole = replacing(self._free(name), lambda made: self._note(name, file_hash(made)))
        return self._open_files.enter_context(whole)

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
            shutil.copyfile(source, self.path(place + file))
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
            path = self.path(name)
            shutil.copyfile(file, path)
            if file == source:
                return True
        else:
            data = encoded_page(source)
            if data is None:
                return False
            path = self.write(name, data)
        if not shows_the_same(source, path):
            path.unlink()
            del self._written[name]
            return False
        return True

    def finish(self) -> None:
        """All is written: remove what only earlier exports wrote."""
        for name in self._known.keys() - self._written.keys():
            (self.folder / name).unlink(missing_ok=True)
        lines = "".join(_line(*written) for written in sorted(self._written.items()))
        write_atomic(self._record, lines.encode())

    def _free(self, name: str) -> Path:
        """Where a file of this name may be."""
        target = self.folder / name
        if name not in self._known and target.exists():
            raise FcnError(
                f"{target} is there already, and no export has written it.",
                "Export into another folder.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _note(self, name: str, digest: str) -> None:
        """That is what will be in it in a moment."""
        if digest not in self._known.get(name, ()):
            with self._record.open("a", encoding="utf-8") as record:
                record.write(_line(name, digest))
            self._known[name].add(digest)
        self._written[name] = digest

    def _check_unchanged(self) -> None:
        for name, digests in self._known.items():
            file = self.folder / name
            if ANY not in digests and file.is_file() and file_hash(file) not in digests:
                raise FcnError(
                    f"{file} was changed since it was exported.",
                    "Export into another folder, or move that file away.",
                )

    def _recorded(self) -> defaultdict[str, set[str]]:
        found = defaultdict[str, set[str]](set)
        if not self._record.exists():
            return found
        lines = self._record.read_text(encoding="utf-8").splitlines()
        try:
            for line in filter(None, lines):
                entry = json.loads(line)
                name, digest = (entry, ANY) if isinstance(entry, str) else entry
                found[_inside(name)].add(digest)
            return found
        except (ValueError, TypeError) as error:
            raise FcnError(
                f"{self._record} is damaged: what exports wrote there is not known.",
                "Export into another folder.",
            ) from error


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


def _line(name: str, digest: str) -> str:
    """A line of the record."""
    return json.dumps([name, digest] if digest != ANY else name) + "\n"


def _inside(name: str) -> str:
    """A name from a record. `ValueError` if it leads out of the folder: its file is deleted."""
    path = Path(name)
    if path.anchor or ".." in path.parts:
        raise ValueError(f"{name} leads elsewhere")
    return name


def is_plain(header: ImageHeader) -> bool:
    """Whether any reader sees the same in the file as the program does."""
    return header.mode in KEPT_MODES and header.upright
