from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.bootstrap.training_wiring import _model_row, preview_of
from app.flows.learning.learning_set import CorrectedSet
from app.flows.learning.training import Phase
from app.jobs.corrected import Corrected
from app.state.listing import ImageEntry
from app.state.project import Project
from app.state.wishes import recipe_of
from app.views.look import theme
from app.views.training.drawer import Stage
from app.views.training.models_panel import SCORE, ModelsPanel, describe
from app.views.training.preview import PreviewPage
from app.views.values import ModelRow
from fcn_core.events import Message
from fcn_core.finetune.learner import FinetuneRecipe
from fcn_core.finetune.verdict import gate
from fcn_core.labels import LabelSet
from fcn_core.registry import ModelRecord
from fcn_core.zoo import NUCLEI, SHIPPED
from tests.flows.world import make_photos


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ({"rate_factor": 0.5}, "rate_factor", 0.5),
        ({"frozen_backbone": True}, "heads_share", 1.0),
        ({"augment": False}, "color", 0.0),
        ({"augment": False}, "flip", False),
        ({"augment": False}, "false_colors", 0.0),
    ],
)
def test_every_wish_of_the_drawer_is_one_of_the_recipes_keys(
    asked: dict[str, Any], field: str, value: float
) -> None:
    overrides = recipe_of(**asked)
    assert set(overrides) <= set(FinetuneRecipe.__dataclass_fields__)
    assert getattr(FinetuneRecipe(**overrides), field) == value


def test_without_wishes_the_recipe_stays_as_it_is() -> None:
    assert recipe_of() == {}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "a.png").write_bytes(b"")
    opened = Project.open(tmp_path, labels=LabelSet.from_names(["background", "cat", "tractor"]))
    opened.close()
    return opened


def test_labels_are_new_if_the_net_does_not_know_them_by_the_name_it_learned(
    project: Project,
) -> None:
    project.set_setting("net_names", {"1": "cat"})
    project.rename_label(1, "tomcat")
    known = LabelSet.from_names(["background", "cat"])
    shown = preview_of(CorrectedSet(), project, None, known, SHIPPED, SHIPPED)
    assert [label.known for label in shown.labels] == [True, True, False]
    assert shown.labels[1].name == "tomcat"


def test_without_a_net_no_label_is_called_new(project: Project) -> None:
    shown = preview_of(CorrectedSet(), project, None, None, SHIPPED, SHIPPED)
    assert all(label.known for label in shown.labels)


def test_the_preview_says_where_a_run_starts_and_what_it_is_compared_with(
    project: Project,
) -> None:
    shown = preview_of(CorrectedSet(warnings=("w",)), project, None, None, SHIPPED, "2026-11-22-1")
    assert (shown.parent, shown.in_use) == ("the shipped net", "net 2026-11-22-1")
    assert shown.warnings == ("w",)
    assert preview_of(CorrectedSet(), project, None, None, SHIPPED, SHIPPED).in_use == ""


def test_a_net_stands_under_the_one_it_replaced_the_shipped_one_too(qtbot: QtBot) -> None:
    record = ModelRecord(model_id="2026-11-22-1", parent=SHIPPED, created="2026-11-22T20:00:00")
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    shipped = ModelRow(model_id=SHIPPED, title="Shipped net", about="For photos.")
    panel.set_models([shipped, _model_row(record, SHIPPED, record.model_id, frozenset())])
    assert panel.tree.topLevelItemCount() == 1
    assert panel.roll_back.isEnabled()


def test_scores_that_were_found_on_other_images_are_grey(qtbot: QtBot) -> None:
    def row(name: str, *images: str) -> ModelRow:
        report = {
            "before": {"mean_iu": 0.5},
            "after": {"mean_iu": 0.6},
            "images": [{"image_id": i, "before": 0.5, "after": 0.6} for i in images],
        }
        made = ModelRecord(model_id=name, parent=SHIPPED, created="2026-11-22T20:00:00")
        return _model_row(replace(made, report=report), "", "3", frozenset("ab"))

    panel = ModelsPanel()
    qtbot.addWidget(panel)
    panel.set_models([row("1", "a"), row("2", "b", "a"), row("3", "a", "b"), row("4")])
    items = [panel.tree.topLevelItem(at) for at in range(4)]
    assert [item.text(SCORE) for item in items[:2]] == ["60.0  (+10.0) on 1", "60.0  (+10.0) on 2"]
    grey = QColor(theme.current().text_secondary)
    assert [item.foreground(SCORE).color() == grey for item in items] == [True, *[False] * 3]
    assert "checked on others" in items[0].toolTip(SCORE)
    assert describe(row("1", "a")).count("Checked on 1 held-out image.") == 1


def test_checking_large_images_takes_memory(project: Project) -> None:
    def memory(area: int) -> int:
        entry = ImageEntry("a", Path("a"))
        image = Corrected(entry=entry, pixels={0: 1}, area=area, digest="", state="")
        found = CorrectedSet(held_out=(image,))
        return preview_of(found, project, None, None, SHIPPED, SHIPPED).memory_mb

    assert memory(500 * 375) < 900
    assert 1200 < memory(4000 * 3000) < 1400


def test_only_what_the_net_knew_can_get_worse(qtbot: QtBot, project: Project) -> None:
    nuclei = LabelSet.from_names(["background", "nucleus"])
    entry = ImageEntry("a", Path("a"))
    image = Corrected(entry=entry, pixels={0: 1, 2: 1}, area=2, digest="", state="")
    found = CorrectedSet(training=(image,))
    page = PreviewPage()
    qtbot.addWidget(page)
    page.show_preview(preview_of(found, project, None, nuclei, NUCLEI, NUCLEI))
    assert page._lacking.isHidden()
    page.show_preview(preview_of(found, project, None, project.labels, SHIPPED, SHIPPED))
    assert not page._lacking.isHidden() and "cat" in page._lacking.text()


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("decision", ["keep", "discard"])
def test_a_decision_is_announced_if_it_was_taken(
    program: Program, monkeypatch: pytest.MonkeyPatch, decision: str, taken: bool
) -> None:
    monkeypatch.setattr(program.parts.training, decision, lambda: taken)
    getattr(program.window.training_drawer.report, f"{decision}_requested").emit()
    assert len(program.window.banner.messages) == taken


UNCHECKED = {
    "verdict": "unknown",
    "held_out": 0,
    "labels": [],
    "gate": {"keep": True, "why": ""},
    "images": [],
}


def test_the_report_folds_away_once_it_is_decided(program: Program) -> None:
    drawer, dock = program.window.training_drawer, program.window.docks.training
    drawer.show_report(UNCHECKED, LabelSet(()), {})
    program.window.show_training()
    program.parts.training.phase_changed.emit(Phase.DECIDING)
    assert not dock.isHidden()
    program.parts.training.phase_changed.emit(Phase.IDLE)
    assert dock.isHidden()


def test_a_run_that_ended_with_its_project_is_no_longer_shown(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """Neither is it where the drawer is unfolded by the menu of panels, and not by its button."""
    drawer, training = program.window.training_drawer, program.parts.training
    program.start(make_photos(tmp_path / "photos", 2))
    qtbot.waitExposed(program.window)
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    training.phase_changed.emit(Phase.PREPARING)
    assert drawer.stage is Stage.RUNNING and drawer.isVisible()
    program.parts.opening.open_folder(make_photos(tmp_path / "others", 3))
    assert drawer.stage is Stage.PREVIEW
    shown: list[object] = []
    training.preview_ready.connect(shown.append)
    program.window.hide_training()
    program.window.docks.training.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: bool(shown))
    program.parts.close_project()


def test_a_process_waits_for_a_run_while_the_preview_is_in_sight(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """Its libraries are loaded by the time that a run is asked for."""
    process = program.parts.process
    program.start(make_photos(tmp_path / "photos", 2))
    qtbot.waitExposed(program.window)
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    program.training.show()
    qtbot.waitUntil(lambda: process.is_running)
    program.window.hide_training()
    qtbot.waitUntil(lambda: not process.is_running)
    program.training.show()
    qtbot.waitUntil(lambda: process.is_running)
    program.parts.close_project()
    assert not process.is_running


def test_no_process_waits_once_the_drawer_is_folded_away(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """Also when that was before the corrections had been counted."""
    program.start(make_photos(tmp_path / "photos", 2))
    qtbot.waitExposed(program.window)
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    program.training.show()
    program.window.hide_training()
    program.parts.tasks.flush()
    assert not program.parts.process.is_running
    program.parts.close_project()


def test_a_run_is_told_of_in_the_windows_language(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.spoken.tr", lambda text: text.replace("net", "Netz"))
    drawer, training = program.window.training_drawer, program.parts.training
    training.happened.emit(Message(text="Learning with the whole net."))
    assert drawer.running._trend.text() == "Learning with the whole Netz."
    (tmp_path / "a.png").write_bytes(b"")
    program.parts.opening.open_folder(tmp_path)
    report = UNCHECKED | {"sentence": "The net got better", "gate": gate("same")}
    training.finished.emit(ModelRecord(model_id="1", parent="", created="", report=report))
    told = "The Netz got better\nNot decided: it is about as good on these images."
    assert drawer.report._sentence.text().startswith(told)
    assert program.parts.close_project()
