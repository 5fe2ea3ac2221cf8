"""From samples to batches: seeded augmentation in uint8, and what a net expects of its input."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fcn_core.data.dataset import Sample
from fcn_core.data.modality import CHANNELS, Modality, of_means
from fcn_core.errors import FcnError
from fcn_core.imaging.greys import brightened, is_grey
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import VOID, Mask
from fcn_core.sentences import said
from fcn_core.tiling import resized, working_scale, working_size
from fcn_core.views import BATCHES, Views

GREY = 124
DARKEST_BRIGHTEST = (1.0, 99.5)
"""Percentiles between which an image is spread over two false colours."""
CONTRAST = 40
"""Levels that two false colours differ by in brightness, at least."""


@dataclass(frozen=True, kw_only=True)
class Preprocessing:
    """What a net was trained to see: (pixel / scale - mean) / std, in this channel order.

    `order` concerns the first three channels; depth and HHA come after them as they are.
    """

    mean: tuple[float, ...] = (0.485, 0.456, 0.406)
    std: tuple[float, ...] = (0.229, 0.224, 0.225)
    scale: float = 255.0
    order: Literal["rgb", "bgr"] = "rgb"
    long_side: int = 0
    """Images with a longer side are shrunk to it before prediction; 0 takes them as they are."""
    zoom: float = 1.0
    """Images come at so many times their size, up to `long_side`: for small or large things."""
    views: Views = "one"
    """Predictions are the mean of these views': of two in twice, of four in four times the time."""
    modality: Modality = "rgb"
    """What the channels hold."""
    brightened: bool = False
    """Images without colour come as bright as they can be: see `brightened`."""

    def check(self, image_HWC: object) -> None:
        """Refuse what is no image for this net: uint8 (H, W, C), whose C is the net's.

        Raises `FcnError` naming what came instead, and what makes an image of it.
        """
        channels = len(self.mean)
        if not isinstance(image_HWC, np.ndarray):
            raise FcnError(
                "A net needs an image as a NumPy array, not as a {kind}.",
                "Turn it into one, of type uint8 and shape (height, width, channels).",
                kind=type(image_HWC).__name__,
            )
        if image_HWC.dtype != np.uint8:
            raise FcnError(
                "A net needs an image of type uint8, from 0 to 255, not {dtype}.",
                "Bring its values to that range and convert them with astype(numpy.uint8).",
                dtype=image_HWC.dtype,
            )
        shape = "x".join(map(str, image_HWC.shape))
        if image_HWC.ndim != 3 or 0 in image_HWC.shape:
            raise FcnError(
                "A net needs an image of height x width x channels, not of {shape}.",
                "Give it {channels} channels, and a pixel at least.",
                shape=shape,
                channels=channels,
            )
        if image_HWC.shape[2] != channels:
            raise _other_channels(channels, image_HWC.shape[2])

    def scale_of(self, size: tuple[int, ...]) -> float:
        """How many times its size an image of `size` (H, W) is seen: its scale at prediction."""
        return working_scale(size, self.long_side, self.zoom)

    def working(self, image_HWC: RGB, at_most: int = 0) -> RGB:
        """The whole image (uint8) as the net is to see it: at its working size, and brightened.

        `at_most`, unless 0, limits the longer side further.
        """
        side = min(filter(None, (self.long_side, at_most)), default=0)
        sized = resized(image_HWC, working_size(image_HWC.shape, side, self.zoom))
        return brightened(sized) if self.brightened and is_grey(sized) else sized

    def __call__(self, images_NHWC: Tensor) -> Tensor:
        """uint8 (N, H, W, C) -> float32 (N, C, H, W), channels last; C is 3 for plain RGB."""
        x = images_NHWC.permute(0, 3, 1, 2)
        if x.shape[1] != len(self.mean):
            raise _other_channels(len(self.mean), x.shape[1])
        if self.order == "bgr":
            x = x[:, [2, 1, 0, *range(3, x.shape[1])]]
        mean = torch.tensor(self.mean, device=x.device).mul(self.scale).view(1, -1, 1, 1)
        std = torch.tensor(self.std, device=x.device).mul(self.scale).view(1, -1, 1, 1)
        return x.float().sub_(mean).div_(std).contiguous(memory_format=torch.channels_last)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Preprocessing:
        """The inverse of `dataclasses.asdict`, from JSON's lists.

        Raises `KeyError`, `TypeError` or `ValueError` for what no image can be prepared by.
        """
        mean, scale = tuple(data["mean"]), float(data["scale"])
        found = cls(
            mean=mean,
            std=tuple(data["std"]),
            scale=scale,
            modality=data.get("modality") or of_means(mean, scale),
            order=data["order"],
            long_side=int(data.get("long_side", 0)),
            zoom=float(data.get("zoom", 1.0)),
            views=data.get("views", "mirror" if data.get("mirrored") else "one"),
            brightened=bool(data.get("brightened", False)),
        )
        numbers = (*found.mean, *found.std, found.scale, found.zoom)
        fits = (
            len(found.mean) == len(found.std) == CHANNELS.get(found.modality)
            and all(map(math.isfinite, numbers))
            and min(*found.std, found.scale, found.zoom) > 0
            and found.long_side >= 0
            and found.order in ("rgb", "bgr")
            and found.views in BATCHES
        )
        if not fits:
            raise ValueError(said("no image can be prepared by {data}", data=data))
        return found


def _other_channels(channels: int, found: int) -> FcnError:
    return FcnError(
        "The net sees {channels} channels, the image has {found}.",
        "Open the data with the channels that the net was trained on.",
        channels=channels,
        found=found,
    )


CAFFE = Preprocessing(
    mean=(104.00699, 116.66877, 122.67892), std=(1.0, 1.0, 1.0), scale=1.0, order="bgr"
)


@dataclass(frozen=True, kw_only=True)
class Augmentation:
    """What a training crop may suffer. Seeded: the same generator gives the same crop."""

    crop: int
    """Side of the crops in pixels; 0 leaves images whole."""
    scale: tuple[float, float] = (1.0, 1.0)
    """The image is resized by a factor between these, drawn evenly in log scale."""
    flip: bool = True
    color: float = 0.0
    """How far brightness, contrast and saturation may change (0.4: between 0.6 and 1.4)."""
    false_colors: float = 0.0
    """How often an image without colour is shown between any two colours (`false_colored`)."""
    jitter: int = 0
    """Whole images are moved by up to so many pixels in each direction."""

    def __call__(
        self, sample: Sample, rng: np.random.Generator, near: tuple[int, int] | None = None
    ) -> tuple[RGB, Mask]:
        """A crop x crop piece of image and mask, or all of them, padded with grey and void.

        With `near` (row, column) the crop contains that pixel.
        """
        if self.crop:
            image, mask = self._scaled_crop(sample, rng, near)
        else:  # all of it, moved within its own frame
            down, right = rng.integers(-self.jitter, self.jitter + 1, 2).tolist()
            image, mask = _window(sample, -down, -right, sample.mask.shape[:2])
        if self.flip and rng.random() < 0.5:
            image, mask = image[:, ::-1], mask[:, ::-1]
        if self.color or self.false_colors:
            image = np.dstack([self._painted(image[..., :3], rng), image[..., 3:]])
        return np.ascontiguousarray(image), np.ascontiguousarray(mask)

    def _painted(self, image_HWC: RGB, rng: np.random.Generator) -> RGB:
        """In false colours or in changed ones."""
        if self.false_colors and is_grey(image_HWC) and rng.random() < self.false_colors:
            return false_colored(image_HWC, rng)
        return recolored(image_HWC, self.color, rng) if self.color else image_HWC

    def _scaled_crop(
        self, sample: Sample, rng: np.random.Generator, near: tuple[int, int] | None
    ) -> tuple[RGB, Mask]:
        """Crop first, at the size that scaling will turn into `crop`: that is less work."""
        low, high = np.log(self.scale)
        factor = float(np.exp(rng.uniform(low, high)))
        side = max(8, round(self.crop / factor))
        height, width = sample.mask.shape[:2]
        row, col = near or (None, None)
        top, left = _place(height, side, row, rng), _place(width, side, col, rng)
        image, mask = _window(sample, top, left, (side, side))
        if side == self.crop:
            return image, mask
        size = (self.crop, self.crop)
        labels = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST_EXACT)
        return resized(image, size), labels.astype(np.uint8, copy=False)


def _place(length: int, side: int, pixel: int | None, rng: np.random.Generator) -> int:
    """Where a crop of `side` starts: inside if it fits, else anywhere that covers the image."""
    low, high = sorted((0, length - side))
    if pixel is not None:
        low, high = max(low, pixel - side + 1), min(high, pixel)
    return int(rng.integers(low, high + 1))


def recolored(image_HWC: RGB, strength: float, rng: np.random.Generator) -> RGB:
    """Brightness, contrast and saturation changed by up to `strength`, as one 3 x 3 matrix."""
    brightness, contrast, saturation = 1 + rng.uniform(-strength, strength, 3)
    grey = np.array([0.299, 0.587, 0.114], np.float32)
    matrix = saturation * np.eye(3, dtype=np.float32) + (1 - saturation) * grey[None, :]
    mean = float(image_HWC.reshape(-1, 3).mean())
    offset = np.full((3, 1), (1 - contrast) * mean * brightness, np.float32)
    affine = np.hstack([matrix * (brightness * contrast), offset]).astype(np.float32)
    return cv2.transform(np.ascontiguousarray(image_HWC), affine).astype(np.uint8, copy=False)


def false_colored(image_HWC: RGB, rng: np.random.Generator) -> RGB:
    """An image without colour, from one random colour at its darkest to another at its brightest.

    Microscopes and scanners show the same things bright on dark or dark on bright, stained or
    not. What is learned from one then holds for the other.
    """
    grey = image_HWC[..., 0].astype(np.float32)
    low, high = np.percentile(grey, DARKEST_BRIGHTEST)
    share = np.clip((grey - low) / max(1.0, high - low), 0, 1)[..., None]
    colors = rng.integers(0, 256, (2, 3))
    while abs(np.subtract(*colors.mean(1))) < CONTRAST:
        colors = rng.integers(0, 256, (2, 3))
    painted: RGB = (colors[0] + (colors[1] - colors[0]) * share).astype(np.uint8)
    return painted


def to_batch(crops: list[tuple[RGB, Mask]]) -> tuple[Tensor, Tensor]:
    """Crops as tensors: images uint8 (N, H, W, C) and masks uint8 (N, H, W).

    Smaller ones are padded at the right and bottom, with grey and void.
    """
    height = max(mask.shape[0] for _, mask in crops)
    width = max(mask.shape[1] for _, mask in crops)
    images = np.stack([_part(image, 0, 0, (height, width), GREY) for image, _ in crops])
    masks = np.stack([_part(mask, 0, 0, (height, width), VOID) for _, mask in crops])
    return torch.from_numpy(images), torch.from_numpy(masks)


def _window(sample: Sample, top: int, left: int, size: tuple[int, ...]) -> tuple[RGB, Mask]:
    """A window of image and mask, from a pixel on; beyond them it is grey and void."""
    image = _part(sample.image, top, left, size, GREY)
    return image, _part(sample.mask, top, left, size, VOID)


def _part(
    array_HW: NDArray[np.uint8], top: int, left: int, size: tuple[int, ...], fill: int
) -> NDArray[np.uint8]:
    """The part of an array of `size` (H, W) from a pixel on, which may reach beyond all sides."""
    rows = slice(max(top, 0), min(top + size[0], array_HW.shape[0]))
    columns = slice(max(left, 0), min(left + size[1], array_HW.shape[1]))
    part = np.full((*size, *array_HW.shape[2:]), fill, np.uint8)
    inside = part[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    inside[:] = array_HW[rows, columns]
    return part
