"""Prediction: every stride, any size, tiles equal to the whole, and what runs out of memory."""

from __future__ import annotations

import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from fcn_core.bands import bands
from fcn_core.errors import FcnError, LostDeviceError
from fcn_core.mosaic import DoneTile
from fcn_core.nets import catalog
from fcn_core.predict import Predictor, finest_labels, silent
from fcn_core.views import BATCHES, View, Views, batches, together
from fcn_core.weights.checkpoint import ModelInfo
from tests.core.models import LABELS, picture, tiny_model, tiny_net


@pytest.fixture
def predictor(tmp_path: Path) -> Predictor:
    return Predictor.load(tiny_model(tmp_path / "m.safetensors"), "cpu", notify=silent)


@pytest.mark.parametrize("size", [(1, 1), (33, 50), (64, 80), (200, 31)])
def test_every_stride_has_the_size_of_the_image(
    predictor: Predictor, size: tuple[int, int]
) -> None:
    image = np.random.default_rng(0).integers(0, 255, (*size, 3), dtype=np.uint8)
    results = list(predictor.predict(image))
    assert [r.stride for r in results] == [32, 16, 8]
    for result in results:
        assert result.labels.shape == result.doubt.shape == size
        assert result.labels.dtype == result.doubt.dtype == np.uint8
        assert result.labels.max() < len(LABELS)


def test_labels_are_the_argmax_of_the_upsampled_scores(predictor: Predictor) -> None:
    image, _ = picture(3)
    scores = dict(predictor.scores(image))
    expected = predictor.net.upsample(scores[8][0], 8, (64, 80)).argmax(1)[0].numpy()
    *_, finest = predictor.predict(image)
    assert np.array_equal(finest.labels, expected)


@pytest.mark.parametrize("tile", [512, 1024])
def test_the_finest_output_alone_is_what_it_is_among_all(predictor: Predictor, tile: int) -> None:
    image = np.random.default_rng(1).integers(0, 255, (700, 900, 3), dtype=np.uint8)
    predictor.tile = tile
    *_, expected = predictor.predict(image)
    (found,) = predictor.predict(image, only_finest=True)
    assert found.stride == 8 and np.array_equal(found.doubt, expected.doubt)
    assert np.array_equal(found.labels, expected.labels)
    assert np.array_equal(finest_labels(predictor, image), expected.labels)


@pytest.mark.parametrize("size", [(64, 80), (50, 71)])
@pytest.mark.parametrize("view", [View(mirrored=True), View(1), View(2), View(3)])
def test_of_each_view_a_net_says_the_same(
    predictor: Predictor, size: tuple[int, int], view: View
) -> None:
    image = np.random.default_rng(2).integers(0, 255, (*size, 3), dtype=np.uint8)
    *_, once = predictor.predict(image)
    views: Views = "mirror" if view.mirrored else "turns"
    predictor.info = replace(
        predictor.info, preprocessing=replace(predictor.info.preprocessing, views=views)
    )
    results = list(predictor.predict(image))
    assert [r.stride for r in results] == [32, 16, 8]

    def seen(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return view.of(torch.from_numpy(pixels), 0, 1).contiguous().numpy()

    for result, other in zip(results, predictor.predict(seen(image)), strict=True):
        assert (seen(result.labels) == other.labels).mean() > 0.999
        assert np.abs(seen(result.doubt).astype(int) - other.doubt).max() <= 1
    assert (results[-1].doubt != once.doubt).any()


def test_maps_of_views_lie_on_the_image_again() -> None:
    images = torch.arange(2 * 3 * 5).reshape(2, 3, 5, 1)
    for views in BATCHES:
        maps = [batch.permute(0, 3, 1, 2).float() for batch in batches(images, views)]
        assert torch.equal(together(maps, views, 2), images.permute(0, 3, 1, 2).float())


@pytest.mark.parametrize("tile", [1024, 256])
def test_a_net_for_dark_images_sees_them_brightened(predictor: Predictor, tile: int) -> None:
    predictor.tile = tile
    grey = np.random.default_rng(3).integers(0, 31, (700, 900, 1), dtype=np.uint8)
    image = np.repeat(grey, 3, axis=2)
    bright = cv2.convertScaleAbs(image, alpha=255 / np.percentile(image, 99.8))
    *_, expected = predictor.predict(bright)
    seen = replace(predictor.info.preprocessing, brightened=True)
    predictor.info = replace(predictor.info, preprocessing=seen)
    *_, found = predictor.predict(image)  # all tiles by what is white in the whole image
    assert (found.labels == expected.labels).all()


def test_cancelling_ends_the_prediction(predictor: Predictor) -> None:
    image, _ = picture(0)
    assert list(predictor.predict(image, lambda: True)) == []


def test_a_working_size_gives_masks_of_the_image_size(tmp_path: Path) -> None:
    predictor = Predictor.load(tiny_model(tmp_path / "m.safetensors", long_side=40), "cpu")
    image, _ = picture(0, 90, 120)
    assert all(r.labels.shape == (90, 120) for r in predictor.predict(image))


def test_tiles_in_which_nothing_is_wanted_are_passed_over(predictor: Predictor) -> None:
    image = np.random.default_rng(1).integers(0, 255, (700, 900, 3), dtype=np.uint8)
    predictor.tile = 512
    *_, whole = predictor.predict(image)
    wanted = np.zeros((700, 900), np.uint8)
    heard: list[DoneTile] = []
    wanted[600, 700] = 1
    *_, part = predictor.predict(image, tiled=heard.append, wanted_HW=wanted)
    assert [(tile.done, tile.total) for tile in heard] == [(1, 1)]
    assert np.array_equal(part.labels[512:, 512:], whole.labels[512:, 512:])
    assert not part.labels[:512].any() and not part.labels[:, :512].any()


def test_the_tile_that_one_looks_at_is_the_next(predictor: Predictor) -> None:
    image = np.random.default_rng(1).integers(0, 255, (1100, 1100, 3), dtype=np.uint8)
    predictor.tile = 512
    *_, expected = predictor.predict(image)
    heard: list[DoneTile] = []
    places = iter([(1000.0, 1090.0), None, (0.0, 1090.0), *[None] * 6])
    *_, found = predictor.predict(image, tiled=heard.append, looked_at=lambda: next(places))
    corners = [(tile.window[0].start, tile.window[1].start) for tile in heard]
    assert corners[:3] == [(1024, 1024), (0, 0), (0, 1024)]
    assert len(set(corners)) == 9
    assert np.array_equal(found.labels, expected.labels)


def test_tiles_of_an_image_seen_larger_are_told_at_its_own_size(predictor: Predictor) -> None:
    image = np.random.default_rng(1).integers(0, 255, (350, 451, 3), dtype=np.uint8)
    seen = replace(predictor.info.preprocessing, zoom=2.0, long_side=0)
    predictor.info, predictor.tile = replace(predictor.info, preprocessing=seen), 512
    covered, heard = np.zeros((350, 451), int), []
    *_, whole = predictor.predict(image, tiled=heard.append)
    for tile in heard:
        covered[tile.window] += 1
        assert (tile.labels == whole.labels[tile.window]).mean() > 0.98  # but for their edges
    assert len(heard) > 1 and (covered == 1).all()


def test_tiles_end_between_two_views(predictor: Predictor) -> None:
    image = np.random.default_rng(1).integers(0, 255, (700, 900, 3), dtype=np.uint8)
    predictor.tile = 512
    seen = replace(predictor.info.preprocessing, views="turns")
    predictor.info = replace(predictor.info, preprocessing=seen)
    taps, asked = predictor.net.taps, []

    def counted(x: torch.Tensor) -> Any:
        asked.append(x)
        return taps(x)

    predictor.net.taps = counted  # type: ignore[method-assign]
    assert list(predictor.predict(image, lambda: bool(asked))) == []
    assert len(asked) == 1


def test_tiles_agree_with_the_whole_away_from_their_seams(predictor: Predictor) -> None:
    image = np.random.default_rng(1).integers(0, 255, (700, 900, 3), dtype=np.uint8)
    *_, whole = predictor.predict(image)
    predictor.tile = 512
    heard: list[DoneTile] = []
    *_, tiled = predictor.predict(image, tiled=heard.append)
    assert len(heard) > 1
    assert [(t.done, t.total) for t in heard] == [(n + 1, len(heard)) for n in range(len(heard))]
    for tile in heard:
        assert np.array_equal(tile.labels, tiled.labels[tile.window])
    # The context head averages over the whole input, so tiles may differ a little.
    assert (whole.labels == tiled.labels).mean() > 0.9


@pytest.mark.parametrize(
    ("name", "views", "margin"),
    [
        ("fcn8s-vgg16", "mirror", 288),
        ("fcn-alexnet", "turns", 256),
        ("fcn-googlenet", "one", 448),
        ("fcn8s-resnet18", "mirror", 288),
    ],
)
def test_tiles_of_nets_that_see_a_part_give_what_the_whole_gives(
    name: str, views: Views, margin: int
) -> None:
    torch.manual_seed(0)
    net, info = catalog.build(name, width=1 if "resnet" in name else 1 / 16)
    for parameter in (p for p in net.parameters() if p.ndim > 1):
        torch.nn.init.kaiming_normal_(parameter)
    for parameter in net.scores.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    info = replace(info, preprocessing=replace(info.preprocessing, views=views))
    predictor = Predictor(net, info, torch.device("cpu"))
    assert predictor.margin == margin
    rough = np.random.default_rng(4).integers(0, 255, (20, 50, 3), dtype=np.uint8)
    image = cv2.resize(rough, (2 * margin + 300, 77))
    whole = list(predictor.predict(image))
    predictor.tile = 256
    for one, other in zip(whole, predictor.predict(image), strict=True):
        assert (one.labels == other.labels).mean() > 0.9999
        assert np.abs(one.doubt.astype(int) - other.doubt).max() <= 1


def test_images_that_cannot_be_written_to_are_predicted(predictor: Predictor) -> None:
    image, _ = picture(2)
    *_, expected = predictor.predict(image)
    image.flags.writeable = False
    *_, found = predictor.predict(image)
    assert np.array_equal(found.labels, expected.labels)


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (np.zeros((9, 9, 3)), "not float64.*astype"),
        (np.full((9, 9, 3), np.nan, np.float32), "not float32"),
        (np.zeros((9, 9, 3), np.uint16), "not uint16"),
        (np.zeros((9, 9, 3), bool), "not bool"),
        (torch.zeros(9, 9, 3, dtype=torch.uint8), "not as a Tensor"),
        (np.zeros((9, 9), np.uint8), "not of 9x9.*3 channels"),
        (np.zeros((0, 9, 3), np.uint8), "not of 0x9x3"),
        (np.zeros((9, 9, 4), np.uint8), "sees 3 channels, the image has 4"),
    ],
)
def test_what_is_no_image_is_refused(predictor: Predictor, image: Any, told: str) -> None:
    with pytest.raises(FcnError, match=told):
        predictor.predict(image)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("too large"),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory"
        ),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."),
    ],
)
def test_running_out_of_memory_goes_on_in_smaller_tiles(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    told: list[str] = []
    predictor.notify = told.append
    forward = predictor.net.backbone.forward

    def greedy(x: torch.Tensor) -> dict[int, torch.Tensor]:
        if max(x.shape[-2:]) > 800:
            raise error
        return forward(x)

    monkeypatch.setattr(predictor.net.backbone, "forward", greedy)
    image = np.zeros((300, 1000, 3), np.uint8)
    assert [r.labels.shape for r in predictor.predict(image)] == [(300, 1000)] * 3
    assert told and "512" in told[-1]


def test_a_net_in_place_of_another_knows_how_small_tiles_must_be(predictor: Predictor) -> None:
    predictor.tile = 512
    assert predictor.settled().tile == 512


@pytest.mark.parametrize("place", ["backbone", "upsample"])
def test_smaller_tiles_find_the_memory_free(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """What ran out of memory is forgotten before the next try: no traceback keeps its tensors."""
    taken: list[weakref.ref[torch.Tensor]] = []
    left: list[int] = []
    target = predictor.net.backbone if place == "backbone" else predictor.net
    name = "forward" if place == "backbone" else place
    real = getattr(target, name)

    def greedy(x: torch.Tensor, *args: object) -> object:
        if len(taken) < 2:
            large = x.clone()
            taken.append(weakref.ref(large))
            taken.append(weakref.ref(x))
            raise torch.OutOfMemoryError("CUDA out of memory")
        left.append(sum(ref() is not None for ref in taken))
        return real(x, *args)

    monkeypatch.setattr(target, name, greedy)
    assert len(list(predictor.predict(np.zeros((300, 1000, 3), np.uint8)))) == 3
    assert left and not any(left)


def test_what_was_predicted_before_memory_ran_out_is_not_told_again(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    upsample = predictor.net.upsample

    def greedy(scores: torch.Tensor, stride: int, size: tuple[int, int]) -> torch.Tensor:
        if stride == 8 and max(size) > 800:
            raise torch.OutOfMemoryError("none left")
        return upsample(scores, stride, size)

    monkeypatch.setattr(predictor.net, "upsample", greedy)
    found = predictor.predict(np.zeros((300, 1000, 3), np.uint8))
    assert [output.stride for output in found] == [32, 16, 8]


def test_other_errors_are_not_taken_for_a_lack_of_memory(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: torch.Tensor) -> dict[int, torch.Tensor]:
        raise RuntimeError("shapes do not match")

    monkeypatch.setattr(predictor.net.backbone, "forward", broken)
    with pytest.raises(RuntimeError, match="shapes"):
        list(predictor.predict(np.zeros((20, 20, 3), np.uint8)))


def test_memory_that_never_suffices_is_an_error(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_enough(_: torch.Tensor) -> dict[int, torch.Tensor]:
        raise torch.OutOfMemoryError("none left")

    monkeypatch.setattr(predictor.net.backbone, "forward", never_enough)
    with pytest.raises(MemoryError, match="Out of memory"):
        list(predictor.predict(np.zeros((20, 20, 3), np.uint8)))


@pytest.mark.parametrize("size", [(7, 9), (40, 60), (33, 19)])
def test_bands_equal_one_bilinear_resize(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fcn_core.bands.BAND_PIXELS", 100)
    scores = torch.randn(1, 3, 16, 20)
    expected = torch.nn.functional.interpolate(
        scores, size=size, mode="bilinear", align_corners=False
    )[0]
    got = torch.cat([band for _, band in bands(scores, size)], dim=1)
    assert torch.allclose(got, expected, atol=1e-5)


def test_a_device_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="cuda:7"):
        Predictor.load(tiny_model(tmp_path / "m.safetensors"), "cuda:7")


def test_the_description_names_net_and_device(predictor: Predictor) -> None:
    assert predictor.description.startswith("FCN-8s efficientnet_lite0 · CPU")


@pytest.mark.gpu
def test_cuda_gives_nearly_the_same_labels() -> None:
    info = ModelInfo(config=tiny_net().config, labels=LABELS)
    image, _ = picture(5, 256, 256)
    *_, cpu = Predictor(tiny_net(), info, torch.device("cpu")).predict(image)
    *_, gpu = Predictor(tiny_net(), info, torch.device("cuda")).predict(image)
    assert (cpu.labels == gpu.labels).mean() > 0.98


def test_a_gpu_that_stops_answering_is_named(
    predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError("CUDA error: unspecified launch failure")

    monkeypatch.setattr(predictor, "scores", lost)
    with pytest.raises(LostDeviceError, match="Choose the CPU"):
        list(predictor.predict(picture(0)[0]))
