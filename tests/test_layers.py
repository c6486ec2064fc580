"""Imports only go down: the order of the modules, and where each library from outside may be used.

Counted are all imports, those inside functions and those for type checking included.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The floors of each package, lowest first. A module imports from lower floors, never from its neighbours.
# A room (a folder) stands on one floor; inside it the modules have an order of their own, without circles.
FLOORS = {
    "gazetteer": [
        "counting",
        "errors types language countries moments version",
        "extras",
        "files schema scripts manifest fold content crosswalk contradictions spool durable",
        "check layers lock log partition",
        "merged kinds apart",
        "snapshot pack prefixes",
        "interchange redirects store difference",
        "sources merge publish redirect_ranges",
        "prune",
        "combination",
        "verify lookup ranges past",
        "build",
        "changes",
        "gazetteer",  # the face: what `import gazetteer` offers
        "cli",
        "__main__",
    ],
    "resolve": [
        "errors types settings",
        "tables compiled codepoints strings",
        "text conversion sound",
        "names",
        "keys",
        "index",
        "sides",
        # The stages. Score and explain read the evidence, so they stand above it; else none knows another.
        "candidates evidence decide",
        "score",
        "ranking explain",
        "reasons",
        "native",
        "stages",
        "answers comparison",
        "columns",
        "inflection",
        "mentions",
        "linking",
        "articles",
        "resolver",
        "resolve",  # the face: what `import resolve` offers
        "batch",
        "cluster documents frame",
        "linkage",
        "report",
        "review",
        "bench service",
        "cli",
        "__main__",
    ],
}

# Where a library from outside may be imported; anywhere if it is not listed.
ROOMS = {
    "icu": {"resolve.conversion", "resolve.text.normalize"},
    "unidecode": {"resolve.conversion", "resolve.text.normalize"},
    "rapidfuzz": {"resolve.candidates", "resolve.evidence"},
    "pyspark": {"resolve.batch.spark"},
    "pyarrow": {"resolve.batch.spark", "resolve.frame"},
    "narwhals": {"resolve.frame"},
    "duckdb": {"resolve.frame.duckdb"},
    "mcp": {"resolve.service.mcp"},
    "mcp_types": {"resolve.service.mcp"},
    "altair": {"resolve.report.charts"},
    "vl_convert": {"resolve.report.charts"},
    "openpyxl": {"resolve.review.workbook"},
    "starlette": {"resolve.service"},
    "uvicorn": {"resolve.service"},
    "typer": {"gazetteer.cli", "resolve.cli"},
    "rich": {"gazetteer.cli", "resolve.cli"},
    "resolve": {"resolve"},
    "seeds": set(),
    "tests": set(),
}

# The engine works on numpy arrays: there, the function that hands out or takes in a table imports polars.
TABULAR = {"batch", "bench", "cli", "cluster", "documents", "frame", "linkage", "report", "review", "service"}
ENGINE = {name for floor in FLOORS["resolve"] for name in floor.split()} - TABULAR


@dataclass(frozen=True)
class Import:
    """One import: who imports what, and whether it happens when the module is imported."""

    module: str
    target: str
    line: int
    at_once: bool


def find_imports(module: str, source: str) -> list[Import]:
    """Every import of a source text, the deepest names that stand in it as targets."""
    found: list[Import] = []

    def visit(node: ast.AST, at_once: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(module, alias.name, node.lineno, at_once) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: relative import"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found.extend(Import(module, name, node.lineno, at_once) for name in names)
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        late = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or typing_only
        for child in ast.iter_child_nodes(node):
            visit(child, at_once and not late)

    visit(ast.parse(source), True)
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {_module(path): path for package in FLOORS for path in sorted((ROOT / package).rglob("*.py"))}
IMPORTS = [found for name, path in SOURCES.items() for found in find_imports(name, path.read_text("utf-8"))]


def _inside(target: str) -> str | None:
    """The module of ours that an import leads to, None if it leads outside."""
    if target in SOURCES:
        return target
    parent = target.rpartition(".")[0]
    return parent if parent in SOURCES else None


def _unit(module: str) -> str:
    """The module or room of a package that has a place of its own in FLOORS."""
    package, _, rest = module.partition(".")
    return rest.split(".")[0] or package


def _floor(package: str, unit: str) -> int:
    """The number of a floor; the top for what FLOORS does not name, which has a test of its own."""
    floors = FLOORS[package]
    return next((number for number, floor in enumerate(floors) if unit in floor.split()), len(floors))


def test_finder_sees_every_import() -> None:
    """Imports inside functions, for type checking, and of names out of modules are found, and told apart."""
    source = "import a.b\nif TYPE_CHECKING: from c import d\ndef f(): import e\nclass G:\n  from h import i\n"
    expected = [("a.b", True), ("c.d", False), ("e", False), ("h.i", True)]
    assert expected == [(found.target, found.at_once) for found in find_imports("m", source)]


@pytest.mark.parametrize("package", FLOORS)
def test_every_module_has_a_floor(package: str) -> None:
    """The order names each module and room of the package once."""
    named = [unit for floor in FLOORS[package] for unit in floor.split()]
    there = {_unit(module) for module in SOURCES if module.split(".")[0] == package}
    assert len(set(named)) == len(named)
    assert [] == sorted(there - set(named)), "not in FLOORS"


@pytest.mark.parametrize("package", FLOORS)
def test_imports_go_down(package: str) -> None:
    """No module imports what stands on its own floor or above."""
    wrong = []
    for found in IMPORTS:
        target = _inside(found.target)
        if target is None or {found.module.split(".")[0], target.split(".")[0]} != {package}:
            continue
        upper, lower = _unit(found.module), _unit(target)
        if upper != lower and _floor(package, lower) >= _floor(package, upper):
            wrong.append(f"{found.module}:{found.line} imports {target}")
    assert [] == wrong


def test_no_circles() -> None:
    """Module by module, and inside each room, no chain of imports comes back to where it began."""
    graph: dict[str, set[str]] = {module: set() for module in SOURCES}
    for found in IMPORTS:
        target = _inside(found.target)
        if target is not None and target != found.module:
            graph[found.module].add(target)
    order = list(TopologicalSorter(graph).static_order())
    assert sorted(SOURCES) == sorted(order)


@pytest.mark.parametrize("library", ROOMS)
def test_libraries_keep_to_their_rooms(library: str) -> None:
    """A library from outside is imported only where the design gives it a room."""
    wrong = [
        f"{found.module}:{found.line}"
        for found in IMPORTS
        if found.target.split(".")[0] == library
        and not any(f"{found.module}.".startswith(f"{room}.") for room in ROOMS[library])
    ]
    assert [] == wrong


def test_engine_imports_polars_late() -> None:
    """No module of the engine imports polars when it is imported itself: a single lookup does without."""
    wrong = [
        f"{found.module}:{found.line}"
        for found in IMPORTS
        if found.at_once and found.target.split(".")[0] == "polars"
        if found.module.split(".")[0] == "resolve" and _unit(found.module) in ENGINE
    ]
    assert [] == wrong


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("gazetteer", "polars numpy icu typer resolve"),
        ("gazetteer.cli", "polars numpy icu resolve"),
        ("gazetteer.store", "polars numpy icu resolve"),
        ("resolve", "polars numpy icu typer"),
        ("resolve.cli", "polars numpy icu"),
        ("resolve.resolver", "polars typer"),
    ],
)
def test_import_is_light(module: str, absent: str) -> None:
    """What a module does not need at once is not loaded by importing it, by whatever way."""
    script = f"import sys, {module}; print(*{set(absent.split())!r} & sys.modules.keys())"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "" == done.stdout.strip()


def test_import_touches_no_data() -> None:
    """Importing all modules opens no table, no rule file and no gazetteer."""
    script = """
import importlib, sys
opened = []
def hook(event, arguments):
    if event == "open" and str(arguments[0]).endswith((".tsv", ".txt", ".parquet", "/arrays", ".json")):
        opened.append(arguments[0])
sys.addaudithook(hook)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*opened)
"""
    modules = [name for name in SOURCES if not name.endswith("__main__")]
    command = [sys.executable, "-c", script, *modules]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ours = [path for path in done.stdout.split() if "site-packages" not in path]
    assert [] == ours


def test_test_files_have_names_of_their_own() -> None:
    """No two files of tests have one name: pytest could not collect both."""
    names = Counter(path.name for path in Path(__file__).parent.rglob("*.py"))
    assert [] == [name for name, count in names.items() if count > 1]
