"""The table of actions: whatever a user can do, once, as data.

Menus, toolbars, the command palette and the shortcut page are made from it, and the editor of
shortcuts (`keymap`) needs nothing but these rows: they say the keys that an action comes with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.language import QT_TR_NOOP, tr

MENUS = {
    "File": QT_TR_NOOP("&File"),
    "Edit": QT_TR_NOOP("&Edit"),
    "Region": QT_TR_NOOP("&Region"),
    "Tools": QT_TR_NOOP("T&ools"),
    "Image": QT_TR_NOOP("&Image"),
    "View": QT_TR_NOOP("&View"),
    "Net": QT_TR_NOOP("&Net"),
    "Help": QT_TR_NOOP("&Help"),
}
"""Titles of menus by their names. Alt with the letter behind the "&" opens one; panels have buttons
with such letters, too (M and T, in German as well), so no title takes theirs.
"""


class Where(StrEnum):
    """Where a shortcut works: in the whole window, or while the picture has the keyboard."""

    WINDOW = "window"
    PICTURE = "picture"


class Finishes(StrEnum):
    """What of that which tools have begun is finished before an action runs."""

    NOTHING = "nothing"
    """It leaves the corrections alone, or sees to that itself, as tools do."""
    STROKE = "stroke"
    """It leaves the image, which may be changed behind its back."""
    ALL = "all"
    """It looks at the corrections, or changes them."""


def always() -> bool:
    """For what can be done at any time."""
    return True


def never() -> bool:
    """For what is no state."""
    return False


def as_titled() -> str:
    """For what menus call by its title alone."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One row. `title` and `tip` are in the window's language, `menu` is a menu's name (a key of
    `MENUS`), `group` separates its entries; `toolbar` is `tools`, `main`, `end` or empty; shortcuts
    are the default ones, as Qt writes them ("Ctrl+Shift+Z"). `now` says in a menu what the action
    would do at this moment, if that is more than its title. `keywords` are other words by which one
    may look for it, in the window's language. On the shortcut page a row stands
    under its menu, or under its group if it has none.
    """

    id: str
    title: str
    run: Callable[[], object]
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    menu: str = ""
    group: str = ""
    toolbar: str = ""
    enabled: Callable[[], bool] = always
    checked: Callable[[], bool] = never
    where: Where = Where.WINDOW
    now: Callable[[], str] = as_titled
    keywords: str = ""
    finishes: Finishes = Finishes.NOTHING

    @property
    def checkable(self) -> bool:
        """Whether it is a switch, which somebody can say is on."""
        return self.checked is not never


def heading(name: str) -> str:
    """What stands over the entries of a menu, or of a group that has none, in a list."""
    return tr(MENUS.get(name, name)).replace("&", "")
