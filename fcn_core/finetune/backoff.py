"""What a run does when memory or the device gives out: go on smaller, or say what to do."""

from __future__ import annotations

from dataclasses import replace

from fcn_core.cancelling import StoppedError
from fcn_core.devices import is_out_of_memory, left_behind
from fcn_core.errors import FcnError, explained
from fcn_core.events import Failed
from fcn_core.finetune.learner import FinetuneRecipe
from fcn_core.sentences import said

SMALLEST_CROP = 96
CELL = 32


def smaller(recipe: FinetuneRecipe) -> FinetuneRecipe | None:
    """The recipe with half the batch or, once that is one image, half the crop; None at the end.

    The crop stays a multiple of the coarsest stride.
    """
    if recipe.batch > 1:
        return replace(recipe, batch=recipe.batch // 2)
    crop = recipe.crop // 2 // CELL * CELL
    return replace(recipe, crop=crop) if crop >= SMALLEST_CROP else None


def failure(error: Exception) -> Failed | None:
    """What to tell a person about an error that ended a run; None if it is nothing known."""
    lost = left_behind(error)
    if lost is not None:
        return Failed(problem=lost.problem, remedy=lost.remedy, device="cpu")
    if is_out_of_memory(error):
        return Failed(
            problem=said("Memory ran out while training."),
            remedy=said("Close other programs, or use smaller images."),
        )
    if isinstance(error, StoppedError):
        return Failed(
            problem=said("Nothing was learned until the run was stopped, so there is no new net."),
            remedy=said("To keep one, stop it once the loss is shown."),
        )
    if isinstance(error, FcnError):
        return Failed(problem=error.problem, remedy=error.remedy)
    if isinstance(error, OSError):
        known = explained(
            error, said("Free some space or check the folder's permissions, then start again.")
        )
        return Failed(problem=known.problem, remedy=known.remedy)
    return None
