"""The conversion of a column of names, timed: names a second, beside the same names one by one.

Names are put together from real ones: given names and surnames of the lexicon and of the persons of the
embedded gazetteer, in the orthography that is converted; and names of cities, which the caller provides.
"""

import random
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

import gazetteer
from resolve.conversion import transliterate
from resolve.conversion.casing import title
from resolve.conversion.column import transliterate_series
from resolve.conversion.rows import rows_by_word
from resolve.conversion.tokens import SPACE

DIRECTIONS: Final = (
    ("az", "ru"),
    ("ru", "az"),
    ("ru", "de"),
    ("ru", "tr"),
    ("tr", "ru"),
    ("az", "de"),
    ("de", "ru"),
)
"""The directions that are timed."""

PERSONS: Final = 0.8
"""Share of persons among the names; the rest are places."""

RUNS: Final = 5
ALONE: Final = 10_000
"""So many of the names are converted one by one, for comparison."""

_LETTERS: Final = {
    "az": "a-zçəğıöşü",
    "de": "a-zäöüß",
    "ru": "а-яё",
    "tr": "a-zçğıöşüâîû",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """What the conversion of a column took.

    Attributes:
        source, target: orthography codes.
        names: how many.
        tokens: how many distinct tokens are in them.
        seconds: of the column, run by run.
        seconds_tokens: of the distinct tokens alone, as a column.
        seconds_alone: of one name by itself, on average.
    """

    source: str
    target: str
    names: int
    tokens: int
    seconds: tuple[float, ...]
    seconds_tokens: float
    seconds_alone: float

    @property
    def names_per_second(self) -> float:
        """By the median of the runs."""
        return self.names / statistics.median(self.seconds)

    def line(self) -> str:
        """The figures as a line of text."""
        faster = self.seconds_alone * self.names_per_second
        each = 1e6 * self.seconds_tokens / max(1, self.tokens)
        return (
            f"{self.source} > {self.target}: {self.names_per_second:,.0f} names/s "
            f"(median of {len(self.seconds)}: {statistics.median(self.seconds):.2f} s, "
            f"{min(self.seconds):.2f} to {max(self.seconds):.2f}), "
            f"{self.tokens:,} distinct tokens at {each:.1f} µs, {faster:.0f} times as fast as one by one"
        )


def make_names(source: str, places: Sequence[str], size: int, seed: int = 1) -> pl.Series:
    """Names of persons and places in one orthography, drawn with repetition.

    Args:
        source: orthography code: az, de, ru or tr.
        places: names of places; those with letters that the orthography has not are left out.
        size: how many names.
        seed: of the random draw; the same seed gives the same names.
    """
    draw = random.Random(seed)
    own = re.compile(rf"[{_LETTERS[source]}]+(?:[ -][{_LETTERS[source]}]+)*")
    given, surnames = _words("given", source), _words("surnames", source)
    for name in _persons(source):
        first, *_, last = name.split()
        given.append(first)
        surnames.append(last)
    fitting = [place for place in places if own.fullmatch(place.lower())]
    names = [
        f"{draw.choice(given)} {draw.choice(surnames)}" if draw.random() < PERSONS else draw.choice(fitting)
        for _ in range(size)
    ]
    return pl.Series("name", names)


def time_column(names: pl.Series, source: str, target: str) -> Timed:
    """Convert a column of names several times, and a part of it one by one.

    Args:
        names: texts of one orthography.
        source: their orthography code.
        target: orthography code of the result.
    """
    seconds: list[float] = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        transliterate_series(names, source, target)
        seconds.append(time.perf_counter() - begin)
    alone = names.head(ALONE).to_list()
    begin = time.perf_counter()
    for name in alone:
        transliterate(name, source, target)
    seconds_alone = (time.perf_counter() - begin) / max(1, len(alone))
    tokens = names.str.split(SPACE).explode().unique()
    begin = time.perf_counter()
    transliterate_series(tokens, source, target)
    seconds_tokens = time.perf_counter() - begin
    return Timed(source, target, names.len(), tokens.len(), tuple(seconds), seconds_tokens, seconds_alone)


def _words(file: str, source: str) -> list[str]:
    """The words of one table of the lexicon in one orthography, with a capital."""
    words = rows_by_word(source).items()
    return sorted(title(word, source) for word, rows in words if any(row.file == file for row, _ in rows))


def _persons(source: str) -> list[str]:
    frame = gazetteer.open().frame()
    persons = frame.filter((pl.col("kind") == "person") & (pl.col("lang") == source))["name"]
    return sorted(name for name in persons.unique() if len(name.split()) > 1)
