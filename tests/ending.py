"""The end of a program within a test: its window goes, too.

Windows that stay are restyled by each later change of theme, and some tests change it often.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent

from app.bootstrap.program import Program


def end(program: Program) -> None:
    """Close the project and the window, end all threads, and delete what there is."""
    program.parts.close_project()
    program.shutdown()
    program.window.close()
    for each in (program, program.parts, program.window):
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
