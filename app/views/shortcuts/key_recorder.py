"""A button that, once pressed, takes the next keys for what they are, whatever they mean here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.language import QT_TR_NOOP, tr
from app.views.look.icons import icon
from app.views.look.kit import ICON_BESIDE, set_role

IDLE, RECORDING = QT_TR_NOOP("Add keys…"), QT_TR_NOOP("Press the keys, or Esc")
ALONE = frozenset(
    {
        Qt.Key.Key_unknown,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
"""Keys that are nothing by themselves: more is to come."""
HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class KeyRecorder(QPushButton):
    """Tab and Return are keys like any other meanwhile; Esc gives up, and so does leaving."""

    recorded = Signal(str)
    """Keys as Qt writes them ("Ctrl+Shift+Z")."""

    def __init__(self) -> None:
        super().__init__(icon("add"), tr(IDLE))
        self.setIconSize(ICON_BESIDE)
        self.is_recording = False
        self._came_from: QWidget | None = None
        self.clicked.connect(self.start)

    def start(self) -> None:
        """Take what is pressed next, then give the keyboard back to who has it now."""
        self._came_from = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(True)

    def stop(self) -> None:
        """Be a button again."""
        if self.is_recording:
            self._show(False)
            if self._came_from is not None and self.hasFocus():
                self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if not self.is_recording or not isinstance(event, QKeyEvent):
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._take(event)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show(False)
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        keys = pressed_keys(event)
        if event.key() in ALONE or not keys:
            return
        self.stop()
        if keys != "Esc":
            self.recorded.emit(keys)

    def _show(self, recording: bool) -> None:
        self.is_recording = recording
        self.setText(tr(RECORDING if recording else IDLE))
        set_role(self, "recording" if recording else "")


def pressed_keys(event: QKeyEvent) -> str:
    """A press as Qt matches it with shortcuts: Shift counts where it made no other sign ("!")."""
    key, text, held = Qt.Key(event.key()), event.text(), event.modifiers() & HELD
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    made_a_sign = text.isprintable() and not text.isalnum() and not text.isspace() and bool(text)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not made_a_sign:
        held |= Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString(
        QKeySequence.SequenceFormat.PortableText
    )
