"""Labels: adding, renaming, recolouring, and by which names the net knows them.

A net knows labels by name. A label that is renamed keeps the name under which the net learned
it, in the project's settings, so that its predictions still arrive.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.state.project import Project
from fcn_core.errors import FcnError
from fcn_core.labels import Color, LabelSet, voc_color

NET_NAMES = "net_names"
# Okabe and Ito's colours, which most colour-blind people tell apart (jfly.uni-koeln.de/color).
SAFE_COLORS: tuple[Color, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
)


def net_labels(project: Project) -> LabelSet:
    """The project's labels under the names that nets know them by; ids are the same."""
    aliases = project.setting(NET_NAMES, {})
    labels = project.labels
    if not isinstance(aliases, dict):
        return labels
    for index in range(len(labels)):
        alias = aliases.get(str(index))
        if isinstance(alias, str) and alias not in labels.names:
            labels = labels.changed(index, name=alias)
    return labels


def fresh_color(labels: LabelSet) -> Color:
    """A colour for a new label that no other has."""
    used = {label.color for label in labels.labels}
    free = [color for color in SAFE_COLORS if color not in used]
    return free[0] if free else voc_color(len(labels))


class Naming(QObject):
    """What the labels panel does to the open project."""

    problem = Signal(str, str)

    def __init__(self, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening

    def add(self, name: str) -> int | None:
        """Add a label and return its id; None if that failed."""
        project = self._opening.project
        if project is None:
            return None
        try:
            return project.add_label(name.strip(), fresh_color(project.labels))
        except FcnError as error:
            self.problem.emit(error.problem, error.remedy)
            return None

    def rename(self, label: int, name: str) -> None:
        project = self._opening.project
        if project is None:
            return
        old = project.labels.names[label]
        try:
            # First the alias: the renaming makes the image be predicted anew.
            aliases = project.setting(NET_NAMES, {})
            known = dict(aliases) if isinstance(aliases, dict) else {}
            project.set_setting(NET_NAMES, {str(label): old, **known})
            project.rename_label(label, name.strip())
        except FcnError as error:
            self.problem.emit(error.problem, error.remedy)

    def recolor(self, label: int, color: Color) -> None:
        project = self._opening.project
        if project is None:
            return
        try:
            project.recolor_label(label, color)
        except FcnError as error:
            self.problem.emit(error.problem, error.remedy)
