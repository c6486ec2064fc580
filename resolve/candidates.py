"""Candidate generation: for each query, the names of the gazetteer that may be it.

Three ways, the last only for the queries that the others did not settle:

1. **keyed**: names that share a whole-name key with the query (see `keys`)
2. **bearers**: for a query of one name proper, the persons who bear it among others
3. **near**: each token of the query is matched with the near tokens of the gazetteer by 4-grams of their coarse strings; the
   names that hold them are ranked by the rarity of what they share, and the best are kept
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.build import SEARCHED
from resolve.index.grams import grams
from resolve.index.layout import Index
from resolve.index.runs import Ints, expand
from resolve.keys import name_keys
from resolve.names import KINDS, NameTable
from resolve.sound import alphabet

KEYED_LIMIT: Final = 32
"""Names taken from one key, the most prominent first. Unit: names."""

BEARERS_READ: Final = 500
"""Names that are looked through for the bearers of one surname, those of the most prominent entities first."""

BEARER_LIMIT: Final = 48
"""Names of bearers taken for one query."""

NEAR_TOKENS: Final = 8
"""Near shapes taken for one shape of the query."""

LEAST_COSINE: Final = 0.30
"""Least likeness of 4-grams at which a token is near, 0..1."""

GRAMS_READ: Final = 8
"""4-grams read for one shape of the query, the rarest first."""

GRAM_BUDGET: Final = 3_000
"""Postings of 4-grams read for one shape of the query, the rarest 4-grams first."""

NAME_BUDGET: Final = 3_000
"""Postings of names read for one query, the rarest shapes first."""

NEAR_LIMIT: Final = 16
"""Names kept for one query by the second way."""

NAMES_AN_ENTITY: Final = 3
"""Names of one entity that are kept for one query by the second way."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: row i says that query[i] may be name[i]; no pair twice."""

    query: npt.NDArray[np.int64]
    name: npt.NDArray[np.int64]

    def joined(self, others: "Pairs") -> "Pairs":
        """These pairs and those of the others that are not among them."""
        new = others.without(self)
        return Pairs(np.concatenate((self.query, new.query)), np.concatenate((self.name, new.name)))

    def without(self, others: "Pairs") -> "Pairs":
        """The pairs that are not among others."""
        most = 1 + max(int(self.name.max(initial=0)), int(others.name.max(initial=0)))
        new = ~np.isin(self.query * most + self.name, others.query * most + others.name)
        return Pairs(self.query[new], self.name[new])


def keyed_candidates(index: Index, queries: NameTable) -> Pairs:
    """Names that share a key with a query.

    Returns:
        Pairs without repetition; a query that shares no key has none.
    """
    rows, keys = name_keys(queries)
    low = np.searchsorted(index.keyed.keys, keys, "left")
    high = np.searchsorted(index.keyed.keys, keys, "right")
    owner, at = expand(low, np.minimum(high - low, KEYED_LIMIT))
    names = max(1, len(index.names.first) - 1)
    packed = np.unique(rows[owner] * names + index.keyed.names[at])
    return Pairs(packed // names, packed % names)


def bearers(index: Index, queries: NameTable) -> Pairs:
    """Persons that bear a query's only name proper, for queries that have but one: whom may a surname alone mean?

    Returns:
        At most `BEARER_LIMIT` names a query, of the most prominent persons.
    """
    runs, table = queries.names, queries.table
    searched = np.isin(runs.role, SEARCHED)
    of_query = np.repeat(np.arange(len(runs.first) - 1), runs.size)
    alone = searched & (np.bincount(of_query, searched, minlength=len(runs.first) - 1)[of_query] == 1)
    token = np.flatnonzero(alone)
    form = runs.form[token]
    owner, at = expand(table.forms.first[form], np.diff(table.forms.first)[form])
    hashes = alphabet.row_hashes(alphabet.coarse(table.sounds.codes[table.forms.sound[at]]))
    shape = np.searchsorted(index.shapes.hash, hashes)
    known = np.flatnonzero(index.shapes.hash[np.minimum(shape, len(index.shapes.hash) - 1)] == hashes)
    owner, shape = owner[known], shape[known]
    read = np.minimum(np.diff(index.shapes.name_first)[shape], BEARERS_READ)
    source, at = expand(index.shapes.name_first[shape], read)
    name = index.shapes.name[at].astype(np.int64)
    person = np.flatnonzero(index.entities.kind[index.spellings.entity[name]] == KINDS.index("person"))
    query, name = of_query[token][owner[source[person]]], name[person]
    names = max(1, len(index.names.first) - 1)
    packed = np.unique(query * names + name)
    chosen = _first_of_each(packed // names, (packed % names).astype(np.float32), BEARER_LIMIT)
    packed = np.sort(packed[chosen])
    return Pairs(packed // names, packed % names)


def near_candidates(index: Index, queries: NameTable, wanted: npt.NDArray[np.int64]) -> Pairs:
    """Names that hold tokens near to those of a query.

    Args:
        index: the gazetteer's.
        queries: q names.
        wanted: rows of the queries to search for.

    Returns:
        At most `NEAR_LIMIT` names a query, in no order of worth.
    """
    token, shape, codes = _query_shapes(queries, wanted)
    if not len(token):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    source, found, cosine = _near_shapes(index, codes)
    order = np.argsort(source, kind="stable")
    source, found, cosine = source[order], found[order], cosine[order]
    start = np.searchsorted(source, shape, "left")
    owner, at = expand(start, np.searchsorted(source, shape, "right") - start)
    tokens, targets, worth = _best_by(token[owner], found[at], cosine[at], len(index.shapes.rarity))
    of_query = np.repeat(np.arange(len(queries.names.first) - 1), queries.names.size)
    return _vote(index, of_query[tokens], tokens, targets, worth * index.shapes.rarity[targets])


def _query_shapes(queries: NameTable, wanted: Ints) -> tuple[Ints, Ints, alphabet.Codes]:
    """The distinct shapes of the tokens to search by: token, shape (row of the third), coarse codes."""
    runs, table = queries.names, queries.table
    asked = np.zeros(len(runs.first) - 1, bool)
    asked[wanted] = True
    tokens = np.flatnonzero(np.isin(runs.role, SEARCHED) & np.repeat(asked, runs.size))
    form = runs.form[tokens]
    owner, at = expand(table.forms.first[form], np.diff(table.forms.first)[form])
    sounds, of_sound = np.unique(table.forms.sound[at], return_inverse=True)
    coarse = alphabet.coarse(table.sounds.codes[sounds])
    _, distinct, of_shape = np.unique(alphabet.row_hashes(coarse), return_index=True, return_inverse=True)
    token, shape, _ = _best_by(
        tokens[owner], of_shape[of_sound], np.ones(len(owner), np.float32), max(1, len(distinct))
    )
    return token, shape, coarse[distinct]


def _best_by(
    owner: Ints, target: Ints, worth: npt.NDArray[np.float32], targets: int
) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """One row for each pair of owner and target, with its greatest worth."""
    packed = owner.astype(np.int64) * targets + target
    order = np.lexsort((-worth, packed))
    packed, worth = packed[order], worth[order]
    new = np.ones(len(packed), bool)
    new[1:] = packed[1:] != packed[:-1]
    packed = packed[new]
    return packed // targets, packed % targets, worth[new]


def _near_shapes(index: Index, codes: alphabet.Codes) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """The shapes of the gazetteer that are near to each of the query's, with the cosine of their 4-grams."""
    shapes = index.shapes
    rows, found = grams(codes)
    norm = np.sqrt(np.bincount(rows, shapes.gram_weight[found].astype(np.float64) ** 2, minlength=len(codes)))
    count = np.diff(shapes.gram_first)[found]
    order = np.lexsort((count, rows))
    rows, found, count = rows[order], found[order], count[order]
    start = np.searchsorted(rows, rows, "left")
    slot = np.arange(len(rows)) - start
    running = np.cumsum(count) - count
    kept = (running - running[start] + count <= GRAM_BUDGET) & (count > 0) & (slot < GRAMS_READ)
    rows, found, count, slot = rows[kept], found[kept], count[kept], slot[kept]
    squares = np.zeros((len(codes), GRAMS_READ), np.float32)
    squares[rows, slot] = shapes.gram_weight[found] ** 2
    owner, at = expand(shapes.gram_first[found], count)
    total = len(shapes.rarity)
    # The slot of the 4-gram rides in the low bits: one sort brings together what belongs to one pair of shapes.
    packed = np.sort((rows[owner] * total + shapes.gram_shape[at]) * GRAMS_READ + slot[owner])
    pair, slot = packed // GRAMS_READ, packed % GRAMS_READ
    first = (
        np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1])))
        if len(pair)
        else np.zeros(0, np.int64)
    )
    source = pair // total
    dot = np.add.reduceat(squares[source, slot], first) if len(first) else np.zeros(0, np.float32)
    source, target = source[first], pair[first] % total
    cosine = (dot / np.maximum(norm[source] * shapes.norm[target], 1e-9)).astype(np.float32)
    kept = cosine >= LEAST_COSINE
    source, target, cosine = source[kept], target[kept], cosine[kept]
    chosen = _first_of_each(source, -cosine, NEAR_TOKENS)
    return source[chosen], target[chosen], cosine[chosen]


def _first_of_each(owner: Ints, worst: npt.NDArray[np.float32], most: int) -> Ints:
    """Rows of the `most` least values of `worst` for each owner."""
    order = np.lexsort((worst, owner))
    ordered = owner[order]
    start = np.searchsorted(ordered, ordered, "left")
    return np.asarray(order[np.arange(len(order)) - start < most])


def _vote(index: Index, query: Ints, token: Ints, shape: Ints, worth: npt.NDArray[np.float32]) -> Pairs:
    """The names that hold the most of what is rare, by the sum over the query's tokens of the best worth of each."""
    shapes = index.shapes
    count = np.diff(shapes.name_first)[shape]
    order = np.lexsort((count / np.maximum(worth, 1e-3) ** 2, query))
    query, token, shape, worth, count = query[order], token[order], shape[order], worth[order], count[order]
    running = np.cumsum(count)
    before = np.concatenate(([0], running))[np.searchsorted(query, query, "left")]
    room = np.clip(NAME_BUDGET - (running - count - before), 0, count)
    owner, at = expand(shapes.name_first[shape], room)
    names = len(index.names.first) - 1
    held, name, best = _best_by(token[owner], shapes.name[at].astype(np.int64), worth[owner], names)
    query_of_token = np.zeros(int(token.max(initial=0)) + 1, np.int64)
    query_of_token[token] = query
    packed = query_of_token[held] * names + name
    order = np.argsort(packed, kind="stable")
    packed = packed[order]
    first = (
        np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1])))
        if len(packed)
        else np.zeros(0, np.int64)
    )
    votes = np.add.reduceat(best[order], first) if len(first) else np.zeros(0, np.float32)
    query, name = packed[first] // names, packed[first] % names
    prominence = index.entities.prominence[index.spellings.entity[name]]
    votes = votes / np.sqrt(np.maximum(index.spellings.rarity[name], 0.2)) + np.float32(0.01) * prominence
    entity = index.spellings.entity[name].astype(np.int64)
    chosen = _first_of_each(query * len(index.entities.kind) + entity, -votes, NAMES_AN_ENTITY)
    chosen = chosen[_first_of_each(query[chosen], -votes[chosen], NEAR_LIMIT)]
    chosen = np.sort(chosen)
    return Pairs(query[chosen], name[chosen])
