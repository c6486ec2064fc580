"""`resolve index`, and what a person sees of an index being built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import call_resolve, run_command


@pytest.fixture
def fresh(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a gazetteer that has no index yet."""
    monkeypatch.delenv("ADLAR_CACHE", raising=False)
    return Path(
        shutil.copytree(small_gazetteer, tmp_path / "fresh", ignore=shutil.ignore_patterns("*.index"))
    )


def test_built_once(fresh: Path) -> None:
    """An index that is missing is built and said to be; then it is there, and only its place is printed."""
    first = call_resolve("index", fresh)
    place = Path(first.out.strip())
    assert (0, True) == (first.code, place.is_dir())
    assert "the match index of the gazetteer is built" in first.err
    assert "the match index is built in " in first.err
    second = call_resolve("index", fresh)
    assert (first.out, True) == (second.out, "the match index is there and good: " in second.err)
    assert "" == call_resolve("index", fresh, "--quiet").err


def test_damaged_index_is_built_anew(fresh: Path) -> None:
    """A damaged index is not used."""
    place = Path(call_resolve("index", fresh).out.strip())
    (place / "arrays").write_bytes(b"damage")
    again = call_resolve("index", fresh)
    assert (0, True) == (again.code, "the match index is built in " in again.err)
    assert 0 == call_resolve("name", "Baku", "--gazetteer", fresh).code


def test_elsewhere(fresh: Path, tmp_path: Path) -> None:
    """ADLAR_CACHE says where indexes go."""
    outcome = call_resolve("index", fresh, ADLAR_CACHE=str(tmp_path / "cache"))
    assert tmp_path / "cache" / "indexes" == Path(outcome.out.strip()).parent


def test_told_at_first_use(fresh: Path) -> None:
    """A command that needs an index says that it builds one, on standard error, and not with --quiet."""
    first = run_command("resolve", "name", "Baku", "--json", "--gazetteer", fresh)
    assert "the match index of the gazetteer is built, which is done once\n" == first.err
    assert first.out.startswith('{"query": "Baku"')
    assert "" == run_command("resolve", "name", "Baku", "--json", "--gazetteer", fresh).err


def test_no_gazetteer(tmp_path: Path) -> None:
    """A directory without a gazetteer is refused."""
    outcome = call_resolve("index", tmp_path)
    assert (2, "", True) == (outcome.code, outcome.out, str(tmp_path) in outcome.err)
