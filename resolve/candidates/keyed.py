"""Names that share a whole-name key with a query."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.candidates.glance import Glance
from resolve.candidates.pairs import Pairs
from resolve.index.layout import Index
from resolve.index.runs import Ints, best_of_each, first_rows, greatest
from resolve.keys import name_keys
from resolve.names import NameTable

KEYED_KEPT: Final = 20
"""Names kept for one query."""

KEYED_GAP: Final = np.float32(0.5)
"""Names that are so much less promising than the best of their query are left out. Unit: that of a glance."""

NAMES_AN_ENTITY: Final = 8
"""Names of one entity that are kept for one query."""

_ENTITY_BITS: Final = np.int64(32)

KEY_WORTH: Final = np.array([0.8, 0.4, 0.1, 0.0], np.float32)
"""What it is worth to share a key, by its level. Unit: that of a glance."""

PROMINENCE_WORTH: Final = np.float32(0.05)
"""What the first name of the gazetteer is worth more than the last. Unit: that of a glance."""


def keyed_candidates(index: Index, queries: NameTable, glance: Glance) -> Pairs:
    """Names that share a key with a query, those that are likest at a glance.

    Args:
        index: the gazetteer's.
        queries: q names.
        glance: what a glance needs of them.

    Returns:
        At most `KEYED_KEPT` names a query, sorted by query; a query that shares no key has none.
    """
    keys = name_keys(queries)
    order = np.argsort(keys.key)
    rows, key, level = keys.row[order], keys.key[order], keys.level[order]
    owner, name = index.keyed.find(key)
    names = len(index.names.first) - 1
    query, name, shared = greatest(rows[owner], name, KEY_WORTH[level[owner]], names)
    # Names are numbered by prominence: of those that are as like, the lower number goes first.
    prominence = (1 - name / max(1, names)).astype(np.float32)
    worth = glance.worth(index, query, name) + shared + PROMINENCE_WORTH * prominence
    chosen = _promising(query, index.spellings.entity[name].astype(np.int64), worth.astype(np.float32))
    return Pairs(query[chosen], name[chosen])


def _promising(query: Ints, entity: Ints, worth: npt.NDArray[np.float32]) -> Ints:
    """The rows worth a closer look, by query and row; arguments are columns sorted by query."""
    first = first_rows(query)
    if not len(first):
        return first
    best = np.repeat(np.maximum.reduceat(worth, first), np.diff(np.append(first, len(query))))
    close = np.flatnonzero(worth >= best - KEYED_GAP)
    _, owner = np.unique((query[close] << _ENTITY_BITS) | entity[close], return_inverse=True)
    close = np.sort(close[best_of_each(owner, worth[close], NAMES_AN_ENTITY)])
    return np.asarray(np.sort(close[best_of_each(query[close], worth[close], KEYED_KEPT)]))
