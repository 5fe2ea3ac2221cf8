"""Wires fine-tuning and the nets to their drawers."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.export_wiring import examples_of
from app.bootstrap.net_titles import BUILT_IN_NETS, net_title, title_in_sentence
from app.bootstrap.parts import Parts
from app.flows.labels.naming import net_labels
from app.flows.learning.learning_set import CorrectedSet
from app.flows.learning.training import Phase
from app.language import QT_TR_NOOP, tr
from app.spoken import spoken, spoken_event, spoken_report
from app.state.project import Project
from app.state.wishes import Device
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.views.training.drawer import Stage
from app.views.values import ModelRow, TrainingPreview
from app.workers.orders import EngineInfo
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.lineage import judged_on, mean_iu
from fcn_core.registry import ModelRecord, ModelState

SECONDS = 60.0
# Peak of the training process, measured with the shipped net on the CPU: ten images of 500 x 375
# pixels, 863 MB; of 4000 x 3000, 1,289 MB, the rest being the check of the largest one.
MEMORY_MB, BYTES_PER_CHECKED_PIXEL = 860, 36
PREVIEW_DELAY_MS = 700
DISCARDED = QT_TR_NOOP("The new net was discarded; the one before is in use.")


class TrainingWiring(QObject):
    """The drawer shows what `Training` says, and asks it for things."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._renewal = QTimer(self, singleShot=True, interval=PREVIEW_DELAY_MS)
        self._renewal.timeout.connect(self._renew_preview)
        self._wire_drawer()
        self._wire_models()

    def show(self) -> None:
        """Open the drawer, with a fresh preview if nothing runs."""
        self._window.show_training()
        self._parts.training.preview()

    def _wire_drawer(self) -> None:
        training, drawer = self._parts.training, self._window.training_drawer
        running, report, failure = drawer.running, drawer.report, drawer.failure
        drawer.preview.start_requested.connect(training.start)
        running.pause_requested.connect(lambda: self._pause(True))
        running.resume_requested.connect(lambda: self._pause(False))
        running.stop_requested.connect(training.stop_and_keep)
        running.cancel_requested.connect(self._cancel)
        report.keep_requested.connect(self._keep)
        report.discard_requested.connect(self._discard)
        report.image_chosen.connect(self._parts.opening.show)
        failure.again_requested.connect(training.preview)
        failure.elsewhere_requested.connect(lambda: training.start_on(training.fallback))
        self._window.docks.training.visibilityChanged.connect(self._follow_dock)
        self._parts.opening.project_changed.connect(lambda _: drawer.leave())
        training.preview_ready.connect(self._show_preview)
        training.phase_changed.connect(self._follow)
        training.happened.connect(lambda event: running.show_event(spoken_event(event)))
        training.finished.connect(self._show_report)
        training.problem.connect(self._show_failure)
        self._parts.saving.saved.connect(lambda _: self._renewal.start())
        self._parts.listing.order_changed.connect(self._renewal.start)

    def _wire_models(self) -> None:
        models, panel = self._parts.models, self._window.models_panel
        panel.use_requested.connect(models.use)
        panel.roll_back_requested.connect(models.roll_back)
        panel.delete_requested.connect(models.delete)
        panel.note_changed.connect(models.annotate)
        models.changed.connect(self._show_models)
        predicting = self._parts.predicting
        predicting.text_changed.connect(lambda _: panel.set_loading(predicting.is_loading))
        self._window.status.engine_clicked.connect(self._window.show_models)

    # --- fine-tuning --------------------------------------------------------------------------

    def _follow_dock(self, seen: bool) -> None:
        if seen:
            self._renewal.start()
        else:
            self._parts.process.cool_down()

    def _renew_preview(self) -> None:
        """The preview came in sight, or corrections have changed while it is."""
        drawer = self._window.training_drawer
        if drawer.isVisible() and drawer.stage is Stage.PREVIEW:
            self._parts.training.preview()

    def _show_preview(self, found: CorrectedSet) -> None:
        project = self._parts.opening.project
        if project is not None:
            models, info = self._parts.models, self._parts.predicting.info
            preview = preview_of(
                found, project, info, models.labels_of_base(), models.base(), models.in_use
            )
            self._window.training_drawer.show_preview(preview)
            # It may have been folded away while the corrections were counted.
            if self._window.training_drawer.isVisible():
                self._parts.process.warm_up()

    def _follow(self, phase: Phase) -> None:
        if phase is Phase.PREPARING:
            self._window.banner.take_back(tr(DISCARDED))
            self._window.training_drawer.show_running()
            self._window.show_training()
        elif phase is Phase.IDLE and self._window.training_drawer.stage is Stage.REPORT:
            # It was decided, here or in the list of nets, or the project was closed.
            self._window.hide_training()
        self._window.refresh_actions()

    def _pause(self, paused: bool) -> None:
        if paused:
            self._parts.training.pause()
        else:
            self._parts.training.resume()
        self._window.training_drawer.running.set_paused(paused)

    def _cancel(self) -> None:
        self._parts.training.cancel()
        self._parts.training.preview()

    def _show_report(self, record: ModelRecord) -> None:
        project = self._parts.opening.project
        if project is None or record.report is None:
            return
        report = spoken_report(record.report)
        shown = [*project.entries.of(image["image_id"] for image in report.get("images", []))]
        titles = {e.image_id: name_of(e.path) for e in shown}
        self._window.training_drawer.show_report(report, project.labels, titles)
        self._window.show_training()
        self._parts.thumbnails.want([(e.image_id, e.path) for e in shown], drop_others=False)

    def _keep(self) -> None:
        if self._parts.training.keep():
            self._window.show_notice(
                tr("The new net is in use."),
                BannerKind.SUCCESS,
                tr("Go back"),
                self._parts.models.roll_back,
            )

    def _discard(self) -> None:
        if self._parts.training.discard():
            self._window.show_notice(
                tr(DISCARDED), BannerKind.SUCCESS, tr("Bring back"), self._parts.training.bring_back
            )

    def _show_failure(self, error: FcnError) -> None:
        elsewhere = self._parts.training.fallback.upper()
        drawer = self._window.training_drawer
        drawer.show_failure(spoken(error.problem), spoken(error.remedy), elsewhere)
        self._window.show_training()

    # --- nets ---------------------------------------------------------------------------------

    def _show_models(self) -> None:
        models = self._parts.models
        rows = [
            ModelRow(
                model_id=name,
                title=net_title(name),
                about=tr(about),
                in_use=models.in_use == name,
            )
            for name, (_, _, about) in BUILT_IN_NETS.items()
        ]
        records = models.records()
        ours = next((judged_on(r) for r in records if r.model_id == models.in_use), frozenset())
        rows += [
            _model_row(record, models.parent_of(record.model_id) or "", models.in_use, ours)
            for record in records
        ]
        self._window.models_panel.set_models(rows)
        self._window.refresh_actions()


def preview_of(
    found: CorrectedSet,
    project: Project,
    info: EngineInfo | None,
    start: LabelSet | None,
    base: str,
    in_use: str,
) -> TrainingPreview:
    """What the drawer shows of a corrected set. `base` and `in_use` are ids of nets, and `start`
    the labels that the base knows, as far as one can tell.
    """
    names = net_labels(project).names
    # While no net is loaded nobody can say which labels are new to it.
    known = names if start is None else start.names
    labels = [
        replace(examples_of(index, project.labels, found.training), known=names[index] in known)
        for index in project.living
    ]
    things = [label for i, label in zip(project.living, labels, strict=True) if i != BACKGROUND]
    told = [label.known for label in things if label.images]
    devices = tuple(Device(id=d.id, title=spoken(d.title)) for d in (info.devices if info else ()))
    automatic = Device(id="auto", title=tr("Automatic"))
    largest = max((image.area for image in found.held_out), default=0)
    return TrainingPreview(
        images=len(found.training),
        held_out=len(found.held_out),
        labels=tuple(labels),
        parent=title_in_sentence(base),
        in_use="" if base == in_use else title_in_sentence(in_use),
        may_change=2 * sum(told) < len(told),
        warnings=found.warnings,
        seconds=SECONDS,
        memory_mb=MEMORY_MB + BYTES_PER_CHECKED_PIXEL * largest // 10**6,
        devices=(automatic, *devices),
        device="auto",
        problem=found.problem,
        can_force=found.can_force,
        unfinished=len(found.unfinished),
    )


def _local_time(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"


def _model_row(record: ModelRecord, parent: str, in_use: str, ours: Set[str]) -> ModelRow:
    """`ours` are the images on which the net in use was judged, if any."""
    judged = judged_on(record)
    return ModelRow(
        model_id=record.model_id,
        title=net_title(record.model_id),
        parent_id=parent,
        created=_local_time(record.created),
        before=mean_iu(record, "before"),
        after=mean_iu(record, "after"),
        checked_on=len(judged),
        others=bool(judged and ours) and judged != ours,
        images=len(record.images),
        in_use=record.model_id == in_use,
        note=record.note,
        origin=record.origin,
        interrupted=record.interrupted,
        undecided=record.state is ModelState.FINISHED,
    )
