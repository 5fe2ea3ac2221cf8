"""Following: the corrections of an image that was renamed go along, and missing ones are named."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.flows.saving import Saving
from app.flows.work.each_image import Errand, Walking
from app.language import tr
from app.state.corrections import composited
from app.state.document import Document
from app.state.index import CORRECTED, ImageFacts
from app.state.listing import ImageEntry
from app.state.net_words import became
from app.state.project import Project
from app.state.recovery import recover
from app.state.renamed import (
    TITLE,
    Away,
    Search,
    follow,
    is_one_file,
    look_for,
    move_draft,
    set_aside,
)
from app.workers.background import Background
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED, Mask

KIND = "look for renamed images"
MISSING = "missing"
"""Setting: the ids of missing images that somebody was told about."""
NOTHING = Away(renamed={}, missing=())


class Following(QObject):
    """Looks whenever the images of a folder are listed.

    An image that was renamed while it was open is followed once it is neither shown nor being
    saved: until then its files are still written.
    """

    said = Signal(str)
    outline_moved = Signal(str)
    """Image id: it may have an open outline now."""

    def __init__(
        self,
        *,
        opening: Opening,
        saving: Saving,
        reader: Background,
        tasks: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._saving, self._tasks = opening, saving, tasks
        self._walk = Walking(opening=opening, reader=reader)
        self._walk.ended.connect(self._on_walk_ended)
        self._away = NOTHING
        self._old: dict[str, str] = {}
        self._followed: list[tuple[str, str]] = []
        self._left: set[str] = set()
        """The old ids of corrected images that could not be followed."""
        self._taken: dict[str, str] = {}
        self._in_use: dict[str, ImageEntry] = {}
        """By old ids, images that were renamed while they were open."""
        self._is_late = False
        opening.project_changed.connect(lambda _: self._begin())
        opening.images_changed.connect(self._look)
        opening.document_changed.connect(lambda _: self._follow_closed())
        saving.saved.connect(self._let_go)

    def _begin(self) -> None:
        self._taken.clear()
        self._in_use.clear()
        self._is_late = False
        self._look()

    def _look(self) -> None:
        project = self._opening.project
        if project is None or not project.is_listed:
            return
        if self._walk.is_running:
            self._is_late = True
            return
        search = Search(
            paths=project.paths,
            images=project.images,
            entries=project.entries,
            corrected=project.corrected(),
            has_subfolders=project.has_subfolders,
        )
        self._tasks.submit_latest(
            KIND,
            lambda stopped: look_for(search, stopped),
            partial(self._start, project),
            lambda _: None,  # the folder cannot be listed, which is said by whoever lists it
        )

    def _start(self, project: Project, away: Away) -> None:
        if project is not self._opening.project:
            return
        if self._walk.is_running:
            self._is_late = True
            return
        place = project.entries.place
        in_use = {
            old: entry
            for old, entry in self._in_use.items()
            if place(old) < 0 <= place(entry.image_id)
        }
        missing = tuple(old for old in away.missing if old not in in_use)
        self._left.clear()
        self._away = Away(renamed={**away.renamed, **in_use}, missing=missing)
        self._visit(project, self._away.renamed)

    def _follow_closed(self) -> None:
        """Those that were open may be closed by now. While others are followed it is too early:
        then it is asked once more.
        """
        project = self._opening.project
        if project is None or self._walk.is_running:
            return
        documents = map(self._opening.open_document, self._in_use)
        if any(document is None or self._may_close(document) for document in documents):
            self._visit(project, self._in_use)

    def _may_close(self, document: Document) -> bool:
        return document is not self._opening.document and self._saving.is_settled(document)

    def _visit(self, project: Project, renamed: Mapping[str, ImageEntry]) -> None:
        self._followed = []
        self._old = {entry.image_id: old for old, entry in renamed.items()}
        self._walk.start(project, [*renamed.values()], self._errand)

    # --- one image after the other --------------------------------------------------------------

    def _errand(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        project, new, old = self._opening.project, entry.image_id, self._old[entry.image_id]
        assert project is not None  # or the walk would have ended
        if not self._is_closed(old, entry):
            return None
        paths = project.paths
        if document is None or is_one_file(paths, old, new):
            return Errand(
                work=lambda: follow(paths, old, new),
                done=lambda moved: (
                    self._note(project, old, new) if moved else self._leave(project, old)
                ),
                missed=lambda _: self._leave(project, old),
            )
        shape = document.shape
        return Errand(
            work=lambda: recover(paths, old, shape, tidies=False).corrections_HW,
            done=lambda mask_HW: self._join(project, entry, mask_HW),
            missed=lambda _: self._leave(project, old),
        )

    def _is_closed(self, old: str, entry: ImageEntry) -> bool:
        """Whether nobody writes the files of an image any more. Who looks at it is told."""
        document = self._opening.open_document(old)
        if document is None or self._opening.forget(document):
            self._in_use.pop(old, None)
            return True
        if old not in self._in_use and document is self._opening.document:
            text = tr(
                "{old} is called {new} now: its corrections go along once you show another image."
            )
            self.said.emit(text.format(old=old, new=entry.image_id))
        self._in_use[old] = entry
        return False

    def _join(self, project: Project, entry: ImageEntry, mask_HW: Mask) -> None:
        """An open image gets them by an edit: its own files may be written at any time.

        What somebody has corrected under the new name stays.
        """
        new, old = entry.image_id, self._old[entry.image_id]
        document = self._opening.open_document(new)
        if document is None or document.is_painting:
            self._walk.visit_again(entry)
            return
        joined = composited(document.corrections.values_HW, became(project.gone)[mask_HW])
        change = document.begin_whole(TITLE, lambda band: joined[band.slices])
        changed = change is not None and change.finish() is not None
        if not (changed or (mask_HW != UNTOUCHED).any()):
            self._move_outline(project, old, new)
            return
        self._taken[new] = old
        self._followed.append((old, new))
        if not document.is_dirty:  # it had them already
            self._let_go(new)

    def _let_go(self, image_id: str) -> None:
        """They are safe under the new name."""
        project, old = self._opening.project, self._taken.pop(image_id, None)
        if project is not None and old is not None:
            with suppress(OSError):  # they stay, and count as missing
                set_aside(project.paths, old, image_id)
                project.put(ImageFacts(image_id=old))
                self.outline_moved.emit(image_id)
        self._follow_closed()

    def _move_outline(self, project: Project, old: str, new: str) -> None:
        with suppress(OSError):  # it stays where it is
            if move_draft(project.paths, old, new):
                self.outline_moved.emit(new)

    def _leave(self, project: Project, old: str) -> None:
        """Its corrections stay where they are, and that is said."""
        if project.status(old) in CORRECTED:
            self._left.add(old)

    def _note(self, project: Project, old: str, new: str) -> None:
        self._left.discard(old)
        if project.status(old) in CORRECTED:
            self._followed.append((old, new))
        if project.status(new) not in CORRECTED:
            project.put(replace(project.facts(old), image_id=new))
        project.put(ImageFacts(image_id=old))

    # --- what is said ---------------------------------------------------------------------------

    def _on_walk_ended(self) -> None:
        if self._is_late:
            self._is_late = False
            self._look()
        if self._followed:
            old, new = self._followed[0]
            text = (
                tr("{old} is called {new} now: its corrections went along.")
                if len(self._followed) == 1
                else tr("{count} images have other names now: their corrections went along.")
            )
            self.said.emit(text.format(old=old, new=new, count=len(self._followed)))
        self._tell_missing()
        self._follow_closed()

    def _tell_missing(self) -> None:
        """Once: who took images away on purpose knows it then."""
        project, missing = self._opening.project, [*self._away.missing, *sorted(self._left)]
        if project is None:
            return
        told = project.setting(MISSING, [])
        if not isinstance(told, list) or set(missing) == set(told):
            return
        if set(missing) - set(told):
            text = (
                tr("A corrected image is missing: {image}. Put it back to use its corrections.")
                if len(missing) == 1
                else tr(
                    "{count} corrected images are missing, {image} among them. Put them back to "
                    "use their corrections."
                )
            )
            self.said.emit(text.format(image=missing[0], count=len(missing)))
        with suppress(FcnError):  # then it is said once more
            project.set_setting(MISSING, [*missing])
