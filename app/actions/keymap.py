"""Which keys each action has: those of the table, but for what the user chose instead.

A key belongs to one action. Whatever works in the window works on the picture as well, so any two
actions that shared one could both be meant. Only what differs from the table is kept; it goes
before the table, so that a new version's defaults never take a key away from its user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.actions.keys import normal, refusal
from app.actions.table import Action

Keys = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Keymap:
    """`rows` have their default keys; `overrides` are the user's, by action id, and disjoint."""

    rows: tuple[Action, ...]
    overrides: Mapping[str, Keys] = field(default_factory=dict)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The rows with the keys that they have now."""
        return tuple(replace(row, shortcuts=self.keys(row.id)) for row in self.rows)

    def keys(self, id: str) -> Keys:
        """An action's keys, the first of which tooltips name. `KeyError` without such a row."""
        if id in self.overrides:
            return self.overrides[id]
        held = {key for keys in self.overrides.values() for key in keys}
        return tuple(key for key in self.row(id).shortcuts if key not in held)

    def row(self, id: str) -> Action:
        """The action as the table has it. `KeyError` if it has none."""
        found = next((row for row in self.rows if row.id == id), None)
        if found is None:
            raise KeyError(id)
        return found

    def refusal(self, id: str, keys: Sequence[str]) -> str:
        """Why an action cannot have all of these keys; empty if it can."""
        where = self.row(id).where
        return next((reason for key in keys if (reason := refusal(key, where))), "")

    def conflicts(self, id: str, keys: Sequence[str]) -> dict[str, Action]:
        """Those of the keys that others have now, and whose they are."""
        owners = {key: row for row in self.rows if row.id != id for key in self.keys(row.id)}
        return {key: owners[key] for key in keys if key in owners}

    def with_keys(self, id: str, keys: Sequence[str]) -> Keymap:
        """The action has exactly these keys, which `refusal` lets pass; who had them loses them."""
        chosen = tuple(dict.fromkeys(keys))
        losers = {row.id for row in self.conflicts(id, chosen).values()}
        left = {each: tuple(k for k in self.keys(each) if k not in chosen) for each in losers}
        wanted = {**self.overrides, **left, id: chosen}
        differing = {
            row.id: wanted[row.id]
            for row in self.rows
            if row.id in wanted and wanted[row.id] != row.shortcuts
        }
        return replace(self, overrides=differing)

    def reset(self) -> Keymap:
        """Every action has its default keys."""
        return replace(self, overrides={})


def restored(
    rows: Sequence[Action], stored: Mapping[str, Sequence[str]]
) -> tuple[Keymap, tuple[str, ...]]:
    """What the user chose, as this or another version stored it by action id; and, in sentences,
    what is left out of it because it does not fit.

    That is: ids that are not in the table, texts that are no key, keys that cannot be had, and
    keys that an earlier row of the table has been given already.
    """
    overrides: dict[str, Keys] = {}
    unknown = sorted(stored.keys() - {row.id for row in rows})
    left_out = [f"no command is called {id}" for id in unknown]
    for row in rows:
        keys = tuple(stored.get(row.id, row.shortcuts))
        taken = {key for others in overrides.values() for key in others}
        if keys == row.shortcuts:
            continue
        if fault := _fault(keys, row, taken):
            left_out.append(f"{row.id}: {fault}")
        else:
            overrides[row.id] = keys
    return Keymap(rows=tuple(rows), overrides=overrides), tuple(left_out)


def _fault(keys: Keys, row: Action, taken: set[str]) -> str:
    for at, key in enumerate(keys):
        if not key or normal(key) != key:
            return f"{key!r} is no key"
        if key in taken or key in keys[:at]:
            return f"{key} is given twice"
        if refusal(key, row.where):
            return f"{key} is kept for something else"
    return ""
