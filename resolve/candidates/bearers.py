"""Persons who bear a single name among others: whom may a surname alone mean?"""

from typing import Final

import numpy as np

from resolve.candidates.pairs import Pairs
from resolve.index.layout import Index
from resolve.index.runs import best_of_each, expand
from resolve.names import KINDS, PROPER, NameTable

BEARERS_READ: Final = 500
"""Names that are looked through for the bearers of one name, those of the most prominent entities first."""

BEARER_LIMIT: Final = 48
"""Names of bearers taken for one query."""


def find_bearers(index: Index, queries: NameTable) -> Pairs:
    """Persons that bear a query's name proper, if it has but one: whom may a surname alone mean?

    Returns:
        At most `BEARER_LIMIT` names a query, of the most prominent persons.
    """
    runs, table = queries.names, queries.table
    searched = PROPER[runs.role]
    of_query = np.repeat(np.arange(len(runs.first) - 1), runs.size)
    alone = searched & (np.bincount(of_query, searched, minlength=len(runs.first) - 1)[of_query] == 1)
    token = np.flatnonzero(alone)
    form = runs.form[token]
    owner, at = expand(table.forms.first[form], np.diff(table.forms.first)[form])
    hashes = table.views.shapes[table.forms.sound[at]]
    shape = np.searchsorted(index.shapes.hash, hashes)
    known = np.flatnonzero(index.shapes.hash[np.minimum(shape, len(index.shapes.hash) - 1)] == hashes)
    owner, shape = owner[known], shape[known]
    held = index.shapes.name_first[shape + 1] - index.shapes.name_first[shape]
    read = np.minimum(held, BEARERS_READ)
    source, at = expand(index.shapes.name_first[shape], read)
    name = index.shapes.name[at].astype(np.int64)
    person = np.flatnonzero(index.entities.kind[index.spellings.entity[name]] == KINDS.index("person"))
    query, name = of_query[token][owner[source[person]]], name[person]
    names = max(1, len(index.names.first) - 1)
    packed = np.unique(query * names + name)
    query, name = packed // names, packed % names
    chosen = np.sort(best_of_each(query, (names - name).astype(np.float32), BEARER_LIMIT))
    return Pairs(query[chosen], name[chosen])
