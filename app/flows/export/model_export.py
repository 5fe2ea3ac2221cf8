"""Exporting a net: one at a time, in a process, while everything else goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.models import Models
from app.workers.model_export import ExportedModel, ModelExportProcess
from fcn_core.errors import FcnError
from fcn_core.files import require_folder


class ModelExporting(QObject):
    """Writes nets of the project as ONNX files."""

    started = Signal(str)
    """Id of the net that is being written."""
    finished = Signal(str, object)
    """Id of the net, ExportedModel."""
    failed = Signal(str, object)
    """Id of the net, FcnError."""

    def __init__(
        self, models: Models, process: ModelExportProcess, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._models, self._process = models, process
        self._model_id = ""
        process.finished.connect(self._finish)
        process.failed.connect(self._fail)

    @property
    def is_running(self) -> bool:
        return bool(self._model_id)

    def start(self, model_id: str, out: Path) -> None:
        """Write a net to `out`; does nothing while another is being written."""
        if self.is_running:
            return
        self._model_id = model_id
        self.started.emit(model_id)
        try:
            require_folder(out)  # that of a stick which is gone the command would make elsewhere
        except FcnError as error:
            self._fail(error.problem, error.remedy)
        else:
            self._process.start(self._models.path(model_id), out)

    def _finish(self, exported: ExportedModel) -> None:
        model_id, self._model_id = self._model_id, ""
        self.finished.emit(model_id, exported)

    def _fail(self, problem: str, remedy: str) -> None:
        model_id, self._model_id = self._model_id, ""
        self.failed.emit(model_id, FcnError(problem, remedy))
