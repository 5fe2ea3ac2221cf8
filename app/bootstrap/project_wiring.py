"""Wires the open project to the panels: images, labels, nets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.flows.counting import labels_of
from app.flows.folder.known import Known
from app.language import QT_TR_NOOP, count, tr
from app.spoken import spoken
from app.state.document import Document
from app.state.failures import note_failure
from app.state.index import ImageStatus
from app.state.project import Project
from app.views.banner import BannerKind
from app.views.canvas import Canvas
from app.views.main_window import CANVAS, START, MainWindow
from app.views.stride_view import StrideView
from app.views.values import ImageRow, ImageRows
from fcn_core.imaging.pages import without_channels
from fcn_core.masks import VOID

NO_IMAGES = QT_TR_NOOP("No images here. Open another folder, or drop one.")


class ProjectWiring(QObject):
    """Follows `Opening.project_changed`; everything of the old project is let go first."""

    def __init__(
        self, parts: Parts, window: MainWindow, canvas: Canvas, strides: StrideView
    ) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._canvas, self._strides = canvas, strides
        parts.opening.project_changed.connect(self._follow)
        parts.opening.images_changed.connect(self._show_images)
        parts.opening.labels_changed.connect(self._show_labels)
        parts.opening.status_changed.connect(self._show_status)
        parts.opening.document_changed.connect(self._remember_image)
        self._wire_images()
        self._wire_labels()

    def _wire_images(self) -> None:
        parts, images = self._parts, self._window.image_list
        images.image_chosen.connect(parts.opening.show)
        images.thumbnails_wanted.connect(self._want_thumbnails)
        images.model.arranged.connect(lambda: parts.listing.set_order(images.order()))
        images.dates_wanted.connect(parts.listing.find_dates)
        parts.listing.dated.connect(images.model.set_dates)
        parts.thumbnails.ready.connect(images.model.set_thumbnail)
        parts.thumbnails.unreadable.connect(self._note_unreadable)
        parts.thumbnails.ready.connect(self._window.training_drawer.report.set_thumbnail)

    def _wire_labels(self) -> None:
        parts, panel = self._parts, self._window.label_panel
        session = parts.session
        panel.label_chosen.connect(session.set_label)
        panel.label_added.connect(self._add_label)
        panel.label_renamed.connect(parts.naming.rename)
        panel.label_recolored.connect(parts.naming.recolor)
        panel.visibility_changed.connect(session.set_visible)
        panel.lock_changed.connect(parts.correcting.set_locked)
        session.label_changed.connect(panel.set_current)
        session.visibility_changed.connect(lambda: panel.set_hidden(session.hidden_labels))
        session.limits_changed.connect(lambda: panel.model.refresh(locked=session.limits.locked))
        panel.set_current(session.label)
        parts.naming.brought.connect(self._take_brought)
        parts.ordering.suggested.connect(self._take_suggested)
        parts.ordering.renewed.connect(self._show_labels)
        panel.model.set_folded(parts.settings.labels_folded)
        panel.model.folded.connect(parts.settings.set_labels_folded)
        session.label_changed.connect(self._remember_label)

    @property
    def _project(self) -> Project | None:
        return self._parts.opening.project

    # --- the project changes ------------------------------------------------------------------

    def _follow(self, project: Project | None) -> None:
        if project is not None:
            self._choose_label(project)
        self._parts.session.forget_labels()
        # What was looked for in the project before would hide every image of this one.
        self._window.image_list.set_images(())
        self._window.image_list.clear_filter()
        self._show_labels()
        self._window.label_panel.show_top()
        self._show_images()
        if project is None:
            self._window.banner.clear()
        self._window.set_working(project is not None)
        self._window.set_central(START if project is None else CANVAS)
        self._window.refresh_actions()

    def _show_images(self) -> None:
        project = self._project
        self._window.image_list.set_images(
            () if project is None else _rows(project, self._parts.known)
        )
        is_empty = project is not None and not project.entries
        self._canvas.set_hint(tr(NO_IMAGES) if is_empty else "")

    def _show_labels(self) -> None:
        labels = labels_of(self._project)
        living = self._parts.ordering.order
        window = self._window
        window.label_panel.set_labels(labels, living, self._parts.ordering.first)
        window.image_list.set_labels(labels, living)
        window.tool_options.set_labels(labels, living)
        window.history_panel.retell()
        self._canvas.set_labels(labels)
        self._strides.set_labels(labels)

    def _show_status(self, image_id: str) -> None:
        project = self._project
        if project is not None and project.entry(image_id) is not None:
            self._window.image_list.update_row(image_id)

    # --- what the panels ask ------------------------------------------------------------------

    def _want_thumbnails(self, image_ids: list[str]) -> None:
        if self._project is not None:
            entries = self._project.entries.of(image_ids)
            self._parts.thumbnails.want([(e.image_id, e.path) for e in entries])

    def _note_unreadable(self, image_id: str, reason: str) -> None:
        if self._project is not None:
            note_failure(self._project, image_id, reason)

    def _add_label(self, name: str) -> None:
        parts = self._parts
        is_first = not parts.ordering.own()
        label = parts.naming.add(name)
        if label is not None:
            parts.session.set_label(label)
            if is_first and label in parts.ordering.own():
                self._offer_mine_alone(name)

    def _take_brought(self, label: int) -> None:
        """A net has brought its label, which counts as one's own: somebody has chosen that net."""
        parts = self._parts
        parts.session.set_label(label)
        if parts.ordering.own()[:1] == (label,):
            self._offer_mine_alone(labels_of(self._project).names[label])

    def _offer_mine_alone(self, name: str) -> None:
        """Once a project, with the first label of one's own: who has such needs no aeroplanes."""
        ordering = self._parts.ordering
        others = len(ordering.order) - ordering.first
        if others:
            text = tr(
                "Tools paint {label} now. {others} of the shipped net stand below; they can go, "
                "and come back."
            )
            self._window.show_notice(
                text.format(label=name, others=count(others, tr("label"), tr("labels"))),
                BannerKind.INFO,
                tr("Use only my labels"),
                self._parts.merging.look_for_unused,
            )

    def _remember_image(self, document: Document | None) -> None:
        """The next time the project is opened with this one."""
        if self._project is not None and document is not None:
            self._parts.settings.set_image(self._project.images, document.image_id)

    def _remember_label(self, label: int) -> None:
        if self._project is not None:
            self._parts.settings.set_label(self._project.images, label)

    def _choose_label(self, project: Project) -> None:
        """The label that one painted with when the project was open last, or a guess."""
        last, parts = self._parts.settings.label(project.images), self._parts
        if last in (*project.living, VOID):
            parts.session.set_label(last)
        else:
            parts.session.set_label(parts.ordering.first_to_paint)
            parts.ordering.await_choice()

    def _take_suggested(self, label: int) -> None:
        # An outline that was begun is drawn in the label that it was begun with.
        if not (self._canvas.is_stroking or self._canvas.outline.tool):
            self._parts.session.set_label(label)


@dataclass(frozen=True)
class _Judged:
    """What an image is filtered and sorted by, found out when it is asked for."""

    image_id: str
    project: Project
    known: Known

    @property
    def status(self) -> ImageStatus:
        return self.project.status(self.image_id)

    @property
    def doubt(self) -> float | None:
        finding = self.known.find(self.image_id)
        return self.project.facts(self.image_id).doubt if finding is None else finding.doubt

    @property
    def labels(self) -> frozenset[int]:
        return self.known.labels(self.image_id)

    @property
    def is_readable(self) -> bool:
        facts = self.project.facts(self.image_id)
        return not facts.reason and facts.status is not ImageStatus.UNREADABLE


def _rows(project: Project, known: Known) -> ImageRows:
    entries = project.entries

    def judge(place: int) -> _Judged:
        return _Judged(entries.ids[place], project, known)

    def make(place: int) -> ImageRow:
        entry, judged = entries[place], judge(place)
        finding = known.find(entry.image_id)
        return ImageRow(
            image_id=entry.image_id,
            name=entries.names[place],
            tip=str(without_channels(entry.path)),
            status=judged.status,
            doubt=judged.doubt,
            rough=finding is None,
            problem=spoken(project.facts(entry.image_id).reason),
            held_out=project.is_held_out(entry.image_id),
            labels=judged.labels,
            shares=() if finding is None else tuple(known.shares(finding).items()),
        )

    return ImageRows(entries.ids, entries.names, make, judge)
