from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.state.glances import Glances, decode, encode
from app.state.net_cache import KEPT_FILES, net_key
from fcn_core.suggest.candidates import Candidate, unit


def seen(doubt: float = 0.25, labels: int = 3) -> Candidate:
    shares = np.arange(labels, dtype=np.float32) / 8
    features = unit(np.arange(6, dtype=np.float32))
    return Candidate(
        image_id="",
        disagreement=0.5,
        doubt=doubt,
        shares=shares,
        disputed=shares / 2,
        features=features,
        look=np.arange(256, dtype=np.float32).reshape(16, 16) / 256,
        blank=labels > 20,
    )


def opened(folder: Path, net: str = "shipped") -> Glances:
    glances = Glances(folder, net)
    glances.read()
    return glances


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_line_holds_all_that_was_seen(doubt: float, labels: int) -> None:
    digest, found = decode(encode("abc", seen(doubt, labels)))
    assert (digest, found.disagreement) == ("abc", 0.5)
    assert found.doubt == pytest.approx(doubt, abs=1e-5)
    assert found.blank == (labels > 20) and found.look.shape == (16, 16)
    for name in ("shares", "disputed", "features", "look"):
        assert getattr(found, name) == pytest.approx(getattr(seen(labels=labels), name), abs=1e-3)


def test_what_was_seen_is_known_the_next_time_under_any_name(tmp_path: Path) -> None:
    opened(tmp_path).add("abc", seen())
    found = opened(tmp_path).get("abc", "renamed.jpg")
    assert found is not None and found.image_id == "renamed.jpg"
    assert opened(tmp_path).get("other", "a") is None
    assert opened(tmp_path, "another").get("abc", "a") is None


def test_a_line_that_was_cut_off_costs_that_image_alone(tmp_path: Path) -> None:
    glances = opened(tmp_path)
    for digest in ("first", "second", "third"):
        glances.add(digest, seen())
    [file] = tmp_path.iterdir()
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], lines[1][: len(lines[1]) // 2], lines[2]]) + "\n")
    found = opened(tmp_path)
    assert [found.get(d, d) is not None for d in ("first", "second", "third")] == [
        True,
        False,
        True,
    ]


def test_a_line_of_an_earlier_version_costs_another_look(tmp_path: Path) -> None:
    line = json.loads(encode("abc", seen()))
    del line["look"], line["blank"]
    (tmp_path / "shipped.glances").write_text(json.dumps(line) + "\n")
    assert opened(tmp_path).get("abc", "a") is None


def test_a_net_is_another_when_its_file_is(tmp_path: Path) -> None:
    model = tmp_path / "model.safetensors"
    model.write_bytes(b"one")
    before = net_key(model, "shipped")
    assert net_key(model, "shipped") == before and before.startswith("shipped-")
    model.write_bytes(b"other")
    assert net_key(model, "shipped") != before


def test_only_the_last_nets_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT_FILES + 2):
        opened(tmp_path, f"net{number}").add("abc", seen())
        os.utime(tmp_path / f"net{number}.glances", (number, number))
    opened(tmp_path, "net0").remove_old()
    left = sorted(f.stem for f in tmp_path.iterdir())
    assert left == ["net0", *(f"net{n}" for n in range(2, KEPT_FILES + 2))]
