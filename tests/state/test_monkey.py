"""A monkey user: any sequence of edits, saves and crashes, against the plainest model there is.

The model keeps a whole raster for each revision and stacks of rasters for undo and redo.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.state.corrections import PaintLimits
from app.state.paths import ProjectPaths
from app.state.recovery import save_snapshot
from app.state.rect import Rect
from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import UNTOUCHED, Mask
from tests.strategies import (
    accept_all,
    full,
    journal_pending,
    label_ids,
    masks,
    rects,
    stored_document,
)

HEIGHT, WIDTH = 70, 100
points = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))
limits = st.builds(
    PaintLimits,
    only_over=st.one_of(st.none(), st.integers(0, 3)),
    locked=st.frozensets(st.integers(0, 4), max_size=2),
    only_untouched=st.booleans(),
)


class Monkey(RuleBasedStateMachine):
    """What the document does, and what it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.paths = ProjectPaths(Path(tempfile.mkdtemp(prefix="fcn-gui-monkey-")))
        self.paths.create()
        self.done: list[Mask] = []
        self.undone: list[Mask] = []
        self.reopen()
        self.pixels = self.raster()

    @initialize(prediction=masks(HEIGHT, WIDTH))
    def predict(self, prediction: Mask) -> None:
        self.prediction = prediction
        self.document.set_prediction(8, prediction, "model")

    def raster(self) -> Mask:
        return self.document.corrections.values_HW.copy()

    def reopen(self) -> None:
        self.document = stored_document(self.paths, HEIGHT, WIDTH)

    def note(self) -> None:
        """After an edit: if pixels changed there is one more thing to undo."""
        after = self.raster()
        if not np.array_equal(after, self.pixels):
            self.done.append(self.pixels)
            self.undone.clear()
            self.pixels = after

    @rule(stamps=st.lists(st.tuples(rects(WIDTH, HEIGHT), label_ids), max_size=3), limit=limits)
    def paint(self, stamps: list[tuple[Rect, int]], limit: PaintLimits) -> None:
        painting = self.document.begin_stroke("Brush")
        for rect, label in stamps:
            composite = self.document.composite()
            before = self.raster()
            allowed = limit.allowed(before, composite)
            painting.paint(rect, full(rect), label, limit)
            part = rect.clipped(WIDTH, HEIGHT).slices
            before[part] = np.where(allowed[part], label, before[part])
            assert np.array_equal(self.raster(), before)
        painting.finish()
        self.note()

    @rule(rect=rects(WIDTH, HEIGHT))
    def cancel(self, rect: Rect) -> None:
        painting = self.document.begin_stroke("Brush")
        painting.paint(rect, full(rect), 9)
        painting.cancel()

    @rule(point=points, label=label_ids)
    def fill(self, point: tuple[int, int], label: int) -> None:
        self.document.fill(*point, label)
        assert self.document.corrections.values_HW[point[1], point[0]] == label
        self.note()

    @rule(point=points)
    def accept_region(self, point: tuple[int, int]) -> None:
        shown = self.document.composite()
        self.document.accept_region(*point)
        assert np.array_equal(self.document.composite(), shown)
        self.note()

    @rule()
    def accept_all(self) -> None:
        shown = self.document.composite()
        accept_all(self.document)
        if self.document.prediction is not None:
            assert np.array_equal(self.raster(), shown)
        self.note()

    @rule()
    def undo(self) -> None:
        assert (self.document.undo() is not None) == bool(self.done)
        if self.done:
            self.undone.append(self.pixels)
            self.pixels = self.done.pop()

    @rule()
    def redo(self) -> None:
        assert (self.document.redo() is not None) == bool(self.undone)
        if self.undone:
            self.done.append(self.pixels)
            self.pixels = self.undone.pop()

    @rule()
    def journal(self) -> None:
        journal_pending(self.paths, self.document)

    @rule(limit=st.sampled_from([-(1 << 40), 0, 1 << 40]))
    def snapshot(self, limit: int) -> None:
        journal_pending(self.paths, self.document)
        save_snapshot(self.paths, self.document.snapshot(), VOC_PALETTE, limit)

    @precondition(lambda self: not self.document.is_dirty)
    @rule()
    def crash(self) -> None:
        self.reopen()
        self.document.set_prediction(8, self.prediction, "model")
        assert self.document.notes == ()

    @invariant()
    def pixels_are_the_model_s(self) -> None:
        assert np.array_equal(self.document.corrections.values_HW, self.pixels)
        assert len(self.document.history.done) == len(self.done)
        assert len(self.document.history.undone) == len(self.undone)

    def teardown(self) -> None:
        while self.document.undo():
            assert np.array_equal(self.document.corrections.values_HW, self.done.pop())
        assert not self.done
        assert (self.document.corrections.values_HW == UNTOUCHED).all()
        shutil.rmtree(self.paths.root)


TestMonkey = Monkey.TestCase
TestMonkey.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
