"""Pairs of names that may be one, and the probability that they are.

The names are searched as if they were a gazetteer. How alike two names are depends on the pair alone, so that
no other name of the input moves it; but for an abbreviation, which is the less sure the more bodies it fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve.cluster.acronyms import Abbreviations, fitting_names, weigh
from resolve.cluster.evidence import Listed
from resolve.cluster.model import log_odds_listed
from resolve.cluster.pairs import find_pairs
from resolve.cluster.translation import Translations
from resolve.index.build import build_index
from resolve.names import KINDS, PROPER, UNKNOWN_KIND, read_names
from resolve.score import probability
from resolve.sides import Context, of_names
from resolve.stages import stages_of
from resolve.text.words import Role
from resolve.types import Query, Questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolve.cluster.evidence import ListEvidence
    from resolve.cluster.values import Spelling
    from resolve.sides import Side

Ints = npt.NDArray[np.int64]


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
        self.lettered = np.diff(self._table.names.first) > 0
        index, side = build_index(*_as_gazetteer(queries)), of_names(self._table, context)
        bodies = _bodies(side)
        stages, translations = stages_of(index, side), Translations(self._table, side, bodies)
        self._listed = Listed(side, stages, translations, spellings)
        fitting = fitting_names(self._table, side, bodies)
        self._short = Abbreviations(weigh(fitting, self._listed.one_body), len(queries))
        meant = [*translations.pairs(), *self._short.pairs()]
        search = stages.search(self._table, self._kind)
        self._pairs = self._comparable(find_pairs(index, search, self._table.names.sense, meant))

    def likely_pairs(self) -> Ints:
        """Pairs worth comparing, whose kinds do not differ.

        Returns:
            n rows of two places, the lower one first; sorted, each pair once.
        """
        return self._pairs

    def of_pairs(self, pairs: Ints) -> npt.NDArray[np.float64]:
        """The probability that the two names of each pair name one entity.

        Args:
            pairs: n rows of two places.

        Returns:
            n values, 0..1.
        """
        odds = log_odds_listed(self.evidence(pairs), self.kinds(pairs))
        return probability(odds.astype(np.float32)).astype(np.float64)

    def evidence(self, pairs: Ints) -> ListEvidence:
        """What speaks for and against the two names of each pair being one; n rows of two places."""
        return self._listed.of_pairs(pairs, self._short.of_pairs(pairs))

    def kinds(self, pairs: Ints) -> npt.NDArray[np.uint8]:
        """The kind of each pair: that of either name of which it is known."""
        return np.minimum(self._kind[pairs[:, 0]], self._kind[pairs[:, 1]])

    def bare(self) -> npt.NDArray[np.bool_]:
        """Which names are less than a person's full name, such as a surname alone; n values.

        A single word of unknown kind may be a surname as well.
        """
        runs = self._table.names
        proper = np.repeat(np.arange(len(self._kind)), runs.size)[PROPER[runs.role]]
        may_be_person = np.isin(self._kind, (KINDS.index("person"), UNKNOWN_KIND))
        return np.asarray(may_be_person & (np.bincount(proper, minlength=len(self._kind)) == 1))

    def _comparable(self, pairs: Ints) -> Ints:
        pairs = np.sort(pairs, axis=1)
        one, other = self._kind[pairs[:, 0]], self._kind[pairs[:, 1]]
        alike = (one == other) | (one == UNKNOWN_KIND) | (other == UNKNOWN_KIND)
        return np.unique(pairs[alike & (pairs[:, 0] != pairs[:, 1])], axis=0)


def _bodies(side: Side) -> list[int]:
    """The names that may be translated or abbreviated: all that are not a person's."""
    runs = side.names
    generic = np.zeros(len(runs.role) + 1, np.int64)
    np.cumsum(runs.role == Role.GENERIC, out=generic[1:])
    of_kind = np.isin(side.kind, [KINDS.index("organization"), KINDS.index("place")])
    # What may be a person is one, unless a word such as bank or university says what it is.
    told = (side.kind != KINDS.index("person")) & (generic[runs.first[1:]] > generic[runs.first[:-1]])
    return np.flatnonzero(of_kind | told).tolist()


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
