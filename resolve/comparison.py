"""Comparison: how likely two names are one, without a gazetteer.

The stages are those of the main path, without candidates: names -> evidence -> similarity -> decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from resolve.decide import DECISIONS, Ground, decide_pairs
from resolve.evidence.measure import Evidence, measure
from resolve.explain import explain, summaries
from resolve.names import NameTable, read_names
from resolve.score import log_odds_alone, probability
from resolve.sides import Context, Side, of_names
from resolve.types import Comparison, Decision, Explanation, Query, Questions

_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of names that both have letters, measured.

    Attributes:
        sides: the left names and the right ones.
        evidence: of each pair, the left name as the query.
        decisive: the evidence that the similarity comes of.
        similarity: 0..1.
        grounds: see `decide_pairs`.
        ways: how the names are alike, a line each.
    """

    sides: tuple[Side, Side]
    evidence: Evidence
    decisive: Evidence
    similarity: npt.NDArray[np.float32]
    grounds: npt.NDArray[np.int8]
    ways: list[str]

    @classmethod
    def of(cls, left: Side, right: Side, rows: npt.NDArray[np.int64]) -> "_Pairs":
        """Measure the names in some rows of both sides."""
        evidence = measure(left, right, rows, rows)
        # A pair has no query and no gazetteer: a name that is less than the other's full name takes the
        # query's part, whichever side it stands on; where neither or both are less, what is more in either
        # counts against them.
        mirrored = measure(right, left, rows, rows)
        odds, mirrored_odds = log_odds_alone(evidence.values), log_odds_alone(mirrored.values)
        turned = np.where(evidence.partial == mirrored.partial, mirrored_odds < odds, mirrored.partial)
        similarity = probability(np.where(turned, mirrored_odds, odds))
        values = np.where(turned[:, None], mirrored.values, evidence.values)
        grounds = decide_pairs(similarity, evidence.bearing | mirrored.bearing)
        ways = summaries(evidence.alignment, left, right)
        return cls((left, right), evidence, replace(evidence, values=values), similarity, grounds, ways)

    def answer(
        self, at: int, asked: tuple[Query, Query], notes: Sequence[str], explained: bool
    ) -> Comparison:
        """What is said of one pair."""
        ground, alike = Ground(int(self.grounds[at])), float(self.similarity[at])
        reason = _reason(ground, self.ways[at])
        left, right = (query.name or "" for query in asked)
        why: Explanation | None = None
        if explained:
            why = explain(self.decisive, at, *self.sides, left, right, alike, alone=True)
        return Comparison(left, right, alike, DECISIONS[ground], "; ".join((reason, *notes)), why)


def compare_names(pairs: Iterable[tuple[Query, Query]], explained: bool = False) -> list[Comparison]:
    """Compare pairs of names, without a gazetteer.

    Args:
        pairs: two names each.
        explained: whether each answer carries its explanation.

    Returns:
        One comparison a pair, in their order.
    """
    both = list(pairs)
    columns = [Questions.of(column) for column in ([a for a, _ in both], [b for _, b in both])]
    contexts = [Context.of(column) for column in columns]
    tables = [
        read_names(column.name, column.tags, context.kind)
        for column, context in zip(columns, contexts, strict=True)
    ]
    left, right = map(of_names, tables, contexts)
    lettered = (tables[0].names.size > 0) & (tables[1].names.size > 0)
    place = np.cumsum(lettered) - 1
    measured = _Pairs.of(left, right, np.flatnonzero(lettered))
    out = []
    for row, (a, b) in enumerate(both):
        notes = [note for table in tables for note in table.notes.get(row, ())]
        if errors := _errors(tables, row):
            out.append(Comparison(a.name, b.name, None, Decision.ERROR, "; ".join(errors)))
        elif not lettered[row]:
            out.append(Comparison(a.name, b.name, 0.0, Decision.NIL, "; ".join(("no letters", *notes))))
        else:
            out.append(measured.answer(int(place[row]), (a, b), notes, explained))
    return out


def compare_two(
    left: str,
    right: str,
    *,
    left_lang: str | None = None,
    right_lang: str | None = None,
    kind: str | None = None,
) -> Comparison:
    """Compare two names, without a gazetteer.

    Args:
        left: a name.
        right: another.
        left_lang: its BCP 47 tag, None if not known.
        right_lang: likewise.
        kind: person, place, organization or other; None if not known.

    Raises:
        UsageError: a kind that is none.
    """
    return compare_names([(Query(left, left_lang, kind), Query(right, right_lang, kind))], explained=True)[0]


def _errors(tables: Sequence[NameTable], row: int) -> list[str]:
    """Why names of a pair cannot be read."""
    return [
        f"{side}: {table.errors[row]}"
        for side, table in zip(_SIDES, tables, strict=True)
        if row in table.errors
    ]


def _reason(ground: Ground, how: str) -> str:
    match ground:
        case Ground.NOT_A_FULL_NAME:
            return f"one is not a full name, and others may bear it; {how}"
        case Ground.UNSURE:
            return f"{how}; not sure enough for a match"
        case _:
            return how
