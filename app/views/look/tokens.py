"""Design tokens: the numbers and colours that everything on screen is made of.

Colours are "#rrggbb". Text on any surface it may stand on keeps a contrast of 4.5:1 (WCAG AA), and
the focus ring 3:1; `tests/views/test_theme.py` proves both.
"""

from __future__ import annotations

from dataclasses import dataclass

SPACE = 4
"""The grid: every margin and gap is a multiple of this many pixels."""

RADIUS = 5
ICON = 18
FONT_CAPTION = 11
FONT_SMALL = 12
FONT_BODY = 13
FONT_HEADING = 15
FONT_TITLE = 24


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One look. Surfaces from back to front: `window`, `panel`, `raised`."""

    name: str
    dark: bool
    window: str
    panel: str
    raised: str
    field: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    control_border: str
    text: str
    text_secondary: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    accent_text: str
    on_accent: str
    focus: str
    focus_strong: str
    selection: str
    selection_inactive: str
    danger: str
    danger_fill: str
    warning: str
    success: str
    canvas: str
    scroll: str
    scroll_hover: str
    track: str
    handle: str
    handle_border: str


DARK = Theme(
    name="dark",
    dark=True,
    window="#15171b",
    panel="#1b1e23",
    raised="#262a31",
    field="#14161a",
    hover="#2c3038",
    pressed="#353a44",
    border="#2b2f37",
    border_strong="#3b414b",
    control_border="#737b88",
    text="#e6e8ec",
    text_secondary="#a2a9b5",
    text_disabled="#656c78",
    accent="#4a66e0",
    accent_hover="#4e6ae2",
    accent_pressed="#3f59c9",
    accent_soft="#28325a",
    accent_text="#a9bbff",
    on_accent="#ffffff",
    focus="#7f98ff",
    focus_strong="#d5ddff",
    selection="#2c3a70",
    selection_inactive="#2a2f3a",
    danger="#ff8a85",
    danger_fill="#c93a36",
    warning="#f2b84b",
    success="#5fd08a",
    canvas="#262626",
    scroll="#3a3f49",
    scroll_hover="#525966",
    track="#353a43",
    handle="#e6e8ec",
    handle_border="#e6e8ec",
)

LIGHT = Theme(
    name="light",
    dark=False,
    window="#eceef1",
    panel="#f7f8f9",
    raised="#ffffff",
    field="#ffffff",
    hover="#e6e8ec",
    pressed="#d9dce2",
    border="#d9dce1",
    border_strong="#c3c8d0",
    control_border="#7f8794",
    text="#1b1e24",
    text_secondary="#555c68",
    text_disabled="#9aa1ac",
    accent="#3f5bd8",
    accent_hover="#3650c8",
    accent_pressed="#2d45b0",
    accent_soft="#dfe5ff",
    accent_text="#2c46b8",
    on_accent="#ffffff",
    focus="#4a66e0",
    focus_strong="#0f1e66",
    selection="#d3dcff",
    selection_inactive="#e2e5ea",
    danger="#b3261e",
    danger_fill="#c4302b",
    warning="#8a5200",
    success="#17693a",
    canvas="#5e5e5e",
    scroll="#c5cad2",
    scroll_hover="#a3aab5",
    track="#d3d7dd",
    handle="#ffffff",
    handle_border="#7f8794",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
