"""Wires the export of nets to the drawer of nets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from app.bootstrap.export_wiring import reveal
from app.bootstrap.parts import Parts
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.views.words import count
from app.workers.model_export import ExportedModel

RUNNING = "Being exported and checked: half a minute or so."
FAILED = "It was not exported."


class ModelExportWiring(QObject):
    """Asks where to; says what was written and how it compares."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window, self._panel = parts, window, window.models_panel
        self._panel.export_requested.connect(self.ask)
        flow = parts.model_exporting
        flow.started.connect(lambda net: self._panel.show_export(net, RUNNING, running=True))
        flow.finished.connect(self._show_done)
        flow.failed.connect(self._show_failure)

    def ask(self, model_id: str) -> None:
        """Where is the file to go?"""
        dialog = QFileDialog(self._window, "Export net")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("ONNX (*.onnx)")
        dialog.setDefaultSuffix("onnx")
        dialog.setDirectory(str(self._folder()))
        dialog.selectFile(f"{model_id}.onnx")
        dialog.fileSelected.connect(
            lambda file: self._parts.model_exporting.start(model_id, Path(file))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _folder(self) -> Path:
        project = self._parts.opening.project
        if project is not None:
            return project.images
        location = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(location))

    def _show_done(self, model_id: str, exported: ExportedModel) -> None:
        self._panel.show_export(model_id, f"Exported as {exported.file.name}.")
        folder = str(exported.file.parent)
        self._window.show_notice(
            f"{exported.file.name} was written. {proof(exported)}",
            BannerKind.SUCCESS,
            "Show folder",
            lambda: reveal(folder),
        )

    def _show_failure(self, model_id: str, problem: str, remedy: str) -> None:
        self._panel.show_export(model_id, FAILED)
        self._window.show_problem(problem, remedy)


def proof(exported: ExportedModel) -> str:
    """What ONNX Runtime made of the file, beside what the program makes of the net."""
    same = "each" if exported.same == exported.pixels else f"{exported.same:,}"
    return (
        f"ONNX Runtime gives {same} of {count(exported.pixels, 'pixel')} the same label; scores "
        f"differ by at most {exported.difference:.2g}."
    )
