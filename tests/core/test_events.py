from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.errors import FcnError
from fcn_core.events import (
    Evaluated,
    Event,
    Failed,
    Finished,
    Message,
    Progress,
    Snapshot,
    Started,
    from_line,
    to_line,
)

REAL = st.floats(allow_nan=False, allow_infinity=False)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Started, title=st.text(), steps=st.integers(), device=st.text()),
    st.builds(Progress, step=st.integers(), steps=st.integers(), loss=REAL, seconds_left=REAL),
    st.builds(
        Evaluated,
        step=st.integers(),
        mean_iu=st.dictionaries(st.sampled_from(["8", "16", "32"]), REAL),
        per_class_iu=st.lists(st.none() | REAL),
    ),
    st.builds(Snapshot, step=st.integers(), path=st.text()),
    st.builds(Message, text=st.text()),
    st.builds(
        Finished,
        path=st.text(),
        stopped=st.booleans(),
        report=st.none() | st.dictionaries(st.text(), st.text()),
    ),
    st.builds(Failed, problem=st.text(), remedy=st.text(), device=st.text()),
)


@given(event=EVENTS)
def test_every_event_fits_on_one_line_and_comes_back(event: Event) -> None:
    line = to_line(event)
    assert len(line.splitlines()) == 1
    assert from_line(line) == event


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Traceback (most recent call last):",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"event": "Exploded"}',
        '{"event": "Message"}',
        '{"event": "Message", "text": "a", "more": 1}',
        '{"event": []}',
    ],
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(FcnError, match="not a job event"):
        from_line(line)
