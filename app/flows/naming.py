"""Labels: adding, renaming, recolouring, and by which names the net knows them.

A net knows labels by name. A label that is renamed keeps the name under which the net learned
it, in the project's settings, so that its predictions still arrive.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.state.project import Project
from app.workers.orders import EngineInfo
from fcn_core.colors import Color, label_color
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.zoo import BUILT_IN

NET_NAMES = "net_names"


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
    wanted = (label_color(index) for index in range(len(labels), 1 << 16))
    return next(color for color in wanted if color not in used)


class Naming(QObject):
    """What the labels panel does to the open project."""

    problem = Signal(str, str)
    brought = Signal(int)
    """The first label that came with a net."""

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

    def complete(self, net: EngineInfo) -> None:
        """A net that comes with the program brings the labels that the project lacks."""
        project = self._opening.project
        if project is None or net.model_id not in BUILT_IN:
            return
        names = net_labels(project).names
        added = [self.add(name) for name in net.labels.names if name not in names]
        if added and added[0] is not None:
            self.brought.emit(added[0])

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
