"""Texts that come in English: they are known again, put into the window's language, and said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from app import spoken as module
from app.language import ENGLISH, speak
from app.spoken import PLACE, sentences, spoken, spoken_error, spoken_event, spoken_report
from app.system_sentences import SYSTEM
from fcn_core.data.annotations import no_area_note
from fcn_core.data.finding import annotations_in
from fcn_core.errors import FcnError, explained
from fcn_core.events import Finished, Message, Started
from fcn_core.finetune.verdict import gate, sentence
from fcn_core.imaging.images import read_image
from fcn_core.interchange.formats import FORMATS

GERMAN = {
    "{path} cannot be read: {reason}.": "{path} ist nicht lesbar: {reason}.",
    "it is not an image, or of an unknown kind": "kein Bild",
    "Open it in another program and save it anew.": "Neu speichern.",
    "Left out: {problem}": "Ohne {problem}",
    "{outcome}: mean IU {before} % before, {after} % after, on {images} held-out images.": (
        "{outcome}: {images} Prüfbilder, {before} % vorher, {after} % nachher."
    ),
    "The net got better": "Besser",
    "Recommended: keep it. It is better than the net in use beyond chance.": "Behalten.",
    "FCN-{stride}s {backbone} · {device}": "FCN-{stride}s {backbone} · {device}",
    "CPU, {threads} threads": "Prozessor, {threads} Fäden",
    "Merge {label} into {other}": "{label} mit {other} vereinen",
    "No space left on device": "Kein Platz",
    "Fill": "Füllen",
    "Left out, as they outline no area: {shapes}.": "Ohne Fläche: {shapes}.",
    "boxes": "Kästen",
    "tag": "Wort",
}


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tr", lambda text: GERMAN.get(text, text))


def test_what_formats_are_good_for_is_said_in_the_windows_language() -> None:
    assert {form.note for form in FORMATS.values()} <= {*sentences()}


def test_the_system_says_the_others() -> None:
    assert {*SYSTEM} <= {os.strerror(number) for number in errno.errorcode}


USUAL = (
    errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EIO,
    errno.EMFILE, errno.ENAMETOOLONG, errno.EDQUOT, errno.EBUSY, errno.ETIMEDOUT, errno.ENODEV,
)  # fmt: skip


@pytest.mark.parametrize("number", USUAL)
def test_what_the_disk_says_is_said_in_german(number: int, qapp: QApplication) -> None:
    reason = os.strerror(number)
    speak(qapp, "de")
    try:
        told = spoken(f"/a/b c.png cannot be written ({reason}).")
        bare = spoken(str(OSError(number, reason, "/a/b c.png")))
        nameless = spoken(str(OSError(number, reason)))
    finally:
        speak(qapp, ENGLISH)
    assert reason not in told + bare + nameless and "Errno" not in bare + nameless
    assert told.startswith("/a/b c.png") and bare.startswith("/a/b c.png: ")


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "bmp", "tif"])
def test_what_is_wrong_with_a_damaged_image_is_said_in_german(
    kind: str, qapp: QApplication, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (60, 80, 3)).astype(np.uint8)
    path = tmp_path / f"damaged.{kind}"
    Image.fromarray(noise).save(path)
    whole = path.read_bytes()
    for kept in (0.05, 0.3, 0.7, 0.99):
        path.write_bytes(whole[: int(kept * len(whole))])
        try:
            read_image(path)
        except FcnError as error:
            reason = error.problem.split(": ", 1)[1].removesuffix(".")
        else:
            continue
        speak(qapp, "de")
        told = spoken(error_of(path, reason))
        speak(qapp, ENGLISH)
        assert reason not in told and "ist nicht lesbar" in told


def error_of(path: Path, reason: str) -> str:
    return f"{path} cannot be read: {reason}."


def test_in_english_all_stays_as_it_was() -> None:
    for text in sentences():
        filled = PLACE.sub("dog. Or cat", text)
        assert spoken(filled) == filled
        assert spoken(f"{filled} Nobody knows this.") == f"{filled} Nobody knows this."


def test_each_sentence_is_known_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """None hides another, and what fills the places is found."""
    known = sentences()
    monkeypatch.setattr(module, "tr", lambda text: f"<{text}>" if text in known else text)
    for text in known:
        values = {place: f"the {place}" for place in PLACE.findall(text)}
        assert spoken(text.format(**values)) == f"<{text}>".format(**values)


def test_an_import_from_an_empty_list_of_labels_says_in_german_what_to_do(
    qapp: QApplication, tmp_path: Path
) -> None:
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(tmp_path / "mask.png")
    (tmp_path / "labelmap.txt").touch()
    with pytest.raises(FcnError) as error:
        annotations_in(tmp_path)
    speak(qapp, "de")
    told = spoken_error(error.value)
    speak(qapp, ENGLISH)
    path = tmp_path / "labelmap.txt"
    assert told == f"Die Liste {path} ist leer. Ausfüllen oder entfernen."


def test_an_error_of_the_system_alone_is_told_in_german(qapp: QApplication) -> None:
    full = explained(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/a/b c.png"), "")
    nameless = explained(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "")
    speak(qapp, "de")
    told = [spoken_error(full), spoken_error(nameless)]
    speak(qapp, ENGLISH)
    reason = "kein Platz mehr auf dem Datenträger"
    assert told == [f"/a/b c.png: {reason}.", f"Der Datenträger: {reason}."]


def test_an_error_is_told_with_its_reason_and_its_remedy(german: None, tmp_path: Path) -> None:
    broken = tmp_path / "No. 1.png"
    broken.write_bytes(b"no image")
    with pytest.raises(FcnError) as error:
        read_image(broken)
    told = f"{broken} ist nicht lesbar: kein Bild. Neu speichern."
    assert spoken(str(error.value)) == told
    assert spoken(f"Left out: {error.value}") == f"Ohne {told}"


def test_what_is_unknown_stays(german: None) -> None:
    assert spoken("") == ""
    assert spoken("Nobody knows this.") == "Nobody knows this."
    text = "a.png cannot be read: bad luck. Nobody knows this."
    assert spoken(text) == "a.png ist nicht lesbar: bad luck. Nobody knows this."


def test_names_are_not_words(german: None) -> None:
    assert spoken("Fill") == "Füllen"
    assert spoken("Merge Fill into The net got better") == "Fill mit The net got better vereinen"


def test_devices_and_systems_have_words(german: None) -> None:
    assert spoken("FCN-8s lite · CPU, 2 threads") == "FCN-8s lite · Prozessor, 2 Fäden"
    text = "a.png cannot be read: No space left on device."
    assert spoken(text) == "a.png ist nicht lesbar: Kein Platz."


def test_the_events_of_a_run_are_told(german: None) -> None:
    assert spoken_event(Message(text="No space left on device")) == Message(text="Kein Platz")
    started = Started(title="", steps=1, device="CPU, 2 threads")
    assert spoken_event(started) == Started(title="", steps=1, device="Prozessor, 2 Fäden")
    finished = Finished(path="net")
    assert spoken_event(finished) is finished


def test_a_report_is_told_and_its_numbers_stay(german: None) -> None:
    report = {
        "held_out": 3,
        "sentence": sentence("better", 0.5, 0.75, 3),
        "gate": gate("better"),
        "notes": ["Left out: all"],
        "facts": ["Left out: all"],
    }
    assert spoken_report(report) == {
        "held_out": 3,
        "sentence": "Besser: 3 Prüfbilder, 50.0 % vorher, 75.0 % nachher.",
        "gate": {"keep": True, "why": "Behalten."},
        "notes": ["Ohne all"],
        "facts": ["Ohne all"],
    }


def test_what_is_counted_is_told_each_by_itself(german: None) -> None:
    note = no_area_note({"box": 1_200, "tag": 1, "blob": 2})
    assert note == "Left out, as they outline no area: 2 blob, 1,200 boxes, 1 tag."
    assert spoken(note) == "Ohne Fläche: 2 blob, 1,200 Kästen, 1 Wort."
