"""The main path: the way of a query from text to decision.

    text -> normalize -> tokens -> readings -> keys -> candidates -> evidence -> score -> decision

`Resolver._answers` is that path; it works on columns, and a single lookup is a column of one. `answer` and
`resolve` ask each distinct query once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.types import Where
from resolve import settings
from resolve.answers import Answers
from resolve.candidates.pairs import Pairs
from resolve.columns import answers_frame, make_questions
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
from resolve.types import Options, Query, Questions, Resolution

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
        import polars as pl

        asked = make_questions(names, lang, kind, country, birth_year)
        distinct, places = asked.distinct()
        frame = self.frame(distinct, options or Options())
        # Half of a surrogate pair, which no frame can hold, becomes a question mark; its row is an error.
        written = [None if name is None else name.encode(errors="replace").decode() for name in distinct.name]
        frame.insert_column(0, pl.Series("query", written, dtype=pl.String))
        return frame if len(distinct) == len(asked) else frame[places]

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
            found = self._answers(Questions.of(chunk), options)
            answers.update(zip(chunk, found.resolutions(), strict=True))
        return [answers[query] for query in queries]

    def frame(self, asked: Questions, options: Options) -> "pl.DataFrame":
        """The answers to questions as `columns.added_columns`; what is raised is as for `answer`.

        Args:
            asked: n questions; one that is there twice is answered twice.
            options: thresholds and filters.
        """
        import polars as pl

        chunks = asked.chunks(settings.CHUNK)
        return pl.concat([answers_frame(self._answers(chunk, options)) for chunk in chunks])

    def _answers(self, asked: Questions, options: Options) -> Answers:
        if options.top < 1:
            raise UsageError(f"top {options.top}; expected how many candidates are to be listed, 1 or more")
        # text -> normalize -> tokens -> readings
        context = Context.of(asked)
        names = read_names(asked.name, asked.tags, context.kind)
        side = of_queries(names, context, self._index)
        # keys -> candidates -> evidence
        measured = self._candidates(names, side, context, options)
        # score -> decision -> answer
        ranking = self._stages.rank(measured, len(asked))
        answered, best = ranking.leaders()
        grounds = np.full(len(asked), Ground.NOTHING_NEAR, np.int8)
        grounds[answered] = decide(
            ranking.score[best],
            ranking.similarity[best],
            measured.bearing[ranking.pair[best]],
            ranking.rivals[answered],
            options,
        )
        found = Found(asked.name, self._index, self._side, side, measured, ranking, grounds)
        review = settings.REVIEW_THRESHOLD if options.review_threshold is None else options.review_threshold
        return Answers(names, found, self._stages.reasons(found, review), options)

    def candidates(self, queries: Sequence[Query], options: Options) -> Measured:
        """The candidates of queries with their evidence, before any is ranked: to learn weights from."""
        asked = Questions.of(queries)
        context = Context.of(asked)
        names = read_names(asked.name, asked.tags, context.kind)
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
