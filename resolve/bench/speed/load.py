"""Names and queries with known answers, as files: what every tool of the benchmark is given.

Four fifths of the names are persons, put together from real parts (`parts`), the rest places and
organizations of the embedded gazetteer as they stand (`held`). Every query is drawn from a name and written
as people write, or is the name of somebody unknown. Memory is bounded: names are made in chunks.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from gazetteer.files import write_chunks, write_table
from resolve.bench.speed.held import Held, draw_held
from resolve.bench.speed.parts import HOMES, read_parts
from resolve.bench.speed.persons import Ints, Persons, draw_persons, draw_strangers
from resolve.bench.speed.slips import mistype
from resolve.bench.speed.spellings import read_spellings
from resolve.errors import UsageError

HOW: Final = {
    "same": 0.20,
    "respelled": 0.25,
    "mistyped": 0.20,
    "swapped": 0.10,
    "shortened": 0.10,
    "unknown": 0.15,
}
"""How queries are written, and the share of each: as the name is; in another orthography; with a slip; the
surname first; without what stands between given name and surname, where that names one person; and names
that are in no gazetteer."""

FUZZY: Final = ("respelled", "mistyped")
"""The queries that are not written as the name is, letter by letter."""

HELD: Final = 0.2
"""Share of names that come from the embedded gazetteer, as long as they last."""

LANGUAGES: Final = {"az": 0.4, "de": 0.2, "ru": 0.2, "tr": 0.2}
"""Orthographies of the persons, and their shares."""

MOST: Final = 3
"""Queries for one name at most: with more, the same ones would be asked again."""

LEAST: Final = 100

_CHUNK: Final = 500_000


@dataclass(frozen=True, slots=True)
class Load:
    """Files of names and queries.

    Attributes:
        names: Parquet: entity_id, kind, lang, name.
        queries: Parquet: query.
        answers: Parquet, a row a query: how, gold; gold is null for who is unknown.
        size: names.
        asked: queries.
        distinct: different queries among them.
    """

    names: Path
    queries: Path
    answers: Path
    size: int
    asked: int
    distinct: int


def make_load(folder: Path, size: int, queries: int, seed: int) -> Load:
    """Make names and queries.

    Args:
        folder: where the files go; it must exist.
        size: how many names, at least `LEAST`.
        queries: how many queries at most; there are no more than `MOST` for a name.
        seed: of the draw; the same seed gives the same files.

    Raises:
        UsageError: too few names were asked for, or more than the words make.
    """
    if size < LEAST:
        raise UsageError(f"{size} names; at least {LEAST} are needed")
    if queries < 1:
        raise UsageError(f"{queries} queries; at least 1 is needed")
    held = draw_held(int(size * HELD), seed)
    left = size - held.frame.height
    counts = {lang: int(left * share) for lang, share in LANGUAGES.items()}
    counts["az"] += left - sum(counts.values())
    persons = [draw_persons(read_parts(lang, seed), counts[lang], seed) for lang in HOMES]
    asked = min(queries, MOST * size)
    wanted = {how: int(asked * share) for how, share in HOW.items()}
    wanted["same"] += asked - sum(wanted.values())
    table = _ask(held, persons, wanted, seed)
    names, queried, answers = (folder / f"{name}.parquet" for name in ("names", "queries", "answers"))
    write_chunks(_names(held, persons), names)
    write_table(table.select("query"), queried)
    write_table(table.select("how", "gold"), answers)
    return Load(names, queried, answers, size, asked, table["query"].n_unique())


def _names(held: Held, persons: Sequence[Persons]) -> Iterator[pl.DataFrame]:
    yield held.frame
    for group in persons:
        for start in range(0, len(group), _CHUNK):
            rows = np.arange(start, min(start + _CHUNK, len(group)))
            yield group.words(rows).select(
                _ids(group, rows),
                pl.lit("person").alias("kind"),
                pl.lit(group.parts.lang).alias("lang"),
                pl.concat_str("given", "middle", "surname", separator=" ", ignore_nulls=True).alias("name"),
            )


def _ids(group: Persons, rows: Ints) -> pl.Series:
    return (f"{group.parts.lang}:" + pl.Series(rows).cast(pl.String)).rename("entity_id")


def _ask(held: Held, persons: Sequence[Persons], counts: dict[str, int], seed: int) -> pl.DataFrame:
    """The queries in random order: query, how, gold."""
    draw = random.Random(seed)
    parts: list[pl.DataFrame] = []
    for number, (how, count) in enumerate(counts.items()):
        order = np.random.default_rng([seed, number])
        if how == "unknown":
            share = np.bincount(order.integers(0, len(persons), count), minlength=len(persons))
            strangers = [
                draw_strangers(group.parts, int(n), seed) for group, n in zip(persons, share, strict=True)
            ]
            parts.append(_queries([name for part in strangers for name in part], how, None))
            continue
        sources = _sources(how, held, persons, count, order)
        words = sources.select("given", "middle", "surname", "lang").iter_rows()
        parts.append(_queries([_write(how, row, draw) for row in words], how, sources["entity_id"]))
    return pl.concat(parts).sample(fraction=1.0, shuffle=True, seed=seed)


def _queries(written: list[str], how: str, gold: pl.Series | None) -> pl.DataFrame:
    return pl.DataFrame({"query": pl.Series(written, dtype=pl.String)}).with_columns(
        how=pl.lit(how), gold=pl.lit(None, pl.String) if gold is None else gold
    )


def _sources(
    how: str, held: Held, persons: Sequence[Persons], count: int, order: np.random.Generator
) -> pl.DataFrame:
    """Names to write so: given, middle, surname, lang, entity_id. None comes twice before all have come."""
    whole = how in ("same", "mistyped")
    fitting = [
        group.told_without_middle() if how == "shortened" else np.arange(len(group)) for group in persons
    ]
    first = np.cumsum([0, len(held.own) if whole else 0, *map(len, fitting)])
    chosen = np.resize(order.permutation(first[-1]), count)
    places = held.own[chosen[chosen < first[1]]]
    parts: list[pl.DataFrame] = [
        held.frame[places].select(
            pl.lit(None, pl.String).alias("given"),
            pl.lit(None, pl.String).alias("middle"),
            pl.col("name").alias("surname"),
            "lang",
            "entity_id",
        )
    ]
    for group, rows, start, stop in zip(persons, fitting, first[1:], first[2:], strict=False):
        taken = rows[chosen[(chosen >= start) & (chosen < stop)] - start]
        parts.append(
            group.words(taken).with_columns(pl.lit(group.parts.lang).alias("lang"), _ids(group, taken))
        )
    return pl.concat(parts)


def _write(how: str, words: tuple[str | None, str | None, str, str], draw: random.Random) -> str:
    """A name as a query of one kind has it; its words are given, middle, surname, and then its language."""
    given, middle, surname, lang = words
    order = {"swapped": (surname, given, middle), "shortened": (given, surname)}
    name = " ".join(filter(None, order.get(how, (given, middle, surname))))
    if how == "mistyped":
        return mistype(name, draw)
    if how == "respelled":
        spelling = draw.choice(read_spellings()[lang])
        return " ".join(map(spelling.write, name.split(" ")))
    return name
