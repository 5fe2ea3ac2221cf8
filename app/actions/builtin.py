"""The program's own actions, menu by menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from app.actions.commands import Commands
from app.actions.table import Action, Finishes, Where, always
from app.actions.viewing import viewing
from app.language import QT_TR_NOOP, tr
from app.state.tidy.order import OF_LABELS
from app.state.tidy.words import TIPS, TITLES
from fcn_core.masks import VOID

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
)  # fmt: skip
DEVICES = (
    ("auto", QT_TR_NOOP("Run where it is fastest")),
    ("cpu", QT_TR_NOOP("Run on the CPU")),
    ("cuda", QT_TR_NOOP("Run on the GPU")),
)
KEYED_LABELS = 10


def builtin_actions(c: Commands) -> tuple[Action, ...]:
    """Every action, in the order of menus and toolbars. Ids and shortcuts are unique."""
    return (
        *_finishing(Finishes.ALL, _file(c)),
        *_history(c),
        *_finishing(Finishes.ALL, _edit(c)),
        *_finishing(Finishes.ALL, _region(c)),
        *_tools(c),
        *_finishing(Finishes.STROKE, _image(c)),
        *viewing(c),
        *_finishing(Finishes.ALL, _net(c)),
        *_help(c),
        *_keys(c),
    )


def _finishing(what: Finishes, actions: Iterable[Action]) -> Iterator[Action]:
    """The actions, none of which runs before this is finished."""
    return (replace(action, finishes=what) for action in actions)


def _file(c: Commands) -> tuple[Action, ...]:
    w = c.window
    return (
        Action(id="open-image", title=tr("Open image…"), run=w.open_image, shortcuts=("Ctrl+O",),
               icon="open-image", menu="File", group="open", toolbar="main"),
        Action(id="open-folder", title=tr("Open folder…"), run=w.open_folder,
               shortcuts=("Ctrl+Shift+O",), icon="open-folder", menu="File", group="open",
               toolbar="main"),
        Action(id="open-samples", title=tr("Open the sample photos"), run=w.open_samples,
               icon="samples", menu="File", group="open"),
        Action(id="look-for-images", title=tr("Look for new images"), run=w.look_for_images,
               shortcuts=("F5",), menu="File", group="open",
               tip=tr("List the folder anew; what is added to it is noticed by itself, too"),
               enabled=c.has_project),
        Action(id="subfolders", title=tr("Include subfolders"),
               run=lambda: c.opening.include_subfolders(not c.has_subfolders()), menu="File",
               group="open", checkable=True, checked=c.has_subfolders, enabled=c.has_project),
        Action(id="save", title=tr("Write to the disk now"), run=c.saving.save_now,
               shortcuts=("Ctrl+S",), icon="save", keywords=tr("save"),
               tip=tr("Everything is saved by itself, a moment after each stroke; this does not "
                      "wait for the moment"),
               menu="File", group="save", enabled=c.has_document),
        Action(id="export", title=tr("Export…"), run=w.export, shortcuts=("Ctrl+E",), icon="export",
               tip=tr("Masks as training data"), menu="File", group="save", toolbar="end",
               keywords=tr("save as, count, table, objects, areas"), enabled=c.has_project),
        Action(id="import-masks", title=tr("Import masks…"), run=w.import_masks,
               tip=tr("From labelme, COCO, CVAT, YOLO, Cityscapes, PASCAL VOC, or PNGs or TIFFs "
                      "of label ids; only where nothing is corrected"),
               menu="File", group="save", enabled=c.has_project),
        Action(id="take-back-import", title=tr("Take back the import"),
               run=c.importing.take_back_last,
               tip=tr("Images in which something was done since stay as they are"),
               menu="File", group="save", enabled=lambda: c.importing.can_take_back),
        Action(id="close-project", title=tr("Close project"), run=w.close_project,
               shortcuts=("Ctrl+W",), icon="close", menu="File", group="close",
               enabled=c.has_project),
        Action(id="quit", title=tr("Quit"), run=w.quit, shortcuts=("Ctrl+Q",), menu="File",
               group="close"),
    )  # fmt: skip


def _history(c: Commands) -> tuple[Action, ...]:
    """These go through the corners of an open outline, too: it is not closed for them."""
    e = c.correcting
    return (
        Action(id="undo", title=tr("Undo"), run=c.window.undo, shortcuts=("Ctrl+Z",), icon="undo",
               menu="Edit", group="history", toolbar="main",
               enabled=lambda: e.can_undo or c.window.can_bring_back()),
        Action(id="redo", title=tr("Redo"), run=e.redo, shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
               icon="redo", menu="Edit", group="history", toolbar="main",
               enabled=lambda: e.can_redo),
    )  # fmt: skip


def _edit(c: Commands) -> tuple[Action, ...]:
    e = c.correcting
    return (
        Action(id="accept-under-cursor", title=tr("Accept region under the cursor"),
               run=c.window.accept_under_cursor, shortcuts=("Return", "Enter"),
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
               menu="Edit", group="accept", enabled=c.has_document),
        Action(id="delete-unused-labels", title=tr("Delete unused labels…"),
               run=c.merging.look_for_unused, icon="labels",
               tip=tr("Labels that nothing was corrected with"), menu="Edit", group="labels",
               enabled=c.has_project),
    )  # fmt: skip


def _region(c: Commands) -> tuple[Action, ...]:
    """The current label in the whole image; for one region there is a menu under the cursor."""
    return (
        Action(id="tidy-under-cursor", title=tr("Tidy up the region under the cursor…"),
               run=c.window.tidy_under_cursor, shortcuts=("T",), icon="labels",
               tip=tr("What can be done with one region; a right click asks the same"),
               menu="Region", group="region", enabled=c.has_document, where=Where.PICTURE),
        *(
            Action(id=operation, title=tr(TITLES[operation]),
                   now=partial(c.tidying.words, operation),
                   run=partial(c.tidying.tidy, operation), menu="Region", group="label",
                   tip=tr("The current label in the whole image. {does}").format(
                       does=tr(TIPS[operation])), enabled=c.has_document)
            for operation in OF_LABELS
        ),
        Action(id="stop-tidying", title=tr("Stop tidying up"), run=c.tidying.stop,
               tip=tr("Nothing of it is kept; Esc does the same"), menu="Region", group="stop",
               enabled=lambda: bool(c.tidying.undone)),
    )  # fmt: skip


def _tools(c: Commands) -> tuple[Action, ...]:
    tools = [
        Action(id=f"tool-{tool}", title=tr(title), run=partial(c.session.set_tool, tool),
               shortcuts=(key,), icon=icon, tip=tr(tip), menu="Tools", group="tools",
               toolbar="tools", checkable=True, enabled=c.has_document,
               checked=lambda tool=tool: c.session.tool == tool)  # type: ignore[misc]
        for tool, title, key, icon, tip in TOOLS
    ]  # fmt: skip
    return (
        *tools,
        Action(id="brush-larger", title=tr("Larger brush"),
               run=partial(c.correcting.resize_brush, True), shortcuts=("]",), menu="Tools",
               group="brush", enabled=c.has_document),
        Action(id="brush-smaller", title=tr("Smaller brush"),
               run=partial(c.correcting.resize_brush, False), shortcuts=("[",), menu="Tools",
               group="brush", enabled=c.has_document),
        Action(id="swap-labels", title=tr("Swap with the previous label"),
               run=c.session.swap_labels, shortcuts=("X",), menu="Tools", group="labels",
               enabled=c.has_document),
        Action(id="label-void", title=tr("Paint void"),
               run=partial(c.correcting.choose_label, VOID), shortcuts=("V",), icon="void",
               tip=tr("Void pixels count nowhere"), menu="Tools", group="labels",
               enabled=c.has_document),
        Action(id="stay-in-region", title=tr("Stay in the region"),
               run=lambda: c.session.set_stays_in_region(not c.session.stays_in_region),
               shortcuts=("S",), tip=tr("Strokes stay in the net's region in which they start"),
               menu="Tools", group="limits", checkable=True,
               checked=lambda: c.session.stays_in_region, enabled=c.has_document),
    )  # fmt: skip


def _image(c: Commands) -> tuple[Action, ...]:
    step = c.opening.step
    return (
        Action(id="previous", title=tr("Previous image"), run=partial(step, -1), shortcuts=("A",),
               icon="previous", menu="Image", group="go", toolbar="main",
               enabled=partial(c.opening.can_step, -1)),
        Action(id="next", title=tr("Next image"), run=partial(step, 1), shortcuts=("D",),
               icon="next", menu="Image", group="go", toolbar="main",
               enabled=partial(c.opening.can_step, 1)),
        Action(id="next-useful", title=tr("Next most useful image"),
               run=c.suggesting.show_next, shortcuts=("N",), icon="next-useful",
               tip=tr("What would teach the net most"), menu="Image",
               group="go", toolbar="main", enabled=c.has_project),
        Action(id="skip-suggestion", title=tr("Skip the suggested image"), run=c.suggesting.skip,
               shortcuts=("Shift+N",), tip=tr("Not this one in this session: suggest another"),
               menu="Image", group="go", enabled=lambda: c.suggesting.can_skip),
        Action(id="previous-page", title=tr("Previous page"), run=partial(c.paging.step, -1),
               shortcuts=("PgUp",), tip=tr("Of the open file, whatever the list is filtered by"),
               menu="Image", group="pages", where=Where.PICTURE,
               enabled=partial(c.paging.can_step, -1)),
        Action(id="next-page", title=tr("Next page"), run=partial(c.paging.step, 1),
               shortcuts=("PgDown",), tip=tr("Of the open file, whatever the list is filtered by"),
               menu="Image", group="pages", where=Where.PICTURE,
               enabled=partial(c.paging.can_step, 1)),
        Action(id="channels", title=tr("Channels…"), run=c.window.show_channels,
               tip=tr("Which channels or bands of TIFFs you and the net see"), menu="Image",
               group="channels", enabled=lambda: c.channels.there is not None),
    )  # fmt: skip


def _net(c: Commands) -> tuple[Action, ...]:
    w = c.window
    return (
        Action(id="fine-tune", title=tr("Fine-tune"), run=w.show_training, shortcuts=("Ctrl+T",),
               icon="train", tip=tr("Let the net learn from the corrections"), menu="Net",
               group="train", toolbar="end", keywords=tr("train, learn"), enabled=c.has_project),
        Action(id="check-labels", title=tr("Check labels"), run=w.show_check, shortcuts=("Ctrl+L",),
               icon="check-labels", tip=tr("Places where the net surely disagrees with you"),
               menu="Net", group="train", enabled=c.has_project),
        Action(id="predict-all", title=tr("Predict all images"), run=c.predicting_all.start,
               icon="models", menu="Net", group="all",
               tip=tr("So that filters, and sorting by doubt, know all of them"),
               enabled=lambda: c.predicting_all.can_start),
        Action(id="stop-predicting-all", title=tr("Stop predicting all images"),
               run=c.predicting_all.stop, icon="stop", menu="Net", group="all",
               tip=tr("What was found until then stays"),
               enabled=lambda: c.predicting_all.is_running),
        Action(id="models", title=tr("Nets of this project"), run=w.show_models, icon="models",
               keywords=tr("models, predict, nuclei, roads, ONNX"), menu="Net", group="models",
               enabled=c.has_project),
        Action(id="roll-back", title=tr("Back to the net before"), run=c.models.roll_back,
               icon="roll-back", menu="Net", group="models",
               enabled=lambda: c.models.parent_of_current() is not None),
        *(
            Action(id=f"device-{device}", title=tr(title), run=partial(w.choose_device, device),
                   menu="Net", group="device", checkable=True,
                   checked=lambda device=device: w.device() == device,  # type: ignore[misc]
                   enabled=w.has_gpu if device == "cuda" else always)
            for device, title in DEVICES
        ),
    )  # fmt: skip


def _help(c: Commands) -> tuple[Action, ...]:
    return (
        Action(id="guide", title=tr("Guide"), run=c.window.show_guide, icon="help",
               keywords=tr("help, how to, tutorial"), tip=tr("The work from opening to exporting"),
               menu="Help", group="pages"),
        Action(id="how-it-works", title=tr("How FCNs work"), run=c.window.show_how_it_works,
               icon="stride-view", keywords=tr("help, learn, paper, 32s, 16s, 8s"),
               tip=tr("Six short pages for somebody who is learning"), menu="Help",
               group="pages"),
        Action(id="palette", title=tr("All commands…"), run=c.window.show_palette,
               shortcuts=("Ctrl+Shift+P",), icon="command", tip=tr("Find a command by its words"),
               menu="Help", group="help"),
        Action(id="shortcuts", title=tr("See and change shortcuts…"), run=c.window.show_shortcuts,
               shortcuts=("F1",), icon="settings", menu="Help", group="help"),
        Action(id="about", title=tr("About FCN GUI"), run=c.window.show_about, icon="info",
               menu="Help", group="help"),
    )  # fmt: skip


def _keys(c: Commands) -> tuple[Action, ...]:
    """Keys without a menu entry: digits choose labels, arrows go through the images."""
    labels = [
        Action(id=f"label-{place}", title=tr("Label {number}").format(number=place),
               run=partial(c.correcting.choose_label_at, place), shortcuts=(str(place),),
               group=QT_TR_NOOP("Labels"), enabled=c.has_document)
        for place in range(KEYED_LABELS)
    ]  # fmt: skip
    return (
        *labels,
        Action(id="previous-by-arrow", title=tr("Previous image, from the picture"),
               run=partial(c.opening.step, -1), shortcuts=("Left", "Up"), group="Image",
               where=Where.PICTURE),
        Action(id="next-by-arrow", title=tr("Next image, from the picture"),
               run=partial(c.opening.step, 1), shortcuts=("Right", "Down"), group="Image",
               where=Where.PICTURE),
    )  # fmt: skip
