"""Checking labels: places where the net, being sure, disagrees with a person, one by one.

Each is answered: the person was right (remembered in the project, never asked again), or the net
is (an edit like any other, which can be undone).
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.flows.check.comparing import Comparing
from app.flows.check.places import DoubtfulPlace, Places
from app.flows.flow import Flow
from app.flows.opening import Opening
from app.language import QT_TR_NOOP, tr
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.project_file import Json
from app.state.regions import Region
from app.state.session import Session

DISMISSED = "dismissed_places"
MOST_DISMISSED = 5000
TITLE = QT_TR_NOOP("Take the net's label")


class Checking(Flow):
    """What a check found and what a person makes of it."""

    changed = Signal()
    """Places or progress."""
    opened = Signal(object)
    """DoubtfulPlace: its image is shown now."""
    said = Signal(str)

    def __init__(self, *, opening: Opening, comparing: Comparing, session: Session) -> None:
        super().__init__(opening)
        self._opening, self._comparing, self._session = opening, comparing, session
        self.has_run = False
        """True once a check was asked for in this project."""
        self._made = Places()
        self._found: list[DoubtfulPlace] | None = []
        self._settled: set[str] = set()
        self._wanted: DoubtfulPlace | None = None
        self._takes_wanted = False
        opening.stayed.connect(self._stay)
        opening.project_changed.connect(lambda _: self._forget())
        opening.gone_changed.connect(self._forget)  # places are in the ids that labels had
        opening.document_changed.connect(self._follow)
        opening.history_changed.connect(self._settle)
        comparing.progressed.connect(self._renew)
        comparing.overtaken.connect(
            lambda: self.said.emit(
                tr(
                    "The check ended early, for another net is on trial: check the labels again "
                    "when that is over."
                )
            )
        )
        comparing.replaced.connect(self._start_over)

    @property
    def places(self) -> tuple[DoubtfulPlace, ...]:
        """What is left to be answered, the most telling first."""
        return tuple(p for p in self._all() if p.place_id not in self._settled)

    @property
    def progress(self) -> tuple[int, int]:
        """Images compared, and to be compared."""
        return self._comparing.done, self._comparing.total

    @property
    def ended_early(self) -> bool:
        """True if the check was stopped with images left to be compared."""
        return self._comparing.ended_early

    @property
    def unknown(self) -> tuple[int, ...]:
        """Labels on the compared images that the net does not know, and so cannot check."""
        images = self._comparing.compared.values()
        return tuple(sorted({label for image in images for label in image.comparison.unknown}))

    def start(self) -> None:
        """Compare all corrected images with what the net in use says."""
        if self._opening.project is None:
            return
        if not self._comparing.is_possible:
            self.said.emit(tr("The net is not ready yet. Try again in a moment."))
            return
        self._forget()
        self.has_run = True
        self._comparing.start()

    def stop(self) -> None:
        """Leave it at what was found so far."""
        self._comparing.stop()

    def open(self, place_id: str) -> None:
        """Show a place's image; `opened` follows."""
        self._want(place_id, takes=False)

    def take(self, place_id: str) -> None:
        """The net is right: its label goes into the corrections, in one edit."""
        self._want(place_id, takes=True)

    def dismiss(self, place_id: str) -> None:
        """The person was right: never ask again."""
        project, place = self._opening.project, self._place(place_id)
        if project is None or place is None:
            return
        dismissed = [*self._all_dismissed(), place.to_json()][-MOST_DISMISSED:]
        if self.attempt(lambda: project.set_setting(DISMISSED, dismissed)):
            self._settled.add(place_id)
            self.changed.emit()

    # --- inside -------------------------------------------------------------------------------

    def _all(self) -> list[DoubtfulPlace]:
        """What was found and not dismissed before, settled or not."""
        if self._found is None:
            dismissed = self._dismissed()
            found = self._made.ranked(self._comparing.compared)
            self._found = [p for p in found if not _is_among(dismissed, p)]
            # The open image may have been edited since it was read for the comparison.
            self._weigh()
        return self._found

    def _want(self, place_id: str, *, takes: bool) -> None:
        self._wanted, self._takes_wanted = self._place(place_id), takes
        if self._wanted is not None:
            self._opening.show(self._wanted.image_id)
            self._meet()

    def _stay(self, image_id: str) -> None:
        """The open image stays: the wanted one cannot be read, or nobody waits for it any more."""
        if self._wanted is not None and self._wanted.image_id != image_id:
            self._wanted = None

    def _meet(self) -> None:
        """The wanted place's image may be open now."""
        place, document = self._wanted, self._opening.document
        if place is None or document is None or document.image_id != place.image_id:
            return
        self._wanted = None
        if place.place_id in self._settled:
            self.said.emit(
                tr("This place was corrected meanwhile: nothing is left to be answered.")
            )
        elif self._takes_wanted:
            self._put(place, document)
        else:
            self.opened.emit(place)

    def _put(self, place: DoubtfulPlace, document: Document) -> None:
        said = document.corrections.values_HW[place.rect.slices] == place.said
        region = Region(label=place.net, rect=place.rect, inside_HW=place.inside_HW & said)
        limits = PaintLimits(locked=self._session.limits.locked)
        if document.paint(TITLE, region, place.net, limits) is None:
            self.said.emit(tr("Nothing was changed: the label is locked."))

    def _follow(self, document: Document | None) -> None:
        if document is not None:
            self._settle()
            self._meet()
            self._wanted = None  # another image was asked for

    def _settle(self) -> None:
        """The open image was edited: which of its places still hold?"""
        if self._weigh():
            self.changed.emit()

    def _weigh(self) -> bool:
        """Settle those of the open image that no longer hold; False if that changes nothing."""
        document = self._opening.document
        compared = None if document is None else self._comparing.compared.get(document.image_id)
        if document is None or compared is None:
            return False
        before, dismissed = set(self._settled), self._dismissed()
        for place in self._made.of(compared):
            if place.still_holds(document) and not _is_among(dismissed, place):
                self._settled.discard(place.place_id)
            else:
                self._settled.add(place.place_id)
        return self._settled != before

    def _place(self, place_id: str) -> DoubtfulPlace | None:
        return next((p for p in self.places if p.place_id == place_id), None)

    def _all_dismissed(self) -> list[Json]:
        project = self._opening.project
        known = project.setting(DISMISSED, []) if project is not None else []
        return known if isinstance(known, list) else []

    def _dismissed(self) -> dict[str, list[Json]]:
        """What was dismissed, by the digest of its image."""
        found: dict[str, list[Json]] = {}
        for each in self._all_dismissed():
            if isinstance(each, dict):
                found.setdefault(str(each.get("image")), []).append(each)
        return found

    def _renew(self) -> None:
        self._found = None
        self.changed.emit()

    def _start_over(self) -> None:
        self._forget()
        self.said.emit(tr("Another net came into use: check the labels again."))

    def _forget(self) -> None:
        self._settled.clear()
        self._made.forget()
        self._wanted, self.has_run = None, False
        self._comparing.forget()


def _is_among(dismissed: dict[str, list[Json]], place: DoubtfulPlace) -> bool:
    return any(map(place.is_meant_by, dismissed.get(place.digest, ())))
