"""A session opens, corrects, learns and scores as the plan says, and counts right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from fcn_core.bench.acts import Tally
from fcn_core.bench.arms import Arm
from fcn_core.bench.orders import Desk
from fcn_core.bench.session import Plan, Session, split
from fcn_core.data.dataset import Sample
from fcn_core.errors import FcnError
from tests.core.bench.worlds import QUICK_ARM, Pictures, Quick

PLAN = Plan(images=5, every=2, seconds=0.1, test=3, pool=6)


def run(plan: Plan = PLAN, seed: int = 0, arm: Arm = QUICK_ARM) -> Session:
    session = Session(arm, Quick(), Pictures(), plan, seed, lambda _: None)
    session.run()
    return session


def test_points_follow_the_plan() -> None:
    session = run()
    assert [point.images for point in session.points] == [0, 2, 4, 5]
    assert [point.outcome for point in session.points] == ["", "better", "better", "better"]
    assert session.points[0].scores.mean_iu == 0  # nothing is known, so every pixel is wrong
    assert session.points[-1].scores.mean_iu > 0.8
    assert len(session.points[0].scores.per_class_iu) == 2


def test_work_adds_up() -> None:
    session = run()
    assert len(session.images) == 5
    assert session.points[-1].tally.strokes == sum(image["strokes"] for image in session.images)
    assert session.points[-1].tally.seconds == pytest.approx(
        sum(image["seconds"] for image in session.images), abs=0.01
    )
    assert session.points[0].tally == Tally()
    assert all(
        a.tally.seconds < b.tally.seconds
        for a, b in zip(session.points, session.points[1:], strict=False)
    )
    json = session.points[1].to_json()
    assert json["acts"] == json["strokes"] + json["clicks"]


def test_what_is_scored_is_never_opened() -> None:
    session = run()
    parts = session.parts
    assert not set(parts.pool) & set(parts.test)
    assert (len(parts.pool), len(parts.test)) == (6, 3)
    opened = {image["image"] for image in session.images}
    assert opened <= {f"picture_{index}" for index in parts.pool}
    assert len(opened) == 5


def test_a_good_prediction_saves_work() -> None:
    session = run()
    blind, helped = session.images[:2], session.images[2:]
    assert min(i["before"] for i in blind) == 1
    assert max(i["before"] for i in helped) < 0.7
    assert max(i["seconds"] for i in helped) < min(i["seconds"] for i in blind)


def test_where_nothing_is_shown_nothing_helps() -> None:
    session = run(arm=replace(QUICK_ARM, shows=False))
    assert all(image["before"] == 1 for image in session.images)
    assert session.points[-1].scores.mean_iu > 0.8  # what its masks would teach


def test_an_arm_that_does_not_learn_stays_as_it_is() -> None:
    session = run(arm=replace(QUICK_ARM, learns=False))
    assert {point.scores.mean_iu for point in session.points} == {0}
    assert isinstance(session.model, Quick) and session.model.lessons == []


def test_who_leaves_the_rest_to_the_net_corrects_little() -> None:
    """Strokes that confirm what is right come on top of those that correct."""
    few = run(arm=replace(QUICK_ARM, most_acts=1))
    right_regions = few.habits.right_regions
    assert few.habits == replace(PLAN.habits, most_acts=1, finishes=False)
    assert all(i["strokes"] + i["clicks"] <= 1 + right_regions for i in few.images)
    assert few.points[-1].tally.acts < run().points[-1].tally.acts
    assert run(arm=replace(QUICK_ARM, most_acts=1000)).habits == PLAN.habits


def test_held_out_images_stay_held_out() -> None:
    session = run()
    assert isinstance(session.model, Quick)
    first, *later = session.model.lessons
    assert first.held_out == []  # two are too few to hold one out
    held = [{example.image_id for example in lesson.held_out} for lesson in later]
    assert held[0] and held[0] <= held[1]
    assert not held[0] & {example.image_id for example in first.training}
    assert [len(lesson.examples) for lesson in (first, *later)] == [2, 4, 5]


def test_images_that_were_not_opened_remind_the_net() -> None:
    session = run()
    assert isinstance(session.model, Quick)
    pool = {f"picture_{index}" for index in session.parts.pool}
    for lesson in session.model.lessons:
        others = {sample.image_id for sample in lesson.others}
        assert others == pool - {example.image_id for example in lesson.examples}


def test_all_arms_of_a_seed_see_the_same_images() -> None:
    one, other = run(), run(arm=replace(QUICK_ARM, shows=False))
    assert [i["image"] for i in one.images] == [i["image"] for i in other.images]
    assert split(40, PLAN, 0) == split(40, PLAN, 0) != split(40, PLAN, 1)


@pytest.mark.parametrize("order", ["name", "useful"])
def test_orders(order: str) -> None:
    session = run(replace(PLAN, order=order))
    opened = [image["image"] for image in session.images]
    assert len(set(opened)) == 5
    if order == "name":
        pool = sorted(f"picture_{index}" for index in session.parts.pool)
        assert opened == pool[:5]


def test_an_order_is_told_what_the_model_learns_from() -> None:
    told: list[list[int]] = []
    session = Session(QUICK_ARM, Quick(), Pictures(), PLAN, 0, lambda _: None)

    def first(waiting: Sequence[int], learned: Sequence[int], desk: Desk) -> int:
        told.append(list(learned))
        return waiting[0]

    session.order = first
    session.run()
    held = {e.image_id for lesson in session.model.lessons for e in lesson.held_out}  # type: ignore[attr-defined]
    assert [len(learned) for learned in told[:4]] == [0, 1, 2, 3]
    assert held and not held & {session.name(index) for index in told[4]}


def test_the_order_of_an_arm_comes_before_the_plans() -> None:
    arm = replace(QUICK_ARM, order="name")
    opened = [image["image"] for image in run(arm=arm).images]
    assert opened == sorted(opened) != [image["image"] for image in run().images]


def test_an_unknown_order_is_named() -> None:
    with pytest.raises(FcnError, match="no order 'best'"):
        run(replace(PLAN, order="best"))


def test_too_few_images_are_named() -> None:
    with pytest.raises(FcnError, match="6 images are too few"):
        split(6, PLAN, 0)


def test_one_label_is_nothing_to_learn_from() -> None:
    class Plain(Pictures):
        def sample(self, index: int) -> Sample:
            sample = super().sample(index)
            return replace(sample, mask=np.zeros_like(sample.mask))

    model = Quick()
    session = Session(QUICK_ARM, model, Plain(), PLAN, 0, lambda _: None)
    session.run()
    assert model.lessons == []
    assert "one label" in session.points[-1].outcome
