"""The parts without a screen: workers, each made once, and the flows on top of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.flows.adding_nets import AddingNets
from app.flows.channels import SeenChannels
from app.flows.check.checking import Checking
from app.flows.check.comparing import Comparing
from app.flows.correcting import Correcting
from app.flows.dark_images import DarkImages
from app.flows.drafting import Drafting
from app.flows.export.exporting import Exporting
from app.flows.export.model_export import ModelExporting
from app.flows.folder.known import Known
from app.flows.folder.predicting_all import PredictingAll
from app.flows.following import Following
from app.flows.importing import Importing
from app.flows.labels.merging import Merging
from app.flows.labels.naming import Naming
from app.flows.labels.ordering import Ordering
from app.flows.learning.training import Training
from app.flows.listing import Listing
from app.flows.measuring import Measuring
from app.flows.models import Models
from app.flows.object_counting import ObjectCounting
from app.flows.opening import Opening
from app.flows.paging import Paging
from app.flows.pasting import Pasting
from app.flows.predicting import Predicting
from app.flows.recents import Recents
from app.flows.saving import Saving
from app.flows.smart_region import Growing
from app.flows.suggest.confirmed import Confirmed
from app.flows.suggest.noticing import Noticing
from app.flows.suggest.scanning import Scanning
from app.flows.suggest.suggesting import Suggesting
from app.flows.swiping import Swiping
from app.flows.taking_frames import TakingFrames
from app.flows.tidy.tidying import Tidying
from app.flows.watching import Watching
from app.flows.work.many_images import ManyImages
from app.state.project import Project
from app.state.session import Session
from app.state.settings import Settings
from app.workers.background import Background
from app.workers.engine import Engine
from app.workers.loading import Loader, load_predictor
from app.workers.model_export import ModelExportProcess
from app.workers.priority import share_cores, yield_to_window
from app.workers.thumbnails import Thumbnails
from app.workers.training import TrainingProcess
from app.workers.writer import Writer


@dataclass(frozen=True, kw_only=True)
class Replacements:
    """What tests put in place of the real thing: the net, and the training command."""

    load: Loader = load_predictor
    training_command: Sequence[str] = ()


class Parts(QObject):
    """Everything but the window. Call `shutdown` before letting it go."""

    def __init__(self, settings: Settings, instead: Replacements | None = None) -> None:
        super().__init__()
        instead = instead or Replacements()
        self.settings, self.session = settings, Session(self)
        self._start_workers(instead)
        self.saving = Saving(self.writer, self)
        self.listing = Listing(self.reader, self.tasks, self)
        self.opening = Opening(self.saving, self.listing, self.reader, settings, self)
        self.recents = Recents(settings, self.tasks, self)
        self.channels, self.paging = SeenChannels(self.opening), Paging(self.opening)
        self.measuring = Measuring(self.opening)
        self.watching = Watching(self.opening, self.listing)
        self.drafting = Drafting(self.opening, self.saving, self.writer)
        self.dark_images = DarkImages(self.opening, self.session)
        self.predicting = Predicting(self.engine, self)
        self.models = Models(self.predicting, self)
        self.adding_nets = AddingNets(self.opening, self.models, self.tasks)
        self.naming = Naming(self.opening, self.models.is_from_elsewhere)
        self.ordering = Ordering(self.opening, self.session)
        self.predicting.net_changed.connect(self.naming.complete)
        self.models.chosen.connect(self.naming.choose)
        self.correcting = Correcting(self.opening, self.session, self.ordering)
        self.pasting = Pasting(self.opening, self.session, self.grower)
        self.growing = Growing(self.opening, self.session, self.grower)
        self.tidying = Tidying(self.opening, self.session, self.tidier)
        self.training = Training(
            opening=self.opening,
            predicting=self.predicting,
            models=self.models,
            process=self.process,
            tasks=self.tasks,
        )
        self._make_exchange(instead.load)
        self._make_predictions_of_all()
        self._make_suggestions()
        self.opening.project_changed.connect(self._follow_project)
        self.opening.document_changed.connect(self.predicting.set_document)
        self.opening.labels_changed.connect(self.predicting.predict_anew)

    def load_net(self) -> None:
        """Load the net in use; the first call imports torch, in the engine's thread."""
        model_id = self.models.in_use
        self.predicting.use(self.models.path(model_id), model_id, self.settings.device)

    def close_project(self) -> bool:
        """Save everything and close. False, saying so, if something could not be saved."""
        if not self.opening.close():
            return False
        self.exporting.cancel()
        return True

    def shutdown(self) -> None:
        """End every thread and process and wait until they are gone."""
        self.exporting.cancel()
        self.tidying.stop()
        self.process.shutdown()
        self.model_export.shutdown()
        self.engine.shutdown()
        self.thumbnails.shutdown()
        for thread in (
            self.reader, self.tasks, self.scanner, self.exporter, self.grower, self.tidier,
            self.counter, self.writer,
        ):  # fmt: skip
            thread.shutdown()

    def _make_exchange(self, load: Loader) -> None:
        """What brings masks in and out, changes many of them, and asks the net before."""
        self.exporting = Exporting(
            opening=self.opening,
            models=self.models,
            thread=self.exporter,
            load=load,
        )
        self.swiping = Swiping(
            opening=self.opening,
            models=self.models,
            training=self.training,
            thread=self.exporter,
            load=load,
        )
        self.model_exporting = ModelExporting(self.models, self.model_export, self)
        self.taking_frames = TakingFrames(self.exporter, self)
        self.importing = Importing(opening=self.opening, reader=self.reader, tasks=self.tasks)
        self.importing.finished.connect(lambda _: self.ordering.renew())
        self.merging = Merging(
            opening=self.opening,
            session=self.session,
            ordering=self.ordering,
            importing=self.importing,
            reader=self.reader,
            tasks=self.tasks,
        )
        self.objects = ObjectCounting(self.opening, self.session, self.counter)
        self.following = Following(
            opening=self.opening,
            saving=self.saving,
            reader=self.reader,
            tasks=self.tasks,
        )
        self.following.outline_moved.connect(self.drafting.look_again)

    def _make_suggestions(self) -> None:
        self.scanning = Scanning(
            opening=self.opening,
            predicting=self.predicting,
            models=self.models,
            engine=self.engine,
            thread=self.scanner,
        )
        self.noticing = Noticing(
            opening=self.opening,
            predicting=self.predicting,
            scanning=self.scanning,
        )
        self.suggesting = Suggesting(
            opening=self.opening,
            predicting=self.predicting,
            models=self.models,
            scanning=self.scanning,
            confirmed=Confirmed(self.opening, self.scanner),
        )
        self.comparing = Comparing(
            opening=self.opening,
            net=self.predicting,
            models=self.models,
            engine=self.engine,
            thread=self.scanner,
        )
        self.channels.changed.connect(self.thumbnails.forget)
        self.channels.changed.connect(self.known.see_anew)
        self.channels.changed.connect(self.comparing.renew)
        self.checking = Checking(
            opening=self.opening, comparing=self.comparing, session=self.session
        )

    def _make_predictions_of_all(self) -> None:
        self.known = Known(
            opening=self.opening,
            predicting=self.predicting,
            models=self.models,
            thread=self.scanner,
            reader=self.reader,
        )
        self.many_images, self.resting = (
            ManyImages(opening=self.opening, known=self.known, reader=self.reader)
            for _ in range(2)  # the list's orders, and what is left over before a run
        )
        self.predicting_all = PredictingAll(
            opening=self.opening,
            predicting=self.predicting,
            models=self.models,
            training=self.training,
            known=self.known,
            engine=self.engine,
            thread=self.scanner,
        )

    def _start_workers(self, instead: Replacements) -> None:
        share_cores()
        self.engine = Engine(instead.load, self)
        self.writer = Writer(self)
        self.thumbnails = Thumbnails(parent=self)
        self.reader = Background("reader", parent=self)
        self.tasks = Background("tasks", yield_to_window, self)
        self.scanner = Background("scanner", yield_to_window, self)
        self.exporter = Background("exporter", yield_to_window, self)
        self.grower = Background("grower", parent=self)
        self.tidier = Background("tidier", parent=self)
        self.counter = Background("counter", yield_to_window, self)
        self.process = TrainingProcess(list(instead.training_command) or None, self)
        self.model_export = ModelExportProcess(parent=self)

    def _follow_project(self, project: Project | None) -> None:
        self.training.leave_project()
        self.thumbnails.forget()
        self.predicting.set_project(project)
        self.models.set_project(project)
