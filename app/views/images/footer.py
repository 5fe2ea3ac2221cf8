"""Below the image list: how many are shown, how many the net has predicted, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.language import count, tr
from app.views.look.kit import GRID, ElidedLabel, column, push_button, row


def predicted_words(done: int, images: int) -> str:
    """How far the net in use has come: "6 predicted, 2,994 not yet"."""
    return tr("{done:,} predicted, {left:,} not yet").format(done=done, left=images - done)


class ListFooter(QWidget):
    """Counts. What is not predicted is said as long as there is any: filters do not know it."""

    predict_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = ElidedLabel(role="caption")
        self.predicted = ElidedLabel(role="caption")
        self.start = push_button(tr("Predict all"), self.predict_requested.emit)
        self.start.setToolTip(tr("Ask the net about all images, so that filters know them"))
        self.stop = push_button(tr("Stop"), self.stop_requested.emit)
        # What is predicted has a line of its own: beside the button it is cut in long languages.
        top = row(self._shown, self.start, self.stop, gap=GRID)
        top.setStretch(0, 1)
        layout = column(top, self.predicted)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(layout)
        self.set_predicted(0, 0, running=False)

    def set_shown(self, shown: int, images: int) -> None:
        """So many of the images are listed."""
        total = count(images, tr("image"), tr("images"))
        part = tr("{shown:,} of {images}").format(shown=shown, images=total)
        self._shown.set_full_text(total if shown == images else part)
        self._shown.setVisible(images > 0)

    def set_predicted(self, done: int, images: int, *, running: bool) -> None:
        """The net in use has predicted so many of the images that can be read."""
        self.predicted.set_full_text(predicted_words(done, images))
        is_open = images > 1 and done < images
        self.predicted.setVisible(is_open)
        self.start.setVisible(is_open and not running)
        self.stop.setVisible(is_open and running)
