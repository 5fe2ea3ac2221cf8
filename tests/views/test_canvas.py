from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor, QImage, QKeyEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QLineEdit

from app.state.objects import find_objects
from app.state.rect import Rect
from app.state.regions import Region
from app.state.session import Session
from app.tools import TOOLS
from app.views.canvas import Canvas
from fcn_core.cancelling import never
from fcn_core.labels import VOC
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import blob, document
from tests.views.canvas_input import NO_KEYS, drag, key, mouse, move, press, release, tablet, wheel
from tests.views.canvases import shown_canvas

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
MIDDLE, LEFT = Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton


@pytest.fixture
def session() -> Session:
    made = Session()
    made.set_label(3)
    made.set_brush_size(3)
    return made


@pytest.fixture
def canvas(qtbot, session) -> Canvas:
    made = shown_canvas(qtbot, session)
    made.outline.set_undo_keys(("Ctrl+Z",))
    return made


def at(canvas: Canvas, x: float, y: float) -> tuple[float, float]:
    """The widget position of an image point."""
    sx, sy = canvas.viewport.to_screen(x, y)
    return sx / canvas.pixel_ratio, sy / canvas.pixel_ratio


def screen(canvas: Canvas) -> np.ndarray:
    """What the widget shows, as (h, w, 4) BGRA device pixels."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4).copy()


def test_a_stroke_of_the_mouse_is_one_edit(canvas):
    drag(canvas, [at(canvas, 5.5, 5.5), at(canvas, 30.5, 5.5)])
    assert len(canvas.document.history.done) == 1
    values = canvas.document.corrections.values_HW
    assert (values[4:7, 5:31] == 3).all()
    assert np.count_nonzero(values == 3) == 3 * 28
    canvas.document.undo()
    assert (values == UNTOUCHED).all()


def test_other_buttons_do_not_paint(canvas):
    drag(canvas, [at(canvas, 5, 5), at(canvas, 30, 5)], Qt.MouseButton.RightButton)
    assert not canvas.document.history.done


def test_escape_cancels_the_stroke(canvas):
    press(canvas, at(canvas, 5, 5))
    move(canvas, at(canvas, 30, 5), LEFT)
    assert canvas.is_stroking
    key(canvas, Qt.Key.Key_Escape, down=True)
    release(canvas, at(canvas, 30, 5))
    assert (canvas.document.corrections.values_HW == UNTOUCHED).all()
    assert not canvas.is_stroking


def test_a_change_of_document_or_tool_keeps_the_stroke_under_way(canvas, session):
    first = canvas.document
    press(canvas, at(canvas, 5, 5))
    canvas.set_document(document())
    assert len(first.history.done) == 1
    press(canvas, at(canvas, 5, 5))
    session.set_tool("fill")
    assert len(canvas.document.history.done) == 1
    assert canvas.tool.id == "fill"


SQUARE = ((10, 5), (30, 5), (30, 25), (10, 25))


def outline(canvas, session, corners=SQUARE):
    """Click corners with the polygon tool."""
    session.set_tool("polygon")
    for x, y in corners:
        drag(canvas, [at(canvas, x, y)])
    assert len(canvas.tool.outline) == len(corners)


@pytest.mark.parametrize("closing", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_an_outline_is_shown_and_closed_by_a_key(canvas, session, closing):
    before = screen(canvas)
    outline(canvas, session)
    assert brightest(screen(canvas), canvas, 20, 5) > brightest(before, canvas, 20, 5) + 30
    key(canvas, closing, down=True)
    assert len(canvas.document.history.done) == 1
    values = canvas.document.corrections.values_HW
    assert (values[5:25, 10:30] == 3).all() and np.count_nonzero(values == 3) == 400


def brightest(shown, canvas, x, y) -> int:
    """Of the darkest channels of the pixels around an image point."""
    column, row = (round(place * canvas.pixel_ratio) for place in at(canvas, x, y))
    return int(shown[row - 2 : row + 3, column, :3].min(-1).max())


def test_keys_take_an_outline_back(canvas, session):
    outline(canvas, session)
    key(canvas, Qt.Key.Key_Backspace, down=True)
    assert len(canvas.tool.outline) == 3
    key(canvas, Qt.Key.Key_Z, down=True, keys=Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.tool.outline) == 2
    key(canvas, Qt.Key.Key_Escape, down=True)
    assert canvas.tool.outline == () and not canvas.document.history.done


def test_keys_mean_what_they_mean_while_no_outline_is_open(canvas, session):
    session.set_tool("polygon")
    for code in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
        assert not overridden(canvas, code)
    outline(canvas, session)
    for code in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
        assert overridden(canvas, code)
    assert not overridden(canvas, Qt.Key.Key_D)


def overridden(canvas, code, held=NO_KEYS, *, repeats=False) -> bool:
    """Whether the canvas keeps a key from the shortcuts."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, code, held, "", repeats)
    event.ignore()
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


def test_a_double_click_closes_an_outline(canvas, session):
    outline(canvas, session)
    place = at(canvas, *SQUARE[-1])
    drag(canvas, [place])  # a slow second click is a corner
    assert not canvas.document.history.done
    mouse(canvas, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
    release(canvas, place)
    assert len(canvas.document.history.done) == 1 and canvas.tool.outline == ()
    mouse(canvas, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
    release(canvas, place)
    assert canvas.tool.outline == ()


def test_keys_during_a_press_leave_finished_work_alone(canvas, session):
    outline(canvas, session)
    key(canvas, Qt.Key.Key_Return, down=True)
    outline(canvas, session, [(40, 5), (50, 5), (50, 25)])
    press(canvas, at(canvas, 40, 25))
    move(canvas, at(canvas, 40, 35), LEFT)
    for code in (Qt.Key.Key_Z, Qt.Key.Key_Return, Qt.Key.Key_Backspace):
        held = Qt.KeyboardModifier.ControlModifier if code == Qt.Key.Key_Z else NO_KEYS
        assert overridden(canvas, code, held)
        key(canvas, code, down=True, keys=held)
    assert len(canvas.document.history.done) == 1 and len(canvas.tool.outline) > 4
    key(canvas, Qt.Key.Key_Escape, down=True)  # ends the press, not the outline
    assert len(canvas.tool.outline) == 3
    key(canvas, Qt.Key.Key_Escape, down=True)
    assert canvas.tool.outline == () and len(canvas.document.history.done) == 1


def test_a_key_that_is_held_closes_an_outline_and_does_no_more(canvas, session):
    outline(canvas, session)
    key(canvas, Qt.Key.Key_Return, down=True)
    assert overridden(canvas, Qt.Key.Key_Return, repeats=True)
    assert not overridden(canvas, Qt.Key.Key_Return)


def test_an_outline_waits_while_nets_are_compared(canvas, session):
    outline(canvas, session)
    canvas.compare_with(blob())
    assert not canvas.document.history.done and not overridden(canvas, Qt.Key.Key_Return)
    canvas.compare_with(None)
    key(canvas, Qt.Key.Key_Return, down=True)
    assert len(canvas.document.history.done) == 1


def test_a_change_of_document_or_tool_keeps_an_open_outline(canvas, session):
    first = canvas.document
    outline(canvas, session)
    session.set_tool("fill")
    assert len(first.history.done) == 1
    outline(canvas, session, [(40, 5), (50, 5), (50, 25)])
    canvas.set_document(document())
    assert len(first.history.done) == 2


def test_the_session_chooses_the_tool(canvas, session):
    session.set_tool("fill")
    drag(canvas, [at(canvas, 20, 15)])
    assert np.array_equal(canvas.document.corrections.values_HW == 3, blob() == 2)
    canvas.set_tool(TOOLS["eraser"]())
    session.set_brush_size(200)
    drag(canvas, [at(canvas, 20, 15)])
    assert (canvas.document.corrections.values_HW == UNTOUCHED).all()


def test_a_stroke_repaints_what_a_fresh_view_would_show(canvas, session, qtbot):
    session.set_hatch_shown(True)
    session.set_outline_only(True)
    screen(canvas)
    drag(canvas, [at(canvas, 15, 12), at(canvas, 40, 20), at(canvas, 22, 30)])
    move(canvas, (1, 1))
    got = screen(canvas)
    canvas.refresh_overlay()
    assert np.array_equal(got, screen(canvas))


@pytest.mark.parametrize("zoom", [0.7, 1.0, 3.3, 9.0])
def test_panning_shows_what_a_fresh_view_would_show(canvas, session, zoom):
    session.set_outline_only(True)
    session.set_hatch_shown(True)
    canvas.document.paint("x", canvas.document.region_at(20, 15), 5)
    canvas.set_viewport(canvas.viewport.zoomed(zoom, (150, 100)))
    screen(canvas)
    for dx, dy in ((13, -7), (-40.6, 22.2), (3, 90), (-5, -300), (700, 2)):
        canvas.set_viewport(canvas.viewport.panned(dx, dy))
        got = screen(canvas)
        canvas.refresh_overlay()
        canvas._screen.set_photo(canvas._screen._photo)
        assert np.array_equal(got, screen(canvas))


def test_the_overlay_sits_on_its_pixels(canvas, session):
    """Device pixel by device pixel: tinted exactly where the mask says so."""
    for zoom in (0.6, 1.0, 1.7, 2.0, 5.3):
        session.set_overlay_hidden(False)
        session.set_opacity(100)
        canvas.set_viewport(canvas.viewport.zoomed(zoom, (150, 100)))
        shown = screen(canvas)
        session.set_overlay_hidden(True)
        bare = screen(canvas)
        session.set_overlay_hidden(False)
        height, width = shown.shape[:2]
        y, x = np.mgrid[:height, :width] + 0.5
        column = np.floor((x - canvas.viewport.left) / canvas.viewport.zoom).astype(int)
        row = np.floor((y - canvas.viewport.top) / canvas.viewport.zoom).astype(int)
        on_image = (column >= 0) & (column < 60) & (row >= 0) & (row < 40)
        labels = np.where(on_image, blob()[row.clip(0, 39), column.clip(0, 59)], 0)
        assert np.array_equal((shown != bare).any(-1), labels == 2)


def test_wheel_zooms_at_the_pointer(canvas, qtbot):
    point = at(canvas, 20, 10)
    before = canvas.image_point(QPoint(*map(round, point)).toPointF())
    with qtbot.waitSignals([canvas.zoom_changed, canvas.view_changed]):
        wheel(canvas, tuple(map(round, point)), 2)
    after = canvas.image_point(QPoint(*map(round, point)).toPointF())
    assert np.allclose(before, after, atol=0.5)
    zoom = canvas.zoom
    wheel(canvas, point, -1, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(zoom / 1.25)


def test_touchpads_and_shift_pan(canvas):
    canvas.zoom_to(20)
    before = canvas.viewport
    wheel(canvas, (50, 50), 0, phase=Qt.ScrollPhase.ScrollUpdate, pixels=QPoint(6, -9))
    assert (canvas.viewport.x - before.x, canvas.viewport.y - before.y) == (6, -9)
    before = canvas.viewport
    wheel(canvas, (50, 50), 1, SHIFT)
    assert (canvas.viewport.x - before.x, canvas.viewport.y) == (60, before.y)
    assert canvas.zoom == 20


@pytest.mark.parametrize("by", ["middle", "space"])
def test_dragging_pans_and_never_paints(canvas, by):
    before = canvas.viewport
    if by == "space":
        key(canvas, Qt.Key.Key_Space, down=True)
        assert canvas.is_panning
        drag(canvas, [(100, 100), (110, 95)])
        key(canvas, Qt.Key.Key_Space, down=False)
    else:
        drag(canvas, [(100, 100), (110, 95)], MIDDLE)
    assert not canvas.is_panning
    assert (canvas.viewport.x - before.x, canvas.viewport.y - before.y) == (10, -5)
    assert not canvas.document.history.done


def test_alt_drag_changes_the_brush(canvas, session):
    drag(canvas, [(100, 100), (130, 100)], keys=ALT)
    grown = session.brush_size
    assert grown == 3 + round(60 / canvas.zoom)
    assert not canvas.document.history.done


def test_fitting_lasts_until_one_navigates(canvas):
    canvas.fit()
    canvas.resize(500, 400)
    assert canvas.zoom == canvas.viewport.fit_zoom
    canvas.zoom_in()
    zoom = canvas.zoom
    canvas.resize(300, 200)
    assert canvas.zoom == zoom
    canvas.zoom_out()
    assert canvas.zoom < zoom


def test_hovering_tells_the_pixel(canvas):
    seen = []
    canvas.hovered.connect(lambda x, y: seen.append((x, y)))
    move(canvas, at(canvas, 7.5, 9.5))
    move(canvas, at(canvas, -2, 9))
    move(canvas, at(canvas, 59.9, 39.9))
    assert seen == [(7, 9), (-1, -1), (59, 39)]


def test_h_hides_the_overlay_while_it_is_held(canvas, session):
    shown = screen(canvas)
    key(canvas, Qt.Key.Key_H, down=True)
    assert session.overlay_hidden
    assert not np.array_equal(screen(canvas), shown)
    key(canvas, Qt.Key.Key_H, down=False)
    assert np.array_equal(screen(canvas), shown)


@pytest.mark.parametrize("marked", [False, True])
def test_the_grid_stays_when_the_overlay_is_hidden(canvas, session, marked):
    session.set_hatch_shown(marked)
    session.set_overlay_hidden(True)
    canvas.set_viewport(canvas.viewport.zoomed(10.0, (150, 100)))
    shown = screen(canvas)[..., :3].astype(int)
    column = canvas._screen.sampler.columns.starts(0, 300)[3]
    row = canvas._screen.sampler.rows.starts(0, 200)[3]
    inner = shown[row + 5, column + 5]
    assert np.array_equal(shown[row + 1, column + 1], inner), "one image pixel, one colour"
    assert np.abs(shown[row, column + 5] - (inner * 5 / 8 + 48)).max() <= 3


def test_a_new_prediction_and_new_labels_show_at_once(canvas):
    before = screen(canvas)
    canvas.document.set_prediction(8, np.full((40, 60), 5, np.uint8), "net")
    after = screen(canvas)
    assert not np.array_equal(before, after)
    canvas.set_labels(VOC.changed(5, color=(1, 200, 3)))
    assert not np.array_equal(screen(canvas), after)


def test_objects_are_shown_in_their_colours_and_painted_on_with_them(canvas, session):
    session.set_opacity(100)
    document = canvas.document
    document.set_prediction(8, np.zeros(document.shape, np.uint8), "net")
    for x in (2, 20):
        inside = np.ones((4, 4), np.bool_)
        document.paint("test", Region(label=0, rect=Rect(x, 2, 4, 4), inside_HW=inside), 3)

    def seen(x: int, y: int) -> tuple[int, ...]:
        sx, sy = at(canvas, x + 0.5, y + 0.5)
        return tuple(screen(canvas)[int(sy * canvas.pixel_ratio), int(sx * canvas.pixel_ratio)])

    assert seen(3, 3) == seen(21, 3)
    found = find_objects(document.composite(), never, hidden=frozenset())
    canvas.objects.set(found.colors_HW)
    own = seen(3, 3)
    assert own != seen(21, 3)
    session.set_hidden_labels(frozenset({5}))  # of the labels, not of the colours
    assert seen(3, 3) == own
    press(canvas, at(canvas, 5.5, 4))
    move(canvas, at(canvas, 12, 4), LEFT)
    assert seen(11, 4) == own  # while one paints
    release(canvas, at(canvas, 12, 4))
    canvas.objects.set(None)
    assert seen(3, 3) == seen(21, 3) == seen(11, 4)


def test_without_a_document_nothing_can_happen(canvas):
    canvas.set_document(None)
    drag(canvas, [(10, 10), (50, 50)])
    wheel(canvas, (10, 10), 1)
    canvas.fit()
    canvas.zoom_to(3)
    assert canvas.zoom == 1.0
    assert len(np.unique(screen(canvas).reshape(-1, 4), axis=0)) == 1


def test_a_stylus_paints_with_its_pressure_and_erases_with_its_other_end(canvas, session):
    session.set_brush_size(20)
    point = at(canvas, 30, 20)
    tablet(canvas, QEvent.Type.TabletPress, point, 0.5)
    tablet(canvas, QEvent.Type.TabletRelease, point, 0.0)
    values = canvas.document.corrections.values_HW
    assert np.flatnonzero((values == 3).any(0)).size == 10
    session.set_brush_size(60)
    eraser = QPointingDevice.PointerType.Eraser
    tablet(canvas, QEvent.Type.TabletPress, point, 1.0, eraser)
    tablet(canvas, QEvent.Type.TabletRelease, point, 0.0, eraser)
    assert (values == UNTOUCHED).all()


def test_only_the_stamp_s_rectangle_is_repainted(canvas, qtbot):
    canvas.zoom_to(4)
    parts = []
    original = canvas._screen.draw
    canvas._screen.draw = lambda painter, rect: (
        parts.append(rect),
        original(painter, rect),
    )
    screen_area = canvas.viewport.view_width * canvas.viewport.view_height
    qtbot.wait(20)
    parts.clear()
    three = Region(label=0, rect=Rect(30, 20, 3, 3), inside_HW=np.ones((3, 3), bool))
    canvas.document.paint("x", three, 5)
    qtbot.waitUntil(lambda: bool(parts))
    assert sum(r.width * r.height for r in parts) < screen_area / 20


def test_typing_elsewhere_is_not_interrupted(canvas, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    move(canvas, (50, 50))
    assert field.hasFocus()


@pytest.fixture
def hand() -> Iterator[None]:
    """The mouse goes back to where it was: other tests have windows there."""
    before = QCursor.pos()
    yield
    QCursor.setPos(before)


@pytest.mark.usefixtures("hand")
def test_the_ring_is_under_the_pointer_whatever_moves_beneath_it(canvas, qtbot):
    """Without a movement of the mouse: another image, another zoom, a canvas of another size."""
    QCursor.setPos(canvas.mapToGlobal(QPoint(120, 90)))
    qtbot.waitUntil(lambda: QApplication.widgetAt(QCursor.pos()) is canvas)

    def ring() -> tuple[float, float]:
        spot = canvas._pointer._drawn.spot
        return canvas.viewport.to_screen(spot.x, spot.y)

    def is_there() -> bool:
        # The brush stands on whole pixels.
        return np.allclose(ring(), (120, 90), atol=canvas.zoom)

    canvas.set_document(document(400, 900))
    assert is_there()
    canvas.zoom_to(9)
    assert is_there()
    canvas.resize(500, 400)
    qtbot.waitUntil(is_there)
