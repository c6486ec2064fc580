"""Killed while it combines gazetteers, a command harms none of them, and the next one makes it whole."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from mortal import Mortals, Run
from overlaid import build_both

import gazetteer
from gazetteer.verify import verify_past, verify_snapshot

KILLS = 15
"""How many of the calls that change the disk are killed at, evenly spread over all."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the combination goes."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def mortals(cache: Path) -> Iterator[Mortals]:
    """Return a process that runs commands in children."""
    mortals = Mortals("gazetteer.combination.making", ADLAR_CACHE=str(cache))
    yield mortals
    mortals.close()


def test_killed_combination(
    tmp_path: Path, cache: Path, mortals: Mortals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is killed, the next command finds it whole or makes it, and answers from all."""
    both = build_both(tmp_path)
    options = [word for home in both for word in ("--gazetteer", str(home))]
    show = ["gazetteer", "show", "loc:baki", *options]
    whole = mortals.run(Run([show]))
    assert [0] == whole.codes, whole.said
    assert KILLS <= whole.calls, "too few places to kill at; does the hook see them?"
    monkeypatch.setenv("ADLAR_CACHE", str(cache))
    expected = gazetteer.locate(both).id
    for call in sorted({1 + number * (whole.calls - 1) // (KILLS - 1) for number in range(KILLS)}):
        shutil.rmtree(cache / "combined")
        killed = mortals.run(Run([show], die_at=call))
        assert ([], signal.SIGKILL) == (killed.codes, killed.signal)
        again = mortals.run(Run([show]))
        assert [0] == again.codes, again.said
        made = gazetteer.locate(both)
        assert expected == made.id
        assert () == verify_snapshot(made)
        verify_past(made.directory.parent.parent)
    for home in both:
        verify_past(home)
