from __future__ import annotations

import errno

import pytest

from fcn_core.errors import FcnError, explained


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FcnError("Too hot.", "Cool it."), "Too hot. Cool it."),
        (FcnError("Too hot."), "Too hot. Do this."),
        (OSError(errno.ENOSPC, "No space left", "/a/b"), "/a/b: No space left. Do this."),
        (OSError(errno.EIO, "Input/output error"), "The disk: Input/output error. Do this."),
        (OSError("odd"), "The disk: odd. Do this."),
        (ValueError("five"), "Something failed: five. Do this."),
        (KeyError(), "Something failed: KeyError. Do this."),
    ],
)
def test_every_error_becomes_words_and_a_remedy(error: Exception, words: str) -> None:
    assert str(explained(error, "Do this.")) == words
