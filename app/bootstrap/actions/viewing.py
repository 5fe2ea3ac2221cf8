"""What is seen, and how: the actions of the View menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.actions.table import Action, Where
from app.language import LANGUAGES, QT_TR_NOOP, SYSTEM, tr
from app.state.lighting import AS_IT_IS, DARKEST, LIGHTEST, STEP
from app.state.session import Session
from app.views.look.theme import Choice
from app.views.main_window import CANVAS, STRIDE_VIEW

if TYPE_CHECKING:
    from app.bootstrap.program import Program

THEMES = (
    ("system", QT_TR_NOOP("System theme")),
    ("light", QT_TR_NOOP("Light theme")),
    ("dark", QT_TR_NOOP("Dark theme")),
)


def viewing(p: Program) -> tuple[Action, ...]:
    """The actions, in the order of the menu."""
    s, swiping = p.parts.session, p.parts.swiping
    return (
        Action(id="stride-view", title=tr("Stride view"), run=partial(_turn_stride_view, p),
               shortcuts=("Tab",), icon="stride-view", tip=tr("32s, 16s and 8s side by side"),
               menu="View", group="centre", toolbar="end",
               keywords=tr("predict, compare"), checked=partial(_is_stride_view, p),
               enabled=p.has_document, where=Where.PICTURE),
        Action(id="swipe", title=tr("Before and after"), run=p.swipe.toggle, shortcuts=("O",),
               tip=tr("The old net left of a line that you can drag, the new one right of it"),
               menu="View", group="centre", checked=lambda: swiping.is_on,
               enabled=lambda: swiping.is_possible),
        Action(id="fit", title=tr("Fit to window"), run=p.documents.fit, shortcuts=("Ctrl+F",),
               icon="fit", menu="View", group="zoom", toolbar="main",
               keywords=tr("zoom, whole image"), enabled=p.has_document),
        Action(id="actual-size", title=tr("Actual size"),
               run=lambda: p.documents.picture.zoom_to(1.0), shortcuts=("Ctrl+1",),
               icon="actual-size", menu="View", group="zoom", toolbar="main",
               keywords=tr("zoom, 1:1, 100 %"), enabled=p.has_document),
        Action(id="zoom-in", title=tr("Zoom in"), run=partial(_zoom, p, True),
               shortcuts=("Ctrl++", "Ctrl+="), icon="zoom-in", menu="View", group="zoom",
               enabled=p.has_document),
        Action(id="zoom-out", title=tr("Zoom out"), run=partial(_zoom, p, False),
               shortcuts=("Ctrl+-",), icon="zoom-out", menu="View", group="zoom",
               enabled=p.has_document),
        *_overlay(s),
        *_lighting(s),
        *(
            Action(id=f"theme-{theme}", title=tr(title), run=partial(_choose_theme, p, theme),
                   menu="View", group="theme",
                   checked=lambda theme=theme: p.settings.theme == theme)  # type: ignore[misc]
            for theme, title in THEMES
        ),
        *(
            Action(id=f"language-{code}", title=name, run=partial(p.languages.choose, code),
                   menu="View", group="language",
                   checked=lambda code=code: p.settings.language == code)  # type: ignore[misc]
            for code, name in ((SYSTEM, tr("The system's language")), *LANGUAGES.items())
        ),
    )  # fmt: skip


def _lighting(s: Session) -> tuple[Action, ...]:
    """How light images are shown."""
    return (
        Action(id="stretch", title=tr("Auto contrast"),
               run=lambda: s.set_lighting(replace(s.lighting, stretched=not s.lighting.stretched)),
               shortcuts=("Shift+C",), icon="contrast", menu="View", group="lighting",
               toolbar="main", checked=lambda: s.lighting.stretched,
               tip=tr("Show images from black to white; nothing else is changed by it")),
        Action(id="lighter", title=tr("Lighter"), run=lambda: s.set_lighting(s.lighting.by(STEP)),
               shortcuts=("Ctrl+Up",), menu="View", group="lighting",
               enabled=lambda: s.lighting.brightness < LIGHTEST,
               keywords=tr("brightness, contrast"),
               tip=tr("Show images lighter; nothing else is changed by it")),
        Action(id="darker", title=tr("Darker"), run=lambda: s.set_lighting(s.lighting.by(-STEP)),
               shortcuts=("Ctrl+Down",), menu="View", group="lighting",
               enabled=lambda: s.lighting.brightness > DARKEST,
               keywords=tr("brightness, contrast"),
               tip=tr("Show images darker; nothing else is changed by it")),
        Action(id="as-it-is", title=tr("Images as they are"), run=lambda: s.set_lighting(AS_IT_IS),
               menu="View", group="lighting", enabled=lambda: s.lighting != AS_IT_IS,
               tip=tr("Take back auto contrast and brightness")),
    )  # fmt: skip


def _overlay(s: Session) -> tuple[Action, ...]:
    """How labels are laid over the image."""
    return (
        Action(id="outline", title=tr("Outlines only"),
               run=lambda: s.set_outline_only(not s.outline_only), icon="outline", menu="View",
               group="overlay", checked=lambda: s.outline_only),
        Action(id="doubt", title=tr("The net's doubt"),
               run=lambda: s.set_doubt_shown(not s.doubt_shown), icon="doubt", menu="View",
               group="overlay", checked=lambda: s.doubt_shown),
        Action(id="hatch", title=tr("Confirmed pixels"),
               tip=tr("Hatch what somebody has confirmed or painted"),
               run=lambda: s.set_hatch_shown(not s.hatch_shown), icon="hatch", menu="View",
               group="overlay", checked=lambda: s.hatch_shown),
        Action(id="color-objects", title=tr("Colour each object"),
               run=lambda: s.set_objects_colored(not s.objects_colored),
               shortcuts=("Shift+O",), icon="color-objects", menu="View", group="overlay",
               checked=lambda: s.objects_colored,
               tip=tr("Instances: each connected region of a label in a colour of its own, to "
                      "count them and to see which touch")),
    )  # fmt: skip


def _is_stride_view(p: Program) -> bool:
    return p.window.central_name == STRIDE_VIEW


def _turn_stride_view(p: Program) -> None:
    """Canvas, or 32s | 16s | 8s | mask."""
    p.window.set_central(CANVAS if _is_stride_view(p) else STRIDE_VIEW)


def _zoom(p: Program, larger: bool) -> None:
    """The view in sight, to the next round zoom."""
    picture = p.documents.picture
    (picture.zoom_in if larger else picture.zoom_out)()


def _choose_theme(p: Program, name: str) -> None:
    """Change the look, now and for the next time."""
    p.settings.set_theme(name)
    p.theme.choose(Choice(name))
