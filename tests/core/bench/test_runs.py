"""Sessions are files: a benchmark goes on where it was, and never mixes plans."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fcn_core.bench.runs import FOLDER, Wanted, carry_out, data_name
from fcn_core.bench.session import Plan
from fcn_core.errors import FcnError
from tests.core.models import tiny_model, voc_folder


def wanted(folder: Path) -> Wanted:
    return Wanted(
        data=(f"voc:{voc_folder(folder / 'data', 5)}",),
        arms=("hand", "shipped"),
        seeds=2,
        plan=Plan(images=2, every=2, seconds=0.05, test=2, pool=2),
        device="cpu",
        model=str(tiny_model(folder / "model.safetensors")),
        recipe={"heads_steps": 2, "whole_steps": 1, "crop": 64, "batch": 1},
    )


def test_a_benchmark_is_carried_out_once(tmp_path: Path) -> None:
    said: list[str] = []
    order, out = wanted(tmp_path), tmp_path / "out"
    runs = carry_out(order, out, said.append)
    assert [(run.arm, run.seed) for run in runs] == [
        ("hand", 0),
        ("shipped", 0),
        ("hand", 1),
        ("shipped", 1),
    ]
    assert [point["images"] for point in runs[0].points] == [0, 2]
    assert runs[0].machine["device"].startswith("CPU")
    gone = out / FOLDER / "voc-shipped-1.json"
    gone.unlink()
    said.clear()
    told: list[int] = []
    again = carry_out(order, out, said.append, lambda done: told.append(len(done)))
    assert told == [4]
    assert sum("done before" in line for line in said) == 3
    assert gone.is_file()
    without_time = [replace(run, machine={}, points=[]) for run in again]
    assert without_time == [replace(run, machine={}, points=[]) for run in runs]


def test_another_plan_or_net_is_not_mixed_in(tmp_path: Path) -> None:
    order, out = wanted(tmp_path), tmp_path / "out"
    order = replace(order, arms=("shipped",), seeds=1)
    carry_out(order, out, lambda _: None)
    with pytest.raises(FcnError, match="another plan or another net"):
        carry_out(replace(order, plan=replace(order.plan, every=1)), out, lambda _: None)
    other = tiny_model(tmp_path / "other.safetensors", long_side=40)
    with pytest.raises(FcnError, match="another plan or another net"):
        carry_out(replace(order, model=str(other)), out, lambda _: None)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / FOLDER).mkdir(parents=True)
    (out / FOLDER / "voc-hand-0.json").write_text("{")
    with pytest.raises(FcnError, match=r"voc-hand-0\.json"):
        carry_out(wanted(tmp_path), out, lambda _: None)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"arms": ("imagenet",)}, "--weights"),
        ({"arms": ("magic",)}, "no arm 'magic'"),
        ({"arms": ("hand", "imagenet@useful")}, "--weights"),
        ({"model": "nowhere.safetensors"}, "no model"),
        ({"arms": ("imagenet",), "weights": Path("nowhere.pth")}, "nowhere.pth"),
    ],
)
def test_problems_come_before_the_first_session(
    change: dict[str, object], problem: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    order = replace(wanted(tmp_path), **change)  # type: ignore[arg-type]
    with pytest.raises(FcnError, match=problem):
        carry_out(order, out, lambda _: None)
    assert not out.exists()


def test_data_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    order = wanted(tmp_path)
    with pytest.raises(FcnError, match="same name"):
        carry_out(replace(order, data=order.data * 2), tmp_path / "out", lambda _: None)


def test_names_tell_nothing_of_the_machine(tmp_path: Path) -> None:
    assert data_name("folder:../shared/roads") == "roads"
    assert data_name("camvid:/data/CamVid#val") == "camvid"
    order, out = replace(wanted(tmp_path), arms=("shipped",), seeds=1), tmp_path / "out"
    carry_out(order, out, lambda _: None)
    text = (out / FOLDER / "voc-shipped-0.json").read_text()
    assert str(tmp_path) not in text
    assert json.loads(text)["made_with"]["model"]
