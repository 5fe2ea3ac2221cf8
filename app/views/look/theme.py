"""The look of the window: Fusion, a palette and one style sheet, all made from `tokens`.

`apply_theme` may be called at any time; what is on screen changes at once, icons included.
"""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app import resources
from app.views.look import icons, tokens
from app.views.look.tokens import DARK, LIGHT, SPACE, THEMES, Theme

__all__ = ["DARK", "LIGHT", "SPACE", "Choice", "Theme", "ThemeSwitch", "apply_theme", "current"]

FONT_FAMILY = "FCN Inter"
_PROPERTY = "fcnTheme"


class Choice(StrEnum):
    """What the user can ask for. SYSTEM follows the desktop; one that does not say gets dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every window of `app` this look, now."""
    if app.property(_PROPERTY) is None:
        _prepare(app)
    app.setProperty(_PROPERTY, theme.name)
    icons.refresh(_inks(theme))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def current() -> Theme:
    """The theme in use, for widgets that paint themselves; dark before any was applied."""
    app = QApplication.instance()
    return THEMES.get(app.property(_PROPERTY) if app else "", DARK)


class ThemeSwitch(QObject):
    """Keeps `app` in the look that was chosen, and with SYSTEM in the desktop's own."""

    def __init__(self, app: QApplication, choice: Choice = Choice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice
        self._app.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(choice)

    def choose(self, choice: Choice) -> None:
        """Change the look; native parts of the window (its title bar) are told as well."""
        self.choice = choice
        hints = self._app.styleHints()
        if choice == Choice.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = choice == Choice.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._follow(hints.colorScheme())

    def _follow(self, desktop: Qt.ColorScheme) -> None:
        if self.choice == Choice.SYSTEM:
            wanted = LIGHT if desktop == Qt.ColorScheme.Light else DARK
        else:
            wanted = THEMES[self.choice.value]
        if self._app.property(_PROPERTY) != wanted.name:
            apply_theme(self._app, wanted)


def style_sheet(theme: Theme) -> str:
    """The style sheet of `resources/theme/style.qss` with the tokens filled in."""
    sizes = {
        name.lower(): str(value)
        for name, value in vars(tokens).items()
        if name.isupper() and isinstance(value, int)
    }
    source = resources.path("theme", "style.qss").read_text("utf-8")
    return Template(source).substitute(asdict(theme), **sizes)


def palette(theme: Theme) -> QPalette:
    """The palette, for what the style sheet leaves to Fusion and widgets that paint themselves."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.panel,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.text_secondary,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.border_strong,
        role.Shadow: theme.border,
    }
    result = QPalette()
    for each, color in colors.items():
        result.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.text_disabled))
    return result


def _inks(theme: Theme) -> dict[icons.Tone, str]:
    return {
        icons.Tone.TEXT: theme.text,
        icons.Tone.SECONDARY: theme.text_secondary,
        icons.Tone.DISABLED: theme.text_disabled,
        icons.Tone.CHECKED: theme.accent_text,
        icons.Tone.ON_ACCENT: theme.on_accent,
        icons.Tone.DANGER: theme.danger,
        icons.Tone.WARNING: theme.warning,
        icons.Tone.SUCCESS: theme.success,
    }


def _prepare(app: QApplication) -> None:
    """What every theme shares, once for an application."""
    app.setStyle("Fusion")
    QDir.setSearchPaths("glyphs", [str(resources.path("theme", "glyphs"))])
    _load_fonts()
    font = QFont(FONT_FAMILY)
    font.setPixelSize(tokens.FONT_BODY)
    app.setFont(font)


@cache
def _load_fonts() -> None:
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
