"""Before fine-tuning: what it would learn from, how it is checked, how long it takes; and Start."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QWidget,
)

from app.language import QT_TR_NOOP, count, tr
from app.state.wishes import TrainingWish, recipe_of
from app.views.look.kit import (
    GRID,
    EmptyState,
    column,
    push_button,
    row,
    rule,
    scrolled,
    set_button_role,
    text_label,
    toggle_button,
)
from app.views.training.examples_table import ExamplesTable
from app.views.training.preview_words import (
    held_out_sentence,
    lacking_sentence,
    start_sentence,
    summary,
)
from app.views.values import TrainingPreview
from app.views.words import duration, first_lines, memory

BUDGETS = (
    (QT_TR_NOOP("A moment, 5 s"), 5.0),
    (QT_TR_NOOP("Quick, 20 s"), 20.0),
    (QT_TR_NOOP("1 minute"), 60.0),
    (QT_TR_NOOP("3 minutes"), 180.0),
    (QT_TR_NOOP("10 minutes"), 600.0),
)
BY_CONTENTS_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
NARROW_SIDE, WIDE_SIDE = 62 * GRID, 70 * GRID


class PreviewPage(QWidget):
    """Shows a `TrainingPreview`; Start emits a `TrainingWish`."""

    start_requested = Signal(TrainingWish)
    rest_requested = Signal()
    """The rest of the images that were painted shall be background."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: TrainingPreview | None = None
        self._summary = text_label("", "heading", wrap=True)
        self._checked_by = text_label("", "muted", wrap=True)
        self._lacking = text_label("", "warning", wrap=True)
        self._warnings = text_label("", "warning", wrap=True)
        self.table = ExamplesTable()
        self._none = EmptyState(
            "brush",
            tr("Nothing is corrected yet. A few strokes on two or three images are a start."),
        )
        self._estimate = text_label("", "muted", wrap=True)
        self._problem = text_label("", "warning", wrap=True)
        self.rest = push_button("", self.rest_requested.emit)
        self.rest.hide()
        self.start = push_button(tr("Start fine-tuning"), self._start, "train", "primary")
        # Until the first preview there is nothing to start.
        self.start.setEnabled(False)
        self._make_options()
        self._lay_out()

    def show_preview(self, preview: TrainingPreview) -> None:
        """Show what a run would do now. Time and device stay as they were chosen."""
        if self._preview is None:
            self._choose_budget(preview.seconds)
        self._preview = preview
        self._summary.setText(summary(preview))
        self._checked_by.setText(held_out_sentence(preview))
        # What the net never knew cannot get worse.
        lacking = [each.name for each in preview.labels if each.known and not each.images]
        self._lacking.setText(lacking_sentence(lacking))
        self._lacking.setVisible(bool(lacking and preview.images))
        self._warnings.setText(first_lines(preview.warnings))
        self._warnings.setToolTip("\n".join(preview.warnings))
        self._warnings.setVisible(bool(preview.warnings))
        self.go_on.setEnabled(bool(preview.in_use))
        self.table.set_examples([label for label in preview.labels if label.images])
        self.table.show_all_rows()
        self.table.setVisible(bool(preview.images))
        self._none.setVisible(not preview.images)
        self._show_devices(preview)
        self._show_estimate()
        self._problem.setText(preview.problem)
        self._problem.setVisible(bool(preview.problem))
        self._estimate.setVisible(not preview.problem)
        self._offer_rest(preview.unfinished)
        forced = preview.problem and preview.can_force
        self.start.setText(tr("Start all the same") if forced else tr("Start fine-tuning"))
        self.start.setEnabled(not preview.problem or preview.can_force)
        set_button_role(self.start, "" if preview.problem else "primary", "train")

    def request(self) -> TrainingWish:
        """What Start would ask for now."""
        assert self._preview is not None
        return TrainingWish(
            seconds=float(self.budget.currentData()),
            device=str(self.device.currentData()),
            recipe=recipe_of(
                rate_factor=self.rate.value(),
                frozen_backbone=self.frozen.isChecked(),
                augment=self.augment.isChecked(),
            ),
            forced=bool(self._preview.problem),
            go_on=self._goes_on(),
            keep_all=self.keep_all.isChecked(),
        )

    # --- making ---------------------------------------------------------------------------------

    def _make_options(self) -> None:
        self.budget = QComboBox()
        for title, seconds in BUDGETS:
            self.budget.addItem(tr(title), seconds)
        self.budget.setAccessibleName(tr("Time to spend"))
        self.budget.setToolTip(tr("You can stop earlier and keep what was learnt"))
        self.device = QComboBox()
        self.device.setAccessibleName(tr("Device"))
        for box in (self.budget, self.device):
            # Names of devices are long: what is cut off is whole in the list.
            box.setSizeAdjustPolicy(BY_CONTENTS_LENGTH)
            box.setMinimumContentsLength(6)
        self.budget.currentIndexChanged.connect(self._show_estimate)
        self.advanced = toggle_button("settings", tr("Advanced"), tr("Change the recipe"))
        self.rate = QDoubleSpinBox(minimum=0.1, maximum=10.0, singleStep=0.1, value=1.0)
        self.rate.setPrefix("× ")
        self.rate.setToolTip(tr("Factor on the recipe's learning rate"))
        self.frozen = QCheckBox(tr("Keep the backbone as it is"))
        self.frozen.setToolTip(tr("Faster and safer with few images; learns less"))
        self.augment = QCheckBox(tr("Vary scale and mirror"))
        self.augment.setChecked(True)
        self.go_on = QCheckBox(tr("Go on from the net in use"))
        self.go_on.setToolTip(
            tr(
                "Otherwise every run learns all corrections anew from the same net, so that small "
                "errors do not add up"
            )
        )
        self.go_on.toggled.connect(self._show_estimate)
        self.keep_all = QCheckBox(tr("Keep all that the net knows"))
        self.keep_all.setToolTip(
            tr(
                "Otherwise what it knows is left out where nothing of it was confirmed or shows "
                "in the images: the rest is learnt faster and better without"
            )
        )
        self._advanced_box = QWidget()
        form = QFormLayout(self._advanced_box)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow(text_label(tr("Learning rate"), "muted"), self.rate)
        form.addRow(self.frozen)
        form.addRow(self.augment)
        form.addRow(self.go_on)
        form.addRow(self.keep_all)
        self._advanced_box.hide()
        self.advanced.toggled.connect(self._advanced_box.setVisible)
        self.advanced.toggled.connect(self._reveal_advanced)

    def _lay_out(self) -> None:
        facts = QWidget()
        parts = (self._summary, self._checked_by, self._lacking, self._warnings)
        facts.setLayout(column(*parts, self.table, self._none, None, gap=GRID))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.addRow(text_label(tr("Time"), "muted"), self.budget)
        form.addRow(text_label(tr("Device"), "muted"), self.device)
        options = QWidget()
        options.setLayout(column(form, self.advanced, self._advanced_box, None))
        self._options = scrolled(options)
        self._options.setMinimumWidth(NARROW_SIDE)
        self._options.setMaximumWidth(WIDE_SIDE)
        body = row(scrolled(facts), rule(vertical=True), self._options, gap=4 * GRID)
        body.setStretch(0, 3)
        body.setStretch(2, 2)
        # What is missing, or what a run takes, stands by the button that it is about, not where
        # one has to scroll; and over the width of the page, where it is a line or two.
        words = column(self._estimate, self._problem, gap=0)
        footer = row(words, self.rest, self.start, gap=2 * GRID)
        footer.setStretch(0, 1)
        layout = column(body, rule(), footer)
        layout.setStretch(0, 1)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 2 * GRID)
        self.setLayout(layout)

    # --- inside ---------------------------------------------------------------------------------

    def _reveal_advanced(self, shown: bool) -> None:
        """Once they have their places: they open below what is in sight."""
        bar = self._options.verticalScrollBar()
        if shown:
            QTimer.singleShot(0, self, lambda: bar.setValue(self.advanced.y()))

    def _show_devices(self, preview: TrainingPreview) -> None:
        chosen = self.device.currentData()
        self.device.clear()
        for device in preview.devices:
            self.device.addItem(device.title, device.id)
        known = [at for at in map(self.device.findData, (chosen, preview.device)) if at >= 0]
        self.device.setCurrentIndex(known[0] if known else 0)

    def _offer_rest(self, images: int) -> None:
        self.rest.setVisible(bool(images))
        words = count(images, tr("image"), tr("images"))
        self.rest.setText(tr("Rest of {images} is background").format(images=words))
        self.rest.setToolTip(
            tr(
                "What is not painted there becomes background. Paint all that you are after first; "
                "it can be taken back."
            )
        )

    def _choose_budget(self, seconds: float) -> None:
        best = min(range(len(BUDGETS)), key=lambda i: abs(BUDGETS[i][1] - (seconds or 60.0)))
        self.budget.setCurrentIndex(best)

    def _show_estimate(self) -> None:
        preview = self._preview
        if preview is None:
            return
        seconds = float(self.budget.currentData())
        takes = tr("Takes {time} and about {memory} of memory.").format(
            time=duration(seconds), memory=memory(preview.memory_mb)
        )
        meanwhile = tr("Painting goes on meanwhile.")
        self._estimate.setText(f"{takes} {start_sentence(preview, self._goes_on())} {meanwhile}")

    def _goes_on(self) -> bool:
        """Whether the run starts from the net in use, which is another than the base."""
        return self._preview is not None and bool(self._preview.in_use) and self.go_on.isChecked()

    def _start(self) -> None:
        self.start_requested.emit(self.request())
