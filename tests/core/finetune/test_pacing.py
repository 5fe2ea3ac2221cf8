"""Budgets and things done now and then."""

from __future__ import annotations

import pytest

from fcn_core.finetune.pacing import Budget, NowAndThen


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("fcn_core.finetune.pacing.time.monotonic", lambda: now[0])
    return now


def test_pauses_are_not_spent(clock: list[float]) -> None:
    budget = Budget(10.0)
    clock[0] += 6.0
    budget.paused += 2.0
    assert (budget.spent, budget.left, budget.progress) == (4.0, 6.0, 0.4)
    clock[0] += 60.0
    assert budget.left == 0.0


def test_a_slow_deed_comes_less_often(clock: list[float]) -> None:
    often = NowAndThen(5.0)
    assert not often.due
    clock[0] += 5.0
    assert often.due
    with often.doing():
        clock[0] += 3.0
    clock[0] += 29.0
    assert not often.due
    clock[0] += 1.0
    assert often.due
