"""Our numbers beside the published ones, saying what was measured, on what, and what was not.

Measurements are JSON files, each one `Measured`; a table takes those that name its rows' nets.
What can be computed (parameters, receptive fields, strides) is computed.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.published import METRICS, TABLES, TITLES, Row, Table

COMPUTED = ("parameters", "receptive_field", "max_stride")
FRACTIONS = (*METRICS, "geometric_accuracy", "mean_iu_voc2011", "mean_iu_voc2012")
NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measurement: `values` by metric, fractions (0-1) or milliseconds."""

    table: str
    net: str
    values: dict[str, float]
    data: str
    """On what images, in words and with their number."""
    machine: str
    note: str = ""
    """What differs from the paper's way."""


def save_measured(path: Path, measured: Measured) -> None:
    """Write one measurement. Raises `OSError`."""
    write_atomic(path, json.dumps(asdict(measured), indent=1, allow_nan=False).encode())


def load_measured(folder: Path) -> list[Measured]:
    """Every measurement in `folder`, by file name. Raises `FcnError` for a damaged one.

    And where there is no such folder: what was not found is not what was not measured.
    """
    if not folder.is_dir():
        raise FcnError(
            f"There is no folder {folder}.", "Name the folder that the measurements were kept in."
        )
    return [_measured(path) for path in sorted(folder.glob("*.json"))]


def compared(name: str, measured: Sequence[Measured]) -> dict[str, Any]:
    """A table as plain values: {title, metrics, rows: [{name, published, ours, ...}]}.

    Per cent throughout; `ours` is None where nothing was measured or can be computed. Raises
    `FcnError` for an unknown table.
    """
    table = _table(name)
    return {
        "title": table.title,
        "metrics": list(table.metrics),
        "rows": [
            _compared(row, table, [m for m in measured if m.table == name]) for row in table.rows
        ],
    }


def render(name: str, measured: Sequence[Measured]) -> str:
    """The table as Markdown: published / ours in each cell, and notes on what ours are."""
    values = compared(name, measured)
    head = ["", *(TITLES[m] for m in values["metrics"])]
    lines = [
        values["title"] + " (published / ours; – not given or not measured)",
        "",
        _line(head),
        _line(["---"] * len(head)),
    ]
    measurements: list[str] = []
    for row in values["rows"]:
        mark = ""
        if row["data"]:
            what = f"{row['data']}; {row['machine']}. {row['note']}".strip()
            if what not in measurements:
                measurements.append(what)
            mark = f" [{measurements.index(what) + 1}]"
        cells = [_cell(m, row["published"].get(m), row["ours"].get(m)) for m in values["metrics"]]
        lines.append(_line([row["name"] + mark, *cells]))
    notes = [f"- [{number}] {what}" for number, what in enumerate(measurements, 1)]
    unmeasured = [row["name"] for row in values["rows"] if row["net"] and not row["data"]]
    if unmeasured:
        notes.append(f"- Not measured: {', '.join(unmeasured)}.")
    return "\n".join([*lines, "", *notes]).rstrip() + "\n"


def _table(name: str) -> Table:
    if name not in TABLES:
        near = difflib.get_close_matches(name, TABLES, 1, 0.3)
        raise FcnError(
            f"There is no table {name!r}.",
            f"Did you mean {near[0]}?" if near else f"Tables: {', '.join(TABLES)}.",
        )
    return TABLES[name]


def _compared(row: Row, table: Table, measured: Sequence[Measured]) -> dict[str, Any]:
    found = next((m for m in measured if row.net and m.net == row.net), None)
    ours: dict[str, float] = {}
    if found is not None:
        ours = {m: v * 100 if m in FRACTIONS else v for m, v in found.values.items()}
    if row.net and set(COMPUTED) & set(table.metrics):
        ours |= _computed(row.net)
    return {
        "name": row.name,
        "net": row.net,
        "published": row.values,
        "ours": ours,
        "data": found.data if found else "",
        "machine": found.machine if found else "",
        "note": found.note if found else "",
    }


def _computed(net: str) -> dict[str, float]:
    from fcn_core.nets.facts import describe

    facts = describe(net).to_json()
    return {metric: facts[metric] for metric in COMPUTED if facts[metric] is not None}


def _cell(metric: str, published: float | None, ours: float | None) -> str:
    return f"{_number(metric, published)} / {_number(metric, ours)}"


def _number(metric: str, value: float | None) -> str:
    if value is None or math.isnan(value):
        return NOTHING
    if metric == "parameters":
        return f"{value / 1e6:.0f}M" if value % 1e6 == 0 else f"{value:,.0f}"
    return f"{value:.1f}" if metric in FRACTIONS else f"{value:,.0f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _measured(path: Path) -> Measured:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        known = {f.name for f in fields(Measured)}
        result = Measured(**{key: value for key, value in data.items() if key in known})
        {metric: float(value) for metric, value in result.values.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise FcnError(
            f"{path} is not a measurement ({error}).", "Delete it or measure again."
        ) from error
    return result
