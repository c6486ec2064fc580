"""What tests need from outside the project, and what happens when it is not there."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import Outcome, call_resolve
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browsing import Visitor
    from mortal import Mortals
    from playwright.sync_api import Browser
    from serving import Service
    from worked_on import Undisturbed

    from resolve import Resolver
    from resolve.compiled import Library

CASES = Path(__file__).parent / "cases"

# The first example of a property may have to read tables or build an index, and a machine may be busy: time
# tells nothing. Each run tries the same examples; `--hypothesis-profile=explore` draws others every time.
settings.register_profile(
    "explore",
    settings(derandomize=False, database=DirectoryBasedExampleDatabase(".hypothesis/examples")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("adlar", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("adlar")

FIXTURE_IS_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
"""What is no fault of a property whose examples all use what one fixture made."""


def require(name: str, reason: str) -> None:
    """Skip the test for want of something, or fail it if ADLAR_REQUIRE names it.

    Args:
        name: What is missing: shared, native, spark, clients, openrefine, browser.
        reason: How one sees that it is missing, and how it is provided.
    """
    if name in re.split(r"[,\s]+", os.environ.get("ADLAR_REQUIRE", "")):
        pytest.fail(f"ADLAR_REQUIRE names {name!r}, but {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of data beside the project, which ADLAR_SHARED names."""
    named = os.environ.get("ADLAR_SHARED")
    if not named:
        require("shared", "ADLAR_SHARED is not set to the folder of shared data")
    folder = Path(named or "")
    if not folder.is_dir():
        require("shared", f"ADLAR_SHARED is {str(folder)!r}, which is no folder")
    return folder


@pytest.fixture(params=["own models", "schemas"])
def schemas(request: pytest.FixtureRequest) -> Path | None:
    """Return the shared folder, for the schemas of the Reconciliation API; None: our own models do."""
    if request.param == "own models":
        return None
    folder: Path = request.getfixturevalue("shared")
    return folder


def cell_value(source: str) -> str | None:
    """Return the value of a cell that holds a JSON value, or a Python expression after an equals sign."""
    value: str | None = eval(source[1:]) if source.startswith("=") else json.loads(source)
    return value


def read_cases(name: str) -> list[dict[str, str]]:
    """Return the rows of a case table, a dict a row.

    Args:
        name: The table's file name in tests/cases/.
    """
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the compiled library, which some tests need."""
    from resolve import compiled

    found = compiled.library()
    if found is None:
        require("native", "the library is not compiled: python .ci/build_native.py")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def small_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a gazetteer of ten entities, those of cases/cli/gazetteer.tsv."""
    from gazetteer import build_gazetteer

    directory = tmp_path_factory.mktemp("gazetteer") / "small"
    build_gazetteer([str(CASES / "cli" / "gazetteer.tsv")], directory)
    return directory


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where combinations of several gazetteers go; it is not there yet."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "combined"


@pytest.fixture
def both(tmp_path: Path, cache: Path) -> tuple[Path, Path]:
    """Return two small gazetteers to be asked at once, an own list and one below it."""
    from overlaid import build_both

    return build_both(tmp_path)


@pytest.fixture(scope="session")
def small(small_gazetteer: Path) -> Resolver:
    """Return a resolver on the gazetteer of ten entities."""
    import resolve

    return resolve.open(small_gazetteer)


@pytest.fixture(scope="session")
def embedded() -> Resolver:
    """Return a resolver on the embedded gazetteer; its index is built if it is the first."""
    import resolve
    from gazetteer.store import EMBEDDED

    return resolve.open(EMBEDDED)


@pytest.fixture(scope="session")
def service(small_gazetteer: Path) -> Iterator[Service]:
    """Return a service on the gazetteer of ten entities."""
    from serving import running

    with running(small_gazetteer) as service:
        yield service


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a service on the gazetteer of ten entities and one with hostile names."""
    from browsing import build_site
    from serving import running

    with running(build_site(tmp_path_factory.mktemp("site"))) as service:
        yield service


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a Chromium; while it runs, this thread has an event loop, so it does not outlive the module."""
    from browsing import running_chromium

    with running_chromium() as browser:
        yield browser


@pytest.fixture
def visitor(chromium: Browser, site: Service) -> Iterator[Visitor]:
    """Return a visitor of the page of `site`; what goes wrong in the page fails the test."""
    from browsing import Visitor

    visitor = Visitor(chromium, site)
    yield visitor
    visitor.close()
    assert [] == visitor.faults


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    """Return a process that runs commands in children."""
    from mortal import Mortals

    mortals = Mortals()
    yield mortals
    mortals.close()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, mortals: Mortals) -> Path:
    """Return a folder with files and a gazetteer that has been built and changed."""
    from worked_on import make_before

    return make_before(tmp_path_factory.mktemp("before"), mortals)


@pytest.fixture(scope="module")
def undisturbed(before: Path, mortals: Mortals, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Return how each piece of work ends undisturbed, and the two snapshots that it promises."""
    from worked_on import work_undisturbed

    return work_undisturbed(before, mortals, tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture
def batch(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Return `resolve batch` on the gazetteer of ten entities, in an empty directory."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        return call_resolve("batch", *arguments, stdin=stdin, ADLAR_GAZETTEER=str(small_gazetteer))

    return run
