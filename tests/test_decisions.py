"""The records of what was decided: each is listed, under the title that it has."""

from __future__ import annotations

from pathlib import Path

RECORDS = Path(__file__).resolve().parent.parent / "docs" / "decisions"


def listed(record: Path) -> str:
    """A record's line in the list."""
    title = record.read_text(encoding="utf-8").partition("\n")[0]
    number, _, words = title.removeprefix("# ").partition(". ")
    return f"- {number}: [{words}]({record.name})"


def test_the_list_names_every_record_and_no_other() -> None:
    text = (RECORDS / "README.md").read_text(encoding="utf-8")
    records = sorted(file for file in RECORDS.glob("*.md") if file.name != "README.md")
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert lines == [listed(record) for record in records]
