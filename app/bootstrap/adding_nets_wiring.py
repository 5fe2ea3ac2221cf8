"""Wires the adding of nets: which ones there are, which one is wanted, what became of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog

from app.bootstrap.net_titles import net_title
from app.bootstrap.parts import Parts
from app.jobs.other_nets import OtherNet, OtherProject
from app.language import count, tr
from app.state.wishes import NetWish
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.views.training.net_menu import NetMenu
from app.views.values import OfferedNet, OfferedProject
from app.views.words import score
from fcn_core.lineage import judged_on, mean_iu
from fcn_core.registry import ModelRecord
from fcn_core.zoo import NETS


class AddingNetsWiring(QObject):
    """A menu under the button, or where there is nothing to choose from, the dialog for a file."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window, self._flow = parts, window, parts.adding_nets
        self.menu = NetMenu(window)
        self.menu.chosen.connect(self._flow.add)
        self.menu.file_wanted.connect(self.ask_for_file)
        window.models_panel.add_requested.connect(self.ask)
        self._flow.offered.connect(self._offer)
        self._flow.started.connect(
            lambda origin: window.status.show_message(tr("Adding {net} …").format(net=origin))
        )
        self._flow.added.connect(self._tell)

    def ask(self) -> None:
        """Which one is it to be?"""
        self._window.show_models()
        self._flow.look(self._parts.settings.recent)

    def ask_for_file(self) -> None:
        """Which file?"""
        dialog = QFileDialog(self._window, tr("Add a net"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in NETS)
        dialog.setNameFilter(f"{tr('Nets')} ({patterns})")
        dialog.fileSelected.connect(lambda file: self._flow.add(NetWish.of_file(Path(file))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _offer(self, projects: tuple[OtherProject, ...]) -> None:
        if not projects:
            self.ask_for_file()
            return
        self.menu.set_offers([_offered(project) for project in projects])
        button = self._window.models_panel.add
        above = QPoint(0, -self.menu.sizeHint().height())
        self.menu.popup(button.mapToGlobal(above))

    def _tell(self, record: ModelRecord, before: str) -> None:
        self._window.models_panel.select(record.model_id)
        self._window.show_notice(
            tr("{net} was added and is in use.").format(net=net_title(record.model_id)),
            BannerKind.SUCCESS,
            tr("Go back"),
            partial(self._parts.models.use, before),
        )


def _offered(project: OtherProject) -> OfferedProject:
    return OfferedProject(
        title=project.images.name,
        folder=str(project.images),
        nets=tuple(_offered_net(project.images.name, net) for net in project.nets),
    )


def _offered_net(project: str, net: OtherNet) -> OfferedNet:
    record = net.record
    title = net_title(record.model_id)
    iu, images = mean_iu(record, "after"), len(judged_on(record))
    told = [tr("{net} (in use)").format(net=title) if net.in_use else title]
    if iu is not None:
        held_out = count(images, tr("held-out image"), tr("held-out images"))
        told.append(tr("mean IU {score} on {images}").format(score=score(iu), images=held_out))
    if record.note:
        told.append(record.note)
    return OfferedNet(
        title=" · ".join(told),
        wish=NetWish(
            file=net.file, origin=f"{project}, {title}", note=record.note, names=net.names
        ),
    )
