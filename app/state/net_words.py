"""How a project reads what nets say: by the names that they know, and what became of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED

NET_NAMES = "net_names"
"""Which of a project's settings has, by id, the names of labels that were renamed after nets had
learned them.
"""


@dataclass(frozen=True)
class NetWords:
    """`names` are the project's labels under the names by which nets know them; `gone` says what
    became of those that were merged (another id) or deleted (UNTOUCHED).
    """

    names: LabelSet
    gone: Mapping[int, int] = field(default_factory=dict)

    def table(self, labels: LabelSet) -> NDArray[np.uint8]:
        """256 entries from a net's label ids to the project's.

        UNTOUCHED where it has none; values that are no label stay as they are.
        """
        return became(self.gone)[labels.translation(self.names, UNTOUCHED)]

    def known(self, labels: LabelSet) -> frozenset[int]:
        """The project's labels that a net with these can say."""
        return frozenset(self.table(labels)[: len(labels)].tolist()) - {UNTOUCHED}


def known_by(labels: LabelSet, old_names: object) -> LabelSet:
    """The labels under the names that nets know them by, as settings say; ids are the same."""
    if not isinstance(old_names, dict):
        return labels
    for index in range(len(labels)):
        name = old_names.get(str(index))
        if isinstance(name, str) and name not in labels.names:
            labels = labels.changed(index, name=name)
    return labels


def closed_up(living: Sequence[int]) -> NDArray[np.uint8]:
    """256 entries: the labels that are left, numbered without gaps; other values as they are."""
    table = np.arange(256, dtype=np.uint8)
    table[list(living)] = np.arange(len(living))
    return table


def became(gone: Mapping[int, int]) -> NDArray[np.uint8]:
    """256 entries: each value as it is, but those of labels that are gone."""
    table = np.arange(256, dtype=np.uint8)
    for label in gone:
        table[label] = what_became(label, gone)
    return table


def what_became(label: int, gone: Mapping[int, int]) -> int:
    """A label itself, or what it was merged into, which may have been merged as well."""
    while label in gone:
        label = gone[label]
    return label
