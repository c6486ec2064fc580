"""Keys of a gazetteer are the same however its names are parted."""

from __future__ import annotations

import numpy as np
import pytest

from resolve import Resolver
from resolve.index.shares import sorted_keys
from resolve.keys import name_keys
from resolve.names import NameTable, read_names


@pytest.fixture(scope="module")
def read(small: Resolver) -> NameTable:
    """Return the names of a small gazetteer."""
    spellings, known = small.index.spellings, small.index.entities
    return read_names(list(spellings.text), list(spellings.lang), known.kind[spellings.entity])


@pytest.mark.parametrize("share", [1, 7, 64, 10**6])
def test_shares(read: NameTable, share: int) -> None:
    """Shares of any size, in any number of threads, give the keys of all names at once, sorted."""
    every = name_keys(read)
    order = np.lexsort((every.row, every.key))
    key, name = sorted_keys(read, share)
    assert (every.key[order].tolist(), every.row[order].tolist()) == (key.tolist(), name.tolist())


def test_no_names() -> None:
    """A gazetteer without names has no keys."""
    key, name = sorted_keys(read_names([], [], np.zeros(0, np.uint8)))
    assert ([], []) == (key.tolist(), name.tolist())
