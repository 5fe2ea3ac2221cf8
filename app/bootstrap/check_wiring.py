"""Wires the check of labels to its drawer, and shows places in the picture."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.parts import Parts
from app.flows.check.places import DoubtfulPlace
from app.state.label_words import label_name
from app.state.project import Project
from app.views.canvas import Canvas
from app.views.main_window import MainWindow
from app.views.place_marker import PlaceMarker
from app.views.values import PlaceRow
from fcn_core.imaging.pages import name_of

# Places are ranked anew at most this often while images are being compared.
RENEW_MS = 500
# More than anybody answers in one go; the rest follow as these are answered.
MOST_SHOWN = 200
# A place fills about this part of the view, at most at this zoom.
SHARE_OF_VIEW, MOST_ZOOM = 0.45, 8.0


class CheckWiring(QObject):
    """The drawer shows what `Checking` finds, and asks it for things."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._parts, self._window, self._canvas = parts, window, canvas
        self._marker = PlaceMarker(canvas)
        self._shown = ""
        self._renewal = QTimer(self, singleShot=True)
        self._renewal.timeout.connect(self._show_places)
        checking, panel = parts.checking, window.check_panel
        panel.check_requested.connect(checking.start)
        panel.stop_requested.connect(checking.stop)
        panel.place_chosen.connect(checking.open)
        panel.mine_is_right.connect(checking.dismiss)
        panel.net_is_right.connect(checking.take)
        checking.changed.connect(self._renew)
        checking.opened.connect(self._show_place)
        checking.said.connect(window.status.show_message)
        parts.opening.document_changed.connect(lambda _: self._unmark())
        window.docks.check.visibilityChanged.connect(lambda seen: None if seen else self._unmark())

    def show(self) -> None:
        """Open the drawer, and check if nobody has yet."""
        self._window.show_check()
        if not self._parts.checking.has_run:
            self._parts.checking.start()

    def _renew(self) -> None:
        done, total = self._parts.checking.progress
        if not self._renewal.isActive():
            self._renewal.start(RENEW_MS if done < total else 0)
        elif done == total:
            self._renewal.start(0)

    def _show_places(self) -> None:
        checking, project = self._parts.checking, self._parts.opening.project
        done, total = checking.progress
        panel, places = self._window.check_panel, checking.places if project is not None else ()
        ids = {place.place_id for place in places}
        if self._shown and self._shown not in ids:
            self._unmark()
        shown = [*places[:MOST_SHOWN]]
        # The place that is being looked at stays, however many are more telling.
        shown += [place for place in places[MOST_SHOWN:] if place.place_id == panel.current_id()]
        panel.show_places(
            [_row(project, place) for place in shown] if project is not None else [],
            left=len(places),
            done=done,
            total=total,
            has_run=checking.has_run,
            ended_early=checking.ended_early,
            unknown=[label_name(project.labels, label) for label in checking.unknown]
            if project is not None
            else [],
        )

    def _show_place(self, place: DoubtfulPlace) -> None:
        # The canvas may be told of the new image after us.
        QTimer.singleShot(0, self, lambda: self._look_at(place))

    def _look_at(self, place: DoubtfulPlace) -> None:
        canvas, rect = self._canvas, place.rect
        if canvas.document is None or canvas.document.image_id != place.image_id:
            return
        self._shown = place.place_id
        self._marker.mark(rect, place.inside_HW)
        canvas.fit()
        view = canvas.viewport
        if view is None:
            return
        fills = min(view.view_width / rect.width, view.view_height / rect.height) * SHARE_OF_VIEW
        canvas.zoom_to(min(max(fills, canvas.zoom), MOST_ZOOM))
        if canvas.viewport is not None:
            centre = (rect.x + rect.width / 2, rect.y + rect.height / 2)
            canvas.set_viewport(canvas.viewport.centred(*centre))

    def _unmark(self) -> None:
        self._shown = ""
        self._marker.hide()


def _row(project: Project, place: DoubtfulPlace) -> PlaceRow:
    entry, labels = project.entry(place.image_id), project.labels
    return PlaceRow(
        place_id=place.place_id,
        image_id=place.image_id,
        name=name_of(entry.path) if entry is not None else place.image_id,
        said=label_name(labels, place.said),
        net=labels.names[place.net],
        confidence=place.confidence,
        pixels=place.pixels,
        picture=place.picture,
    )
