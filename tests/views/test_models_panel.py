"""The drawer of nets: what is said of each."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.views.training.models_panel import LEARNT, MADE, NET, SCORE, ModelsPanel, describe
from app.views.values import ModelRow


def test_a_net_without_scores_says_why() -> None:
    row = ModelRow(model_id="1", title="Net 1", images=2)
    assert describe(row) == (
        "Learnt from 2 corrected images. It was not checked on held-out images."
    )
    cut_short = ModelRow(
        model_id="1", title="Net 1", images=2, interrupted=True, undecided=True, note="mine"
    )
    assert describe(cut_short).endswith(
        "Its run was interrupted before it could be checked. It is neither kept nor discarded yet."
    )


def test_a_checked_net_tells_its_scores() -> None:
    row = ModelRow(model_id="1", title="Net 1", images=1, before=0.6, after=0.65)
    assert describe(row) == (
        "Learnt from 1 corrected image. Mean IU 60.0 before, 65.0 after (+5.0 points)."
    )


def test_one_net_is_exported_at_a_time_and_what_became_of_it_is_said(qtbot: QtBot) -> None:
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    assert not panel.export.isEnabled()
    panel.set_models([ModelRow(model_id=name, title=name, about="A net.") for name in "ab"])
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    asked: list[str] = []
    panel.export_requested.connect(asked.append)
    panel.export.click()
    panel.show_export("a", "Being exported.", running=True)
    panel.export.click()
    assert asked == ["a"] and "Being exported." in panel._facts.text()
    panel.tree.setCurrentItem(panel.tree.topLevelItem(1))
    assert not panel.export.isEnabled() and "Being exported." not in panel._facts.text()
    panel.show_export("a", "Exported.")
    panel.export.click()
    assert asked == ["a", "b"]


def test_names_have_room_before_columns_without_values(qtbot: QtBot) -> None:
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    panel.resize(650, 220)
    panel.show()
    qtbot.waitExposed(panel)

    def shown() -> list[bool]:
        assert panel.tree.columnWidth(NET) >= panel.tree.sizeHintForColumn(NET)
        return [not panel.tree.isColumnHidden(at) for at in (LEARNT, SCORE, MADE)]

    base = ModelRow(model_id="a", title="Nuclei net of this program", about="For cells.")
    panel.set_models([base])
    assert shown() == [False, False, False], "dashes tell nothing"
    tuned = ModelRow(
        model_id="b", title="Net 1", parent_id="a", images=2, before=0.4, after=0.8, created="May 1"
    )
    panel.set_models([base, tuned])
    assert not all(shown()), "the side says the rest"
    panel.resize(1100, 220)
    assert shown() == [True, True, True]
