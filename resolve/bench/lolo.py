"""Leave one language out: can a spelling in one language find an entity that is known only in the others?

The evaluation data is a folder with names.parquet (entity_id, kind, lang, name, is_preferred) and
queries.tsv (query, query_lang, entity_id, kind, pair_type). For each language, all names in it are taken out
of the gazetteer, and a tenth of the entities that are asked for, too: for them NIL is right. The split is
that of the script that comes with the data, so its figures and these agree.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from gazetteer import build_gazetteer, read_table
from resolve.batch import BatchRequest, run_batch
from resolve.bench.intervals import Matching, Share
from resolve.errors import UsageError

LANGUAGES: Final = ("az", "tr", "de", "ru")
"""The languages that are left out, one after the other."""

NIL_ONE_IN: Final = 10
"""One in so many of the entities asked for is taken out of the gazetteer."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures of one language that was left out, and one part of its rows.

    Attributes:
        lang: the language left out.
        rows: `all`, or `unseen`: those whose entity was not trained on.
        given: whether language and kind were given.
        first: best candidate right, of all rows that have an entity.
        translit: likewise, of those whose spellings are of one sound.
        persons: likewise, of the persons among these.
        matching: decided match, against the rows that have an entity.
        nil_kept: NIL rows that are not decided match.
    """

    lang: str
    rows: str
    given: bool
    first: Share
    translit: Share
    persons: Share
    matching: Matching
    nil_kept: Share

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "lang": self.lang,
            "rows": self.rows,
            "given": self.given,
            "first": self.first.members,
            "translit": self.translit.members,
            "persons": self.persons.members,
            **self.matching.members,
            "nil_kept": self.nil_kept.members,
        }


def is_trained_on(entity: str) -> bool:
    """Whether weights may be learnt, and data mined, from an entity; by a hash of its ID."""
    return _bucket(entity, "split", 2) == 0


def read_evaluation(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names and queries of the evaluation data.

    Raises:
        UsageError: no such data there.
    """
    names, queries = folder / "names.parquet", folder / "queries.tsv"
    missing = [str(path) for path in (names, queries) if not path.is_file()]
    if missing:
        raise UsageError(
            f"{', '.join(missing)}: not there; expected the evaluation data, names.parquet and queries.tsv"
        )
    core = pl.read_csv(queries, separator="\t", quote_char=None, infer_schema_length=0)
    return pl.read_parquet(names), core


def leave_out(names: pl.DataFrame, core: pl.DataFrame, lang: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The gazetteer without a language, and the queries in it.

    Args:
        names: all names.
        core: all queries.
        lang: the language to leave out, in any script of it.

    Returns:
        A names table; and the columns query, lang, kind, pair_type, entity (whom it names), gold (the same,
        null where NIL is right), trained (whether the entity may be learnt from).
    """
    base = pl.col("lang").str.split("-").list.first()
    asked = core.filter(pl.col("query_lang") == lang)
    nil = [entity for entity in asked["entity_id"].unique() if _bucket(entity, "nil", NIL_ONE_IN) == 0]
    kept = names.filter((base != "und") & (base != lang) & ~pl.col("entity_id").is_in(nil))
    is_nil = pl.col("entity_id").is_in(nil)
    asked = asked.filter(is_nil | pl.col("entity_id").is_in(kept["entity_id"].unique().implode()))
    trained = [is_trained_on(entity) for entity in asked["entity_id"]]
    queries = asked.select(
        "query",
        lang=pl.lit(lang),
        kind="kind",
        pair_type="pair_type",
        entity="entity_id",
        gold=pl.when(is_nil).then(None).otherwise(pl.col("entity_id")),
    ).with_columns(trained=pl.Series(trained, dtype=pl.Boolean))
    return kept.select("entity_id", "kind", "lang", "name", "is_preferred"), queries


def build(names: pl.DataFrame, folder: Path) -> Path:
    """Build a gazetteer of a names table in a folder that exists; its directory."""
    table, directory = folder / "names.parquet", folder / "gazetteer"
    names.write_parquet(table)
    build_gazetteer([str(table)], str(directory))
    return directory


def ask(queries: pl.DataFrame, folder: Path, request: BatchRequest) -> pl.DataFrame:
    """Resolve queries by the batch run.

    Args:
        queries: a table.
        folder: where it is put down for the run.
        request: how to resolve; what is added has the prefix `got_`.

    Returns:
        The table with its answers.
    """
    path = folder / "queries.parquet"
    queries.write_parquet(path)
    return run_batch(read_table(path), request).frame


def measure(answers: pl.DataFrame, lang: str, given: bool) -> list[LeftOut]:
    """The figures of one language, over all rows and over those of unseen entities.

    Args:
        answers: queries as `leave_out` made them, with `got_best_entity_id`, `got_entity_id` and
            `got_decision`.
        lang: the language left out.
        given: whether language and kind were given.
    """
    unseen = answers.filter(~pl.col("trained"))
    return [_slice(answers, lang, "all", given), _slice(unseen, lang, "unseen", given)]


def _slice(answers: pl.DataFrame, lang: str, rows: str, given: bool) -> LeftOut:
    known = answers.filter(pl.col("gold").is_not_null())
    translit = known.filter(pl.col("pair_type") == "translit")
    said = answers.filter(pl.col("got_decision") == "match")
    nil = answers.filter(pl.col("gold").is_null())
    return LeftOut(
        lang,
        rows,
        given,
        _first(known),
        _first(translit),
        _first(translit.filter(pl.col("kind") == "person")),
        Matching(_count(said, pl.col("got_entity_id") == pl.col("gold")), said.height, known.height),
        Share(_count(nil, pl.col("got_decision") != "match"), nil.height),
    )


def _first(rows: pl.DataFrame) -> Share:
    return Share(_count(rows, pl.col("got_best_entity_id") == pl.col("gold")), rows.height)


def _count(rows: pl.DataFrame, what: pl.Expr) -> int:
    return rows.filter(what).height


def _bucket(key: str, salt: str, buckets: int) -> int:
    return int(hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:8], 16) % buckets
