"""Learning within a time budget: both parts of a run, smaller where memory runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import torch

from fcn_core.cancelling import Heed
from fcn_core.devices import is_out_of_memory
from fcn_core.errors import FcnError, GpuMemoryError
from fcn_core.finetune.backoff import smaller
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.pacing import Budget
from fcn_core.sentences import said

MakeLearner = Callable[[FinetuneRecipe], Learner]
OnStep = Callable[[float, Budget], None]
"""Called after every step with its loss."""


class BudgetedLearning:
    """Heads first, then the whole net, until the time is over. `StoppedError` ends it, too.

    `recipe` is the one in force: it shrinks when memory runs out. The nets keep what they have
    learned until then, as a new learner goes on with them.
    """

    def __init__(
        self,
        make_learner: MakeLearner,
        recipe: FinetuneRecipe,
        heed: Heed,
        on_step: OnStep,
        say: Callable[[str], None],
    ) -> None:
        self.recipe = recipe
        self._make_learner, self._heed = make_learner, heed
        self._on_step, self._say = on_step, say
        self._heads_only = self._is_on_gpu = False

    def run(self, budget: Budget) -> None:
        """Raises `FcnError` when memory is too short even for the smallest pieces."""
        while not self._take_both_parts(budget):
            # Outside the handler: its traceback would keep the step's tensors alive.
            torch.cuda.empty_cache()
            self._back_off()

    def _take_both_parts(self, budget: Budget) -> bool:
        """True when done; false when memory ran out."""
        try:
            learner = self._make_learner(self.recipe)
            self._is_on_gpu = learner.device.type == "cuda"
            self.take_heads(learner, budget)
            self._take_whole(learner, budget)
        except Exception as error:  # torch has several for the same thing
            if is_out_of_memory(error):
                return False
            raise
        return True

    def take_heads(self, learner: Learner, budget: Budget) -> None:
        """The first part alone, up to the recipe's share of the budget."""
        recipe = self.recipe
        if budget.progress >= recipe.heads_share:
            return
        self._heads_only = True
        self._say(said("Learning, the last layers first."))
        self._take(learner.heads(), budget, recipe.heads_share, recipe.heads_steps)
        self._heads_only = False

    def _take_whole(self, learner: Learner, budget: Budget) -> None:
        share = self.recipe.heads_share
        if share >= 1:
            return
        self._say(said("Learning with the whole net."))
        learner.cache.clear()  # of no use once the backbone moves: steps need the memory
        whole = learner.whole(lambda: (budget.progress - share) / (1 - share))
        self._take(whole, budget, 1.0, self.recipe.whole_steps)

    def _take(self, steps: Iterator[float], budget: Budget, until: float, at_least: int) -> None:
        """Take steps until that share of the budget is spent, and at least so many."""
        for count, loss in enumerate(steps, start=1):
            self._on_step(loss, budget)
            self._heed()
            if budget.progress >= until and count >= at_least:
                return

    def _back_off(self) -> None:
        """A recipe that needs less memory. Raises `FcnError` if there is none."""
        if self._heads_only:
            # Whole images are too much; crops of them are what the second part learns from.
            self._heads_only = False
            self.recipe = replace(self.recipe, heads_share=0.0)
            self._say(
                said("Memory ran out: going on with pieces of the images, not with whole ones.")
            )
            return
        recipe, crop = smaller(self.recipe), self.recipe.crop
        if recipe is None:
            problem = said(
                "Memory ran out, even with single pieces of {height} x {width} pixels.",
                height=crop,
                width=crop,
            )
            remedy = said("Close other programs, then start again.")
            raise (GpuMemoryError if self._is_on_gpu else FcnError)(problem, remedy)
        self.recipe = recipe
        self._say(
            said(
                "Memory ran out: going on with smaller batches ({batch} x {height} x {width} "
                "pixels).",
                batch=recipe.batch,
                height=recipe.crop,
                width=recipe.crop,
            )
        )
