"""Pairs of names that may be one, and the probability that they are.

The names are searched as if they were a gazetteer: what shares a key, and what sounds near. How alike two
names are depends on the pair alone, so that no other name of the input moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve.candidates.pairs import Pairs
from resolve.index.build import build_index
from resolve.names import KINDS, PROPER, UNKNOWN_KIND, read_names
from resolve.score import log_odds_alone, probability
from resolve.sides import Context, of_names
from resolve.stages import stages_of
from resolve.types import Query, Questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolve.cluster.values import Spelling

Ints = npt.NDArray[np.int64]

CALIBRATION: Final = {
    "person": (1.20, 1.89),
    "place": (0.88, -0.37),
    "organization": (0.50, -1.11),
    "": (0.81, 1.2),
}
"""Slope and offset by which the log odds of a pair become those of two names in one list, by their kind;
fitted by logistic regression on the training half of the evaluation data, by `benchmarks/quality/cluster.py
--fit`. Without a kind, or of kind
`other`, a name is one of a list of all kinds; the offset is less than was fitted, since the names of places
and organizations would be joined too readily by it."""


class Likeness:
    """How alike the names of a list are, and which of them are worth comparing."""

    def __init__(self, spellings: Sequence[Spelling]) -> None:
        """Read the names and make them searchable.

        Args:
            spellings: n distinct names that can be read; what is found does not depend on their order if they
                are sorted.
        """
        queries = [as_query(spelling) for spelling in spellings]
        asked = Questions.of(queries)
        context = Context.of(asked)
        self._table = read_names(asked.name, asked.tags, context.kind)
        self._kind = context.kind
        self._index = build_index(*_as_gazetteer(queries))
        self._side = of_names(self._table, context)
        self._stages = stages_of(self._index, self._side)
        self.faults = dict(self._table.errors)
        self.lettered = np.diff(self._table.names.first) > 0

    def likely_pairs(self) -> Ints:
        """Pairs worth comparing: of names that share a key or sound near, and whose kinds do not differ.

        Returns:
            n rows of two places, the lower one first; sorted, each pair once.
        """
        search = self._stages.search(self._table, self._kind)
        everyone = np.arange(len(self._kind))
        found = search.keyed()
        near = search.near(everyone)
        # The index numbers names by prominence; each is an entity of its own, whose ID is its place.
        place = np.array([int(self._index.entities.id[int(row)]) for row in self._index.spellings.entity])
        one = np.concatenate((found.query, near.query))
        other = place[np.concatenate((found.name, near.name))] if len(place) else one
        return self._comparable(np.stack((np.minimum(one, other), np.maximum(one, other)), axis=1))

    def of_pairs(self, pairs: Ints) -> npt.NDArray[np.float64]:
        """The probability that the two names of each pair name one entity.

        A name that is less than a full one, such as a surname, is as good as unlike any other.

        Args:
            pairs: n rows of two places.

        Returns:
            n values, 0..1.
        """
        if not len(pairs):
            return np.zeros(0)
        odds, full = self.odds_of_pairs(pairs)
        kinds = np.minimum(self._kind[pairs[:, 0]], self._kind[pairs[:, 1]])
        rank = np.minimum(kinds, len(KINDS))
        scales = [CALIBRATION.get(kind, CALIBRATION[""]) for kind in (*KINDS, "")]
        slope, offset = (np.array(column) for column in zip(*scales, strict=True))
        return np.where(full, probability(slope[rank] * odds + offset[rank]), 0.0)

    def odds_of_pairs(self, pairs: Ints) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The log odds that two names are one, as those of two names compared by themselves.

        Args:
            pairs: n rows of two places.

        Returns:
            n values; and whether neither name is less than a full one that the other may be.
        """
        one, other = pairs[:, 0], pairs[:, 1]
        forth = self._stages.measure(self._side, Pairs(one, other)).evidence
        back = self._stages.measure(self._side, Pairs(other, one)).evidence
        odds = np.minimum(log_odds_alone(forth.values), log_odds_alone(back.values)).astype(np.float64)
        return odds, ~(forth.partial | back.partial)

    def bare(self) -> npt.NDArray[np.bool_]:
        """Which names are less than a person's full name, such as a surname alone; n values.

        A single word of unknown kind may be a surname as well.
        """
        runs = self._table.names
        proper = np.repeat(np.arange(len(self._kind)), runs.size)[PROPER[runs.role]]
        may_be_person = np.isin(self._kind, (KINDS.index("person"), UNKNOWN_KIND))
        return np.asarray(may_be_person & (np.bincount(proper, minlength=len(self._kind)) == 1))

    def _comparable(self, pairs: Ints) -> Ints:
        one, other = self._kind[pairs[:, 0]], self._kind[pairs[:, 1]]
        alike = (one == other) | (one == UNKNOWN_KIND) | (other == UNKNOWN_KIND)
        return np.unique(pairs[alike & (pairs[:, 0] < pairs[:, 1])], axis=0)


def as_query(spelling: Spelling) -> Query:
    """A spelling as the engine reads it; its language only where all rows agree."""
    return Query(
        spelling.name,
        spelling.langs[0] if len(spelling.langs) == 1 else None,
        spelling.kind or None,
        spelling.country or None,
        spelling.birth_year or None,
    )


def _as_gazetteer(queries: Sequence[Query]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names as the tables an index is built from, each an entity of its own."""
    size = len(queries)
    # Of equal prominence, entities are in the order of their IDs: digits enough to sort as text.
    ids = [f"{place:09d}" for place in range(size)]
    entities = pl.DataFrame(
        {
            "entity_id": ids,
            "kind": [query.kind for query in queries],
            "name": [query.name for query in queries],
            "country": [query.country for query in queries],
            "population": [None] * size,
            "birth_year": [query.birth_year for query in queries],
        },
        schema_overrides={
            "kind": pl.String,
            "country": pl.String,
            "population": pl.Int64,
            "birth_year": pl.Int32,
        },
    )
    names = pl.DataFrame(
        {
            "entity_id": ids,
            "lang": [query.lang or "und" for query in queries],
            "name": [query.name for query in queries],
            "is_preferred": [True] * size,
            "name_kind": [None] * size,
        },
        schema_overrides={"name_kind": pl.String},
    )
    return entities, names
