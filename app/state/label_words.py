"""What the values of a mask are called, and which colours stand for them on the screen."""

from __future__ import annotations

from collections.abc import Callable

from app.language import QT_TR_NOOP, tr
from fcn_core.colors import Color
from fcn_core.labels import LabelSet, voc_color
from fcn_core.masks import VOID

VOID_NAME, NAMELESS = QT_TR_NOOP("void"), QT_TR_NOOP("label {id}")
VOID_COLOR: Color = (255, 236, 180)


def label_name(labels: LabelSet, label: int, word: Callable[[str], str] = tr) -> str:
    """What a label is called; where it has no name of its own, what `word` makes of ours."""
    if label < len(labels):
        return labels.names[label]
    return word(VOID_NAME if label == VOID else NAMELESS).format(id=label)


def color_of(labels: LabelSet, label: int) -> Color:
    """The colour that the canvas paints a label in; one of PASCAL VOC's where it has none."""
    if label < len(labels):
        return labels.labels[label].color
    return VOID_COLOR if label == VOID else voc_color(label)
