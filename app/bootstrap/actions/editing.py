"""What changes corrections: the actions of the Edit, Region and Tools menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor

from app.actions.table import Action, Where
from app.language import QT_TR_NOOP, tr
from app.state.tidy.order import OF_LABELS
from app.state.tidy.words import TIPS, TITLES
from fcn_core.masks import VOID

if TYPE_CHECKING:
    from app.bootstrap.program import Program

TOOLS = (
    ("brush", QT_TR_NOOP("Brush"), "B", "brush",
     QT_TR_NOOP("Paint the current label")),
    ("eraser", QT_TR_NOOP("Eraser"), "E", "eraser",
     QT_TR_NOOP("Back to untouched: the net's word shows again")),
    ("polygon", QT_TR_NOOP("Polygon"), "P", "polygon",
     QT_TR_NOOP("Click corners or draw a line around; Enter closes it")),
    ("live-wire", QT_TR_NOOP("Live-wire"), "L", "live-wire",
     QT_TR_NOOP("Click along edges that the line is to follow")),
    ("smart-region", QT_TR_NOOP("Smart region"), "W", "smart-region",
     QT_TR_NOOP("Paint along a thing; the rest is found")),
    ("fill", QT_TR_NOOP("Fill"), "G", "fill",
     QT_TR_NOOP("Give the shown region the current label")),
    ("pick", QT_TR_NOOP("Pick label"), "I", "pick",
     QT_TR_NOOP("Take the label under the cursor")),
    ("accept", QT_TR_NOOP("Accept region"), "C", "accept-region",
     QT_TR_NOOP("Confirm the region under the cursor")),
    ("flip", QT_TR_NOOP("Flip region"), "R", "flip-region",
     QT_TR_NOOP("Give the net's region the current label")),
    ("ruler", QT_TR_NOOP("Ruler"), "M", "ruler",
     QT_TR_NOOP("Drag along a thing to see how long it is")),
)  # fmt: skip


def history(p: Program) -> tuple[Action, ...]:
    """These go through the corners of an open outline, too: it is not closed for them."""
    e = p.parts.correcting
    return (
        Action(id="undo", title=tr("Undo"), run=partial(_undo, p), shortcuts=("Ctrl+Z",),
               icon="undo", menu="Edit", group="history", toolbar="main",
               enabled=lambda: e.can_undo or p.merges.can_bring_back),
        Action(id="redo", title=tr("Redo"), run=e.redo, shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
               icon="redo", menu="Edit", group="history", toolbar="main",
               enabled=lambda: e.can_redo),
    )  # fmt: skip


def edit(p: Program) -> tuple[Action, ...]:
    """What copies, confirms and fills, and what becomes of labels."""
    e, pasting = p.parts.correcting, p.parts.pasting
    return (
        Action(id="copy-under-cursor", title=tr("Copy region under the cursor"),
               run=lambda: pasting.copy_region(*p.documents.at), shortcuts=("Ctrl+C",),
               icon="copy", menu="Edit", group="copy", enabled=p.has_document,
               where=Where.PICTURE),
        Action(id="copy-confirmed", title=tr("Copy all that is confirmed"),
               run=pasting.copy_confirmed, shortcuts=("Ctrl+Shift+C",),
               tip=tr("For the next slice or frame, which shows the same at the same place"),
               menu="Edit", group="copy", enabled=p.has_document),
        Action(id="paste", title=tr("Paste at the same place"), run=pasting.paste,
               shortcuts=("Ctrl+V",), icon="paste",
               tip=tr("A right click on selected images pastes into all of them"),
               menu="Edit", group="copy", enabled=lambda: pasting.can_paste,
               where=Where.PICTURE),
        Action(id="paste-moved", title=tr("Paste where it went"), run=pasting.paste_moved,
               shortcuts=("Ctrl+Shift+V",), keywords=tr("track, follow, optical flow"),
               tip=tr("Into the next frame of a film: what moved is looked for"),
               menu="Edit", group="copy", enabled=lambda: pasting.can_paste),
        Action(id="carry-on", title=tr("Carry over to the next image"), run=pasting.carry_on,
               shortcuts=("Ctrl+D",), keywords=tr("track, follow, optical flow"),
               tip=tr("Shows it, with what is confirmed in this one pasted where it went"),
               menu="Edit", group="copy",
               enabled=lambda: p.has_document() and p.parts.opening.can_step(1)),
        Action(id="accept-under-cursor", title=tr("Accept region under the cursor"),
               run=lambda: e.accept_region(*p.documents.at), shortcuts=("Return", "Enter"),
               icon="accept-region", menu="Edit", group="accept", enabled=lambda: e.can_accept,
               where=Where.PICTURE),
        Action(id="accept-image", title=tr("Accept image and go on"), run=e.accept_and_go_on,
               shortcuts=("Shift+Return", "Shift+Enter"), icon="accept-image",
               tip=tr("Confirm every pixel and show the next image"), menu="Edit", group="accept",
               toolbar="main", enabled=lambda: e.can_accept),
        Action(id="fill-rest", title=tr("Paint everything unconfirmed"), run=e.fill_rest,
               now=e.rest_words, shortcuts=("Shift+G",),
               tip=tr("The current label, on every pixel of this image that nobody confirmed, "
                      "whatever the net says there"),
               menu="Edit", group="accept", enabled=p.has_document),
        Action(id="delete-unused-labels", title=tr("Delete unused labels…"),
               run=p.parts.merging.look_for_unused, icon="delete-unused",
               tip=tr("Labels that nothing was corrected with"), menu="Edit", group="labels",
               enabled=p.has_project),
    )  # fmt: skip


def region(p: Program) -> tuple[Action, ...]:
    """The current label in the whole image; for one region there is a menu under the cursor."""
    tidying = p.parts.tidying
    return (
        Action(id="tidy-under-cursor", title=tr("Tidy up the region under the cursor…"),
               run=lambda: p.tidy.ask(*p.documents.at, QCursor.pos()), shortcuts=("T",),
               icon="tidy-up",
               tip=tr("What can be done with one region; a right click asks the same"),
               menu="Region", group="region", enabled=p.has_document, where=Where.PICTURE),
        *(
            Action(id=operation, title=tr(TITLES[operation]),
                   now=partial(tidying.words, operation),
                   run=partial(tidying.tidy, operation), menu="Region", group="label",
                   tip=tr("The current label in the whole image. {does}").format(
                       does=tr(TIPS[operation])), enabled=p.has_document)
            for operation in OF_LABELS
        ),
        Action(id="stop-tidying", title=tr("Stop tidying up"), run=tidying.stop,
               tip=tr("Nothing of it is kept; Esc does the same"), menu="Region", group="stop",
               enabled=lambda: bool(tidying.undone)),
    )  # fmt: skip


def tools(p: Program) -> tuple[Action, ...]:
    """What corrects under the cursor, and how."""
    session, correcting = p.parts.session, p.parts.correcting
    tools = [
        Action(id=f"tool-{tool}", title=tr(title), run=partial(session.set_tool, tool),
               shortcuts=(key,), icon=icon, tip=tr(tip), menu="Tools", group="tools",
               toolbar="tools", enabled=p.has_document,
               checked=lambda tool=tool: session.tool == tool)  # type: ignore[misc]
        for tool, title, key, icon, tip in TOOLS
    ]  # fmt: skip
    return (
        *tools,
        Action(id="brush-larger", title=tr("Larger brush"),
               run=partial(correcting.resize_brush, True), shortcuts=("]",), menu="Tools",
               group="brush", enabled=p.has_document),
        Action(id="brush-smaller", title=tr("Smaller brush"),
               run=partial(correcting.resize_brush, False), shortcuts=("[",), menu="Tools",
               group="brush", enabled=p.has_document),
        Action(id="swap-labels", title=tr("Swap with the previous label"),
               run=session.swap_labels, shortcuts=("X",), menu="Tools", group="labels",
               enabled=p.has_document),
        Action(id="label-void", title=tr("Paint void"),
               run=partial(correcting.choose_label, VOID), shortcuts=("V",), icon="void",
               tip=tr("Void pixels count nowhere"), menu="Tools", group="labels",
               enabled=p.has_document),
        Action(id="stay-in-region", title=tr("Stay in the region"),
               run=lambda: session.set_stays_in_region(not session.stays_in_region),
               shortcuts=("S",), tip=tr("Strokes stay in the net's region in which they start"),
               menu="Tools", group="limits",
               checked=lambda: session.stays_in_region, enabled=p.has_document),
    )  # fmt: skip


def _undo(p: Program) -> None:
    """Take back the last corner of an open outline, labels that went just now, or an edit."""
    if not (p.canvas.outline.step_back() or p.merges.bring_back()):
        p.parts.correcting.undo()
