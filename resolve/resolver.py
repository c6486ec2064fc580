"""The main path: the way of a query from text to decision.

    text -> normalize -> tokens -> readings -> keys -> candidates -> evidence -> score -> decision

`Resolver.answer` is that path; it works on columns, and a single lookup is a column of one. Each distinct
query is resolved once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.types import Where
from resolve import settings
from resolve.answers import Answers
from resolve.candidates.pairs import Pairs
from resolve.columns import make_queries
from resolve.decide import Ground, decide
from resolve.errors import UsageError
from resolve.index.build import Progress
from resolve.index.layout import Index
from resolve.index.store import open_index
from resolve.names import UNKNOWN_KIND, NameTable, read_names
from resolve.ranking import Measured
from resolve.reasons import Found
from resolve.sides import Context, Side, of_index, of_queries
from resolve.stages import stages_of
from resolve.types import AnswerTable, Options, Query, Resolution

if TYPE_CHECKING:
    import polars as pl


class Resolver:
    """Resolves names to the entities of one gazetteer.

    Holds only memory maps and small caches; threads may share it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._side = of_index(index)
        self._stages = stages_of(index, self._side)

    @property
    def index(self) -> Index:
        """The match index that is searched."""
        return self._index

    @property
    def is_combined(self) -> bool:
        """Whether several gazetteers are searched, so that each answer names which one it is from."""
        return self._index.origins is not None

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
            n rows in the same order: query, entity_id, decision, score, best_entity_id, best_name,
            matched_name, reason; of several gazetteers also gazetteer, matched_gazetteer; with `options.top`
            > 1 also candidates, a list of {entity_id, name, score}.

        Raises:
            UsageError: a column of another length, an unknown kind.
        """
        from resolve.columns import answers_frame

        options = options or Options()
        queries = make_queries(names, lang, kind, country, birth_year)
        distinct = list(dict.fromkeys(queries))
        frame = answers_frame(
            [query.name for query in distinct], self.table(distinct, options), options, self.is_combined
        )
        if len(distinct) == len(queries):
            return frame
        place = {query: row for row, query in enumerate(distinct)}
        return frame[[place[query] for query in queries]]

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

    def text(self, text: str, lang: str | None = None) -> "pl.DataFrame":
        """Find the names in a text and link them.

        Args:
            text: any text.
            lang: its language, a BCP 47 tag; None to detect it.

        Returns:
            One row a mention, by place: doc (`text`), start, end, surface, lemma, kind, entity_id, decision,
            score, matched_name, reason, lang, group; of several gazetteers also gazetteer.
        """
        from resolve.articles import Document, link_documents, mentions_frame

        return mentions_frame(link_documents(self, [Document("text", text, lang)]), self.is_combined)

    def answer(self, queries: Sequence[Query], options: Options) -> list[Resolution]:
        """Answer queries in their order; each distinct one is resolved once.

        Raises:
            UsageError: a kind, a country or a year that is none; fewer than one candidate asked for.
        """
        distinct = list(dict.fromkeys(queries))
        answers: dict[Query, Resolution] = {}
        for start in range(0, len(distinct), settings.CHUNK):
            chunk = distinct[start : start + settings.CHUNK]
            answers.update(zip(chunk, self._answers(chunk, options).resolutions(), strict=True))
        return [answers[query] for query in queries]

    def table(self, queries: Sequence[Query], options: Options) -> AnswerTable:
        """The answers to distinct queries as columns; what is raised is as for `answer`."""
        starts = range(0, len(queries), settings.CHUNK)
        parts = [self._answers(queries[start : start + settings.CHUNK], options).table() for start in starts]
        if len(parts) == 1:
            return parts[0]
        return AnswerTable(
            *[
                [value for part in parts for value in getattr(part, column)]
                for column in AnswerTable.__slots__
            ]
        )

    def _answers(self, queries: Sequence[Query], options: Options) -> Answers:
        if options.top < 1:
            raise UsageError(f"top {options.top}; expected how many candidates are to be listed, 1 or more")
        # text -> normalize -> tokens -> readings
        context = Context.of(queries)
        names = read_names([q.name for q in queries], [q.lang or "und" for q in queries], context.kind)
        side = of_queries(names, context, self._index)
        # keys -> candidates -> evidence
        measured = self._candidates(names, side, context, options)
        # score -> decision -> answer
        ranking = self._stages.rank(measured, len(queries))
        answered, best = ranking.leaders()
        grounds = np.full(len(queries), Ground.NOTHING_NEAR, np.int8)
        grounds[answered] = decide(
            ranking.score[best],
            ranking.similarity[best],
            measured.bearing[ranking.pair[best]],
            ranking.rivals[answered],
            options,
        )
        found = Found(self._index, self._side, side, measured, ranking, grounds)
        return Answers(queries, names, found, options)

    def candidates(self, queries: Sequence[Query], options: Options) -> Measured:
        """The candidates of queries with their evidence, before any is ranked: to learn weights from."""
        context = Context.of(queries)
        names = read_names([q.name for q in queries], [q.lang or "und" for q in queries], context.kind)
        return self._candidates(names, of_queries(names, context, self._index), context, options)

    def _candidates(self, names: NameTable, side: Side, context: Context, options: Options) -> Measured:
        """Names that share a key, and near names where those do not settle the query."""
        search = self._stages.search(names, context.kind)
        measured = self._measure(side, search.with_bearers(search.keyed()), context, options)
        unsettled = measured.unsettled(len(names.names.first) - 1)
        if not len(unsettled):
            return measured
        near = search.near(unsettled).without(measured.pairs)
        return Measured.join(measured, self._measure(side, near, context, options))

    def _measure(self, side: Side, pairs: Pairs, context: Context, options: Options) -> Measured:
        return self._stages.measure(side, self._allowed(pairs, context, options))

    def _allowed(self, pairs: Pairs, context: Context, options: Options) -> Pairs:
        """Without excluded entities, and without those of another kind where the kind is strict."""
        if not (options.strict_kind or options.exclude):
            return pairs
        entity = self._index.spellings.entity[pairs.name]
        kept = np.ones(len(entity), bool)
        if options.strict_kind:
            given = context.kind[pairs.query]
            kept &= (given == UNKNOWN_KIND) | (self._index.entities.kind[entity] == given)
        if options.exclude:
            ids = self._index.entities.id
            kept &= ~np.isin(entity, [row for row in np.unique(entity) if ids[int(row)] in options.exclude])
        return Pairs(pairs.query[kept], pairs.name[kept])


def open_resolver(gazetteer: Where = None, progress: Progress | None = None) -> Resolver:
    """Open a gazetteer for resolving; its match index is built first if there is none.

    Args:
        gazetteer: its directory, or `embedded`; or several of these, the first of the highest priority. None
            for the embedded one, or what `ADLAR_GAZETTEER` names.
        progress: told of the steps of building the index.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
    """
    return Resolver(open_index(gazetteer, progress))
