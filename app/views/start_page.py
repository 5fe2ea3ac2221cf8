"""The first thing seen: open an image or a folder, try the samples, go on where one stopped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import tr
from app.views.look import theme
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import (
    GRID,
    ElidedLabel,
    column,
    icon_button,
    row,
    set_role,
    text_label,
)
from app.views.values import RecentProject

WIDTH = 180 * GRID
SHOWN_RECENT = 15


class Card(QFrame):
    """A large button: icon, title, a line of detail."""

    clicked = Signal()

    def __init__(self, icon_name: str, title: str, detail: str, tip: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        layout = column(
            IconLabel(icon_name, Tone.CHECKED, 5 * GRID),
            GRID,
            text_label(title, "strong"),
            text_label(detail, "muted", wrap=True),
            None,
            gap=GRID,
        )
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self.setLayout(layout)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().focus), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class RecentLine(QPushButton):
    """One recent project: its name, a line about it, and a way to forget it."""

    removed = Signal()

    def __init__(self, project: RecentProject) -> None:
        super().__init__(flat=True)
        self.setToolTip(project.path)
        self.setAccessibleName(project.title)
        self.setFixedHeight(8 * GRID)
        where = ElidedLabel(project.detail or project.path, "muted")
        forget = icon_button("close", tr("Remove from this list"), self.removed.emit)
        layout = row(IconLabel("folder", Tone.SECONDARY), text_label(project.title), where, forget)
        layout.setStretch(2, 1)
        layout.setContentsMargins(2 * GRID, 0, GRID, 0)
        self.setLayout(layout)


class StartPage(QWidget):
    """Shown while no project is open. Anything dropped on it is handed on as paths."""

    open_image_requested = Signal()
    open_folder_requested = Signal()
    open_samples_requested = Signal()
    recent_requested = Signal(str)
    recent_removed = Signal(str)
    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        # The keys begin here, and Tab leads to the first card; else some other button has them.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.image = Card(
            "open-image",
            tr("Open image"),
            tr("A photo, TIFF, stack or video"),
            tr("Open one image or video"),
        )
        self.folder = Card(
            "open-folder",
            tr("Open folder"),
            tr("All its images"),
            tr("Open a folder of images"),
        )
        self.samples = Card(
            "samples",
            tr("Try the samples"),
            tr("Photos that come with it"),
            tr("Open the sample photos"),
        )
        self._drop = QFrame()
        self._drop.setProperty("role", "drop")
        self._recent_title = text_label(tr("Recent"), "strong")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lines: list[RecentLine] = []
        self._recent_empty = text_label(tr("Projects you open appear here."), "muted")
        self._lay_out()
        self.image.clicked.connect(self.open_image_requested)
        self.folder.clicked.connect(self.open_folder_requested)
        self.samples.clicked.connect(self.open_samples_requested)
        self.set_recent(())

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """Projects opened before, the latest first."""
        for line in self._lines:
            self._recent.removeWidget(line)
            line.deleteLater()
        self._lines = [RecentLine(project) for project in projects[:SHOWN_RECENT]]
        for project, line in zip(projects, self._lines, strict=False):
            line.clicked.connect(
                lambda _=False, path=project.path: self.recent_requested.emit(path)
            )
            line.removed.connect(lambda path=project.path: self.recent_removed.emit(path))
            self._recent.addWidget(line)
        self._recent_empty.setVisible(not projects)

    def _lay_out(self) -> None:
        cards = row(self.image, self.folder, self.samples, gap=3 * GRID)
        hint = row(
            None,
            IconLabel("image", Tone.SECONDARY),
            text_label(tr("or drop images or a folder anywhere here"), "muted"),
            None,
        )
        hint.setContentsMargins(0, 5 * GRID, 0, 5 * GRID)
        self._drop.setLayout(hint)
        for card in (self.image, self.folder, self.samples):
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            card.setMinimumHeight(28 * GRID)
        title = row(IconLabel("app", Tone.CHECKED, 8 * GRID), text_label("FCN GUI", "title"), None)
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        inner.setLayout(
            column(
                title,
                text_label(
                    tr("Pixel masks for your images: a net draws, you correct, it learns."),
                    "muted",
                ),
                text_label(
                    tr(
                        "Three nets come with it, for everyday photos, cell nuclei under the "
                        "microscope and roads seen from above: choose one under Net > Nets of this "
                        "project. What they do not know they learn from your corrections."
                    ),
                    "muted",
                    wrap=True,
                ),
                4 * GRID,
                cards,
                GRID,
                self._drop,
                3 * GRID,
                self._recent_title,
                self._recent_empty,
                self._recent,
            )
        )
        middle = column(None, row(None, inner, None), None, None)
        middle.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        page = QWidget()
        page.setLayout(middle)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        self.setLayout(column(scroll))

    # --- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event):
            event.acceptProposedAction()
            self._light_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light_drop(False)
        event.acceptProposedAction()
        self.dropped.emit(local_paths(event))

    def _light_drop(self, active: bool) -> None:
        self._drop.setProperty("active", "true" if active else "false")
        set_role(self._drop, "")
        set_role(self._drop, "drop")


def local_paths(event: QDropEvent) -> list[str]:
    """Files and folders on this machine that are being dragged."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
