"""labelme's shapes as a mask, drawn as labelme's own conversion to VOC draws them."""

from __future__ import annotations

import base64
import io
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, UnidentifiedImageError

from fcn_core.errors import FcnError
from fcn_core.imaging.refusing import check_size
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES
from fcn_core.masks import VOID, Mask
from fcn_core.sentences import said

IGNORE = "__ignore__"
"""labelme's name for void."""
FAR = 10
"""Points farther from an image than so many times its longer side are no points of it."""
LINE_WIDTH, POINT_RADIUS = 10, 5
Point = tuple[float, float]
UNREADABLE = (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError)
"""What foreign JSON can make of being read."""


def read_document(path: Path) -> dict[str, Any]:
    """A labelme file with its shapes and the image's size. Raises `FcnError`."""
    try:
        data = dict(json.loads(path.read_text(encoding="utf-8-sig")))
        width, height = int(data["imageWidth"]), int(data["imageHeight"])
        shapes = [{**shape, "label": str(shape["label"]).strip()} for shape in data["shapes"]]
        if min(width, height) < 1:
            raise ValueError(
                said("an image of {width} x {height} pixels", width=width, height=height)
            )
    except UNREADABLE as error:
        raise FcnError(
            "{path} is no labelme file ({kind}: {reason}).",
            "Save it anew with labelme, or take it out of the folder.",
            path=path,
            kind=type(error).__name__,
            reason=error,
        ) from error
    check_size(path, width, height)
    return {**data, "imageWidth": width, "imageHeight": height, "shapes": shapes}


def label_names(document: Mapping[str, Any]) -> set[str]:
    """The labels of a document's shapes, without labelme's own two."""
    return {shape["label"] for shape in document["shapes"]} - {IGNORE, *BACKGROUND_NAMES}


def mask_of(document: Mapping[str, Any], ids: Mapping[str, int], path: Path) -> Mask:
    """The mask (uint8, H x W) of all shapes, later ones on top; void is 255, the rest 0.

    `ids` are the labels' by name, `path` is for words alone. Raises `FcnError` for a shape that
    can't be drawn or a label that is not among `ids`.
    """
    mask = np.full((document["imageHeight"], document["imageWidth"]), BACKGROUND, np.uint8)
    known = {**ids, IGNORE: VOID, **dict.fromkeys(BACKGROUND_NAMES, BACKGROUND)}
    for number, shape in enumerate(document["shapes"], start=1):
        label = shape["label"]
        if label not in known:
            raise FcnError(
                "Shape {number} of {path} has the label {label!r}, which labels.txt lacks.",
                "Add it there, or rename it in labelme.",
                number=number,
                path=path,
                label=label,
            )
        try:
            _draw(mask, shape, known[label])
        except (*UNREADABLE, MemoryError) as error:
            raise FcnError(
                "Shape {number} of {path} ({label}) cannot be drawn: {reason}.",
                "Mend or delete it in labelme.",
                number=number,
                path=path,
                label=label,
                reason=error,
            ) from error
    return mask


def _draw(mask: Mask, shape: Mapping[str, Any], value: int) -> None:
    points = [(float(x), float(y)) for x, y in shape["points"]]
    if any(not abs(value) <= FAR * max(mask.shape) for point in points for value in point):
        raise ValueError(said("a point is nowhere near the image"))
    kind = shape.get("shape_type") or "polygon"
    if kind == "mask":
        _draw_mask(mask, points, shape["mask"], value)
        return
    picture = Image.fromarray(mask)
    _outlined(ImageDraw.Draw(picture), kind, points, value)
    mask[:] = np.asarray(picture)


def _draw_mask(mask: Mask, points: Sequence[Point], encoded: str, value: int) -> None:
    """The box's corners are its first and its last pixel; the PNG has the box's size."""
    (left, top), (right, bottom) = ((int(x), int(y)) for x, y in points)
    try:
        with Image.open(io.BytesIO(base64.b64decode(encoded))) as picture:
            inside = np.array(picture).astype(np.bool_)
    except UnidentifiedImageError as error:
        raise ValueError(said("its mask is no PNG")) from error
    part = mask[top : bottom + 1, left : right + 1]
    if inside.shape != part.shape:
        raise ValueError(
            said("its mask is {shape}, its box {other}", shape=inside.shape, other=part.shape)
        )
    part[inside] = value


def _outlined(draw: ImageDraw.ImageDraw, kind: str, points: list[Point], value: int) -> None:
    """Any other kind of shape. Raises `ValueError` for one that is unknown or lacks points."""
    if kind == "point":
        ((x, y),) = points
        box = (x - POINT_RADIUS, y - POINT_RADIUS, x + POINT_RADIUS, y + POINT_RADIUS)
        draw.ellipse(box, fill=value, outline=value)
    elif kind == "circle":
        (x, y), rim = points
        radius = math.dist((x, y), rim)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=value, outline=value)
    elif kind == "rectangle":
        (x1, y1), (x2, y2) = points
        box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        draw.rectangle(box, fill=value, outline=value)
    elif kind in ("line", "linestrip"):
        draw.line(points, fill=value, width=LINE_WIDTH)
    elif kind in ("polygon", "oriented_rectangle"):
        if len(points) < 3:
            raise ValueError(said("a polygon of {count} points", count=len(points)))
        draw.polygon(points, fill=value, outline=value)
    else:
        raise ValueError(said("shapes of type {kind!r} are not known", kind=kind))
