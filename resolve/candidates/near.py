"""Names that hold tokens near to those of a query.

Each token of the query is matched with the gazetteer's tokens that share 4-grams of its coarse string; the
names that hold these are ranked by the rarity of what they share with the query, and the best are kept.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.candidates.glance import Glance
from resolve.candidates.pairs import Pairs
from resolve.index.grams import grams
from resolve.index.layout import LENGTHS, NAMES_A_SHAPE, Index
from resolve.index.runs import (
    Ints,
    best_of_each,
    expand,
    first_rows,
    greatest,
    in_digits,
    in_order,
    positions,
    run_starts,
    width,
)
from resolve.index.weights import PROMINENCE_UNIT, SHARE_UNIT
from resolve.names import PROPER, NameTable
from resolve.sound import alphabet

NEAR_TOKENS: Final = 12
"""Near shapes taken for one shape of the query."""

LEAST_COSINE: Final = 0.25
"""Least likeness of 4-grams at which a token is near, 0..1."""

GRAMS_READ: Final = 8
"""4-grams read for one shape of the query, the rarest first. A power of two."""

GRAM_BUDGET: Final = 1_500
"""Postings of 4-grams read for one shape of the query, the rarest 4-grams first."""

SHAPES_AT_ONCE: Final = 1_024
"""Shapes of the query that are worked on at once, so that their postings stay in the processor's cache."""

NAME_BUDGET: Final = NAMES_A_SHAPE
"""Postings of names read for one query, the rarest shapes first. Of no shape are more kept."""

NEAR_READ: Final = 128
"""Names looked at more closely for one query before those of one entity are thinned out."""

NEAR_LIMIT: Final = 16
"""Names kept for one query."""

NAMES_AN_ENTITY: Final = 3
"""Names of one entity that are kept for one query."""

SHORT: Final = 4
"""Sounds up to which the lengths of near shapes may differ by one only, not by two."""

PROMINENCE: Final = np.float32(0.01)
"""What one unit of prominence is worth. Unit: votes."""

LEAST_WORTH: Final = np.float32(1e-3)
"""What it is worth at least to hold a shape, where names are shared out by it, 0..1."""

GRAM_UNIT: Final = np.float32(2**-4)
VOTE_UNIT: Final = np.float32(2**-16)
"""Summands are rounded to these, so that their sums are exact and no order of adding changes them."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """The shapes to search by, in the order in which their names are read; queries rise.

    Attributes:
        query: r rows of queries.
        token: the token of the query that each shape is near to.
        shape: shapes of the gazetteer.
        worth: what it is worth to hold one, 0..1, in whole `VOTE_UNIT`.
    """

    query: Ints
    token: Ints
    shape: Ints
    worth: Floats


def near_candidates(index: Index, queries: NameTable, glance: Glance, wanted: Ints) -> Pairs:
    """Names that hold tokens near to those of a query.

    Args:
        index: the gazetteer's.
        queries: q names.
        glance: what a glance needs of them.
        wanted: rows of the queries to search for.

    Returns:
        At most `NEAR_LIMIT` names a query, in no order of worth.
    """
    return _vote(index, glance, _asked_shapes(index, queries, wanted))


def _asked_shapes(index: Index, queries: NameTable, wanted: Ints) -> Asked:
    """The shapes of a gazetteer by which to search for queries."""
    token, shape, codes = _query_shapes(queries, wanted)
    source, found, cosine = _all_near_shapes(index, codes)
    start = np.searchsorted(source, shape, "left")
    owner, at = expand(start, np.searchsorted(source, shape, "right") - start)
    tokens, targets, near = greatest(token[owner], found[at], cosine[at], len(index.shapes.rarity))
    query = np.repeat(np.arange(len(queries.names.first) - 1), queries.names.size)[tokens]
    worth = _rounded(near * index.shapes.rarity[targets], VOTE_UNIT)
    count = index.shapes.held[targets]
    cost = (count / np.maximum(worth, LEAST_WORTH) ** 2).astype(np.float32)
    order = best_of_each(query, 1 / (1 + cost), len(query))
    return Asked(query[order], tokens[order], targets[order], worth[order])


def _rounded(values: Floats, unit: np.float32) -> Floats:
    return np.asarray(np.rint(values / unit) * unit, np.float32)


def _query_shapes(queries: NameTable, wanted: Ints) -> tuple[Ints, Ints, alphabet.Codes]:
    """The distinct shapes of the tokens to search by: token, shape (row of the third), coarse codes."""
    runs, table = queries.names, queries.table
    asked = np.zeros(len(runs.first) - 1, bool)
    asked[wanted] = True
    tokens = np.flatnonzero(PROPER[runs.role] & np.repeat(asked, runs.size))
    form = runs.form[tokens]
    owner, at = expand(table.forms.first[form], np.diff(table.forms.first)[form])
    sounds, of_sound = np.unique(table.forms.sound[at], return_inverse=True)
    _, distinct, of_shape = np.unique(table.views.shapes[sounds], return_index=True, return_inverse=True)
    token, shape, _ = greatest(
        tokens[owner], of_shape[of_sound], np.ones(len(owner), np.float32), max(1, len(distinct))
    )
    return token, shape, table.views.coarse[sounds[distinct]]


def _all_near_shapes(index: Index, codes: alphabet.Codes) -> tuple[Ints, Ints, Floats]:
    starts = range(0, max(1, len(codes)), SHAPES_AT_ONCE)
    parts = [_near_shapes(index, codes[start : start + SHAPES_AT_ONCE], start) for start in starts]
    source, found, cosine = (np.concatenate(column) for column in zip(*parts, strict=True))
    return source, found, cosine


def _near_shapes(index: Index, codes: alphabet.Codes, offset: int) -> tuple[Ints, Ints, Floats]:
    """The shapes of the gazetteer that are near to each of the query's, with the cosine of their 4-grams.

    The query's shapes are numbered from `offset` in the answer, and come in order.
    """
    shapes = index.shapes
    rows, found = grams(codes)
    norm = np.sqrt(np.bincount(rows, shapes.gram_weight[found].astype(np.float64) ** 2, minlength=len(codes)))
    size = np.count_nonzero(codes, axis=1)[rows]
    slack = np.where(size > SHORT, 2, 1)
    place = shapes.gram_row[found].astype(np.int64) * LENGTHS
    begin = shapes.gram_first[place + np.maximum(size - slack, 0)].astype(np.int64)
    count = shapes.gram_first[place + np.minimum(size + slack + 1, LENGTHS)] - begin
    order = in_order((rows << 32) | count, 32 + int(width(len(codes))))
    rows, found, begin, count = rows[order], found[order], begin[order], count[order]
    start = run_starts(rows)
    slot = np.arange(len(rows)) - start
    running = np.cumsum(count) - count
    kept = (running - running[start] + count <= GRAM_BUDGET) & (count > 0) & (slot < GRAMS_READ)
    rows, found, begin, count, slot = rows[kept], found[kept], begin[kept], count[kept], slot[kept]
    squares = np.zeros((len(codes), GRAMS_READ), np.float32)
    squares[rows, slot] = _rounded(shapes.gram_weight[found] ** 2, GRAM_UNIT)
    # Row, shape and slot of the 4-gram share one number: one sort brings together what belongs to a pair of
    # shapes.
    low, bits = width(GRAMS_READ), width(len(shapes.rarity))
    packed = np.repeat((rows << (bits + low)) | slot, count)
    packed |= shapes.gram_shape[positions(begin, count)].astype(np.int64) << low
    packed.sort()
    pair = packed >> low
    first = first_rows(pair)
    square = squares.ravel()[((packed >> (bits + low)) << low) | (packed & (GRAMS_READ - 1))]
    dot = np.add.reduceat(square, first) if len(first) else np.zeros(0, np.float32)
    source, target = pair[first] >> bits, pair[first] & ((1 << bits) - 1)
    cosine = (dot / np.maximum(norm[source] * shapes.norm[target], 1e-9)).astype(np.float32)
    near = np.flatnonzero(cosine >= LEAST_COSINE)
    near = near[best_of_each(source[near], cosine[near], NEAR_TOKENS)]
    return source[near] + offset, target[near], cosine[near]


def _vote(index: Index, glance: Glance, asked: Asked) -> Pairs:
    """The names that hold the most of what is rare, by the sum of the best worth of each query token.

    Those with the most votes are looked at once more, at a glance, before the last cut.
    """
    query, token, worth = asked.query, asked.token, asked.worth
    if not len(query):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    begin = index.shapes.name_first[asked.shape].astype(np.int64)
    count = index.shapes.name_first[asked.shape + 1] - begin
    running = np.cumsum(count) - count
    room = np.clip(NAME_BUDGET - (running - running[run_starts(query)]), 0, count)
    owner, at = expand(begin, room)
    names = len(index.names.first) - 1
    held, name, best = greatest(token[owner], index.shapes.name[at].astype(np.int64), worth[owner], names)
    query_of_token = np.zeros(int(token.max()) + 1, np.int64)
    query_of_token[token] = query
    bits = width(names)
    packed = (query_of_token[held] << bits) | name
    order = in_order(packed, int(bits) + int(width(int(query.max()) + 1)))
    packed = packed[order]
    first = first_rows(packed)
    votes = np.add.reduceat(best[order], first) if len(first) else np.zeros(0, np.float32)
    query, name = packed[first] >> bits, packed[first] & ((1 << bits) - 1)
    entity = index.spellings.entity[name].astype(np.int64)
    share, prominence = index.spellings.weight[name].astype(np.float32).T
    votes = votes * (share * SHARE_UNIT) + PROMINENCE * (prominence * PROMINENCE_UNIT)
    votes = in_digits(votes)
    kept = best_of_each(query, votes, NEAR_READ)
    votes[kept] += glance.worth(index, query[kept], name[kept])
    owner = np.unique(query[kept] * len(index.entities.kind) + entity[kept], return_inverse=True)[1]
    kept = kept[best_of_each(owner, votes[kept], NAMES_AN_ENTITY)]
    kept = np.sort(kept[best_of_each(query[kept], votes[kept], NEAR_LIMIT)])
    return Pairs(query[kept], name[kept])
