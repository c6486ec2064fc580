"""Names taken apart as their parts stand in other languages.

1. A German compound is cut: Marshallinseln is Marshall + Inseln, Nordirland is Nord + Irland.
2. A Russian adjective before a kind of place loses its ending: Гвинейский залив is Гвиней + залив.
"""

import functools
import re
from typing import Final

from resolve import tables
from resolve.errors import DataError
from resolve.text.words import Role, word

_TABLE: Final = "words/compounds.tsv"
_EXONYMS: Final = ("words/exonyms.tsv", "words/exonyms_cldr.tsv")
_PLACES: Final = "lexicon/places.tsv"
_ANY: Final = "any"
_KNOWN: Final = "known"
_GERMAN: Final = frozenset({"de", "und"})
_ADJECTIVE: Final = re.compile(
    r"(.{3,}?)(?:ск(?:ий|ая|ое|ие|ой)|(?<=..[оеи][вн])ы|sk(?:ij|iy|aja|aya|oje|oye|oe|iye|ije))"
)


def parts(tokens: list[str], lang: str) -> list[str]:
    """Take a name's tokens apart.

    Args:
        tokens: in order, lower case.
        lang: their language, a BCP 47 tag or `und`; only German and unknown compounds are cut.

    Returns:
        As many tokens or more, in order.
    """
    if lang.split("-")[0].lower() in _GERMAN:
        tokens = [part for token in tokens for part in _cut(token)]
    for place in range(len(tokens) - 1):
        if (found := _ADJECTIVE.fullmatch(tokens[place])) and word(tokens[place + 1]).role == Role.GENERIC:
            tokens = [*tokens[:place], found[1], *tokens[place + 1 :]]
    return tokens


def is_compound(token: str, lang: str) -> bool:
    """Whether a token of a language is taken apart; none is that has none of the `edges`."""
    return lang.split("-")[0].lower() in _GERMAN and len(_cut(token)) > 1


def is_adjective(token: str) -> bool:
    """Whether a token loses its ending before a kind of place."""
    return _ADJECTIVE.fullmatch(token) is not None


def _cut(token: str) -> tuple[str, ...]:
    for rest, pattern in _patterns().items():
        found = pattern.fullmatch(token)
        if found is None:
            continue
        first, last = (group for group in found.groups() if group)
        if rest == _ANY or (_known(first) and _known(last)):
            return first, last
    return (token,)


def _known(part: str) -> bool:
    """Whether a part of a compound is a word of the tables, or the name of a place."""
    return word(part).role != Role.CORE or part in _places()


@functools.cache
def _places() -> frozenset[str]:
    """Names that other languages translate, and German names of places, lower case."""
    translated = {row[2].lower() for table in _EXONYMS for row in tables.read_rows(table).rows}
    places = tables.read_rows(_PLACES)
    german = places.columns.index("de")
    return frozenset(translated | {name for row in places.rows for name in row[german].split("|")})


@functools.cache
def edges() -> tuple[tuple[str, bool, int], ...]:
    """What compounds begin with or end in: whether it ends them, and the least letters of the rest."""
    rows = tables.read_rows(_TABLE).rows
    return tuple((part, place == "last", int(least)) for part, place, least, _ in rows)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compounds by what may be the rest, each group a part; the longest part wins."""
    cut: dict[str, list[str]] = {_ANY: [], _KNOWN: []}
    for part, place, least, rest in sorted(tables.read_rows(_TABLE).rows, key=lambda row: -len(row[0])):
        if place not in ("first", "last"):
            raise DataError(_TABLE, 0, f"{part}: place is {place!r}, expected first or last")
        if rest not in cut:
            raise DataError(_TABLE, 0, f"{part}: rest is {rest!r}, expected {_ANY} or {_KNOWN}")
        other = f"(.{{{least},}})"
        cut[rest].append(f"({part}){other}" if place == "first" else f"{other}({part})")
    return {rest: re.compile("|".join(patterns) or "(?!)") for rest, patterns in cut.items()}
