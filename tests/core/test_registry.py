from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fcn_core import files
from fcn_core.errors import FcnError
from fcn_core.held import HELD, holding
from fcn_core.registry import ModelState, Registry, lineage
from fcn_core.zoo import SHIPPED

REPORT = {"before": {"mean_iu": 0.5}, "after": {"mean_iu": float("nan")}, "sentence": "hä"}


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models")


def add(registry: Registry, parent: str = SHIPPED) -> str:
    record = registry.begin(parent, images=("a", "b"), held_out=("c",), seconds=60.0, seed=3)
    registry.path(record.model_id).write_bytes(b"weights")
    return record.model_id


def test_a_run_is_remembered_from_its_first_moment(registry: Registry) -> None:
    record = registry.get(add(registry))
    assert record.state is ModelState.TRAINING
    assert (record.parent, record.images, record.held_out) == (SHIPPED, ("a", "b"), ("c",))
    assert record.created.endswith("+00:00")


def test_ids_are_fresh_and_in_order(registry: Registry) -> None:
    ids = [add(registry) for _ in range(3)]
    assert len(set(ids)) == 3
    assert [record.model_id for record in registry.records()] == ids


def test_the_id_of_a_run_that_came_to_nothing_is_never_given_again(registry: Registry) -> None:
    first = add(registry)
    registry.remove(first)
    second = add(Registry(registry.folder))
    assert second != first
    (registry.folder / ".last").write_text("not ours")
    assert add(registry) != second


def test_a_run_that_was_just_killed_is_forgotten_once_its_files_are_closed(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_id, real, held = registry.begin("shipped").model_id, shutil.rmtree, [True, True]

    def rmtree(folder: Path, ignore_errors: bool) -> None:
        if not (held and held.pop()):
            real(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    monkeypatch.setattr(files, "PATIENCE", 60.0)
    registry.remove(model_id)
    assert not held and not registry.path(model_id).parent.exists()


def test_a_run_whose_process_lives_on_is_left_alone(registry: Registry) -> None:
    """As for a moment after its window was killed."""
    snapshot, nothing = add(registry), add(registry)
    registry.path(nothing).unlink()
    with holding(registry.folder / snapshot), holding(registry.folder / nothing):
        assert registry.settle(snapshot) is None
        assert registry.settle(nothing) is None
    assert registry.get(nothing).state is registry.get(snapshot).state is ModelState.TRAINING
    assert registry.settle(snapshot) is not None
    assert registry.settle(nothing) is None
    assert [record.model_id for record in registry.records()] == [snapshot]


def test_the_report_is_strict_json(registry: Registry) -> None:
    model_id = add(registry)
    registry.finish(model_id, REPORT)
    text = (registry.folder / model_id / "about.json").read_text(encoding="utf-8")
    assert "NaN" not in text
    assert registry.get(model_id).report == {**REPORT, "after": {"mean_iu": None}}
    assert registry.get(model_id).state is ModelState.FINISHED


def test_what_is_kept_remembers_when(registry: Registry) -> None:
    model_id = add(registry)
    assert not registry.get(model_id).decided
    registry.keep(model_id)
    assert registry.get(model_id).state is ModelState.KEPT and registry.get(model_id).decided


def test_discarding_deletes_weights_and_data_but_not_the_record(registry: Registry) -> None:
    model_id = add(registry)
    (registry.folder / model_id / "corrections").mkdir()
    (registry.folder / model_id / "corrections" / "a.png").write_bytes(b"x")
    registry.discard(model_id)
    assert [p.name for p in (registry.folder / model_id).iterdir()] == ["about.json"]
    assert registry.get(model_id).state is ModelState.DISCARDED


def test_what_was_set_aside_can_be_brought_back_until_it_is_deleted(registry: Registry) -> None:
    model_id = add(registry)
    before = registry.get(model_id)
    registry.set_aside(model_id)
    assert (
        registry.get(model_id).state is ModelState.DISCARDED and registry.path(model_id).is_file()
    )
    registry.bring_back(model_id)
    assert registry.get(model_id) == replace(before, state=ModelState.FINISHED, decided="")
    registry.set_aside(model_id)
    registry.discard(model_id)
    assert not registry.path(model_id).exists()


def test_one_damaged_entry_hides_no_other(registry: Registry) -> None:
    good, torn, empty, odd = (add(registry) for _ in range(4))
    (registry.folder / torn / "about.json").write_text("{")
    (registry.folder / empty / "about.json").unlink()
    (registry.folder / odd / "about.json").write_text(json.dumps({"state": "unheard of"}))
    (registry.folder / "a file").write_text("no folder")
    assert [record.model_id for record in registry.records()] == [good]
    problems = registry.problems()
    assert len(problems) == 3
    assert all(isinstance(p, FcnError) and "about.json" in p.problem and p.remedy for p in problems)


def test_a_run_that_ended_before_its_record_was_written_is_no_damaged_net(
    registry: Registry,
) -> None:
    good = add(registry)
    (registry.folder / "2025-01-01-1").mkdir()
    (registry.folder / "2025-01-01-2").mkdir()
    (registry.folder / "2025-01-01-2" / ".0123456789abcdef.tmp").touch()
    assert [record.model_id for record in registry.records()] == [good]
    assert registry.problems() == ()


def test_a_record_of_a_newer_version_is_read(registry: Registry) -> None:
    model_id = add(registry)
    file = registry.folder / model_id / "about.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "unknown": 1}))
    assert registry.get(model_id).model_id == model_id


def test_a_copied_folder_is_known_by_its_own_name(registry: Registry) -> None:
    model_id = add(registry)
    (registry.folder / model_id).rename(registry.folder / "elsewhere")
    assert registry.get("elsewhere").model_id == "elsewhere"


def test_the_lineage_goes_back_to_the_shipped_net_and_never_in_circles(registry: Registry) -> None:
    first = add(registry)
    second = add(registry, first)
    assert lineage(second, registry.records()) == [second, first, SHIPPED]
    file = registry.folder / first / "about.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "parent": second}))
    assert lineage(second, registry.records()) == [second, first]


def test_notes_hashes_and_removal(registry: Registry) -> None:
    model_id = add(registry)
    registry.annotate(model_id, "for the paper")
    registry.set_data_hash(model_id, "abc")
    assert (registry.get(model_id).note, registry.get(model_id).data_hash) == (
        "for the paper",
        "abc",
    )
    registry.remove(model_id)
    assert registry.records() == ()


def test_a_net_that_is_not_there_is_said_with_the_nearest_one(registry: Registry) -> None:
    with pytest.raises(FcnError, match="Nothing has been fine-tuned"):
        registry.get("2026-11-22-1")
    add(registry)
    other = add(registry)
    with pytest.raises(FcnError, match=f"no net '{other}0' .* The nearest is '{other}'"):
        registry.get(f"{other}0")


def test_a_run_cut_short_is_settled_by_what_is_left_of_it(registry: Registry) -> None:
    snapshot, nothing = add(registry), add(registry)
    registry.path(nothing).unlink()
    (registry.folder / snapshot / "cache").mkdir()
    torn = registry.folder / snapshot / ".0123456789abcdef.tmp"
    torn.write_bytes(b"a snapshot that was being written")
    (registry.folder / snapshot / HELD).touch()
    settled = registry.settle(snapshot)
    assert settled is not None
    assert (settled.state, settled.interrupted) == (ModelState.FINISHED, True)
    left = {path.name for path in (registry.folder / snapshot).iterdir()}
    assert left == {"about.json", "model.safetensors"}
    assert registry.settle(nothing) is None
    assert [record.model_id for record in registry.records()] == [snapshot]


def test_a_note_leaves_it_known_that_a_run_was_cut_short(registry: Registry) -> None:
    model_id = add(registry)
    registry.settle(model_id)
    registry.annotate(model_id, "mine")
    found = registry.get(model_id)
    assert (found.note, found.interrupted) == ("mine", True)


def test_records_of_earlier_versions_knew_it_by_their_note(registry: Registry) -> None:
    model_id = add(registry)
    file = registry.folder / model_id / "about.json"
    data = json.loads(file.read_text())
    del data["interrupted"]
    for note, expected in (("interrupted", ("", True)), ("mine", ("mine", False))):
        file.write_text(json.dumps({**data, "note": note}))
        found = registry.get(model_id)
        assert (found.note, found.interrupted) == expected


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file in the way")
    with pytest.raises(FcnError, match="models"):
        Registry(tmp_path / "models").begin(SHIPPED)


def test_it_stands_without_torch() -> None:
    code = "import sys, fcn_core.registry; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_that_cannot_be_recorded_leaves_no_folder(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("fcn_core.registry.write_atomic", full)
    with pytest.raises(FcnError, match="No space left"):
        registry.begin(SHIPPED)
    assert list(registry.folder.iterdir()) == []
    assert registry.problems() == ()


def test_weights_that_cannot_be_deleted_are_named(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    model_id = add(registry)
    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(FcnError, match=r"model.safetensors cannot be deleted"):
        registry.discard(model_id)
