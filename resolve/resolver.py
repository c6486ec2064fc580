"""The main path: the way of a query from text to decision.

    text -> normalize -> tokens -> readings -> keys -> candidates -> evidence -> score -> decision

`Resolver.answer` is that path; it works on columns, and a single lookup is a column of one. Each distinct query is resolved once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from resolve import candidates, settings
from resolve.columns import make_queries
from resolve.decide import decide, decide_pair
from resolve.evidence.features import Evidence, measure
from resolve.explain import explain, summary, token_matches
from resolve.index.build import Progress
from resolve.index.layout import Index
from resolve.index.store import open_index
from resolve.names import KINDS, NameTable, read_names
from resolve.score import log_odds, probability, scores
from resolve.sides import Context, Side, of_index, of_names, of_queries
from resolve.types import Candidate, Comparison, Decision, Options, Query, Resolution

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class _Measured:
    """Candidates of a chunk of queries with their evidence; one row a pair, sorted by query."""

    pairs: candidates.Pairs
    evidence: Evidence
    odds: npt.NDArray[np.float32]


class Resolver:
    """Resolves names to the entities of one gazetteer.

    Holds only memory maps and small caches; threads may share it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._side = of_index(index)

    @property
    def index(self) -> Index:
        """The match index that is searched."""
        return self._index

    def resolve(
        self,
        names: Sequence[str | None],
        *,
        lang: str | Sequence[str | None] | None = None,
        kind: str | Sequence[str | None] | None = None,
        country: str | Sequence[str | None] | None = None,
        birth_year: int | Sequence[int | None] | None = None,
        options: Options | None = None,
    ) -> "pl.DataFrame":
        """Resolve a column of names.

        Args:
            names: n names.
            lang: their language, one for all or one each; None where not known.
            kind: their kind, likewise.
            country: their country, likewise.
            birth_year: their year of birth, likewise.
            options: thresholds and filters.

        Returns:
            n rows in the same order: query, entity_id, decision, score, best_entity_id, best_name, matched_name, reason; with
            `options.top` > 1 also candidates, a list of {entity_id, name, score}.

        Raises:
            UsageError: a column of another length, an unknown kind.
        """
        from resolve.columns import resolutions_frame

        queries = make_queries(names, lang, kind, country, birth_year)
        return resolutions_frame(self.answer(queries, options or Options()), options or Options())

    def lookup(
        self,
        name: str | None,
        *,
        lang: str | None = None,
        kind: str | None = None,
        country: str | None = None,
        birth_year: int | None = None,
        options: Options | None = None,
    ) -> Resolution:
        """Resolve one name; the arguments are those of `resolve`."""
        return self.answer([Query(name, lang, kind, country, birth_year)], options or Options())[0]

    def answer(self, queries: Sequence[Query], options: Options) -> list[Resolution]:
        """Answer queries in their order; each distinct one is resolved once.

        Raises:
            UsageError: a kind that is none.
        """
        distinct = list(dict.fromkeys(queries))
        answers: dict[Query, Resolution] = {}
        for start in range(0, len(distinct), settings.CHUNK):
            chunk = distinct[start : start + settings.CHUNK]
            answers.update(zip(chunk, self._answer_chunk(chunk, options), strict=True))
        return [answers[query] for query in queries]

    def _answer_chunk(self, queries: Sequence[Query], options: Options) -> list[Resolution]:
        context = Context.of(queries)
        names = read_names([q.name for q in queries], [q.lang or "und" for q in queries], context.kind)
        side = of_queries(names, context, self._index)
        measured = self._measure(side, candidates.keyed(self._index, names), options, context)
        best = np.full(len(queries), -np.inf, np.float32)
        np.maximum.at(best, measured.pairs.query, np.where(measured.evidence.partial, -np.inf, measured.odds))
        unsettled = np.flatnonzero(best < settings.SETTLED)
        near = candidates.near(self._index, names, unsettled)
        both = candidates.Pairs.union([measured.pairs, near], max(1, len(self._index.names.first) - 1))
        measured = self._measure(side, both, options, context)
        return self._decide(queries, names, side, measured, options)

    def _measure(self, side: Side, pairs: candidates.Pairs, options: Options, context: Context) -> _Measured:
        pairs = self._allowed(pairs, options, context)
        evidence = measure(side, self._side, pairs.query, pairs.name)
        return _Measured(pairs, evidence, log_odds(evidence.values))

    def _allowed(self, pairs: candidates.Pairs, options: Options, context: Context) -> candidates.Pairs:
        """Without excluded entities, and without those of another kind where the kind is strict."""
        entity = self._index.spellings.entity[pairs.name]
        kept = np.ones(len(entity), bool)
        if options.strict_kind:
            given = context.kind[pairs.query]
            kept &= (given >= len(KINDS)) | (self._index.entities.kind[entity] == given)
        if options.exclude:
            excluded = [
                row for row in np.unique(entity) if self._index.entities.id[int(row)] in options.exclude
            ]
            kept &= ~np.isin(entity, excluded)
        return candidates.Pairs(pairs.query[kept], pairs.name[kept])

    def _decide(
        self, queries: Sequence[Query], names: NameTable, side: Side, measured: _Measured, options: Options
    ) -> list[Resolution]:
        rows = self._best_names(measured)
        query = measured.pairs.query[rows]
        entity = self._index.spellings.entity[measured.pairs.name[rows]]
        score = scores(query, measured.odds[rows], self._index.entities.prominence[entity])
        order = np.lexsort((-measured.odds[rows], -score, query))
        rows, query, score = rows[order], query[order], score[order]
        first = np.searchsorted(query, np.arange(len(queries) + 1))
        out = []
        for number, asked in enumerate(queries):
            if number in names.errors:
                out.append(_failed(asked, names.errors[number]))
                continue
            own = range(int(first[number]), int(first[number + 1]))
            found = [
                self._candidate(measured, int(rows[i]), float(score[i]), side, asked, options) for i in own
            ]
            out.append(
                self._resolution(
                    asked, names, number, found, measured, rows[own.start : own.stop], side, options
                )
            )
        return out

    def _best_names(self, measured: _Measured) -> npt.NDArray[np.int64]:
        """One row for each query and entity: that of its most similar name, the preferred one of equals."""
        entity = self._index.spellings.entity[measured.pairs.name]
        preferred = self._index.spellings.preferred[measured.pairs.name]
        order = np.lexsort((measured.pairs.name, ~preferred, -measured.odds, entity, measured.pairs.query))
        pair = np.stack((measured.pairs.query[order], entity[order]))
        new = np.ones(len(order), bool)
        new[1:] = (pair[:, 1:] != pair[:, :-1]).any(axis=0)
        return np.asarray(order[new])

    def _candidate(
        self, measured: _Measured, row: int, score: float, side: Side, asked: Query, options: Options
    ) -> Candidate:
        name = int(measured.pairs.name[row])
        entity = int(self._index.spellings.entity[name])
        similarity = float(probability(measured.odds[row : row + 1])[0])
        text = self._index.spellings.text[name]
        why = None
        if options.explain:
            why = explain(measured.evidence, row, side, self._side, asked.name or "", text, similarity)
        known = self._index.entities
        return Candidate(
            known.id[entity], known.name[entity], score, similarity, text, KINDS[known.kind[entity]], why
        )

    def _resolution(
        self,
        asked: Query,
        names: NameTable,
        number: int,
        found: list[Candidate],
        measured: _Measured,
        rows: npt.NDArray[np.int64],
        side: Side,
        options: Options,
    ) -> Resolution:
        notes = names.notes.get(number, ())
        if not found:
            letters = any(c.isalpha() for c in asked.name or "")
            reason = "no name of the gazetteer is near" if letters else "no letters"
            return Resolution(
                asked.name, Decision.NIL, None, None, None, None, None, "; ".join((reason, *notes))
            )
        row = int(rows[0])
        how = summary(token_matches(measured.evidence, row, side, self._side))
        verdict = decide(found, bool(measured.evidence.partial[row]), how, options)
        best = found[0]
        return Resolution(
            asked.name,
            verdict.decision,
            best.entity_id if verdict.decision == Decision.MATCH else None,
            best.score,
            best.entity_id,
            best.name,
            best.matched_name,
            "; ".join((verdict.reason, *notes)),
            tuple(found[: options.top]),
        )


def open_resolver(gazetteer: str | Path | None = None, progress: Progress | None = None) -> Resolver:
    """Open a gazetteer for resolving; its match index is built first if there is none.

    Args:
        gazetteer: its directory; None for the embedded one, or the one that `ADLAR_GAZETTEER` names.
        progress: told of the steps of building the index.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
    """
    return Resolver(open_index(gazetteer, progress))


def compare_names(pairs: Iterable[tuple[Query, Query]], explained: bool = False) -> list[Comparison]:
    """Compare pairs of names, without a gazetteer.

    Args:
        pairs: two names each.
        explained: whether each answer carries its explanation.

    Returns:
        One comparison a pair, in their order.
    """
    both = list(pairs)
    left, right = [a for a, _ in both], [b for _, b in both]
    tables = [
        read_names([q.name for q in part], [q.lang or "und" for q in part], Context.of(part).kind)
        for part in (left, right)
    ]
    sides = [of_names(table, Context.of(part)) for table, part in zip(tables, (left, right), strict=True)]
    rows = np.arange(len(both))
    evidence = measure(sides[0], sides[1], rows, rows)
    # A pair has no query and no gazetteer: the name with more in it stands for the full one, whichever side it is on.
    mirrored = measure(sides[1], sides[0], rows, rows)
    similarity = probability(np.minimum(log_odds(evidence.values), log_odds(mirrored.values)))
    partial = evidence.partial | mirrored.partial
    out = []
    for row, (a, b) in enumerate(both):
        errors = [
            f"{side}: {table.errors[row]}"
            for side, table in zip(("left", "right"), tables, strict=True)
            if row in table.errors
        ]
        if errors:
            out.append(Comparison(a.name, b.name, None, Decision.ERROR, "; ".join(errors)))
            continue
        how = summary(token_matches(evidence, row, sides[0], sides[1]))
        verdict = decide_pair(float(similarity[row]), bool(partial[row]), how)
        notes = [note for table in tables for note in table.notes.get(row, ())]
        why = (
            explain(evidence, row, sides[0], sides[1], a.name or "", b.name or "", float(similarity[row]))
            if explained
            else None
        )
        reason = "; ".join((verdict.reason, *notes))
        out.append(Comparison(a.name, b.name, float(similarity[row]), verdict.decision, reason, why))
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


def _failed(asked: Query, reason: str) -> Resolution:
    return Resolution(asked.name, Decision.ERROR, None, None, None, None, None, reason)
