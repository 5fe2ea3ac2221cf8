"""Bringing nets into the open project that were made elsewhere: in other projects, or as files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from app.flows.flow import CHECK_FILE, Flow
from app.flows.models import Models
from app.flows.opening import Opening
from app.jobs.other_nets import other_projects
from app.language import tr
from app.state.project import Project
from app.state.wishes import NetWish
from app.workers.background import Background
from app.workers.torch_import import beside_a_window
from fcn_core.errors import explained
from fcn_core.registry import ModelRecord, Registry


class AddingNets(Flow):
    """What is added is in use from then on, and stands in the list of nets like the others."""

    offered = Signal(object)
    """Tuple of `OtherProject`."""
    started = Signal(str)
    """Where the net comes from that is being copied."""
    added = Signal(object, str)
    """ModelRecord, and the id of the net that was in use before."""

    def __init__(self, opening: Opening, models: Models, tasks: Background) -> None:
        super().__init__(opening)
        self._opening, self._models, self._tasks = opening, models, tasks

    def look(self, folders: Sequence[Path]) -> None:
        """Look for nets in the projects of other folders; `offered` follows."""
        project = self._opening.project
        if project is None:
            return
        others = [folder for folder in folders if folder != project.images]
        self._tasks.submit(
            lambda: other_projects(others), self.offered.emit, partial(self._report, tr(CHECK_FILE))
        )

    def add(self, wish: NetWish) -> None:
        """Copy a net into the project and use it."""
        project, registry = self._opening.project, self._models.registry
        if project is None or registry is None:
            return
        self.started.emit(wish.origin)
        self._tasks.submit(
            lambda: _bring(registry, wish),
            partial(self._use, project),
            partial(self._report, tr(CHECK_FILE)),
        )

    def _use(self, project: Project, record: ModelRecord) -> None:
        # It lies in the project for which it was asked, whichever is open by now.
        if self._opening.project is not project:
            return
        before = self._models.in_use
        if self._models.use(record.model_id):
            self.added.emit(record, before)

    def _report(self, remedy: str, error: Exception) -> None:
        self.problem.emit(explained(error, remedy))


def _bring(registry: Registry, wish: NetWish) -> ModelRecord:
    with beside_a_window():
        from fcn_core.bring import bring

        return bring(registry, wish.file, wish.origin, wish.note, wish.names)
