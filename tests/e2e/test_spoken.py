"""Another language reaches what the core and the project say, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import translations
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.state.index import ImageStatus
from tests.e2e.conftest import CTRL, SHIFT, User
from tests.test_language import shown_by


class Brackets(QTranslator):
    """A language that differs from English in its brackets alone, and has what is marked."""

    def __init__(self) -> None:
        super().__init__()
        marked = {text for path in translations.sources() for text in shown_by(path)}
        self._known = marked.union(translations.sentences())

    def translate(self, _: str, source: str, *__: object) -> str | None:  # type: ignore[override]
        return f"‹{source}›" if source in self._known else None


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    language = Brackets()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


@pytest.mark.e2e
def test_all_that_happens_is_told_in_the_windows_language(
    brackets: None, user: User, photos: Path
) -> None:
    first, second, third = sorted(photos.glob("*.jpg"))[:3]
    second.write_bytes(b"no image")
    window, user.expects_problems = user.window, True
    user.opens(photos)
    user.sees(first.name)
    assert "· ‹CPU" in window.status._engine.text()

    user.types(Qt.Key.Key_D)
    user.sees(third.name)
    (message,) = window.banner.messages
    assert message.text == (
        f"‹{second} cannot be read: ‹it is not an image, or of an unknown kind›.›"
    )
    assert message.remedy == "‹Open it in another program and save it anew.›"
    assert user.parts.opening.project is not None
    facts = user.parts.opening.project.facts(second.name)
    assert (facts.status, "‹" in facts.reason) == (ImageStatus.UNREADABLE, False)

    user.types(Qt.Key.Key_G, SHIFT)
    history = window.history_panel.list
    user.waits(lambda: history.count() == 2)
    assert history.item(1).text().startswith("‹Fill the rest› · ")
    assert user.document.history.done[0].title == "Fill the rest"
    user.types(Qt.Key.Key_Z, CTRL)
    assert window.status.currentMessage().startswith("‹Undone: ‹Fill the rest› · ")
