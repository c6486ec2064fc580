"""Keys of a gazetteer are the same however its names are parted."""

from __future__ import annotations

import numpy as np
import pytest

from resolve import Resolver
from resolve.index import shares
from resolve.index.shares import sorted_keys
from resolve.keys import column, order
from resolve.keys.plain import plain_keys
from resolve.names import NameTable, read_names


@pytest.fixture(scope="module")
def read(small: Resolver) -> NameTable:
    """Return the names of a small gazetteer."""
    spellings, known = small.index.spellings, small.index.entities
    return read_names(list(spellings.text), list(spellings.lang), known.kind[spellings.entity])


@pytest.fixture(params=["compiled", "plain"])
def stage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys be made and sorted as this installation does it, and as one without a compiler does."""
    if request.param == "plain":
        monkeypatch.setattr(column, "name_library", lambda: None)
        monkeypatch.setattr(order, "name_library", lambda: None)


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("parting", [1, 10**9])
@pytest.mark.parametrize("share", [1, 7, 64, 10**6])
def test_shares(read: NameTable, share: int, parting: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares of any size, in any number of threads, give the keys of all names at once, sorted."""
    monkeypatch.setattr(shares, "WORTH_PARTING", parting)
    every = plain_keys(read)
    rising = np.lexsort((every.row, every.key))
    key, name = sorted_keys(read, share=share)
    assert (every.key[rising].tolist(), every.row[rising].tolist()) == (key.tolist(), name.tolist())


def test_told(read: NameTable) -> None:
    """It is told of each share how many names have their keys by then."""
    told: list[int] = []
    sorted_keys(read, told.append, 10)
    names = len(read.names.first) - 1
    assert [min(done, names) for done in range(10, names + 10, 10)] == told
    assert len(told) > 2


@pytest.mark.usefixtures("stage")
def test_no_names() -> None:
    """A gazetteer without names has no keys."""
    key, name = sorted_keys(read_names([], [], np.zeros(0, np.uint8)))
    assert ([], []) == (key.tolist(), name.tolist())
