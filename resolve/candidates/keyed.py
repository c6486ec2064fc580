"""Names that share a whole-name key with a query."""

from typing import Final

import numpy as np

from resolve.candidates.pairs import Pairs
from resolve.index.layout import Index
from resolve.index.runs import best_of_each, expand, first_rows, width
from resolve.keys import name_keys
from resolve.names import NameTable

KEYED_LIMIT: Final = 32
"""Names read from one key, those of the most prominent entities first."""

KEYED_KEPT: Final = 24
"""Names kept for one query."""


def keyed_candidates(index: Index, queries: NameTable) -> Pairs:
    """Names that share a key with a query, those that share the most keys first.

    Returns:
        At most `KEYED_KEPT` names a query, sorted by query; a query that shares no key has none.
    """
    rows, keys = name_keys(queries)
    order = np.argsort(keys)
    rows, keys = rows[order], keys[order]
    low = np.searchsorted(index.keyed.keys, keys, "left")
    high = np.searchsorted(index.keyed.keys, keys, "right")
    owner, at = expand(low, np.minimum(high - low, KEYED_LIMIT))
    names = len(index.names.first) - 1
    bits = width(names)
    packed = np.sort((rows[owner] << bits) | index.keyed.names[at])
    first = first_rows(packed)
    shared = np.diff(np.append(first, len(packed)))
    query, name = packed[first] >> bits, packed[first] & ((1 << bits) - 1)
    # Names are numbered by prominence: of those that share as many keys, the lower number goes first.
    worth = shared + (1 - name / max(1, names))
    chosen = np.sort(best_of_each(query, worth.astype(np.float32), KEYED_KEPT))
    return Pairs(query[chosen], name[chosen])
