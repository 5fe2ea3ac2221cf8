"""Scanning: the net glances at images that are not open, while nobody waits for it.

Those that people corrected come first (they say what is known), then the others; of a large
folder a few hundred, picked at random. What the net saw is kept in the project.
"""

from __future__ import annotations

import logging
import random
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.jobs.looking import Small, glancing, open_glances, read_small
from app.state.failures import note_failure
from app.state.glances import Glances
from app.state.index import CORRECTED, ImageStatus
from app.state.net_cache import net_key
from app.state.project import Project
from app.workers.background import Background
from app.workers.engine import Engine
from app.workers.rounds import Rounds
from fcn_core.errors import FcnError
from fcn_core.suggest.candidates import Candidate

log = logging.getLogger(__name__)
SAMPLE = 300
# The open image and its neighbours come first; so does whoever is just flipping through.
START_MS = 1500


class Scanning(QObject):
    """What the net in use sees in the project's images: `seen`, in the net's label ids."""

    progressed = Signal()
    """Another image was looked at, or the plan is another."""

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        engine: Engine,
        thread: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._predicting, self._models = opening, predicting, models
        self._engine, self._thread = engine, thread
        self.seen: dict[str, Candidate] = {}
        self.planned = 0
        """Images that will have been looked at in the end."""
        self.uncorrected = 0
        """Images without corrections when the plan was made; more than `SAMPLE` are sampled."""
        self._glances: Glances | None = None
        self._net = ""
        self._waiting: deque[str] = deque()
        self._is_looking = False
        self._rounds = Rounds()
        self._start = QTimer(self, singleShot=True)
        self._start.timeout.connect(self._begin)
        opening.project_changed.connect(lambda _: self._restart())
        opening.images_changed.connect(self._restart)
        predicting.net_changed.connect(lambda _: self._follow_net())

    @property
    def is_done(self) -> bool:
        """True once everything planned has been looked at."""
        return self._glances is not None and len(self.seen) >= self.planned

    # --- the plan -----------------------------------------------------------------------------

    def _follow_net(self) -> None:
        """Another net in use sees other things. One on trial, or a run's snapshot, is not asked."""
        if not self._is_in_use():
            return
        if self._net == self._models.in_use:
            self._go_on()
        else:
            self._restart()

    def _is_in_use(self) -> bool:
        return self._predicting.has_loaded(self._models.in_use)

    def _restart(self) -> None:
        """Forget what was seen, and begin again soon."""
        self._rounds.begin()
        self._waiting.clear()
        self._glances, self._is_looking = None, False
        self.seen, self.planned, self._net = {}, 0, ""
        self._start.start(START_MS)
        self.progressed.emit()

    def _begin(self) -> None:
        project, info = self._opening.project, self._predicting.info
        if project is None or info is None or not self._is_in_use():
            return
        self._net = info.model_id
        # Ids alone: of 100,000 images entries are made for the few that are looked at.
        by_status: defaultdict[ImageStatus, list[str]] = defaultdict(list)
        for image_id in project.entries.ids:
            by_status[project.status(image_id)].append(image_id)
        corrected = [i for status in CORRECTED for i in by_status[status]]
        fresh = by_status[ImageStatus.NEW]
        self.uncorrected = len(fresh)
        self._waiting = deque([*sample(corrected, SAMPLE), *sample(fresh, SAMPLE)])
        self.planned = len(self._waiting)
        self._thread.submit(
            lambda: open_glances(
                project.paths.predictions_folder, net_key(info.model_path, info.model_id)
            ),
            self._rounds.bound(self._opened),
            lambda error: log.info("nothing can be kept: %s", error),
        )

    def _opened(self, glances: Glances) -> None:
        self._glances = glances
        self._go_on()

    # --- one image after the other ------------------------------------------------------------

    def _go_on(self) -> None:
        project, glances = self._opening.project, self._glances
        if project is None or glances is None or self._is_looking or not self._is_in_use():
            return
        if not self._waiting:
            return
        self._is_looking = True
        image_id = self._waiting.popleft()
        entry = project.entry(image_id)
        if entry is None:
            self._pass_over(image_id, KeyError(image_id))
            return
        facts = project.facts(entry.image_id)
        self._thread.submit(
            lambda: read_small(entry, facts, glances),
            self._rounds.bound(partial(self._look, project, image_id)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _look(self, project: Project, image_id: str, small: Small) -> None:
        project.remember_hashes({image_id: (small.digest, small.state)})
        if small.seen is not None:
            self._add_seen(small.seen)
            return
        assert small.image_HWC is not None
        self._engine.ask(
            glancing(image_id, small.image_HWC),
            self._rounds.bound(partial(self._keep, image_id, small.key)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _keep(self, image_id: str, key: str, seen: object, model_id: str) -> None:
        glances = self._glances
        assert glances is not None  # or nothing would have been looked at
        if model_id != self._net or not isinstance(seen, Candidate):
            # Another net was on trial: this image is looked at when that is over.
            self._is_looking = False
            self._waiting.appendleft(image_id)
            self._go_on()
            return
        self._thread.submit(
            lambda: glances.add(key, seen),
            lambda _: None,
            lambda error: log.info("a glance is not kept: %s", error),
        )
        self._add_seen(seen)

    def _add_seen(self, seen: Candidate) -> None:
        project = self._opening.project
        assert project is not None
        self.seen[seen.image_id] = seen
        if project.status(seen.image_id) is ImageStatus.NEW:
            project.set_doubt(seen.image_id, seen.doubt)
        self._proceed()

    def _pass_over(self, image_id: str, problem: object) -> None:
        """It cannot be read (an error), or the net fails on it (a sentence)."""
        project = self._opening.project
        assert project is not None
        if isinstance(problem, FcnError):
            note_failure(project, image_id, problem.problem)
        self.planned -= 1
        self._proceed()

    def _proceed(self) -> None:
        self._is_looking = False
        self.progressed.emit()
        self._go_on()


def sample(ids: Sequence[str], count: int) -> list[str]:
    """At most `count` of them in their order; of more, always the same ones, picked at random."""
    if len(ids) <= count:
        return list(ids)
    places = sorted(random.Random(len(ids)).sample(range(len(ids)), count))
    return [ids[place] for place in places]
