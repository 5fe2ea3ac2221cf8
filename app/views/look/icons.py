"""Icons: SVG files drawn in the theme's colours, crisp at any scale.

An icon asks for its colour each time it is painted, so icons already on screen follow a change of
theme without being set again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from app import resources


class Tone(StrEnum):
    """What an icon's colour means. DISABLED and CHECKED are also chosen by the icon's own state."""

    TEXT = "text"
    SECONDARY = "secondary"
    DISABLED = "disabled"
    CHECKED = "checked"
    ON_ACCENT = "on_accent"
    DANGER = "danger"
    WARNING = "warning"
    SUCCESS = "success"


_inks: dict[Tone, str] = dict.fromkeys(Tone, "#808080")
_clones: list[_SvgEngine] = []


@cache
def icon(name: str, tone: Tone = Tone.TEXT) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the colour of `tone`; `KeyError` if there is none.

    Disabled and checked icons take their colour from the theme by themselves.
    """
    return QIcon(_SvgEngine(_source(name), tone))


def refresh(inks: Mapping[Tone, str]) -> None:
    """Draw all icons in these colours ("#rrggbb") from now on. Widgets repaint on their own."""
    _inks.update(inks)
    _pixmap.cache_clear()


class IconLabel(QLabel):
    """An icon that cannot be clicked. Unlike a label's plain pixmap it follows the theme."""

    def __init__(self, name: str, tone: Tone = Tone.TEXT, side: int = 16) -> None:
        super().__init__()
        self._side = side
        self.set_icon(name, tone)

    def set_icon(self, name: str, tone: Tone = Tone.TEXT) -> None:
        """Show another icon."""
        self._icon = icon(name, tone)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._draw()

    def _draw(self) -> None:
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        side = QSize(self._side, self._side)
        self.setPixmap(self._icon.pixmap(side, self.devicePixelRatio(), mode))


@cache
def _source(name: str) -> str:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(f"no icon {name!r} in {file.parent}")
    return file.read_text("utf-8")


@cache
def _pixmap(source: str, ink: str, width: int, height: int) -> QPixmap:
    """The picture in device pixels, transparent around the strokes."""
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, QRectF(0, 0, width, height), source, ink)
    painter.end()
    return pixmap


def _draw(painter: QPainter, box: QRectF, source: str, ink: str) -> None:
    side = min(box.width(), box.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    svg = source.replace("currentColor", ink).encode()
    QSvgRenderer(svg).render(painter, square)


class _SvgEngine(QIconEngine):
    def __init__(self, source: str, tone: Tone) -> None:
        super().__init__()
        self._source = source
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, QRectF(rect), self._source, self._ink(mode, state))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """A pixmap with `scale` device pixels a unit."""
        pixels = size * scale if _sizes_in_units() else size
        ink = self._ink(mode, state)
        pixmap = QPixmap(_pixmap(self._source, ink, pixels.width(), pixels.height()))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        # Qt takes the clone, but Python would free it on return: keep Python's half alive.
        copy = _SvgEngine(self._source, self._tone)
        _clones.append(copy)
        return copy

    def _ink(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return _inks[Tone.DISABLED]
        if state == QIcon.State.On and self._tone == Tone.TEXT:
            return _inks[Tone.CHECKED]
        return _inks[self._tone]


class _Probe(QIconEngine):
    asked = QSize()

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        self.asked = QSize(size)
        return QPixmap(1, 1)


@cache
def _sizes_in_units() -> bool:
    """Whether this Qt hands icon engines sizes in units; older ones hand out device pixels."""
    probe = _Probe()
    QIcon(probe).pixmap(QSize(8, 8), 2.0)
    return probe.asked.width() == 8
