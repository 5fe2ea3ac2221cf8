"""What the tools and the overlay can be told: brush, limits, opacity. Bound to the session.

Every control shows the session's value and changes it; the session's signals do the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.language import tr
from app.state.session import MAX_BRUSH, MAX_RADIUS, MAX_SPECK, MIN_BRUSH, BrushShape, Session
from app.views.labels.model import living_of
from app.views.look.kit import (
    GRID,
    column,
    icon_button,
    row,
    rule,
    swatch_icon,
    text_label,
    toggle_button,
)
from fcn_core.labels import LabelSet

SLIDER_STEPS = 200


class ElidedCombo(QComboBox):
    """What is chosen ends in an ellipsis where it does not fit; the list has it whole."""

    @property
    def shown(self) -> str:
        """What is chosen, as far as it fits."""
        option, field = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
        self.initStyleOption(option)
        box = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        room = box.width() - (0 if option.currentIcon.isNull() else option.iconSize.width() + GRID)
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.currentText(), middle, room - 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        option.currentText = self.shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class ToolOptions(QWidget):
    """Brush size and shape, where tools may paint, sizes of tidying up, how the overlay looks."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._make_brush()
        self._make_limits()
        self._make_tidying()
        self._make_overlay()
        self._lay_out()
        self._connect()
        self.set_labels(LabelSet(()))
        self._show_brush()
        self._show_tidying()
        self._show_overlay()

    def set_labels(self, labels: LabelSet, living: Sequence[int] | None = None) -> None:
        """Labels that "Paint over" offers: those that are `living`, or all."""
        with QSignalBlocker(self.over):
            self.over.clear()
            self.over.addItem(tr("Everything"), None)
            for label in living_of(labels, living):
                each = labels.labels[label]
                text = tr("Only {label}").format(label=each.name)
                self.over.addItem(swatch_icon(each.color), text, label)
                self.over.setItemData(self.over.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        self._show_limits()

    # --- making ---------------------------------------------------------------------------------

    def _make_brush(self) -> None:
        self.size_slider = _slider(SLIDER_STEPS, tr("Brush size"))
        self.size_box = QSpinBox(minimum=MIN_BRUSH, maximum=MAX_BRUSH)
        self.size_box.setAccessibleName(tr("Brush size in pixels"))
        self.size_box.setToolTip(tr("Brush size in image pixels"))
        self.size_box.setFixedWidth(16 * GRID)
        self.shapes = QButtonGroup(self)
        self.round = icon_button("shape-round", tr("Round brush"), checkable=True)
        self.square = icon_button("shape-square", tr("Square brush"), checkable=True)
        for button in (self.round, self.square):
            self.shapes.addButton(button)

    def _make_limits(self) -> None:
        self.over = ElidedCombo()
        self.over.setAccessibleName(tr("Paint over"))
        self.over.setToolTip(tr("Where any tool may paint"))
        self.over.setMinimumContentsLength(10)
        self.untouched = QCheckBox(tr("Only where untouched"))
        self.untouched.setToolTip(tr("Leave every pixel alone that somebody has corrected"))
        self.stays = QCheckBox(tr("Stay in the region"))
        self.stays.setToolTip(
            tr("Brush and eraser stay in the region of the net's mask in which a stroke starts")
        )

    def _make_tidying(self) -> None:
        self.radius = QSpinBox(minimum=1, maximum=MAX_RADIUS, suffix=" px")
        self.radius.setFixedWidth(22 * GRID)
        self.radius.setAccessibleName(tr("Radius of smoothing, growing and shrinking in pixels"))
        self.radius.setToolTip(tr("Region > Smooth, Grow, Shrink: by how many pixels"))
        self.speck = QSpinBox(minimum=1, maximum=MAX_SPECK, suffix=" px")
        self.speck.setFixedWidth(22 * GRID)
        self.speck.setAccessibleName(tr("Size below which a part is a speck, in pixels"))
        self.speck.setToolTip(tr("Region > Drop specks: parts of fewer pixels than this"))

    def _make_overlay(self) -> None:
        self.opacity = _slider(100, tr("Overlay opacity in per cent"))
        self.opacity.setToolTip(tr("Overlay opacity. Hold H to hide the overlay"))
        self.percent = text_label("", "caption")
        self.percent.setFixedWidth(9 * GRID)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.outline = toggle_button("outline", tr("Outline"), tr("Draw the edges of labels only"))
        self.doubt = toggle_button("doubt", tr("Doubt"), tr("Show where the net is unsure"))
        self.hatch = toggle_button(
            "hatch", tr("Confirmed"), tr("Hatch what somebody has confirmed or painted")
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2 * GRID)
        grid.setColumnMinimumWidth(0, 12 * GRID)
        grid.setColumnStretch(1, 1)
        brush = row(self.size_slider, self.size_box, self.round, self.square, gap=GRID)
        _name(grid, 0, tr("Size"), self.size_slider)
        grid.addLayout(brush, 0, 1)
        _name(grid, 1, tr("Over"), self.over)
        grid.addWidget(self.over, 1, 1)
        grid.addWidget(self.untouched, 2, 1)
        grid.addWidget(self.stays, 3, 1)
        overlay = row(_named(tr("Overlay"), self.opacity), self.opacity, self.percent)
        toggles = row(self.outline, self.doubt, self.hatch, gap=GRID)
        # Sizes of the menu Region are no brush's: each stands with what it is the size of.
        smoothing = row(_named(tr("Smooth, grow by"), self.radius), None, self.radius)
        specks = row(_named(tr("Specks are below"), self.speck), None, self.speck)
        sizes = column(smoothing, specks, gap=GRID)
        layout = column(grid, rule(), overlay, toggles, rule(), sizes, None)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.setLayout(layout)

    def _connect(self) -> None:
        session = self._session
        session.brush_changed.connect(self._show_brush)
        session.limits_changed.connect(self._show_limits)
        session.stays_in_region_changed.connect(self.stays.setChecked)
        session.tidying_changed.connect(self._show_tidying)
        session.opacity_changed.connect(self._show_overlay)
        session.outline_changed.connect(self._show_overlay)
        session.doubt_changed.connect(self._show_overlay)
        session.hatch_changed.connect(self._show_overlay)
        self.size_slider.valueChanged.connect(lambda at: session.set_brush_size(size_at(at)))
        self.size_box.valueChanged.connect(session.set_brush_size)
        self.round.clicked.connect(lambda: session.set_brush_shape(BrushShape.ROUND))
        self.square.clicked.connect(lambda: session.set_brush_shape(BrushShape.SQUARE))
        self.over.activated.connect(self._take_limits)
        self.untouched.clicked.connect(self._take_limits)
        self.stays.clicked.connect(session.set_stays_in_region)
        for box in (self.radius, self.speck):
            box.valueChanged.connect(self._take_sizes)
        self.opacity.valueChanged.connect(session.set_opacity)
        self.outline.clicked.connect(session.set_outline_only)
        self.doubt.clicked.connect(session.set_doubt_shown)
        self.hatch.clicked.connect(session.set_hatch_shown)

    # --- the session's values -------------------------------------------------------------------

    def _show_brush(self) -> None:
        size = self._session.brush_size
        with QSignalBlocker(self.size_slider), QSignalBlocker(self.size_box):
            self.size_box.setValue(size)
            if size_at(self.size_slider.value()) != size:
                self.size_slider.setValue(slider_at(size))
        round_ = self._session.brush_shape is BrushShape.ROUND
        (self.round if round_ else self.square).setChecked(True)

    def _show_limits(self) -> None:
        limits = self._session.limits
        self.over.setCurrentIndex(max(self.over.findData(limits.only_over), 0))
        self.untouched.setChecked(limits.only_untouched)

    def _show_tidying(self) -> None:
        with QSignalBlocker(self.radius), QSignalBlocker(self.speck):
            self.radius.setValue(self._session.tidy_radius)
            self.speck.setValue(self._session.speck_size)

    def _take_sizes(self) -> None:
        self._session.set_tidying(self.radius.value(), self.speck.value())

    def _show_overlay(self) -> None:
        session = self._session
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(session.opacity)
        self.percent.setText(f"{session.opacity} %")
        self.outline.setChecked(session.outline_only)
        self.doubt.setChecked(session.doubt_shown)
        self.hatch.setChecked(session.hatch_shown)

    def _take_limits(self) -> None:
        self._session.set_limits(
            replace(
                self._session.limits,
                only_over=self.over.currentData(),
                only_untouched=self.untouched.isChecked(),
            )
        )


def size_at(position: int) -> int:
    """The brush size at a slider position: equal steps are equal factors."""
    factor: float = (MAX_BRUSH / MIN_BRUSH) ** (position / SLIDER_STEPS)
    return round(MIN_BRUSH * factor)


def slider_at(size: int) -> int:
    """The slider position nearest to a brush size."""
    return round(SLIDER_STEPS * math.log(size / MIN_BRUSH) / math.log(MAX_BRUSH / MIN_BRUSH))


def _slider(maximum: int, name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, maximum)
    slider.setAccessibleName(name)
    slider.setMinimumWidth(12 * GRID)
    return slider


def _name(grid: QGridLayout, line: int, name: str, part: QWidget) -> None:
    """Say what a line of the grid is for; `part` is what a screen reader gives that name."""
    grid.addWidget(_named(name, part), line, 0)


def _named(name: str, part: QWidget) -> QLabel:
    label = text_label(name, "muted")
    label.setBuddy(part)
    return label
