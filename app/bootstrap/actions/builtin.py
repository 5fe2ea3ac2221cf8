"""The program's own actions, menu by menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.actions.keys import KEYED_LABELS
from app.actions.table import Action, Finishes, Where, always
from app.bootstrap.actions.editing import edit, history, region, tools
from app.bootstrap.actions.viewing import viewing
from app.bootstrap.pages import show_about, show_page
from app.bootstrap.palette import show_palette
from app.flows.learning.training import Phase
from app.language import QT_TR_NOOP, tr

if TYPE_CHECKING:
    from app.bootstrap.program import Program

DEVICES = (
    ("auto", QT_TR_NOOP("Run where it is fastest")),
    ("cpu", QT_TR_NOOP("Run on the CPU")),
    ("cuda", QT_TR_NOOP("Run on the GPU")),
)


def builtin_actions(p: Program) -> tuple[Action, ...]:
    """Every action, in the order of menus and toolbars. Ids and shortcuts are unique."""
    return (
        *_finishing(Finishes.ALL, _file(p)),
        *history(p),
        *_finishing(Finishes.ALL, edit(p)),
        *_finishing(Finishes.ALL, region(p)),
        *tools(p),
        *_finishing(Finishes.STROKE, _image(p)),
        *viewing(p),
        *_finishing(Finishes.ALL, _net(p)),
        *_help(p),
        *_keys(p),
    )


def _finishing(what: Finishes, actions: Iterable[Action]) -> Iterator[Action]:
    """The actions, none of which runs before this is finished."""
    return (replace(action, finishes=what) for action in actions)


def _file(p: Program) -> tuple[Action, ...]:
    parts, opening = p.parts, p.parts.opening
    return (
        Action(id="open-image", title=tr("Open image…"), run=p.dialogs.open_image,
               shortcuts=("Ctrl+O",), icon="open-image", menu="File", group="open", toolbar="main"),
        Action(id="open-folder", title=tr("Open folder…"), run=p.dialogs.open_folder,
               shortcuts=("Ctrl+Shift+O",), icon="open-folder", menu="File", group="open",
               toolbar="main"),
        Action(id="open-video", title=tr("Open video…"), run=p.dialogs.open_video,
               icon="open-video", menu="File",
               group="open", tip=tr("Take images out of it at intervals"),
               keywords=tr("frames, film, movie")),
        Action(id="open-samples", title=tr("Open the sample photos"), run=p.dialogs.open_samples,
               icon="samples", menu="File", group="open"),
        Action(id="look-for-images", title=tr("Look for new images"), run=parts.watching.look,
               shortcuts=("F5",), menu="File", group="open",
               tip=tr("List the folder anew; what is added to it is noticed by itself, too"),
               enabled=p.has_project),
        Action(id="subfolders", title=tr("Include subfolders"),
               run=lambda: opening.include_subfolders(not _has_subfolders(p)), menu="File",
               group="open", checked=partial(_has_subfolders, p),
               enabled=p.has_project),
        Action(id="save", title=tr("Write to the disk now"), run=parts.saving.save_now,
               shortcuts=("Ctrl+S",), icon="save", keywords=tr("save"),
               tip=tr("Everything is saved by itself, a moment after each stroke; this does not "
                      "wait for the moment"),
               menu="File", group="save", enabled=p.has_document),
        Action(id="export", title=tr("Export…"), run=p.export.show, shortcuts=("Ctrl+E",),
               icon="export", tip=tr("Masks as training data"), menu="File", group="save",
               toolbar="end", keywords=tr("save as, count, table, objects, areas"),
               enabled=p.has_project),
        Action(id="import-masks", title=tr("Import masks…"), run=p.imports.show,
               tip=tr("From labelme, COCO, CVAT, YOLO, Cityscapes, PASCAL VOC, or PNGs or TIFFs "
                      "of label ids; only where nothing is corrected"),
               menu="File", group="save", enabled=p.has_project),
        Action(id="take-back-import", title=tr("Take back the import"),
               run=parts.importing.take_back_last,
               tip=tr("Images in which something was done since stay as they are"),
               menu="File", group="save", enabled=lambda: parts.importing.can_take_back),
        Action(id="close-project", title=tr("Close project"), run=parts.close_project,
               shortcuts=("Ctrl+W",), icon="close", menu="File", group="close",
               enabled=p.has_project),
        Action(id="quit", title=tr("Quit"), run=p.window.close, shortcuts=("Ctrl+Q",), menu="File",
               group="close"),
    )  # fmt: skip


def _image(p: Program) -> tuple[Action, ...]:
    parts, paging = p.parts, p.parts.paging
    step, can_step = parts.opening.step, parts.opening.can_step
    return (
        Action(id="previous", title=tr("Previous image"), run=partial(step, -1), shortcuts=("A",),
               icon="previous", menu="Image", group="go", toolbar="main",
               enabled=partial(can_step, -1)),
        Action(id="next", title=tr("Next image"), run=partial(step, 1), shortcuts=("D",),
               icon="next", menu="Image", group="go", toolbar="main",
               enabled=partial(can_step, 1)),
        Action(id="next-useful", title=tr("Next most useful image"),
               run=parts.suggesting.show_next, shortcuts=("N",), icon="next-useful",
               tip=tr("What would teach the net most"), menu="Image",
               group="go", toolbar="main", enabled=p.has_project),
        Action(id="skip-suggestion", title=tr("Skip the suggested image"),
               run=parts.suggesting.skip, shortcuts=("Shift+N",),
               tip=tr("Not this one in this session: suggest another"),
               menu="Image", group="go", enabled=lambda: parts.suggesting.can_skip),
        Action(id="previous-page", title=tr("Previous page"), run=partial(paging.step, -1),
               shortcuts=("PgUp",), tip=tr("Of the open file, whatever the list is filtered by"),
               menu="Image", group="pages", where=Where.PICTURE,
               enabled=partial(paging.can_step, -1)),
        Action(id="next-page", title=tr("Next page"), run=partial(paging.step, 1),
               shortcuts=("PgDown",), tip=tr("Of the open file, whatever the list is filtered by"),
               menu="Image", group="pages", where=Where.PICTURE,
               enabled=partial(paging.can_step, 1)),
        Action(id="channels", title=tr("Channels…"), run=p.channels.show,
               tip=tr("Which channels or bands of TIFFs you and the net see"), menu="Image",
               group="channels", enabled=lambda: parts.channels.there is not None),
        Action(id="pixel-size", title=tr("Pixel size…"), run=p.measuring.show, menu="Image",
               tip=tr("How large a pixel is, for areas in µm² or m²"), group="channels",
               keywords=tr("scale, calibration, micrometre, unit"), enabled=p.has_document),
        Action(id="select-all", title=tr("Select all images of the list"),
               run=p.window.image_list.list.select_all, shortcuts=("Ctrl+A",), menu="Image",
               group="select", enabled=p.has_project,
               tip=tr("A right click on the list says what can be done with them")),
    )  # fmt: skip


def _net(p: Program) -> tuple[Action, ...]:
    parts, predicting = p.parts, p.parts.predicting
    return (
        Action(id="fine-tune", title=tr("Fine-tune"), run=p.training.show, shortcuts=("Ctrl+T",),
               icon="train", tip=tr("Let the net learn from the corrections"), menu="Net",
               group="train", toolbar="end", keywords=tr("start, train, learn"),
               enabled=p.has_project),
        Action(id="check-labels", title=tr("Check labels"), run=p.check.show, shortcuts=("Ctrl+L",),
               icon="check-labels", tip=tr("Places where the net surely disagrees with you"),
               menu="Net", group="train", enabled=p.has_project),
        Action(id="predict-all", title=tr("Predict all images"), run=parts.predicting_all.start,
               icon="predict-all", menu="Net", group="all",
               tip=tr("So that filters, and sorting by doubt, know all of them"),
               enabled=lambda: parts.predicting_all.can_start),
        Action(id="stop-predicting-all", title=tr("Stop predicting all images"),
               run=parts.predicting_all.stop, icon="stop", menu="Net", group="all",
               tip=tr("What was found until then stays"),
               enabled=lambda: parts.predicting_all.is_running),
        Action(id="models", title=tr("Nets of this project"), run=p.window.show_models,
               icon="models", keywords=tr("models, predict, nuclei, roads, ONNX"), menu="Net",
               group="models", enabled=p.has_project),
        Action(id="add-net", title=tr("Add a net…"), run=p.adding_nets.ask, icon="add",
               tip=tr("One that was made in another project, or a file"), menu="Net",
               group="models", keywords=tr("import, load, model, weights"), enabled=p.has_project),
        Action(id="roll-back", title=tr("Back to the net before"), run=parts.models.roll_back,
               icon="roll-back", menu="Net", group="models",
               enabled=lambda: parts.models.parent_of_current() is not None),
        Action(id="bring-back-net", title=tr("Bring back the discarded net"),
               run=parts.training.bring_back, menu="Net", group="models",
               tip=tr("The one that was discarded last; it goes when the project closes"),
               enabled=partial(_can_bring_back, p)),
        *(
            Action(id=f"device-{device}", title=tr(title), run=partial(_choose_device, p, device),
                   menu="Net", group="device",
                   checked=lambda device=device: predicting.device == device,  # type: ignore[misc]
                   enabled=predicting.has_gpu if device == "cuda" else always)
            for device, title in DEVICES
        ),
    )  # fmt: skip


def _help(p: Program) -> tuple[Action, ...]:
    return (
        Action(id="guide", title=tr("Guide"), run=partial(show_page, p.window, tr("guide.md")),
               icon="help", keywords=tr("help, how to, tutorial"),
               tip=tr("The work from opening to exporting"), menu="Help", group="pages"),
        Action(id="how-it-works", title=tr("How FCNs work"),
               run=partial(show_page, p.window, tr("learn/README.md")),
               icon="stride-view", keywords=tr("help, learn, paper, 32s, 16s, 8s"),
               tip=tr("Six short pages for somebody who is learning"), menu="Help",
               group="pages"),
        Action(id="palette", title=tr("All commands…"),
               run=partial(show_palette, p.window, p.shortcuts, p.parts),
               shortcuts=("Ctrl+Shift+P",), icon="command", tip=tr("Find a command by its words"),
               menu="Help", group="help"),
        Action(id="shortcuts", title=tr("See and change shortcuts…"), run=p.shortcuts.show_page,
               shortcuts=("F1",), icon="settings", menu="Help", group="help"),
        Action(id="about", title=tr("About FCN GUI"), run=partial(show_about, p.window, p.parts),
               icon="info", menu="Help", group="help"),
    )  # fmt: skip


def _keys(p: Program) -> tuple[Action, ...]:
    """Keys without a menu entry: digits choose labels, arrows go through the images, F6 through
    the panels.
    """
    labels = [
        Action(id=f"label-{place}", title=tr("Label {number}").format(number=place),
               run=partial(p.parts.correcting.choose_label_at, place), shortcuts=(str(place),),
               group=QT_TR_NOOP("Labels"), enabled=p.has_document)
        for place in range(KEYED_LABELS)
    ]  # fmt: skip
    return (
        *labels,
        Action(id="next-panel", title=tr("Next panel, or the picture"),
               run=partial(p.window.step_panel, 1), shortcuts=("F6",), group="View"),
        Action(id="previous-panel", title=tr("Previous panel, or the picture"),
               run=partial(p.window.step_panel, -1), shortcuts=("Shift+F6",), group="View"),
        Action(id="previous-by-arrow", title=tr("Previous image, from the picture"),
               run=partial(p.parts.opening.step, -1), shortcuts=("Left", "Up"), group="Image",
               where=Where.PICTURE),
        Action(id="next-by-arrow", title=tr("Next image, from the picture"),
               run=partial(p.parts.opening.step, 1), shortcuts=("Right", "Down"), group="Image",
               where=Where.PICTURE),
    )  # fmt: skip


def _has_subfolders(p: Program) -> bool:
    project = p.parts.opening.project
    return project is not None and project.has_subfolders


def _can_bring_back(p: Program) -> bool:
    return p.parts.training.phase is Phase.IDLE and p.parts.models.aside is not None


def _choose_device(p: Program, name: str) -> None:
    """Run the net elsewhere, now and the next time."""
    p.settings.set_device(name)
    p.parts.predicting.set_device(name)
