"""Budgets and things done now and then."""

from __future__ import annotations

from fcn_core.finetune.pacing import Budget, NowAndThen


class Clock:
    """It stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_budget_goes_by_its_clock() -> None:
    clock = Clock()
    budget = Budget(10.0, clock)
    clock.now += 4.0
    assert (budget.spent, budget.left, budget.progress) == (4.0, 6.0, 0.4)
    clock.now += 60.0
    assert budget.left == 0.0


def test_a_slow_deed_comes_less_often() -> None:
    clock = Clock()
    often = NowAndThen(5.0, clock)
    assert not often.due
    clock.now += 5.0
    assert often.due
    with often.doing():
        clock.now += 3.0
    clock.now += 29.0
    assert not often.due
    clock.now += 1.0
    assert often.due
