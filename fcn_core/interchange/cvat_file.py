"""CVAT's XML ("CVAT for images 1.1"): what it says of images, their shapes and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import Size
from fcn_core.imaging.refusing import check_size
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.labels import BACKGROUND_NAMES
from fcn_core.sentences import said

DRAWN = ("mask", "polygon", "ellipse")
BEGINNING = 4096
"""So many bytes into a file its outermost element has begun."""
UNREADABLE_XML = (*UNREADABLE, ElementTree.ParseError, LookupError)
Attributes = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class CvatImage:
    """An image's shapes, from the lowest to the highest."""

    name: str
    """As CVAT calls it: its file, perhaps in a folder."""
    subset: str
    size: Size | None
    """Height and width; None if the file does not say them."""
    shapes: tuple[tuple[str, Attributes], ...]
    """Kind and attributes of each."""
    left_out: Counter[str]
    """How many others, which outline no area, there are of which kind."""


@dataclass(frozen=True, kw_only=True)
class CvatFile:
    """What a file says."""

    labels: tuple[str, ...]
    """Those that it lists, then others that it uses; the background's names are not among them."""
    images: tuple[CvatImage, ...]


def read_cvat(path: Path) -> CvatFile:
    """Read a file. Raises `FcnError` if it is not CVAT's."""
    try:
        return parse_cvat(path.read_bytes(), path)
    except OSError as error:
        raise FcnError(
            "{path} cannot be read ({reason}).", "Restore it.", path=path, reason=error.strerror
        ) from error


def parse_cvat(data: bytes, path: Path) -> CvatFile:
    """The same of what is in a file; `path` is for words alone."""
    try:
        root = ElementTree.fromstring(data, ElementTree.XMLParser(target=_NoDoctype()))
        images = tuple(_image(element, path) for element in root.findall("image"))
        labels = _labels(root, images)
    except UNREADABLE_XML as error:
        raise FcnError(
            "{path} cannot be read as CVAT's ({kind}: {reason}).",
            "Export it anew, as CVAT for images 1.1.",
            path=path,
            kind=type(error).__name__,
            reason=error,
        ) from error
    if not images and root.find("track") is not None:
        raise FcnError(
            "{path} is of CVAT for video: it has tracks instead of images.",
            "Export the task as CVAT for images 1.1.",
            path=path,
        )
    return CvatFile(labels=labels, images=images)


def is_cvat(path: Path) -> bool:
    """Whether a file seems to be CVAT's; others, like VOC's boxes, are XML as well."""
    with path.open("rb") as file:
        return b"<annotations" in file.read(BEGINNING)


def label_names(image: CvatImage) -> set[str]:
    """The labels of an image's shapes, without the background."""
    return {shape["label"] for _, shape in image.shapes} - {"", *BACKGROUND_NAMES}


class _NoDoctype(ElementTree.TreeBuilder):
    """CVAT never declares a document type; whoever does may mean to fill the memory with it."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise ValueError(said("it declares a document type"))


def _image(element: Element, path: Path) -> CvatImage:
    name, width, height = (element.get(key, "") for key in ("name", "width", "height"))
    size = (int(height), int(width)) if width and height else None
    if size:
        check_size(path / name, size[1], size[0])
    drawn = (e for e in element if e.tag in DRAWN)
    shapes = [(e.tag, {**e.attrib, "label": e.get("label", "").strip()}) for e in drawn]
    shapes.sort(key=lambda shape: int(shape[1].get("z_order", 0)))
    if not name or (size and min(size) < 1):
        raise ValueError(
            said(
                "an image {name!r} of {width} x {height} pixels",
                name=name,
                width=width,
                height=height,
            )
        )
    return CvatImage(
        name=name,
        subset=element.get("subset", ""),
        size=size,
        shapes=tuple(shapes),
        left_out=Counter(e.tag for e in element if e.tag not in DRAWN),
    )


def _labels(root: Element, images: tuple[CvatImage, ...]) -> tuple[str, ...]:
    """The labels in their order; parts of skeletons, which have a parent, are none."""
    listed = [
        (label.findtext("name") or "").strip()
        for label in root.iterfind("meta//labels/label")
        if label.find("parent") is None
    ]
    used = sorted(set[str]().union(*(label_names(image) for image in images)))
    names = dict.fromkeys([*listed, *used])
    return tuple(name for name in names if name not in ("", *BACKGROUND_NAMES))
