"""The user's keys: read from the settings, shown and changed on a page, heeded everywhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.actions.keymap import Keymap, restored
from app.actions.keys import GESTURES, KEYED_LABELS, named
from app.actions.table import Action, Where, heading
from app.language import QT_TR_NOOP, tr
from app.state.settings import Settings
from app.views.canvas import Canvas
from app.views.main_window import MainWindow
from app.views.shortcuts.page import ShortcutPage
from app.views.values import ShortcutRow
from fcn_core.masks import VOID

PLACES = {
    Where.WINDOW: QT_TR_NOOP("Works in the whole window."),
    Where.PICTURE: QT_TR_NOOP("Works while the picture has the keyboard."),
}
BY_HAND = QT_TR_NOOP("The canvas does this by hand: it cannot be changed.")
log = logging.getLogger(__name__)


class ShortcutWiring(QObject):
    """Owns the keymap. `set_actions` makes the menus."""

    def __init__(self, settings: Settings, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._settings, self._window, self._canvas = settings, window, canvas
        self._keymap = Keymap(rows=())

    @property
    def actions(self) -> tuple[Action, ...]:
        """The table of actions with the keys that they have now."""
        return self._keymap.actions

    def set_actions(self, rows: Sequence[Action]) -> None:
        """Make the window's menus and bars of the table, with the user's keys."""
        self._keymap, left_out = restored(rows, self._settings.shortcuts)
        for fault in left_out:
            log.warning("stored shortcuts are ignored: %s", fault)
        self._window.build_menus(self.actions)
        self._show_elsewhere()

    def show_page(self) -> None:
        """All shortcuts, to be read and changed."""
        page = ShortcutPage(self._rows(), self._window)
        editor = page.editor
        editor.keys_wanted.connect(lambda id, keys: self._want(page, id, keys))
        editor.keys_taken.connect(
            lambda id, keys: self._change(page, self._keymap.with_keys(id, keys))
        )
        page.reset_all_asked.connect(lambda: self._change(page, self._keymap.reset()))
        page.finished.connect(page.deleteLater)
        page.open()
        page.search.setFocus()

    def _want(self, page: ShortcutPage, id: str, keys: tuple[str, ...]) -> None:
        """Do it unless something stands against it, which is said."""
        rivals = self._keymap.conflicts(id, keys)
        if refusal := self._keymap.refusal(id, keys):
            page.editor.refuse(refusal)
        elif rivals:
            owned = tr("{key} belongs to “{command}”")
            owners = [owned.format(key=named(key), command=a.title) for key, a in rivals.items()]
            question = tr("{owners}. Take it away from there?").format(owners=", ".join(owners))
            page.editor.ask(question, keys)
        else:
            self._change(page, self._keymap.with_keys(id, keys))

    def _change(self, page: ShortcutPage, keymap: Keymap) -> None:
        self._keymap = keymap
        self._settings.set_shortcuts({row.id: keymap.overrides.get(row.id) for row in keymap.rows})
        self._window.bars.set_shortcuts(self.actions)
        self._show_elsewhere()
        page.set_rows(self._rows())

    def _show_elsewhere(self) -> None:
        """What names keys, or hears them, without being made from the table."""
        made, window = self._window.bars.actions, self._window
        for id, widget in (
            ("open-image", window.start_page.image),
            ("open-folder", window.start_page.folder),
            ("skip-suggestion", window.suggestion.skip),
        ):
            widget.setToolTip(made[id].toolTip())
        ids = {place: f"label-{place}" for place in range(KEYED_LABELS)} | {VOID: "label-void"}
        keys = {at: " ".join(map(named, self._keymap.keys(id)[:1])) for at, id in ids.items()}
        window.label_panel.model.refresh(keys=keys)
        self._canvas.outline.set_undo_keys(self._keymap.keys("undo"))

    def _rows(self) -> list[ShortcutRow]:
        """Commands by their menus, and among them what the canvas does by hand."""
        commands = [
            ShortcutRow(
                id=row.id,
                group=heading(row.menu or row.group),
                title=row.title.removesuffix("…"),
                keys=self._keymap.keys(row.id),
                default=row.shortcuts,
                about=f"{row.tip}. {tr(PLACES[row.where])}" if row.tip else tr(PLACES[row.where]),
            )
            for row in self._keymap.rows
        ]
        by_hand = [
            ShortcutRow(
                id="",
                group=heading(each.group),
                title=tr(each.title),
                keys=each.keys,
                about=tr(BY_HAND),
            )
            for each in GESTURES
        ]
        return [*commands, *by_hand]
