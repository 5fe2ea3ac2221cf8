"""What is done to many images at once: accepted, emptied, tidied up, or the rest of them filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from app.flows.folder.known import Known
from app.flows.labels.naming import net_words
from app.flows.opening import Opening
from app.flows.work.each_image import Errand
from app.flows.work.many_edits import ManyEdits, ManyResult
from app.jobs.many import (
    EditOrder,
    accepting,
    another,
    dropping,
    edit_closed,
    filling,
    pasting,
    tidying,
    values_for,
)
from app.state.copied import Copied
from app.state.document import Document
from app.state.listing import ImageEntry
from app.state.tidy.order import Order
from app.workers.background import Background
from fcn_core.labels import BACKGROUND


class ManyImages(ManyEdits):
    """One order at a time."""

    def __init__(self, *, opening: Opening, known: Known, reader: Background) -> None:
        super().__init__(opening=opening, reader=reader)
        self._known = known

    def accept(self, image_ids: Sequence[str]) -> None:
        """Confirm what the net in use says in these images; corrections stay."""
        project, findings = self._opening.project, self._known.findings
        if project is not None and findings is not None:
            self._start(accepting(net_words(project), findings), image_ids)

    def drop(self, image_ids: Sequence[str]) -> None:
        """Take all corrections out of these images."""
        self._start(dropping(), image_ids)

    def paste(self, copied: Copied, image_ids: Sequence[str]) -> None:
        """Put what was copied of another image into these."""
        self._start(pasting(copied), image_ids)

    def fill_rest(self, image_ids: Sequence[str]) -> None:
        """Take what nobody touched in these images as background."""
        self._start(filling(BACKGROUND), image_ids)

    def tidy(self, order: Order, title: str, image_ids: Sequence[str]) -> None:
        """Carry out an order about a label in these images, under this title."""
        project, findings = self._opening.project, self._known.findings
        if project is not None and findings is not None:
            self._start(tidying(net_words(project), findings, order, title), image_ids)

    # --- inside -------------------------------------------------------------------------------

    def _start(self, order: EditOrder, image_ids: Iterable[str]) -> None:
        project = self._opening.project
        if project is None or self.is_running:
            return
        result = ManyResult(project, order.title)
        self._walk_through(result, project.entries.of(image_ids), partial(self._visit, order))

    def _visit(
        self, order: EditOrder, entry: ImageEntry, document: Document | None
    ) -> Errand | None:
        project, missed = self._result.project, partial(self._miss, entry)
        facts = project.facts(entry.image_id)
        if document is None:
            palette = project.labels.palette()
            return Errand(
                work=lambda: edit_closed(project.paths, palette, order, entry, facts),
                done=partial(self._take, entry),
                missed=missed,
            )
        if document.pictured.is_other and order.is_bound(document.corrections.values_HW):
            missed(another(entry))
            return None
        # Of another picture nothing is left here, or it had been refused.
        values, picture = document.corrections.values_HW.copy(), document.pictured.now
        says = document.prediction if self._known.is_said_in(document) else None
        put = partial(self._put, entry, document, document.revision)
        return Errand(
            work=lambda: values_for(order, entry, facts, values, picture, says),
            done=partial(put, label=order.label, confirms=order.needs_picture),
            missed=missed,
        )
