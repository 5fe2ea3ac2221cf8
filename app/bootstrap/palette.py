"""The command palette: all that can be done now, found by its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPoint

from app.actions.table import Action, heading
from app.bootstrap.parts import Parts
from app.bootstrap.shortcut_wiring import ShortcutWiring
from app.language import tr
from app.views.main_window import MainWindow
from app.views.shortcuts.command_palette import CommandPalette
from app.views.values import CommandRow

LABEL = "paint-label-"


def show_palette(window: MainWindow, shortcuts: ShortcutWiring, parts: Parts) -> None:
    """What is chosen runs as from its menu. Labels stand behind the commands, by their names:
    there are more of them than digits.
    """
    known = [a for a in shortcuts.actions if a.menu and a.id != "palette" and a.enabled()]
    labels = {f"{LABEL}{label}": label for label in parts.ordering.order}
    rows = [*map(_row, known), *_label_rows(labels, parts, shortcuts)]

    def run(chosen: str) -> None:
        if chosen in labels:
            parts.correcting.choose_label(labels[chosen])
        else:
            window.bars.actions[chosen].trigger()

    palette = CommandPalette(rows, window)
    palette.chosen.connect(run)
    palette.finished.connect(palette.deleteLater)
    at = window.rect().center().x() - palette.sizeHint().width() // 2
    palette.move(window.mapToGlobal(QPoint(at, window.height() // 8)))
    palette.open()
    palette.search.setFocus()


def _label_rows(
    labels: Mapping[str, int], parts: Parts, shortcuts: ShortcutWiring
) -> Iterator[CommandRow]:
    if parts.opening.document is None or (project := parts.opening.project) is None:
        return
    keys = {action.id: action.shortcuts for action in shortcuts.actions}
    for place, (id, label) in enumerate(labels.items()):
        each = project.labels.labels[label]
        yield CommandRow(
            id=id,
            title=tr("Paint {label}").format(label=each.name),
            group=tr("Labels"),
            keys=keys.get(f"label-{place}", ()),
            color=each.color,
        )


def _row(action: Action) -> CommandRow:
    return CommandRow(
        id=action.id,
        title=action.title.removesuffix("…"),
        group=heading(action.menu),
        keys=action.shortcuts,
        keywords=action.keywords,
        icon=action.icon,
        checked=action.checked(),
        about=action.tip,
    )
