"""Pages beside the window: those that come with the program, and what it is made of."""

from __future__ import annotations

import platform

import PySide6

from app import resources
from app.bootstrap.net_titles import net_title
from app.bootstrap.parts import Parts
from app.language import tr
from app.spoken import spoken
from app.views.about import AboutDialog
from app.views.guide import GuideDialog
from app.views.main_window import MainWindow
from fcn_core import __version__
from fcn_core.errors import FcnError


def show_page(window: MainWindow, name: str) -> None:
    """A page of those that come with the program."""
    try:
        folder = resources.documents()
    except FcnError as error:
        window.show_problem(error)
        return
    dialog = GuideDialog(folder / name, folder, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()


def show_about(window: MainWindow, parts: Parts) -> None:
    """Version, net, device."""
    info = parts.predicting.info
    facts = [
        (tr("Net"), net_title(info.model_id) if info else tr("not loaded yet")),
        (tr("Structure"), spoken(info.description) if info else "-"),
        (tr("File"), str(info.model_path) if info else "-"),
        ("Python", platform.python_version()),
        ("Qt", PySide6.__version__),
        (tr("System"), platform.platform()),
    ]
    dialog = AboutDialog(__version__, facts, parent=window)
    dialog.exec()
    dialog.deleteLater()
