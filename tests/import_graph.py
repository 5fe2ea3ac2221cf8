"""Which module imports which, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Graph = dict[str, frozenset[str]]


@dataclass
class ImportGraph:
    """Imports of every module under some packages.

    `always` holds those that importing the module runs, `any` also those inside functions.
    Imports for type checkers alone count in neither. Outside packages stand as they are named.
    """

    always: Graph = field(default_factory=dict)
    any: Graph = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, packages: tuple[str, ...]) -> ImportGraph:
        files = [path for name in packages for path in sorted((root / name).rglob("*.py"))]
        names = {module_name(path.relative_to(root)) for path in files}
        graph = cls()
        for path in files:
            module = module_name(path.relative_to(root))
            package = module if path.name == "__init__.py" else module.rpartition(".")[0]
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for edges, lazy in ((graph.always, False), (graph.any, True)):
                found = {n for node in imports(tree, lazy) for n in targets(node, package, names)}
                edges[module] = frozenset(found - {module})
        return graph

    def under(self, prefix: str) -> list[str]:
        """The modules of a package, itself included."""
        return [name for name in self.any if within(name, prefix)]

    def chain(self, start: str, forbidden: str, lazy: bool) -> list[str] | None:
        """The shortest way from `start` to a module within `forbidden`, or None."""
        edges = self.any if lazy else self.always
        ways, seen = [[start]], {start}
        for way in ways:
            for target in sorted(edges.get(way[-1], ())):
                if within(target, forbidden):
                    return [*way, target]
                if target not in seen:
                    seen.add(target)
                    ways.append([*way, target])
        return None

    def cycles(self) -> list[list[str]]:
        """A shortest cycle through each module that is on one, inside functions, too."""
        found: dict[frozenset[str], list[str]] = {}
        for module in self.any:
            way = self.chain(module, module, lazy=True)
            if way and way[-1] == module:
                found.setdefault(frozenset(way), way)
        return list(found.values())


def module_name(path: Path) -> str:
    """`app/state/document.py` -> `app.state.document`; a package's name for its __init__."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, prefix: str) -> bool:
    """Whether a module is `prefix` or lies under it."""
    return name == prefix or name.startswith(prefix + ".")


def imports(node: ast.AST, lazy: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements in `node`; those inside functions only if `lazy`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for branch in child.orelse:
                yield from imports(ast.Module([branch], []), lazy)
        elif lazy or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from imports(child, lazy)


def targets(node: ast.Import | ast.ImportFrom, package: str, ours: set[str]) -> Iterator[str]:
    """The modules that a statement imports, submodules told from plain names by `ours`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    source = ".".join([*base, *([node.module] if node.module else [])])
    for alias in node.names:
        name = f"{source}.{alias.name}"
        outside = not any(within(source, known.split(".")[0]) for known in ours)
        yield name if name in ours or outside else source
