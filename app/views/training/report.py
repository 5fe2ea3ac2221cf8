"""After fine-tuning: did it help? Per label, per image, with an interval; then Keep or Discard."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.language import QT_TR_NOOP, tr
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import (
    GRID,
    EmptyState,
    column,
    push_button,
    row,
    scrolled,
    set_button_role,
    text_label,
)
from app.views.training.report_table import ReportTable, ScoreRow, change_color
from app.views.words import change, changed_sentence, first_lines, score
from fcn_core.labels import LabelSet
from fcn_core.outcome import CLEAR, ImageScores, Outcome, Report, gain, outcome

ID_ROLE = Qt.ItemDataRole.UserRole
GAIN_ROLE = Qt.ItemDataRole.UserRole + 1
THUMBNAIL = QSize(9 * GRID, 6 * GRID)
HEADLINES = {
    "better": (QT_TR_NOOP("The net got better"), "check", Tone.SUCCESS),
    "higher": (QT_TR_NOOP("Higher on these images, not surely on others"), "info", Tone.SECONDARY),
    "same": (QT_TR_NOOP("No clear change"), "info", Tone.SECONDARY),
    "lower": (QT_TR_NOOP("Lower on these images, not surely on others"), "warning", Tone.SECONDARY),
    "worse": (QT_TR_NOOP("The net got worse"), "warning", Tone.WARNING),
    "unknown": (QT_TR_NOOP("Done, but not checked"), "warning", Tone.WARNING),
}
IU_MEANS = QT_TR_NOOP(
    "IU, intersection over union: where the net and you agree on a label, as a share of where "
    "either of you sees it. 100 % is the same mask. The mean is over the labels."
)
DECIDED = ("better", "worse")
"""After all other outcomes a person has to look, and no button is recommended."""


class ReportPage(QWidget):
    """Shows the report of a `Finished` event."""

    keep_requested = Signal()
    discard_requested = Signal()
    image_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._picture = IconLabel("info", side=5 * GRID)
        self._headline = text_label("", "heading", wrap=True)
        self._sentence = text_label("", "muted", wrap=True)
        self._sentence.setToolTip(tr(IU_MEANS))
        self._notes = text_label("", "warning", wrap=True)
        self.table = ReportTable()
        self._images_title = text_label("", "strong")
        self.images = QListWidget()
        self.images.setUniformItemSizes(True)
        self.images.setIconSize(THUMBNAIL)
        self.images.setFrameShape(QListWidget.Shape.NoFrame)
        self.images.setAccessibleName(tr("Held-out images, worst change first"))
        self.images.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.images.itemClicked.connect(self._choose)
        self.images.itemActivated.connect(self._choose)
        self.keep = push_button(
            tr("Keep"),
            self.keep_requested.emit,
            "keep",
            "primary",
            tr("Use the new net from now on"),
        )
        self.discard = push_button(
            tr("Discard"),
            self.discard_requested.emit,
            "discard",
            tip=tr("Go on with the net as it was"),
        )
        self._lay_out()

    def show_report(self, report: Report, labels: LabelSet, titles: Mapping[str, str]) -> None:
        """Show a report. `titles` are image names by id."""
        text, picture, tone = HEADLINES[_outcome(report)]
        self._headline.setText(tr(text))
        self._picture.set_icon(picture, tone)
        sentence = str(report.get("sentence", ""))
        checked = bool(report["held_out"])
        gate = report["gate"]
        said = changed_sentence(report) if checked else sentence
        # Reports of older runs have no notes and no facts.
        self._sentence.setText("\n".join((said, gate["why"], *report.get("facts", ()))))
        self._headline.setToolTip(sentence)
        self._show_notes(report.get("notes", ()))
        self.table.setVisible(checked)
        self._blank.setVisible(not checked)
        if checked:
            self._show_scores(report, labels)
        self._show_images(report, titles)
        self._show_choice(bool(gate["keep"]), is_open=_outcome(report) not in DECIDED)

    def set_thumbnail(self, image_id: str, thumbnail: QImage) -> None:
        """Show an image's thumbnail beside its name."""
        for at in range(self.images.count()):
            if self.images.item(at).data(ID_ROLE) == image_id:
                self.images.item(at).setIcon(QIcon(QPixmap.fromImage(thumbnail)))

    def image_ids(self) -> list[str]:
        """Ids of the listed images, the worst change first."""
        return [str(self.images.item(at).data(ID_ROLE)) for at in range(self.images.count())]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color_images()

    # --- inside ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        # What there is to decide, and the buttons for it, stay where all the rest scrolls.
        top = row(self._picture, self._headline, self.discard, self.keep, gap=2 * GRID)
        top.setStretch(1, 1)
        self._blank = EmptyState("image", tr("No scores: the net was not checked."))
        words = QWidget()
        parts = (self._sentence, self._notes, GRID, self.table, self._blank, None)
        words.setLayout(column(*parts, gap=GRID // 2))
        side = QWidget()
        side.setMinimumWidth(52 * GRID)
        side.setMaximumWidth(80 * GRID)
        side.setLayout(column(self._images_title, self.images, gap=GRID))
        self._side = side
        below = row(scrolled(words), side, gap=4 * GRID)
        below.setStretch(0, 3)
        below.setStretch(1, 1)
        layout = column(top, below)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 2 * GRID)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _show_notes(self, notes: Sequence[str]) -> None:
        self._notes.setText(first_lines(notes))
        self._notes.setToolTip("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _show_scores(self, report: Report, labels: LabelSet) -> None:
        before, after = report["before"], report["after"]
        assert before is not None and after is not None  # or nothing was checked
        mean = ScoreRow(
            name=tr("Mean IU"),
            color=None,
            before=known(before["mean_iu"]),
            after=known(after["mean_iu"]),
        )
        colors = {each.name: each.color for each in labels.labels}
        scores = zip(report["labels"], before["per_class_iu"], after["per_class_iu"], strict=True)
        rows = [
            ScoreRow(name=name, color=colors.get(name), before=known(old), after=known(new))
            for name, old, new in scores
        ]
        self.table.set_scores(mean, [row for row in rows if row.change is not None])
        self.table.set_unchecked([row.name for row in rows if row.change is None])
        self.table.show_all_rows()

    def _show_images(self, report: Report, titles: Mapping[str, str]) -> None:
        measured = [image for image in report["images"] if math.isfinite(_gain(image))]
        images = sorted(measured, key=_gain)
        worse = sum(_gain(image) < -CLEAR for image in images)
        better = sum(_gain(image) > CLEAR for image in images)
        counts = tr("{better} better, {worse} worse").format(better=better, worse=worse)
        self._images_title.setText(counts)
        self._side.setVisible(bool(images))
        self.images.clear()
        for image in images:
            gain = _gain(image)
            title = titles.get(image["image_id"], image["image_id"])
            item = QListWidgetItem(f"{change(gain):>5}   {title}", self.images)
            item.setData(ID_ROLE, image["image_id"])
            item.setData(GAIN_ROLE, gain)
            scores = tr("{image}: mean IU {before} before, {after} after").format(
                image=title, before=score(image["before"]), after=score(image["after"])
            )
            item.setToolTip(scores)
        self._color_images()

    def _color_images(self) -> None:
        for at in range(self.images.count()):
            item = self.images.item(at)
            item.setForeground(QColor(change_color(item.data(GAIN_ROLE))))

    def _show_choice(self, keeps: bool, *, is_open: bool) -> None:
        """What the gate recommends stands out, if it can; the other stays possible."""
        self.keep.setText(tr("Keep") if keeps else tr("Keep all the same"))
        set_button_role(self.keep, "primary" if keeps and not is_open else "", "keep")
        set_button_role(self.discard, "" if keeps else "primary", "discard")

    def _choose(self, item: QListWidgetItem) -> None:
        self.image_chosen.emit(str(item.data(ID_ROLE)))


def known(value: float | None) -> float | None:
    """A score, or None for one that was never measured (missing, or not a number)."""
    return value if value is not None and math.isfinite(value) else None


def _gain(image: ImageScores) -> float:
    """The change of an image's score; not a number where it has none."""
    before, after = known(image["before"]), known(image["after"])
    return math.nan if before is None or after is None else after - before


def _outcome(report: Report) -> Outcome:
    """The verdict; where that is open, how these images alone look."""
    verdict = report.get("verdict", "unknown")
    if verdict == "same":
        return outcome(verdict, gain(report))
    return verdict if verdict in HEADLINES else "unknown"
