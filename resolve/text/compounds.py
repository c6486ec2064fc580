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
    if lang[:2] == "de" or lang == "und":
        tokens = [part for token in tokens for part in _cut(token)]
    for place in range(len(tokens) - 1):
        if (found := _ADJECTIVE.fullmatch(tokens[place])) and word(tokens[place + 1]).role == Role.GENERIC:
            tokens = [*tokens[:place], found[1], *tokens[place + 1 :]]
    return tokens


def _cut(token: str) -> tuple[str, ...]:
    first, last = _patterns()
    found = first.fullmatch(token) or last.fullmatch(token)
    return tuple(group for group in found.groups() if group) if found else (token,)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A compound by its first part, and by its last; the longest part wins."""
    cut: dict[str, list[str]] = {"first": [], "last": []}
    for part, place, least in sorted(tables.read_rows(_TABLE).rows, key=lambda row: -len(row[0])):
        if place not in cut:
            raise DataError(_TABLE, 0, f"{part}: place is {place!r}, expected first or last")
        rest = f"(.{{{least},}})"
        cut[place].append(f"({part}){rest}" if place == "first" else f"{rest}({part})")
    return re.compile("|".join(cut["first"])), re.compile("|".join(cut["last"]))
