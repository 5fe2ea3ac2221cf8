"""Menus and toolbars made from the table of actions, and kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QSizePolicy, QToolBar, QWidget

from app.actions.keys import named
from app.actions.table import MENUS, Action, Where, as_titled
from app.language import tr
from app.views.look.icons import Tone, icon
from app.views.look.kit import BUTTON_TONES, ICON_BESIDE, ElidedLabel, short, verbatim
from app.views.look.tokens import ICON
from app.views.mnemonics import mark, plain

TOOLS, MAIN, END = "tools", "main", "end"


class ActionButton(QPushButton):
    """An action as a button with text, for the few that deserve one in the bar."""

    def __init__(self, action: QAction, role: str) -> None:
        super().__init__()
        self._action = action
        self.setFlat(not role)
        self.setProperty("role", role)
        self.setIconSize(ICON_BESIDE)
        self._tone = BUTTON_TONES.get(role, Tone.TEXT)
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setText(verbatim(plain(self._action.text()).rstrip("…")))
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        self.setIcon(icon(self._action.data(), self._tone))


class ActionBars(QObject):
    """Owns the window's menus, its tool strip and the bar on top."""

    about_to_run = Signal(Action)

    def __init__(self, window: QMainWindow, picture: QWidget) -> None:
        """`picture`: where actions work that are for the picture alone."""
        super().__init__(window)
        self._window, self._picture = window, picture
        self._specs: tuple[Action, ...] = ()
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self.main = self._toolbar(tr("Main bar"), "bar-main", Qt.ToolBarArea.TopToolBarArea)
        self.tools = self._toolbar(tr("Tools"), "bar-tools", Qt.ToolBarArea.LeftToolBarArea)
        self.caption = ElidedLabel("", "muted")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def build(self, specs: Sequence[Action]) -> dict[str, QAction]:
        """Make everything anew. `ValueError` if two actions have one id or one shortcut."""
        _check(specs)
        for action in self.actions.values():
            action.deleteLater()
        self._specs = tuple(specs)
        self.actions = {spec.id: self._action(spec) for spec in specs}
        self._build_menus()
        self._build_toolbars()
        self.refresh()
        return self.actions

    def set_shortcuts(self, specs: Sequence[Action]) -> None:
        """The rows that `build` got, with other shortcuts; they are so at once, everywhere."""
        _check(specs)
        self._specs = tuple(specs)
        for spec in specs:
            _give_shortcuts(self.actions[spec.id], spec)

    def refresh(self) -> None:
        """Ask every action anew whether it is enabled and checked, and what it would do."""
        for spec in self._specs:
            action = self.actions[spec.id]
            if spec.now is not as_titled:  # titles do not change
                _name(action, spec)
            action.setEnabled(spec.enabled())
            if spec.checkable:
                action.setChecked(spec.checked())

    def menu(self, name: str) -> QMenu:
        """The menu with this name, made if it is missing."""
        if name not in self.menus:
            self.menus[name] = self._window.menuBar().addMenu(tr(MENUS[name]))
            self.menus[name].setToolTipsVisible(True)
            self.menus[name].aboutToShow.connect(self.refresh)
            self.menus[name].aboutToShow.connect(partial(mark, self.menus[name]))
        return self.menus[name]

    # --- inside ---------------------------------------------------------------------------------

    def _action(self, spec: Action) -> QAction:
        action = QAction(spec.title, self._window, checkable=spec.checkable)
        action.setObjectName(spec.id)
        if spec.icon:
            action.setIcon(icon(spec.icon))
            action.setData(spec.icon)
        _give_shortcuts(action, spec)
        action.setStatusTip(spec.tip)
        action.triggered.connect(lambda: self._run(spec))
        if spec.where is Where.PICTURE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._picture.addAction(action)
        else:
            self._window.addAction(action)
        return action

    def _run(self, spec: Action) -> None:
        self.about_to_run.emit(spec)
        spec.run()
        self.refresh()

    def _build_menus(self) -> None:
        self._window.menuBar().clear()
        self.menus.clear()
        groups: dict[str, str] = {}
        for spec in self._specs:
            if not spec.menu:
                continue
            menu = self.menu(spec.menu)
            if groups.setdefault(spec.menu, spec.group) != spec.group:
                menu.addSeparator()
                groups[spec.menu] = spec.group
            menu.addAction(self.actions[spec.id])

    def _build_toolbars(self) -> None:
        self.main.clear()
        self.tools.clear()
        self._fill(self.tools, TOOLS)
        self._fill(self.main, MAIN)
        # The caption is taken out of the bar by clear(), so a new one goes in.
        shown = self.caption.full_text
        self.caption = ElidedLabel(shown, "muted")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.main.addWidget(self.caption)
        self._fill_end()

    def _fill(self, bar: QToolBar, place: str) -> None:
        group = None
        for spec in self._specs:
            if spec.toolbar != place:
                continue
            if group is not None and spec.group != group:
                bar.addSeparator()
            group = spec.group
            bar.addAction(self.actions[spec.id])
            button: QWidget = bar.widgetForAction(self.actions[spec.id])
            button.setAccessibleName(spec.title)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _fill_end(self) -> None:
        """Buttons with text; the last of them is the one that most people want next."""
        specs = [spec for spec in self._specs if spec.toolbar == END]
        for spec in specs:
            last = spec is specs[-1]
            self.main.addWidget(ActionButton(self.actions[spec.id], "primary" if last else ""))

    def _toolbar(self, title: str, name: str, area: Qt.ToolBarArea) -> QToolBar:
        bar = QToolBar(title)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(ICON, ICON))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._window.addToolBar(area, bar)
        return bar


def tip(spec: Action) -> str:
    """What a tooltip says: the name with the first shortcut, and under it what that does."""
    return _told(spec.title.removesuffix("…"), spec)


def _told(name: str, spec: Action) -> str:
    first = f"{name}  ({named(spec.shortcuts[0])})" if spec.shortcuts else name
    return f"{first}\n{spec.tip}" if spec.tip else first


def _name(action: QAction, spec: Action) -> None:
    """By what it would do now, short in the menu and whole in its tip; or by its title."""
    now = spec.now()
    text = short(now) if now else spec.title
    if plain(action.text()) != text:  # in an open menu it keeps its letter
        action.setText(verbatim(text))
    action.setToolTip(_told(now, spec) if now else tip(spec))


def _give_shortcuts(action: QAction, spec: Action) -> None:
    action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
    action.setToolTip(tip(spec))


def _check(specs: Sequence[Action]) -> None:
    ids = [spec.id for spec in specs]
    keys = [key for spec in specs for key in spec.shortcuts]
    for what, values in (("id", ids), ("shortcut", keys)):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"two actions have the {what} {twice[0]!r}")
