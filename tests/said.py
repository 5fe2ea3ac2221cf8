"""What code may say: its literal texts, with "{}" where it fills something in."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

ANYTHING = "{}"
SEVERAL = re.compile(r"(\{\})+")
# A text is put together from pieces that have names; names of names are followed so far.
DEEP = 3


def texts_in(path: Path) -> set[str]:
    """All texts of a file, also those that it joins from pieces, in each way that it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named: defaultdict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named[node.targets[0].id].append(node.value)
    nodes = (n for n in ast.walk(tree) if isinstance(n, ast.Constant | ast.JoinedStr))
    return {SEVERAL.sub(ANYTHING, text) for node in nodes for text in _forms(node, named, DEEP)}


def _forms(node: ast.expr, named: dict[str, list[ast.expr]], deep: int) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from _joined(list(_forms(part, named, deep)) for part in parts)
        case ast.FormattedValue(value=value):
            yield from _forms(value, named, deep)
        case ast.IfExp(body=one, orelse=other):
            yield from _forms(one, named, deep)
            yield from _forms(other, named, deep)
        case ast.Name(id=name) if deep:
            yield ANYTHING
            for value in named.get(name, ()):
                yield from _forms(value, named, deep - 1)
        case _:
            yield ANYTHING


def _joined(parts: Iterable[list[str]]) -> Iterator[str]:
    for pieces in product(*parts):
        yield "".join(pieces)
