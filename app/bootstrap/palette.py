"""The command palette: all that can be done now, found by its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from app.actions.table import Action, heading
from app.bootstrap.shortcut_wiring import ShortcutWiring
from app.views.main_window import MainWindow
from app.views.shortcuts.command_palette import CommandPalette
from app.views.values import CommandRow


def show_palette(window: MainWindow, shortcuts: ShortcutWiring) -> None:
    """What is chosen runs as from its menu."""
    known = [a for a in shortcuts.actions if a.menu and a.id != "palette" and a.enabled()]
    palette = CommandPalette([_row(action) for action in known], window)
    palette.chosen.connect(lambda chosen: window.bars.actions[chosen].trigger())
    palette.finished.connect(palette.deleteLater)
    at = window.rect().center().x() - palette.sizeHint().width() // 2
    palette.move(window.mapToGlobal(QPoint(at, window.height() // 8)))
    palette.open()
    palette.search.setFocus()


def _row(action: Action) -> CommandRow:
    return CommandRow(
        id=action.id,
        title=action.title.removesuffix("…"),
        group=heading(action.menu),
        keys=action.shortcuts,
        keywords=action.keywords,
        icon=action.icon,
        checked=action.checkable and action.checked(),
        about=action.tip,
    )
