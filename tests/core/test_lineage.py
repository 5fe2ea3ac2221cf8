"""The nets of a project as a family, and `fcn models list | show | diff` on top of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fcn_core.cli.main import main
from fcn_core.errors import FcnError
from fcn_core.lineage import Family, best_before, differences
from fcn_core.registry import Registry
from fcn_core.zoo import NUCLEI, ROADS, SHIPPED


def report(names: list[str], before: float, after: list[float | None], **recipe: Any) -> Any:
    known = [a for a in after if a is not None]
    return {
        "labels": names,
        "held_out": 1,
        "before": {"mean_iu": before, "per_class_iu": [before] * len(names)},
        "after": {"mean_iu": sum(known) / len(known), "per_class_iu": after},
        "sentence": "The net got better.",
        "recipe": {"lr": 0.1, "crop": 288} | recipe,
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three nets: the second replaced the first; the third was discarded."""
    root = tmp_path / "photos" / "fcn-project"
    root.mkdir(parents=True)
    registry = Registry(root / "models")
    ids: list[str] = []
    for number in range(3):
        record = registry.begin(
            ids[0] if number else SHIPPED,
            base=SHIPPED,
            images=("a", "b") if number == 0 else ("a", "c"),
            held_out=("h",) if number < 2 else ("h", "i"),
            seconds=60.0,
        )
        registry.path(record.model_id).write_bytes(b"weights")
        registry.set_data_hash(record.model_id, f"hash{number}")
        ids.append(record.model_id)
    names = ["background", "cat"]
    registry.finish(ids[0], report(names, 0.5, [0.75, 0.25]))
    registry.finish(ids[1], report([*names, "tractor"], 0.5, [0.75, 0.5, None], lr=0.2))
    registry.keep(ids[0])
    registry.keep(ids[1])
    registry.discard(ids[2])
    (root / "project.json").write_text(json.dumps({"settings": {"model": ids[1]}}))
    return root


def test_every_net_stands_under_the_one_it_replaced(project: Path) -> None:
    family = Family.of(project.parent)
    rows = [(depth, record.model_id[-1]) for depth, record in family.trees()[SHIPPED]]
    assert rows == [(1, "1"), (2, "2"), (2, "3")]
    assert family.in_use.endswith("-2")


def test_records_in_a_circle_are_shown_all_the_same(project: Path) -> None:
    registry = Registry(project / "models")
    first, second, _ = (record.model_id for record in registry.records())
    file = registry.folder / first / "about.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "parent": second}))
    assert len(Family.of(project).trees()[SHIPPED]) == 3


def test_a_run_that_went_over_to_another_net_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    gone_over = registry.begin(SHIPPED, base=SHIPPED).model_id
    names = ["background", "cat"]
    registry.finish(gone_over, report(names, 0.5, [0.75, 0.25]) | {"start": NUCLEI})
    assert run(project, "show", gone_over) == 0
    (line,) = (x for x in capsys.readouterr().out.splitlines() if x.startswith("starts from"))
    assert line.split()[-1] == NUCLEI


def test_nets_stand_under_the_built_in_one_that_they_go_back_to(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    cells = registry.begin(NUCLEI, base=NUCLEI).model_id
    orphan = registry.begin("2020-01-01-1").model_id
    trees = Family.of(project).trees()
    assert [record.model_id for _, record in trees[NUCLEI]] == [cells]
    assert trees[SHIPPED][-1][1].model_id == orphan
    assert run(project, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines.index(NUCLEI) == 5 and lines[6].strip().startswith(cells)


def test_differences_of_recipe_labels_data_and_scores(project: Path) -> None:
    first, second, third = Registry(project / "models").records()
    found = differences(first, second)
    assert found.recipe == {"lr": (0.1, 0.2)}
    assert (found.labels_added, found.labels_removed) == (("tractor",), ())
    assert (found.images_added, found.images_removed) == (("c",), ("b",))
    assert (found.same_data, found.same_held_out) == (False, True)
    assert found.iu == (("cat", 0.25, 0.5),)
    assert not differences(second, third).same_held_out
    same = differences(first, first)
    assert (same.recipe, same.iu, same.same_data) == ({}, (), True)


def run(project: Path, *words: str) -> int:
    return main(["models", *words, "--project", str(project)])


def test_the_list_is_a_tree_for_people_and_json_for_programs(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == SHIPPED
    assert lines[1].startswith("  2") and "50.0 -> 50.0" in lines[1] and "kept" in lines[1]
    assert lines[2].startswith("    2") and lines[2].endswith("in use")
    assert "50.0 -> 62.5" in lines[2]
    assert "discarded" in lines[3] and "->" not in lines[3]
    assert run(project, "list", "--json") == 0
    nets = json.loads(capsys.readouterr().out)["nets"]
    assert [(n["generation"], n["in_use"], n["after"]) for n in nets] == [
        (1, False, 0.5),
        (2, True, 0.625),
        (2, False, None),
    ]


def test_one_net_is_told_in_full(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    family = Family.of(project)
    assert run(project, "show", family.in_use) == 0
    told = capsys.readouterr().out
    for part in (
        "in use",
        "hash1",
        "50.0 -> 62.5",
        "IU  50.0 ->  50.0  cat",
        "recipe  lr = 0.2",
        "2: a, c",
    ):
        assert part in told
    assert run(project, "show", family.in_use, "--json") == 0
    assert json.loads(capsys.readouterr().out)["base"] == SHIPPED


def test_what_the_gate_said_and_of_what_the_scores_tell_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    net = registry.begin(SHIPPED, base=SHIPPED).model_id
    said = {"gate": {"keep": True, "why": "Not decided: look."}, "facts": ["They look alike."]}
    registry.finish(net, report(["background", "cat"], 0.5, [0.75, 0.25]) | said)
    assert run(project, "show", net) == 0
    told = capsys.readouterr().out
    assert "advice        Not decided: look.\n" in told and "  -  They look alike.\n" in told


def test_the_differences_are_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = (r.model_id for r in Registry(project / "models").records())
    assert run(project, "diff", first, second) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{first} -> {second}"
    assert {"recipe  lr: 0.1 -> 0.2", "labels  + tractor", "data    + c"} <= set(told)
    assert told[-1].split() == ["IU", "25.0", "->", "50.0", "cat"]
    assert run(project, "diff", first, first) == 0
    assert capsys.readouterr().out.splitlines()[1] == "no difference"
    assert run(project, "diff", second, third) == 0
    assert "cannot be compared" in capsys.readouterr().out
    assert run(project, "diff", first, second, "--json") == 0
    assert json.loads(capsys.readouterr().out)["labels_added"] == ["tractor"]


def test_a_run_that_was_cut_short_is_told_beside_the_note(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    model_id = registry.begin(SHIPPED).model_id
    registry.path(model_id).write_bytes(b"a snapshot")
    registry.settle(model_id)
    registry.annotate(model_id, "mine")
    run(project, "list")
    assert "interrupted: mine" in capsys.readouterr().out
    run(project, "show", model_id)
    assert "note          interrupted: mine" in capsys.readouterr().out


def test_what_qualifies_a_score_is_shown_with_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    model_id = registry.begin(SHIPPED, held_out=("h",)).model_id
    more = {"interval": [-0.25, 0.4], "notes": ["Flattered."], "others": {ROADS: 0.723}}
    registry.finish(model_id, report(["background", "cat"], 0.5, [0.75, 0.25]) | more)
    assert run(project, "show", model_id) == 0
    told = capsys.readouterr().out.splitlines()
    assert "interval      -25.0 to +40.0" in told and "  !  Flattered." in told
    assert any(line.split() == ["same", "images,", ROADS, "72.3"] for line in told)
    assert "  IU  50.0 ->  25.0  cat" in told


def test_scores_of_other_images_are_not_set_side_by_side(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry(project / "models")
    first, second = (
        registry.begin(SHIPPED, held_out=(name,)).model_id for name in ("one", "another")
    )
    for model_id, iu in ((first, 0.25), (second, 0.5)):
        registry.finish(model_id, report(["background", "cat"], 0.5, [0.75, iu]))
    assert run(project, "diff", first, second) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("they cannot be compared")


def chain(folder: Path, *scores: tuple[float, float]) -> Registry:
    """Nets that came one after the other, from the one for roads: (before, after) on an image."""
    registry, parent = Registry(folder), ROADS
    for before, after in scores:
        parent = registry.begin(parent, held_out=("h",)).model_id
        image = {"image_id": "h", "before": before, "after": after}
        registry.finish(parent, {"images": [image]})
    return registry


def test_the_best_net_before_is_known_from_the_reports(tmp_path: Path) -> None:
    fallen = chain(tmp_path / "fallen", (0.72, 0.67), (0.67, 0.7), (0.7, 0.6)).records()
    ids = [record.model_id for record in fallen]
    assert best_before(ids[2], ("h", "new"), fallen) == ROADS
    assert best_before(ids[1], ("h",), fallen) == ROADS
    assert best_before(ids[2], ("other",), fallen) is None, "nothing tells"
    assert best_before(ROADS, ("h",), fallen) is None
    risen = chain(tmp_path / "risen", (0.4, 0.7), (0.7, 0.8), (0.8, 0.76)).records()
    ids = [record.model_id for record in risen]
    assert best_before(ids[1], ("h",), risen) is None
    assert best_before(ids[2], ("h",), risen) == ids[1]
    lower = chain(tmp_path / "lower", (0.9, 0.9), (0.9, 0.8), (0.8, 0.5)).records()
    ids = [record.model_id for record in lower]
    gone = {ROADS, ids[0]}
    assert best_before(ids[2], ("h",), lower, lambda net: net not in gone) == ids[1]


def test_a_wrong_id_or_folder_is_named(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = Registry(project / "models").records()[0].model_id
    assert run(project, "show", f"{first}x") == 1
    assert f"The nearest is '{first}'" in capsys.readouterr().err
    assert run(tmp_path, "list") == 1
    told = capsys.readouterr().err
    assert "holds no project" in told and "--project" in told
    (project / "project.json").write_text("{")
    with pytest.raises(FcnError, match="cannot be read"):
        Family.of(project)


def test_it_stands_without_torch() -> None:
    code = "import sys, fcn_core.cli.lineage; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
