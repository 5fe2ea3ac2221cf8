"""Which net is in use, which others there are, and the way back to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.flow import Flow
from app.flows.predicting import Predicting
from app.language import tr
from app.state.project import Project
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.lineage import best_before
from fcn_core.project_names import NET_SETTING
from fcn_core.registry import ModelRecord, ModelState, Registry, lineage
from fcn_core.zoo import BUILT_IN, SHIPPED, built_in_model

USABLE = (ModelState.KEPT, ModelState.FINISHED)


class Models(Flow):
    """The nets of the open project. Those that come with the program are always there."""

    changed = Signal()
    chosen = Signal(str)
    """Id of the net that is in use from now on, because a person said so."""

    def __init__(self, predicting: Predicting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._predicting = predicting
        self._project: Project | None = None
        self.registry: Registry | None = None
        self.in_use = SHIPPED
        self._before: tuple[str, str] | None = None
        """The net before, and the one that the project remembered, until the present is loaded."""
        self._records: dict[str, ModelRecord] | None = None
        self.aside: ModelRecord | None = None
        """The net that was discarded last, if it can be brought back."""
        predicting.net_changed.connect(lambda info: self._settle(info.model_id))
        predicting.refused.connect(self._go_back)

    def set_project(self, project: Project | None) -> None:
        """Use the net that this project used last."""
        self._delete_aside()
        self._project = project
        paths = None if project is None else project.paths
        self.registry = None if paths is None else Registry(paths.models_folder, paths.check_read)
        self._records = self._before = None
        for error in self.registry.problems() if self.registry else ():
            self.problem.emit(error)
        self._tidy()
        wanted = self._remembered()
        if not self.is_usable(wanted):
            text = tr("This project used net {net}, which is gone or damaged ({path}).")
            remedy = tr(
                "The shipped net is in use instead. Put the folder back, or fine-tune again: "
                "your corrections are all here."
            )
            self._say_gone(text, wanted, remedy)
            wanted = SHIPPED
        changed, self.in_use = wanted != self.in_use, wanted
        if changed:
            self._before = None if wanted == SHIPPED else (SHIPPED, wanted)
            self._predicting.use(self.path(wanted), wanted)
        self.changed.emit()

    def path(self, model_id: str) -> Path:
        """Where a net's weights are."""
        if model_id in BUILT_IN or self.registry is None:
            return built_in_model(model_id if model_id in BUILT_IN else SHIPPED)
        return self.registry.path(model_id)

    def records(self) -> tuple[ModelRecord, ...]:
        """The project's own nets that can be used, oldest first."""
        return tuple(r for r in self._known().values() if self.is_usable(r.model_id))

    def is_usable(self, model_id: str) -> bool:
        """Whether it comes with the program, or is one of the project's and can be loaded."""
        if model_id in BUILT_IN:
            return True
        # A damaged one is reported when the project opens, and listed nowhere.
        record = self._known().get(model_id)
        return record is not None and record.state in USABLE and self.path(model_id).is_file()

    def is_from_elsewhere(self, model_id: str) -> bool:
        """Whether it comes with the program, or was added to the project's own nets."""
        record = self._known().get(model_id)
        return model_id in BUILT_IN or (record is not None and bool(record.origin))

    def use(self, model_id: str) -> bool:
        """Predict with this net from now on, also when the project is opened again.

        False, saying so, if it is gone or the disk refuses: the one in use stays.
        """
        self._records = None  # it may have been trained since by somebody else
        if not self.is_usable(model_id):
            text = tr("Net {net} was deleted or is damaged ({path}).")
            remedy = tr(
                "Choose another in the list of nets, or fine-tune again: your corrections are "
                "all here."
            )
            self._say_gone(text, model_id, remedy)
            self.changed.emit()
            return False
        before = self.in_use, self._remembered()
        if not self.attempt(partial(self._keep, model_id)):
            return False
        if model_id != self.in_use:
            self._before, self.in_use = self._before or before, model_id
        self.chosen.emit(model_id)
        self._predicting.use(self.path(model_id), model_id)
        self.refresh()
        return True

    def base(self) -> str:
        """The net that the one in use goes back to: where every run starts from.

        Fine-tuning what was fine-tuned, time and again, adds up small errors.
        """
        if self.registry is None or self.in_use in BUILT_IN:
            return self.in_use
        line = reversed(lineage(self.in_use, self._known().values()))
        return next(filter(self.is_usable, line), SHIPPED)

    def labels_of_base(self) -> LabelSet | None:
        """What a run's net knows before it learns; None while no net is loaded, or, saying so, if
        the base cannot be read.
        """
        info, base = self._predicting.info, self.base()
        if info is None or info.model_id == base:
            return None if info is None else info.labels
        from fcn_core.weights.checkpoint import load_info  # a net is loaded: so is torch

        try:
            return load_info(self.path(base)).labels
        except FcnError as error:
            self.problem.emit(error)
            return None

    def refresh(self) -> None:
        """The registry was changed."""
        self._records = None
        self.changed.emit()

    def parent_of(self, model_id: str) -> str | None:
        """The nearest net before this one that can still be used; None for one from elsewhere."""
        if self.registry is None or self.is_from_elsewhere(model_id):
            return None
        line = lineage(model_id, self._known().values())
        return next(filter(self.is_usable, line[1:]), SHIPPED)

    def best_before(self, held_out: Sequence[str]) -> str:
        """Path of the net that the one in use goes back to and that did better, and best of all,
        on these images; empty if none is known to.
        """
        records = tuple(self._known().values())
        best = best_before(self.in_use, held_out, records, self.is_usable)
        return "" if best is None else str(self.path(best))

    def parent_of_current(self) -> str | None:
        """The net that the one in use replaced, if any."""
        return self.parent_of(self.in_use)

    def roll_back(self) -> None:
        """Use the net before the one in use."""
        parent = self.parent_of_current()
        if parent is not None:
            self.use(parent)

    def delete(self, model_id: str) -> bool:
        """Delete a net's weights; the one in use stays. False, saying so, if the disk refuses."""
        if self.registry is None or model_id in (*BUILT_IN, self.in_use):
            return False
        is_done = self.attempt(partial(self.registry.discard, model_id))
        self.refresh()
        return is_done

    def set_aside(self, record: ModelRecord) -> bool:
        """As `delete`, but until the project closes it can be brought back."""
        if self.registry is None or record.model_id == self.in_use:
            return False
        is_done = self.attempt(partial(self.registry.set_aside, record.model_id))
        self.aside = record if is_done else self.aside
        self.refresh()
        return is_done

    def bring_back(self) -> ModelRecord | None:
        """The net that was set aside last waits for a decision again. None if there is none, or,
        saying so, if the disk refuses.
        """
        record, registry = self.aside, self.registry
        if record is None or registry is None:
            return None
        if not self.attempt(partial(registry.bring_back, record.model_id)):
            return None
        self.aside = None
        self.refresh()
        return record

    def annotate(self, model_id: str, note: str) -> None:
        """Keep a person's note on a net."""
        registry = self.registry
        if registry is None or model_id in BUILT_IN:
            return
        if self.attempt(lambda: registry.annotate(model_id, note)):
            self.refresh()

    def _known(self) -> dict[str, ModelRecord]:
        """The nets on disk, oldest first. Read once, for every stroke asks for them."""
        if self._records is None:
            found = () if self.registry is None else self.registry.records()
            self._records = {record.model_id: record for record in found}
        return self._records

    def _settle(self, model_id: str) -> None:
        if model_id == self.in_use:
            self._before = None

    def _go_back(self, model_id: str) -> None:
        """The net in use cannot be loaded: the one before it is in use again."""
        # One that was loaded before is not to blame: the device is, and would refuse others, too.
        if self._before is None or model_id != self.in_use:
            return
        (before, remembered), self._before = self._before, None
        self.in_use = before if self.is_usable(before) else SHIPPED
        self._predicting.use(self.path(self.in_use), self.in_use)
        self.attempt(partial(self._remember, remembered))
        self.changed.emit()

    def _keep(self, model_id: str) -> None:
        if self.registry is not None and model_id not in BUILT_IN:
            self.registry.keep(model_id)
        self._remember(model_id)

    def _remember(self, model_id: str) -> None:
        if self._project is not None:
            self._project.set_setting(NET_SETTING, model_id)

    def _say_gone(self, text: str, model_id: str, remedy: str) -> None:
        self.problem.emit(FcnError(text.format(net=model_id, path=self.path(model_id)), remedy))

    def _remembered(self) -> str:
        """The net that the project used last."""
        return (
            SHIPPED if self._project is None else str(self._project.setting(NET_SETTING, SHIPPED))
        )

    def _tidy(self) -> None:
        """Runs that a crash cut short: what they had learned can be used, the rest is removed."""
        for record in self._known().values():
            if self.registry is not None and record.state is ModelState.TRAINING:
                self.attempt(partial(self.registry.settle, record.model_id))
        self._records = None
        self._delete_aside()

    def _delete_aside(self) -> None:
        """Nets that were discarded and not brought back, also where a crash left them."""
        for record in self._known().values():
            is_left = record.state is ModelState.DISCARDED and self.path(record.model_id).is_file()
            if self.registry is not None and is_left:
                self.attempt(partial(self.registry.discard, record.model_id))
        self.aside = self._records = None
