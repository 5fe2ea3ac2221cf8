"""A quiet strip above the canvas that says what happened and what to do about it.

Problems stay until dismissed; good news goes by itself, but not under the cursor, nor before one
can decide about its button. Messages wait for each other, hints for all others, and the same
message is not said twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from app.language import tr
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import (
    GRID,
    icon_button,
    push_button,
    row,
    set_role,
    text_label,
)

SECONDS_SHOWN, SECONDS_TO_DECIDE = 8, 30
MOST_WAITING = 20


class BannerKind(StrEnum):
    """How serious a message is."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


ICONS = {
    BannerKind.INFO: ("info", Tone.CHECKED),
    BannerKind.SUCCESS: ("check", Tone.SUCCESS),
    BannerKind.WARNING: ("warning", Tone.WARNING),
    BannerKind.ERROR: ("error", Tone.DANGER),
}


@dataclass(frozen=True, kw_only=True)
class Message:
    """What the banner says: a problem, its remedy, and at most one thing to do."""

    text: str
    remedy: str
    kind: BannerKind
    action: str
    run: Callable[[], object] | None

    @property
    def passes(self) -> bool:
        """Whether it goes by itself."""
        return self.kind in (BannerKind.INFO, BannerKind.SUCCESS)

    @property
    def gives_way(self) -> bool:
        """Whether the next message may take its place: what was done, but no hint with a button."""
        return self.passes and not (self.kind is BannerKind.INFO and self.action)


class Banner(QFrame):
    """Shows one message at a time; hidden when there is none."""

    speaks = Signal(bool)
    """Whether it says anything."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._waiting: list[Message] = []
        self._picture = IconLabel("info")
        self._text = text_label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = text_label("", "muted")
        self._action = push_button("", self._run_action)
        self._action.hide()
        self._close = icon_button("close", tr("Dismiss (Esc)"), self.dismiss)
        layout = row(self._picture, self._text, self._more, self._action, self._close)
        layout.setStretch(1, 1)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is shown (first) and what waits behind it."""
        return tuple(self._waiting)

    def show_message(
        self,
        text: str,
        remedy: str = "",
        kind: BannerKind = BannerKind.ERROR,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Say something now, or after what is being said. `run` is called by the button."""
        message = Message(text=text, remedy=remedy, kind=kind, action=action, run=run)
        if any(m.text == text and m.remedy == remedy for m in self._waiting):
            return
        if self._waiting and self._waiting[0].gives_way:
            self._waiting.pop(0)
        kinds, hint = [each.kind for each in self._waiting], BannerKind.INFO
        goes_first = kind is not hint and hint in kinds
        self._waiting.insert(kinds.index(hint) if goes_first else len(kinds), message)
        del self._waiting[MOST_WAITING:]
        self._show_first()

    def make_way(self) -> None:
        """What somebody asked for just now has the place of what was merely done before."""
        self._waiting = [message for message in self._waiting if not message.gives_way]
        self._show_first()

    def dismiss(self) -> None:
        """Take the shown message away; the next one follows."""
        del self._waiting[:1]
        self._show_first()

    def take_back(self, text: str) -> None:
        """It is no longer so."""
        self._waiting = [message for message in self._waiting if message.text != text]
        self._show_first()

    def clear(self) -> None:
        """What was said concerns nobody any more."""
        self._waiting.clear()
        self._show_first()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._let_pass()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _show_first(self) -> None:
        self._timer.stop()
        self.setVisible(bool(self._waiting))
        self.speaks.emit(bool(self._waiting))
        if not self._waiting:
            return
        message = self._waiting[0]
        said = f"{message.text} {message.remedy}".strip()
        self._text.setText(said)
        self.setAccessibleName(said)
        self._picture.set_icon(*ICONS[message.kind])
        waiting = len(self._waiting) - 1
        self._more.setText(tr("{n} more").format(n=waiting) if waiting else "")
        self._action.setText(message.action)
        self._action.setVisible(bool(message.action and message.run))
        self.setProperty("kind", message.kind.value)
        set_role(self, "")
        set_role(self, "banner")
        self._let_pass()

    def _let_pass(self) -> None:
        """Have good news go in a while; not under the cursor, which would hit what lies below."""
        if self._waiting and self._waiting[0].passes and not self.underMouse():
            seconds = SECONDS_TO_DECIDE if self._waiting[0].action else SECONDS_SHOWN
            self._timer.start(round(1000 * seconds))

    def _run_action(self) -> None:
        run = self._waiting[0].run if self._waiting else None
        self.dismiss()
        if run is not None:
            run()
