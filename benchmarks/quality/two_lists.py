"""Two lists of the same world, as two sources would have them, with the truth of which entries are one.

Each entity of the world, and each of those it is mistaken for, stands in the first list, in the second or in
both. The lists differ as sources do: in the languages and the number of names, in coordinates, populations of
other years, what is missing. What is drawn depends on an entity's ID alone.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from benchmarks.quality.world import Entry, Place, moved, relatives, surname

LANGS = ("az", "tr", "de", "ru", "en", "und")

TWICE = 0.005
"""The share of entries that a list has twice."""


def two_lists(world: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of both lists, one after the other; IDs begin with `a:` or `b:`."""
    known = list(world)
    families = Counter(surname(entry.names) for entry in known if entry.kind == "person")
    for root in known:
        for entry in (root, *relatives(root, families)):
            drawn = random.Random(f"lists:{entry.truth}")
            # A language is at home in the one list or the other, some in both.
            home = {lang: drawn.choice(("a", "b", "ab")) for lang in LANGS}
            for letter, share in (("a", 0.8), ("b", 0.75)):
                if drawn.random() >= share:
                    continue
                yield _as_listed(entry, letter, home, drawn)
                if drawn.random() < TWICE:
                    again = _as_listed(entry, letter, home, drawn)
                    yield replace(again, entity_id=f"{again.entity_id}#again")


def _as_listed(entry: Entry, letter: str, home: dict[str, str], drawn: random.Random) -> Entry:
    ours = [pair for pair in entry.names if letter in home[pair[0].split("-")[0]]]
    ours = [pair for pair in ours if drawn.random() < 0.8] or [drawn.choice(entry.names)]
    if drawn.random() < 0.5:
        ours = drawn.sample(ours, min(len(ours), drawn.randint(1, 2)))
    if entry.kind == "person" and drawn.random() < 0.1:
        ours = [(lang, _turned(name)) for lang, name in ours]
    if drawn.random() < 0.2:
        ours = [("und", name) for _, name in ours]
    # A source that has more than settlements says mostly what it has.
    settled = 0.8 if letter == "a" else 0.45
    told = settled if entry.feature == "P.PPL" else 0.85
    return replace(
        entry,
        entity_id=f"{letter}:{entry.truth}",
        names=tuple(sorted(set(ours))),
        country=None if drawn.random() < 0.15 else entry.country,
        population=_counted(entry.population, drawn) if drawn.random() < 0.75 else None,
        birth_year=_born(entry.birth_year, drawn) if drawn.random() < 0.65 else None,
        place=_placed(entry, drawn) if drawn.random() < (0.85 if letter == "a" else 0.7) else None,
        feature=entry.feature if drawn.random() < told else None,
    )


def _turned(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


def _counted(people: int | None, drawn: random.Random) -> int | None:
    """A population of another year, or of another boundary."""
    if people is None:
        return None
    return max(1, int(people * math.exp(drawn.gauss(0, 0.8 if drawn.random() < 0.12 else 0.12))))


def _born(year: int | None, drawn: random.Random) -> int | None:
    """A year of birth; one in thirty is off by one, one in a hundred is wrong."""
    if year is None:
        return None
    dice = drawn.random()
    return year + (drawn.choice((-1, 1)) if dice < 0.03 else drawn.randint(-9, 9) if dice < 0.04 else 0)


def _placed(entry: Entry, drawn: random.Random) -> Place | None:
    """Coordinates of another source: a little off, the more for what is large; some rounded, few wrong."""
    if entry.place is None:
        return None
    size = 0.4 + math.sqrt(entry.population or 2_000) / 700
    if entry.feature and entry.feature.startswith(("A.", "H.")):
        size = 8.0
    dice = drawn.random()
    if dice < 0.01:
        return moved(entry.place, drawn.uniform(30, 400), drawn)
    if dice < 0.1:
        return round(entry.place[0], 1), round(entry.place[1], 1)
    return moved(entry.place, size * math.exp(drawn.gauss(0, 0.8)), drawn)


def as_tables(entries: Sequence[Entry]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Entries as the tables of a gazetteer: entities and names."""
    entities = pl.DataFrame(
        {
            "entity_id": [entry.entity_id for entry in entries],
            "kind": [entry.kind for entry in entries],
            "name": [entry.names[0][1] for entry in entries],
            "country": [entry.country for entry in entries],
            "population": [entry.population for entry in entries],
            "birth_year": [entry.birth_year for entry in entries],
            "latitude": [str(entry.place[0]) if entry.place else None for entry in entries],
            "longitude": [str(entry.place[1]) if entry.place else None for entry in entries],
            "feature": [entry.feature for entry in entries],
            "same_as": pl.Series([None] * len(entries), dtype=pl.String),
        }
    )
    rows = [(entry.entity_id, lang, name) for entry in entries for lang, name in entry.names]
    names = pl.DataFrame(rows, schema=["entity_id", "lang", "name"], orient="row").with_columns(
        is_preferred=pl.lit(value=True), name_kind=pl.lit("preferred")
    )
    return entities, names
