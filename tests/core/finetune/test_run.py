"""Fine-tuning end to end on tiny pictures: it learns, judges, stops, and names problems."""

from __future__ import annotations

import copy
import errno
import math
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from tifffile import imwrite

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.events import Evaluated, Event, Finished, Message, Progress, Snapshot
from fcn_core.files import write_atomic
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages, replayed
from fcn_core.finetune.given import Given, read_given
from fcn_core.finetune.job import FinetuneJob, JobImage, read_job, write_job
from fcn_core.finetune.judge import judge
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.pacing import NowAndThen
from fcn_core.finetune.run import Finetuner
from fcn_core.finetune.taps_cache import TapsCache
from fcn_core.finetune.watching import CURVE_IMAGES
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import Label, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask, write_mask
from fcn_core.nets import catalog
from fcn_core.nets.fcn import FCN, Scores
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo, load_model, save_model
from tests.core.models import CONFIG, LABELS, picture, tiny_model, tiny_net

QUICK = {"heads_steps": 40, "whole_steps": 2, "crop": 64, "heads_lr": 0.01, "batch": 2}


def make_job(folder: Path, count: int = 4, held_out: int = 1, first: int = 0) -> FinetuneJob:
    """Pictures from the `first` on with half their pixels confirmed; the last `held_out` wholly."""
    images = []
    for seed in range(count):
        kept = seed >= count - held_out
        image, mask = picture(first + seed)
        if not kept:
            mask[:, 60:] = UNTOUCHED
        Image.fromarray(image).save(folder / f"{seed}.png")
        write_mask(folder / f"{seed}_mask.png", mask)
        images.append(
            JobImage(
                image_id=str(seed),
                image=str(folder / f"{seed}.png"),
                corrections=str(folder / f"{seed}_mask.png"),
                held_out=kept,
            )
        )
    model = tiny_model(folder / "parent.safetensors")
    return FinetuneJob(
        images=tuple(images),
        labels=LABELS,
        model=str(model),
        out=str(folder / "out"),
        device="cpu",
        seconds=0.1,
        recipe=QUICK,
    )


def run(job: FinetuneJob, control: Control | None = None) -> list[Event]:
    events: list[Event] = []
    Finetuner(job, events.append, control or Control()).run()
    return events


def test_it_learns_and_reports(tmp_path: Path) -> None:
    events = run(make_job(tmp_path, count=11, held_out=8, first=4))
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["held_out"] == 8
    assert finished.report["after"]["mean_iu"] > finished.report["before"]["mean_iu"] + 0.1
    assert finished.report["verdict"] == "better"
    assert any(isinstance(e, Snapshot) for e in events)
    losses = [e.loss for e in events if isinstance(e, Progress)]
    assert losses[-1] < losses[0]
    _, info = load_model(Path(finished.path))
    assert info.provenance["images"] == ["0", "1", "2"]
    assert info.provenance["held_out"] == [str(i) for i in range(3, 11)]


def test_what_was_read_to_compare_pictures_is_let_go_before_it_learns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[weakref.ref[Given]] = []

    def noted(*given: Any) -> Given:
        found = read_given(*given)
        read.append(weakref.ref(found))
        return found

    monkeypatch.setattr("fcn_core.finetune.run.read_given", noted)
    lives: list[bool] = []

    def emit(event: Event) -> None:
        if isinstance(event, Progress):
            lives.append(read[0]() is not None)

    Finetuner(make_job(tmp_path), emit, Control()).run()
    assert lives and not any(lives)


def test_of_a_net_of_several_tasks_the_first_goes_on(tmp_path: Path) -> None:
    """People draw one labeling, as the window shows one."""
    both = LabelSet.from_names([*LABELS.names, "geometric sky", "geometric ground"])
    job, config = make_job(tmp_path), replace(CONFIG, tasks=(2, 2))
    net, info = FCN(config, len(both)), ModelInfo(config=config, labels=both, name="both")
    save_model(Path(job.model), net, info)
    finished = run(replace(job, labels=both))[-1]
    assert isinstance(finished, Finished)
    _, info = load_model(Path(finished.path))
    assert info.labels.names == LABELS.names and info.config.tasks == ()


def test_a_new_label_is_learned_beside_the_old_ones(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    labels = LABELS.added(Label(name="new", color=(1, 2, 3)))
    for seed in range(4):
        _, mask = picture(seed)
        mask[:8, :8] = 1  # some of the old label, too: the net is to keep it
        new = mask == 1
        new[:8, :8] = False
        write_mask(tmp_path / f"{seed}_mask.png", np.where(new, np.uint8(2), mask))
    finished = run(replace(job, labels=labels))[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["labels"] == ["background", "thing", "new"]
    predictor = Predictor.load(Path(finished.path), "cpu")
    assert predictor.info.labels.names[-1] == "new"
    # The backbone is random, so the new label need not win yet; it must rise where it is.
    image, mask = picture(3)
    scores = dict(predictor.scores(image))[8][0]
    new = predictor.net.upsample(scores, 8, mask.shape).softmax(1)[0, 2].numpy()
    assert new[mask == 1].mean() > new[mask == 0].mean() + 0.05


def test_without_held_out_images_nothing_is_claimed(tmp_path: Path) -> None:
    finished = run(make_job(tmp_path, count=2, held_out=0))[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["verdict"] == "unknown"
    assert finished.report["before"] is finished.report["after"] is None
    assert "three" in finished.report["sentence"]


def test_nothing_confirmed_is_said(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=2, held_out=0)
    for seed in range(2):
        write_mask(tmp_path / f"{seed}_mask.png", np.full((64, 80), UNTOUCHED, np.uint8))
    with pytest.raises(FcnError, match="nothing to learn from"):
        run(job)


def messages(events: list[Event]) -> str:
    return "\n".join(event.text for event in events if isinstance(event, Message))


def test_images_changed_or_moved_since_are_named_and_stop_no_others(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    Image.new("RGB", (10, 10)).save(tmp_path / "0.png")
    (tmp_path / "1.png").unlink()
    (tmp_path / "4.png").write_bytes(b"torn")
    events = run(job)
    said = messages(events)
    assert "0.png is 10 x 10" in said and "Restore the image" in said
    assert "1.png cannot be read" in said and "4.png cannot be read" in said
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["held_out"] == 1
    assert [note for note in finished.report["notes"] if note not in said] == []
    assert [note[:9] for note in finished.report["notes"]] == ["Left out:"] * 3
    assert load_model(Path(finished.path))[1].provenance["images"] == ["2"]


def report_of(events: list[Event]) -> dict[str, Any]:
    """What the run found out in the end."""
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    return finished.report


def test_a_held_out_image_that_cannot_be_read_is_why_nothing_is_known(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    (tmp_path / "3.png").unlink()
    found = report_of(run(job))
    assert found["verdict"] == "unknown"
    assert found["sentence"].startswith("No held-out image could be read")
    assert "3.png" in found["notes"][0]


@pytest.mark.parametrize(("gone", "left"), [("4.png", 1), ("[34].png", 0)])
def test_held_out_images_that_vanish_while_it_learns_end_no_run(
    tmp_path: Path, gone: str, left: int
) -> None:
    """Neither a point of the curve nor the judgement fails; both nets are judged on the rest."""
    job = make_job(tmp_path, count=5, held_out=2, first=4)
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress):
            for path in tmp_path.glob(gone):
                path.unlink()

    Finetuner(replace(job, recipe={**QUICK, "curve_seconds": 0.0}), emit, Control()).run()
    found = report_of(events)
    assert found["held_out"] == left
    assert [image["image_id"] for image in found["images"]] == ["3"][:left]
    assert [note[:9] for note in found["notes"]] == ["Left out:"] * (2 - left)
    assert (found["verdict"] == "unknown") == (left == 0)
    assert messages(events).count("4.png cannot be read") == 2  # for the curve, in the end
    assert [event.step for event in events if isinstance(event, Evaluated)] == [0]


def test_a_picture_that_is_learned_judges_nothing(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    Image.open(tmp_path / "0.png").save(tmp_path / "3.png", compress_level=1)
    found = report_of(run(job))
    assert [image["image_id"] for image in found["images"]] == ["4"]
    assert any("3.png is not used to check the net" in note for note in found["notes"])
    Image.open(tmp_path / "1.png").save(tmp_path / "4.png", compress_level=1)
    found = report_of(run(job))
    assert found["verdict"] == "unknown"
    assert found["sentence"].startswith("The net learned from the very pictures")


def test_an_image_that_the_net_in_use_learned_from_flatters_it(tmp_path: Path) -> None:
    """The only held-out image was deleted since, so that a trained one has taken its place."""
    job = make_job(tmp_path)
    first = run(job)[-1]
    assert isinstance(first, Finished)
    moved = [replace(image, held_out=image.image_id == "2") for image in job.images[:3]]
    again = replace(job, images=tuple(moved), out=str(tmp_path / "again"), compare=first.path)
    told = "\n".join(report_of(run(again))["notes"])
    assert "The net in use has learned from the one held-out image," in told
    told = "\n".join(report_of(run(replace(again, model=first.path)))["notes"])
    assert "The net that the run started from has learned" in told and "score after" in told


def test_pages_of_one_file_flatter_each_other(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    imwrite(
        tmp_path / "s.tif", np.stack([picture(seed)[0] for seed in range(4)]), photometric="rgb"
    )
    pages = pages_of(tmp_path / "s.tif")
    images = (replace(i, image=str(p)) for i, p in zip(job.images, pages, strict=True))
    notes = report_of(run(replace(job, images=tuple(images))))["notes"]
    assert any(note.startswith("The one held-out image is a page of a file") for note in notes)
    assert not any("are pages of" in note for note in report_of(run(job))["notes"])


def test_the_curve_begins_with_the_net_in_use_on_the_same_images(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=10, held_out=8)
    events = run(replace(job, recipe={**QUICK, "curve_seconds": 0.0}))
    points = [event for event in events if isinstance(event, Evaluated)]
    assert points[0].step == 0 and len(points) > 1
    held_out = CorrectedImages(job.images[2:], LABELS, Preprocessing())
    parent = Predictor.load(Path(job.model), "cpu")
    expected = judge(parent, held_out.first(CURVE_IMAGES), print).mean_iu
    assert points[0].mean_iu == {"stride8": pytest.approx(expected)}
    assert expected != pytest.approx(report_of(events)["before"]["mean_iu"])


def test_with_no_image_left_it_is_said(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=2, held_out=0)
    for image in job.images:
        Path(image.image).unlink()
    with pytest.raises(FcnError, match="None of the corrected images"):
        run(job)


def test_one_image_with_one_label_is_enough_to_run(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=1, held_out=0)
    write_mask(tmp_path / "0_mask.png", np.ones((64, 80), np.uint8))
    finished = run(job)[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["verdict"] == "unknown"


def test_the_same_picture_with_two_opinions_is_said(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    Image.open(tmp_path / "0.png").save(tmp_path / "1.png", compress_level=1)
    write_mask(tmp_path / "0_mask.png", np.zeros((64, 80), np.uint8))
    write_mask(tmp_path / "1_mask.png", np.ones((64, 80), np.uint8))
    assert "0.png and 1.png show the same picture, but 5,120 pixels" in messages(run(job))


def test_it_is_judged_against_the_net_in_use(tmp_path: Path) -> None:
    """The net in use is the one the first run made; the second starts from the base again."""
    job = make_job(tmp_path)
    first = run(job)[-1]
    assert isinstance(first, Finished) and first.report is not None
    again = replace(job, out=str(tmp_path / "again"), compare=first.path)
    second = run(again)[-1]
    assert isinstance(second, Finished) and second.report is not None
    assert second.report["before"]["mean_iu"] == pytest.approx(first.report["after"]["mean_iu"])
    assert load_model(Path(second.path))[1].provenance["parent"] == job.model


def test_labels_deleted_or_merged_since_the_net_was_trained(tmp_path: Path) -> None:
    """The net knows three labels, of which the project has one under its name."""
    job = make_job(tmp_path)
    tiny_model(Path(job.model), LabelSet.from_names(["background", "horse", "pony"]))
    finished = run(replace(job, compare=job.model))[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["labels"] == ["background", "thing"]
    assert load_model(Path(finished.path))[1].labels.names == ("background", "thing")


def full_disk(at: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at these writes (0 is the first)."""
    writes = iter(range(10**6))

    def write(path: Path, data: bytes) -> None:
        if next(writes) in at:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_atomic(path, data)

    monkeypatch.setattr("fcn_core.weights.checkpoint.write_atomic", write)


def test_a_disk_full_on_the_way_is_said_once_and_learning_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(tmp_path)
    full_disk({0, 1}, monkeypatch)
    # A snapshot after every step, however slow the machine is just now.
    monkeypatch.setattr(NowAndThen, "LARGEST_SHARE", math.inf)
    events = run(replace(job, recipe={**QUICK, "snapshot_seconds": 0.0}))
    assert messages(events).count("No space left on device") == 1
    assert isinstance(events[-1], Finished) and Path(events[-1].path).is_file()


def test_a_disk_full_at_the_end_is_named_and_the_old_net_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(tmp_path)
    before = Path(job.model).read_bytes()
    full_disk(set(range(1000)), monkeypatch)
    with pytest.raises(FcnError, match=r"could not be saved.*No space left.*Free some space"):
        run(job)
    assert Path(job.model).read_bytes() == before
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes")]
)
def test_out_of_memory_makes_the_pieces_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    whole = Learner.whole

    def short(self: Learner, progress: Callable[[], float]) -> Iterator[float]:
        if self.recipe.batch * self.recipe.crop**2 > 64**2:
            raise error
        return whole(self, progress)

    def none(self: Learner) -> Iterator[float]:
        raise error

    monkeypatch.setattr(Learner, "whole", short)
    job = make_job(tmp_path)
    events = run(job)
    assert "smaller batches (1 x 64 x 64 pixels)" in messages(events)
    assert isinstance(events[-1], Finished)
    assert load_model(Path(events[-1].path))[1].recipe["batch"] == 1
    # Where even whole images are too much for the first part, the second goes on without it.
    monkeypatch.setattr(Learner, "heads", none)
    assert "with pieces of the images" in messages(run(job))


def test_too_little_memory_for_anything_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: Learner, progress: Callable[[], float]) -> Iterator[float]:
        raise MemoryError

    monkeypatch.setattr(Learner, "whole", none)
    with pytest.raises(FcnError, match=r"even with single pieces of 96 x 96.*Close other programs"):
        run(replace(make_job(tmp_path), recipe={**QUICK, "crop": 200}))


@pytest.mark.parametrize("part", ["heads", "whole"])
def test_the_next_try_finds_the_memory_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Neither cached taps nor a traceback keep what a step took."""
    whole, loss = Learner.whole, Learner._loss
    taken: list[weakref.ref[torch.Tensor]] = []
    left: list[int] = []
    learning = ["heads"]

    def greedy(self: Learner, scores: Scores, *args: Any) -> torch.Tensor:
        if learning[-1] == part and not taken:
            taken.extend(weakref.ref(score) for score in scores.values())
            raise torch.OutOfMemoryError("CUDA out of memory")
        return loss(self, scores, *args)

    def watched(self: Learner, progress: Callable[[], float]) -> Iterator[float]:
        learning.append("whole")
        left.append(len(self.cache) + sum(ref() is not None for ref in taken))
        yield from whole(self, progress)

    monkeypatch.setattr(Learner, "_loss", greedy)
    monkeypatch.setattr(Learner, "whole", watched)
    assert isinstance(run(make_job(tmp_path))[-1], Finished)
    assert taken and left == [0] * (1 if part == "heads" else 2)


def test_labels_deleted_since_count_as_untouched(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    mask = np.full((64, 80), 9, np.uint8)
    mask[:5] = 0
    write_mask(tmp_path / "0_mask.png", mask)
    assert isinstance(run(job)[-1], Finished)


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ({"learning": 1}, "'learning'"),
        ({"crops": 1}, "Did you mean crop"),
        ({"lr": "1"}, "lr = '1'"),
    ],
)
def test_what_a_recipe_cannot_hold_is_named(
    tmp_path: Path, recipe: dict[str, object], said: str
) -> None:
    with pytest.raises(FcnError, match=said):
        Finetuner(replace(make_job(tmp_path), recipe=recipe), lambda _: None, Control())


def test_jobs_round_trip_through_their_file(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    write_job(tmp_path / "job.json", job)
    assert read_job(tmp_path / "job.json") == job
    (tmp_path / "job.json").write_text('{"images": []}')
    with pytest.raises(FcnError, match="not a fine-tuning job"):
        read_job(tmp_path / "job.json")


def test_it_learns_at_the_size_that_the_net_predicts_at(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=1, held_out=0)
    enlarged = Preprocessing(long_side=100, zoom=2.0)
    _, samples = CorrectedImages(job.images, LABELS, enlarged).usable(lambda _: None)
    assert samples[0].image.shape == (80, 100, 3)
    assert samples[0].mask.shape == (80, 100)
    assert [s.image.shape for s in replayed([job.images[0].image], enlarged)] == [(80, 100, 3)]


def test_images_to_replay_hold_no_confirmed_pixel_and_may_be_missing(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    found = replayed([str(tmp_path / "3.png"), str(tmp_path / "gone.png")], Preprocessing())
    assert len(found) == 1
    assert (found[0].mask == UNTOUCHED).all()
    finished = run(replace(job, replay=(str(tmp_path / "3.png"),)))[-1]
    assert isinstance(finished, Finished)


def test_taps_beyond_the_budget_lie_in_the_runs_folder_while_it_learns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    cache = tmp_path / "out" / "cache"

    def note(event: Event) -> None:
        if isinstance(event, Progress):
            seen.append(len(list(cache.iterdir())) if cache.is_dir() else 0)

    monkeypatch.setattr(
        "fcn_core.finetune.run.TapsCache", lambda folder: TapsCache(folder, budget=0)
    )
    Finetuner(make_job(tmp_path), note, Control()).run()
    assert seen[0] >= 6
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["model.safetensors"]


@pytest.mark.parametrize(
    ("kept", "open_rows", "balance"),
    [
        ([], 0, 0.25),
        ([], 6, 0.25),
        ([], 7, 0.75),
        ([(0, 0), (1, 1)], 0, 0.5),
        ([(0, 0), (1, 1)], 7, 0.0),
        ([(0, 0)], 7, 0.5),
    ],
)
def test_how_much_rare_labels_count_depends_on_what_is_seen_and_known(
    kept: list[tuple[int, int]], open_rows: int, balance: float
) -> None:
    net, mask = tiny_net(), np.zeros((64, 64), np.uint8)
    mask[:4], mask[-1 - open_rows :], mask[-1] = 1, UNTOUCHED, VOID
    sample = Sample(image_id="", image=np.zeros((64, 64, 3), np.uint8), mask=mask)
    learner = Learner(
        net, net, kept, Preprocessing(), [sample], FinetuneRecipe(), torch.device("cpu")
    )
    rest = 64 - 4 - open_rows - 1
    expected = [min(3.0, ((4 + rest) / 2 / count) ** balance) for count in (rest, 4)]
    assert learner.label_weights.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("flip", [True, False])
def test_images_come_mirrored_only_if_that_is_wished(
    flip: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, mask = np.zeros((64, 64, 3), np.uint8), np.zeros((64, 64), np.uint8)
    image[:, 32:], mask[:, 32:] = 255, 1
    net, seen = tiny_net(), list[bool]()
    recipe = FinetuneRecipe(crop=64, scale=(1.0, 1.0), color=0.0, flip=flip, batch=8)
    sample = Sample(image_id="", image=image, mask=mask)
    learner = Learner(
        net, copy.deepcopy(net), [], Preprocessing(), [sample], recipe, torch.device("cpu")
    )
    honest = learner._batch

    def note(crops: list[tuple[RGB, Mask]]) -> tuple[torch.Tensor, torch.Tensor]:
        seen.extend(bool(cut[0, 0]) for _, cut in crops)
        return honest(crops)

    monkeypatch.setattr(learner, "_batch", note)
    next(learner.heads())
    assert len(learner.cache) == 1 + flip and any(seen) == flip
    seen.clear()
    next(learner.whole(lambda: 0.0))
    assert any(seen) == flip


@pytest.mark.parametrize("name", ["fcn8s-vgg16", "fcn-googlenet", "fcn-alexnet"])
def test_what_is_kept_is_compared_where_the_pixels_are(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cells of the paper's padded nets lie elsewhere than their numbers say."""
    net, _ = catalog.build(name, LABELS, width=1 / 16)
    for parameter in net.scores.parameters():
        torch.nn.init.normal_(parameter)
    image, mask = picture(0, 120, 97)
    sample = Sample(image_id="", image=image, mask=mask)
    recipe = FinetuneRecipe(crop=96, batch=2)
    learner = Learner(
        net.eval(), copy.deepcopy(net), [(0, 0), (1, 1)], Preprocessing(), [sample], recipe,
        torch.device("cpu"),
    )  # fmt: skip
    seen: list[tuple[torch.Tensor, ...]] = []

    def note(new: torch.Tensor, old: torch.Tensor, *rest: object) -> torch.Tensor:
        assert isinstance(rest[-1], torch.Tensor)
        seen.append((new.detach(), old, rest[-1]))
        return new.sum() * 0

    monkeypatch.setattr("fcn_core.finetune.learner.distillation_loss", note)
    next(learner.heads())
    finest, (new, old, masks) = net.strides[-1], seen[0]
    stored = torch.from_numpy(mask)[None, ::finest, ::finest]
    mirrored = torch.from_numpy(mask[:, ::-1].copy())[None, ::finest, ::finest]
    assert any(torch.equal(masks, expected) for expected in (stored, mirrored))
    assert new.shape[-2:] == old.shape[-2:] == masks.shape[-2:]
    torch.testing.assert_close(new, old, rtol=1e-3, atol=1e-4)
    x = torch.from_numpy(image[:, :: 1 if torch.equal(masks, stored) else -1].copy())[None]
    with torch.no_grad():
        scores = learner.parent(Preprocessing()(x))[finest]
        pixels = learner.parent.upsample(scores, finest, (120, 97))
    torch.testing.assert_close(old, pixels[..., ::finest, ::finest], rtol=1e-3, atol=1e-4)


def test_a_check_on_strokes_alone_is_said_to_be_one(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    assert not [n for n in report_of(run(job))["notes"] if n.startswith("Checked on the")]
    for image in job.images:
        if image.held_out:
            mask = read_mask(Path(image.corrections))
            mask[:, mask.shape[1] // 2 :] = UNTOUCHED
            write_mask(Path(image.corrections), mask)
    (note,) = [n for n in report_of(run(job))["notes"] if n.startswith("Checked on the")]
    assert "50 % of the held-out images" in note


@pytest.mark.parametrize("name", ["model", "compare", "best", "others"])
def test_no_net_is_replaced_by_the_new_one(name: str, tmp_path: Path) -> None:
    job = make_job(tmp_path)
    (tmp_path / "out").mkdir()
    net = tiny_model(tmp_path / "out" / "model.safetensors")
    before = net.read_bytes()
    named: dict[str, Any] = {name: (str(net),) if name == "others" else str(net)}
    with pytest.raises(FcnError, match=r"model\.safetensors is to be read .* another folder"):
        run(replace(job, **named))
    assert net.read_bytes() == before
