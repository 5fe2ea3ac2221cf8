"""Wires the export of nets to the drawer of nets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from app.bootstrap.parts import Parts
from app.bootstrap.revealing import reveal
from app.language import QT_TR_NOOP, count, tr
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.workers.model_export import ExportedModel
from fcn_core.errors import FcnError

RUNNING = QT_TR_NOOP("Being exported and checked: half a minute or so.")
FAILED = QT_TR_NOOP("It was not exported.")


class ModelExportWiring(QObject):
    """Asks where to; says what was written and how it compares."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window, self._panel = parts, window, window.models_panel
        self._panel.export_requested.connect(self.ask)
        flow = parts.model_exporting
        flow.started.connect(lambda net: self._panel.show_export(net, tr(RUNNING), running=True))
        flow.finished.connect(self._show_done)
        flow.failed.connect(self._show_failure)

    def ask(self, model_id: str) -> None:
        """Where is the file to go?"""
        dialog = QFileDialog(self._window, tr("Export net"))
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
        self._panel.show_export(model_id, tr("Exported as {file}.").format(file=exported.file.name))
        folder = str(exported.file.parent)
        written = tr("{file} was written.")
        self._window.show_notice(
            f"{written.format(file=exported.file.name)} {proof(exported)}",
            BannerKind.SUCCESS,
            tr("Show folder"),
            lambda: reveal(folder),
        )

    def _show_failure(self, model_id: str, error: FcnError) -> None:
        self._panel.show_export(model_id, tr(FAILED))
        self._window.show_problem(error)


def proof(exported: ExportedModel) -> str:
    """What ONNX Runtime made of the file, beside what the program makes of the net."""
    pixels = count(exported.pixels, tr("pixel"), tr("pixels"))
    if exported.same == exported.pixels:
        text = tr(
            "ONNX Runtime gives each of {pixels} the same label; scores differ by at most "
            "{difference:.2g}."
        )
    else:
        text = tr(
            "ONNX Runtime gives {same:,} of {pixels} the same label; scores differ by at most "
            "{difference:.2g}."
        )
    return text.format(same=exported.same, pixels=pixels, difference=exported.difference)
