"""What an export would write: which images, which of them are held out, and what to think of."""

from __future__ import annotations

from dataclasses import dataclass

from app.flows.learning.learning_set import held_out_of
from app.jobs.corrected import Corrected, Counted
from app.language import tr
from app.spoken import spoken
from app.state.index import ImageStatus
from app.state.project import Project
from app.state.wishes import ExportWish, Scope
from fcn_core.interchange.formats import FORMATS

READABLE = (ImageStatus.NEW, ImageStatus.CORRECTED, ImageStatus.ACCEPTED)
SCOPES = {
    Scope.ALL: READABLE,
    Scope.CORRECTED: (ImageStatus.CORRECTED, ImageStatus.ACCEPTED),
    Scope.ACCEPTED: (ImageStatus.ACCEPTED,),
    Scope.LISTED: READABLE,
    Scope.SELECTED: READABLE,
}


@dataclass(frozen=True, kw_only=True)
class ExportCount:
    """What a wish would write. While the corrected images are being counted, which takes time,
    it is without `held_out`, `corrected` and `left_out`.
    """

    images: tuple[str, ...]
    """The ids of those that leave."""
    warnings: tuple[str, ...] = ()
    is_counted: bool = False
    held_out: frozenset[str] = frozenset()
    corrected: tuple[Corrected, ...] = ()
    """Those of them that people corrected, with what they confirmed."""
    left_out: tuple[str, ...] = ()
    """What is wrong with corrected images that cannot be read."""


def chosen(project: Project, wish: ExportWish) -> tuple[str, ...]:
    """The ids of the images that a wish is about."""
    found = project.ids_with_status(SCOPES[wish.scope])
    if not wish.scope.is_of_the_moment:
        return found
    return tuple(image_id for image_id in found if image_id in wish.named)


def leaving(
    project: Project,
    wish: ExportWish,
    counted: Counted | None,
    deep: frozenset[str] = frozenset(),
    *,
    decides: bool = False,
) -> ExportCount:
    """What a wish would write; with `decides` it is held out for good. Raises `FcnError` then.

    `deep` are images of more than eight bits, as far as they are known.
    """
    images = chosen(project, wish)
    if counted is None:
        return ExportCount(images=images, warnings=_warnings(project, images, wish, deep))
    wanted = set(images)
    left = tuple(image_id for image_id in images if image_id not in counted.unread)
    # By all that is corrected, whatever leaves: what is held out is so everywhere.
    held = held_out_of(project, counted, decides=decides) if wish.split else ()
    return ExportCount(
        images=left,
        warnings=_warnings(project, left, wish, deep),
        is_counted=True,
        held_out=frozenset(entry.image_id for entry in held),
        corrected=tuple(c for c in counted.images if c.entry.image_id in wanted),
        left_out=tuple(
            tr("Left out: {problem}").format(problem=spoken(problem))
            for image_id, problem in counted.unread.items()
            if image_id in wanted
        ),
    )


def _warnings(
    project: Project, images: tuple[str, ...], wish: ExportWish, deep: frozenset[str]
) -> tuple[str, ...]:
    found = []
    unread = len(project.ids_with_status((ImageStatus.UNREADABLE,)))
    if unread and wish.scope is Scope.ALL:
        found.append(
            tr("1 image cannot be read and is left out.")
            if unread == 1
            else tr("{images:,} images cannot be read and are left out.").format(images=unread)
        )
    new = sum(project.status(image_id) is ImageStatus.NEW for image_id in images)
    if new and wish.composite:
        found.append(
            tr("1 image has only the net's mask: nobody has corrected it.")
            if new == 1
            else tr(
                "{images:,} images have only the net's mask: nobody has corrected them."
            ).format(images=new)
        )
    if not wish.composite:
        found.append(
            tr("Pixels that nobody confirmed are written as void.")
            if FORMATS[wish.format].has_void
            else tr(
                "Pixels that nobody confirmed are written as background, since the format has no "
                "void: who trains on it learns that nothing is there."
            )
        )
    flat = sum(image_id in deep for image_id in images)
    if flat and not (FORMATS[wish.format].keeps_depth or wish.masks_alone):
        found.append(
            tr("1 image has more than 8 bits a channel: it leaves as it is shown, in 8 bits.")
            if flat == 1
            else tr(
                "{images:,} images have more than 8 bits a channel: they leave as they are shown, "
                "in 8 bits."
            ).format(images=flat)
        )
    return tuple(found)
