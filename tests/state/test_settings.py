"""What the program remembers between runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.state.session import USUAL_RADIUS, USUAL_SPECK
from app.state.settings import Settings
from fcn_core.masks import VOID
from tests.conftest import LogWatch


def opened(folder: Path) -> Settings:
    return Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))


def test_a_first_run_has_sensible_values(tmp_path: Path) -> None:
    settings = opened(tmp_path)
    assert settings.recent == ()
    assert (settings.theme, settings.device) == ("system", "auto")
    assert settings.geometry("main") == b""


def test_everything_is_there_again(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.add_recent(tmp_path / "ümlaut, comma")
    first.set_theme("dark")
    first.set_device("cuda:0")
    first.set_geometry("main", b"\x00\xffgeo")
    del first
    again = opened(tmp_path)
    assert again.recent == (tmp_path / "ümlaut, comma",)
    assert (again.theme, again.device) == ("dark", "cuda:0")
    assert again.geometry("main") == b"\x00\xffgeo"


def test_recent_folders_are_ordered_unique_and_few(tmp_path: Path) -> None:
    settings = opened(tmp_path)
    for number in [*range(17), 5]:
        settings.add_recent(tmp_path / str(number))
    names = [path.name for path in settings.recent]
    assert names == ["5", *map(str, range(16, 5, -1)), "4", "3", "2"]
    settings.remove_recent(tmp_path / "16")
    assert [path.name for path in settings.recent][:2] == ["5", "15"]
    settings.clear_recent()
    assert settings.recent == ()


def test_a_language_that_there_is_not_is_not_taken_over(tmp_path: Path) -> None:
    raw = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings = Settings(raw)
    assert settings.language == "system"
    settings.set_language("de")
    assert Settings(raw).language == "de"
    raw.setValue("language", "tlh")
    assert settings.language == "system"
    with pytest.raises(ValueError, match="tlh"):
        settings.set_language("tlh")


def test_a_strange_theme_is_not_taken_over(tmp_path: Path) -> None:
    raw = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    raw.setValue("theme", "neon")
    assert Settings(raw).theme == "system"
    with pytest.raises(ValueError, match="neon"):
        Settings(raw).set_theme("neon")


def test_shortcuts_are_there_again_and_those_of_others_stay(tmp_path: Path) -> None:
    first = opened(tmp_path)
    assert first.shortcuts == {}
    first.set_shortcuts({"brush": ("Ctrl+,", "B"), "fill": (), "of-tomorrow": ("K",)})
    del first
    again = opened(tmp_path)
    assert again.shortcuts == {"brush": ("Ctrl+,", "B"), "fill": (), "of-tomorrow": ("K",)}
    again.set_shortcuts({"brush": None, "never-stored": None})
    assert opened(tmp_path).shortcuts == {"fill": (), "of-tomorrow": ("K",)}


@pytest.mark.parametrize("value", ["B", '{"B": 1}', '["B", 1]', "[", ["B"], 7, ""])
def test_shortcuts_that_cannot_be_read_are_left_out(
    tmp_path: Path, log_watch: LogWatch, value: object
) -> None:
    raw = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    raw.setValue("shortcuts/brush", value)
    raw.setValue("shortcuts/fill", '["G"]')
    assert Settings(raw).shortcuts == {"fill": ("G",)}
    log_watch.expect("the shortcuts stored for brush cannot be read")


def test_sizes_of_tidying(tmp_path: Path) -> None:
    assert opened(tmp_path).tidying == (USUAL_RADIUS, USUAL_SPECK)
    opened(tmp_path).set_tidying(7, 9)
    assert opened(tmp_path).tidying == (7, 9)


@pytest.mark.parametrize("label", [0, 253, VOID])
def test_the_label_of_last_time(tmp_path: Path, label: int) -> None:
    assert opened(tmp_path).label(tmp_path) is None
    opened(tmp_path).set_label(tmp_path, label)
    assert opened(tmp_path).label(tmp_path) == label
