"""Tables: published rows whole, ours beside them, gaps marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.published import TABLES
from fcn_core.report import Measured, compared, load_measured, render, save_measured

OURS = Measured(
    table="table2",
    net="fcn8s-vgg16",
    values={"mean_iu": 0.51234, "pixel_accuracy": 0.9},
    data="voc/val, 231 photos",
    machine="2 CPU cores",
    note="No fc6 weights.",
)


def test_ours_stand_beside_the_published(tmp_path: Path) -> None:
    save_measured(tmp_path / "a.json", OURS)
    assert load_measured(tmp_path) == [OURS]
    text = render("table2", load_measured(tmp_path))
    row = next(line for line in text.splitlines() if line.startswith("| FCN-8s [1]"))
    assert "90.3 / 90.0" in row and "62.7 / 51.2" in row and "75.9 / –" in row
    assert "[1] voc/val, 231 photos; 2 CPU cores. No fc6 weights." in text
    assert "Not measured: FCN-32s-fixed, FCN-32s, FCN-16s" in text


def test_table_1_is_computed() -> None:
    rows = {row["name"]: row["ours"] for row in compared("table1", [])["rows"]}
    assert rows["FCN-AlexNet"] == {
        "parameters": 56_954_261, "receptive_field": 355, "max_stride": 32,
    }  # fmt: skip
    assert rows["FCN-GoogLeNet"]["receptive_field"] == 907
    text = render("table1", [])
    assert "134M / 134,346,581" in text and "42.5 / –" in text


def test_every_table_renders_with_all_rows_and_known_nets() -> None:
    for name, table in TABLES.items():
        text = render(name, [])
        assert all(f"| {row.name} |" in text for row in table.rows)
        if name not in ("bounds", "sampling"):
            assert all(catalog.spec(row.net) for row in table.rows if row.net)
    assert len(TABLES["table5"].rows) == 8 and len(TABLES["table4"].rows) == 6


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="Did you mean table4"):
        render("tabel4", [])
    for content in ("[]", "{}", "no json", '{"table": "a"}'):
        (tmp_path / "bad.json").write_text(content)
        with pytest.raises(FcnError, match=r"bad\.json"):
            load_measured(tmp_path)
