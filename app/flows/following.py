"""Following: the corrections of an image that was renamed go along, and missing ones are named."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.flows.saving import Saving
from app.flows.work.each_image import Errand, Walking
from app.language import QT_TR_NOOP, tr
from app.state.document import Document
from app.state.index import ImageFacts, ImageStatus
from app.state.listing import ImageEntry
from app.state.net_words import became
from app.state.project import Project
from app.state.recovery import recover
from app.state.renamed import Away, Search, follow, look_for, set_aside
from app.workers.background import Background
from fcn_core.errors import FcnError
from fcn_core.masks import Mask

KIND = "look for renamed images"
TITLE = QT_TR_NOOP("Corrections under another name")
MISSING = "missing"
"""Setting: the ids of missing images that somebody was told about."""
NOTHING = Away(renamed={}, missing=())


class Following(QObject):
    """Looks whenever the images of a folder are listed."""

    said = Signal(str)

    def __init__(
        self,
        *,
        opening: Opening,
        saving: Saving,
        reader: Background,
        tasks: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._tasks = opening, tasks
        self._walk = Walking(opening=opening, reader=reader, parent=self)
        self._walk.ended.connect(self._tell)
        self._away = NOTHING
        self._old: dict[str, str] = {}
        self._followed: list[tuple[str, str]] = []
        self._taken: dict[str, str] = {}
        opening.project_changed.connect(self._begin)
        saving.saved.connect(self._let_go)

    def _begin(self, project: Project | None) -> None:
        self._taken.clear()
        if project is not None:
            project.images_changed.connect(self._look)
            self._look()

    def _look(self) -> None:
        project = self._opening.project
        if project is None or not project.is_listed or self._walk.is_running:
            return
        unlisted = project.unlisted()
        if not unlisted:
            self._away = NOTHING
            self._tell_missing()
            return
        entries = project.entries
        search = Search(
            paths=project.paths,
            images=project.images,
            unlisted=unlisted,
            fresh=[
                name
                for name, image_id in zip(entries.names, entries.ids, strict=True)
                if project.status(image_id) is ImageStatus.NEW
            ],
            has_subfolders=project.has_subfolders,
        )
        self._tasks.submit_latest(
            KIND,
            lambda stopped: look_for(search, stopped),
            partial(self._start, project),
            lambda _: None,  # the folder cannot be listed, which is said by whoever lists it
        )

    def _start(self, project: Project, away: Away) -> None:
        if project is not self._opening.project or self._walk.is_running:
            return
        self._away, self._followed = away, []
        self._old = {entry.image_id: old for old, entry in away.renamed.items()}
        self._walk.start(project, away.renamed.values(), self._errand)

    # --- one image after the other --------------------------------------------------------------

    def _errand(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        project, new, old = self._opening.project, entry.image_id, self._old[entry.image_id]
        assert project is not None  # or the walk would have ended
        if self._opening.open_document(old) is not None:
            return None  # it was renamed while it was open: its files are still written
        paths = project.paths
        if document is None:
            return Errand(
                work=lambda: follow(paths, old, new),
                done=lambda moved: self._note(project, old, new) if moved else None,
                missed=lambda _: None,  # its corrections stay where they are
            )
        if document.revision > 0:
            return None
        shape = document.shape
        return Errand(
            work=lambda: recover(paths, old, shape, tidies=False).corrections_HW,
            done=lambda mask_HW: self._take(project, entry, mask_HW),
            missed=lambda _: None,
        )

    def _take(self, project: Project, entry: ImageEntry, mask_HW: Mask) -> None:
        """An open image gets them by an edit: its own files may be written at any time."""
        document = self._opening.open_document(entry.image_id)
        if document is None:
            self._walk.visit_again(entry)
        elif document.revision == 0 and not document.is_painting:
            values = became(project.gone)[mask_HW]
            change = document.begin_whole(TITLE, lambda band: values[band.slices])
            if change is not None and change.finish() is not None:
                old = self._old[entry.image_id]
                self._taken[entry.image_id] = old
                self._followed.append((old, entry.image_id))

    def _let_go(self, image_id: str) -> None:
        """They are safe under the new name."""
        project, old = self._opening.project, self._taken.pop(image_id, None)
        if project is not None and old is not None:
            with suppress(OSError):  # they stay, and count as missing
                set_aside(project.paths, old)
                project.put(ImageFacts(image_id=old))

    def _note(self, project: Project, old: str, new: str) -> None:
        project.put(replace(project.facts(old), image_id=new))
        project.put(ImageFacts(image_id=old))
        self._followed.append((old, new))

    # --- what is said ---------------------------------------------------------------------------

    def _tell(self) -> None:
        if self._followed:
            old, new = self._followed[0]
            text = (
                tr("{old} is called {new} now: its corrections went along.")
                if len(self._followed) == 1
                else tr("{count} images have other names now: their corrections went along.")
            )
            self.said.emit(text.format(old=old, new=new, count=len(self._followed)))
        self._tell_missing()

    def _tell_missing(self) -> None:
        """Once: who took images away on purpose knows it then."""
        project, missing = self._opening.project, self._away.missing
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
