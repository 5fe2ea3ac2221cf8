"""Export: format, what, where; a preview of counts and warnings; progress; and the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QSizePolicy, QStackedWidget, QWidget

from app.language import count, tr
from app.state.wishes import ExportWish, Scope
from app.views.export.fields import ExportFields
from app.views.export.outcome import ExportOutcome
from app.views.look.icons import Tone
from app.views.look.kit import GRID, column, push_button, row, rule, text_label
from app.views.training.examples_table import ExamplesTable
from app.views.values import ExportFormat, ExportPreview
from app.views.words import breakable, first_lines

# Three labels are seen without scrolling, and more where there is room.
TABLE_HEIGHT = 4 * 7 * GRID


class ExportDialog(QDialog):
    """Emits choices and shows what comes of them; writing is somebody else's work."""

    choice_changed = Signal(ExportWish)
    export_requested = Signal(ExportWish)
    cancel_requested = Signal()
    reveal_requested = Signal(str)

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        wish: ExportWish,
        named: Mapping[Scope, frozenset[str]] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        """`wish` is what was chosen last; `named` are the images that a filter shows, and the
        selected ones: what is offered.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(170 * GRID)  # the height is at least what the rows need
        self.resize(170 * GRID, 150 * GRID)
        self._writing, self._written = False, ""
        self._preview: ExportPreview | None = None
        self.fields = ExportFields(formats, wish, named)
        self._make_preview()
        self._make_result()
        self._lay_out()
        self.fields.changed.connect(self._changed)
        # Where it goes changes nothing about what is written.
        self.fields.moved.connect(self._begin_anew)

    def set_preview(self, preview: ExportPreview) -> None:
        """Show what the choice would write."""
        self._preview = preview
        images = count(preview.images, tr("image"), tr("images"))
        split = tr("{images}: {train} train, {val} val").format(
            images=images, train=preview.train, val=preview.val
        )
        is_split = self.fields.split.isChecked() and preview.is_counted
        self._counts.setText(split if is_split else images)
        self._table.set_examples(preview.labels)
        self._table.setVisible(bool(preview.labels))
        self._table_title.setText(
            tr("Confirmed by people") if preview.is_counted else tr("Counting…")
        )
        self._table_title.setVisible(bool(preview.labels) or not preview.is_counted)
        left_out = [first_lines(preview.left_out)] if preview.left_out else []
        self._warnings.setText("\n".join([*left_out, *preview.warnings]))
        self._warnings.setToolTip("\n".join(preview.left_out))
        self._warnings.setVisible(bool(self._warnings.text()))
        self._problem.setText(preview.problem)
        self._problem.setVisible(bool(preview.problem))
        self._enable_export()

    def show_counting(self, done: int, total: int, image: str) -> None:
        """What the choice would write is being counted, this image now."""
        if self._preview is not None and not self._preview.is_counted:
            text = tr("Counting {image} … {done:,} of {all:,}")
            self._table_title.setText(text.format(image=image, done=done, all=total))

    def show_progress(self, done: int, total: int, text: str, left: str = "") -> None:
        """Writing or reading back: so much is done, and how long the rest takes."""
        self._set_writing(True)
        self._pages.setCurrentWidget(self._progress_page)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._doing.setText(text)
        told = tr("{done:,} of {all:,}").format(done=done, all=total)
        self._done_count.setText(f"{told} · {left}" if left else told)

    def show_done(self, sentence: str, folder: str, *, checked: bool = True) -> None:
        """All is written, and was read back the same if it is `checked`."""
        where = tr("They are in {folder}.").format(folder=breakable(folder))
        title = tr("Exported and checked") if checked else tr("Exported")
        self._finish("check", Tone.SUCCESS, title, f"{sentence}\n\n{where}")
        self._written = folder
        self.reveal.show()
        self.export.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setFocus()

    def show_failure(self, problem: str, remedy: str) -> None:
        """Nothing, or not all, was written."""
        self._finish("error", Tone.DANGER, problem, remedy)
        self._offer(tr("Try again"))
        self.export.setEnabled(True)

    # --- making ---------------------------------------------------------------------------------

    def _make_preview(self) -> None:
        self._counts = text_label(tr("Counting…"), "strong")
        self._table_title = text_label(tr("Confirmed by people"), "caption")
        self._table = ExamplesTable()
        self._table.setMinimumHeight(TABLE_HEIGHT)
        # Its wish for more would press the rows above together.
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._warnings = text_label("", "warning", wrap=True)
        self._problem = text_label("", "bad", wrap=True)
        self._warnings.hide()
        self._problem.hide()
        self._preview_page = QWidget()
        layout = column(
            self._counts, self._warnings, self._problem, self._table_title, self._table, None
        )
        layout.setStretch(4, 100)
        self._preview_page.setLayout(layout)

    def _make_result(self) -> None:
        self._doing, self._done_count = text_label(""), text_label("", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Export progress"))
        self._progress_page = QWidget()
        self._progress_page.setLayout(
            column(None, self._doing, self._bar, self._done_count, None, gap=2 * GRID)
        )
        self.outcome = ExportOutcome()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for page in (self._preview_page, self._progress_page, self.outcome):
            self._pages.addWidget(page)
        self.reveal = push_button(tr("Show folder"), self._reveal, "open-folder")
        self.reveal.hide()
        self.close_button = push_button(tr("Cancel"), self.reject)
        self.export = push_button(tr("Export"), self._export, "export", "primary")
        self.export.setDefault(True)
        self.export.setEnabled(False)
        buttons = row(self.reveal, None, self.close_button, self.export)
        layout = column(self.fields, rule(), self._pages, buttons, gap=3 * GRID)
        layout.setContentsMargins(5 * GRID, 5 * GRID, 5 * GRID, 4 * GRID)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    # --- inside ---------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._begin_anew()
        self.choice_changed.emit(self.fields.choice())

    def _begin_anew(self) -> None:
        self._pages.setCurrentWidget(self._preview_page)
        self._offer(tr("Export"))
        self._enable_export()

    def _enable_export(self) -> None:
        preview = self._preview
        is_possible = preview is not None and bool(preview.images and not preview.problem)
        self.export.setEnabled(
            is_possible and bool(self.fields.folder.text().strip()) and not self._writing
        )

    def _export(self) -> None:
        self._set_writing(True)
        self.export_requested.emit(self.fields.choice())

    def _reveal(self) -> None:
        self.reveal_requested.emit(self._written)

    def _offer(self, title: str) -> None:
        self.reveal.hide()
        self.export.show()
        self.export.setText(title)
        self.close_button.setText(tr("Cancel"))

    def _set_writing(self, writing: bool) -> None:
        self._writing = writing
        self.fields.setEnabled(not writing)
        self.export.setEnabled(not writing)

    def _finish(self, picture: str, tone: Tone, verdict: str, detail: str) -> None:
        self._set_writing(False)
        self.outcome.tell(picture, tone, verdict, detail)
        self._pages.setCurrentWidget(self.outcome)

    def reject(self) -> None:
        """Escape, Cancel and the window's close button; stops what is being written."""
        if self._writing:
            self._set_writing(False)
            self.cancel_requested.emit()
        super().reject()
