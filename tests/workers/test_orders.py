from __future__ import annotations

from pathlib import Path

import numpy as np

from app.state.net_words import NetWords
from app.workers.orders import LoadOrder, Orders, PredictRequest, StudyOrder
from fcn_core.labels import VOC


def request(number: int) -> PredictRequest:
    image = np.zeros((2, 2, 3), np.uint8)
    return PredictRequest(request_id=number, image_id="a", image_HWC=image, words=NetWords(VOC))


def load(name: str) -> LoadOrder:
    return LoadOrder(model_path=Path(name), model_id=name)


def study(number: int) -> StudyOrder:
    return StudyOrder(
        study=lambda _net, _cancelled: number, done=lambda *_: None, failed=lambda _: None
    )


def test_the_latest_request_wins() -> None:
    orders = Orders()
    orders.put(request(1))
    orders.put(request(2))
    taken = orders.take()
    assert isinstance(taken, PredictRequest)
    assert taken.request_id == 2
    assert orders.take() is None


def test_a_net_is_loaded_before_it_predicts_and_only_the_latest() -> None:
    orders = Orders()
    orders.put(request(1))
    orders.put(load("old"))
    orders.put(load("new"))
    assert orders.take() == load("new")
    assert isinstance(orders.take(), PredictRequest)


def test_what_runs_is_overtaken_by_whatever_comes() -> None:
    orders = Orders()
    assert not orders.overtaken
    orders.put(request(1))
    assert orders.overtaken
    orders.take()
    assert not orders.overtaken
    orders.put(load("new"))
    assert orders.overtaken


def test_nothing_is_handed_out_after_closing() -> None:
    orders = Orders()
    orders.put(request(1))
    orders.close()
    assert orders.take() is None
    assert orders.overtaken


def test_studies_wait_for_everything_else_and_overtake_nothing() -> None:
    orders = Orders()
    first, second = study(1), study(2)
    for order in (first, second):
        orders.put(order)
    assert not orders.overtaken
    orders.put(request(1))
    orders.put(load("new"))
    assert orders.take() == load("new")
    assert isinstance(orders.take(), PredictRequest)
    assert orders.take() == first
    orders.put_back(first)
    assert [orders.take(), orders.take(), orders.take()] == [first, second, None]
