"""The rows of the lexicon, `resolve/data/lexicon/`: name parts and their customary forms in five languages.

given.tsv, surnames.tsv, places.tsv and particles.tsv hold words, endings.tsv what is joined to them. A cell
holds the customary forms in one language, in lower case, the most usual first; an empty one leaves the form
to the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from resolve.errors import DataError
from resolve.tables import list_names, read_rows

__all__ = ["LANGUAGES", "VOWELS", "Ending", "Row", "endings_by_spelling", "rows_by_word"]

LANGUAGES = ("az", "tr", "de", "ru", "en")
"""The orthographies that the lexicon knows."""

VOWELS = frozenset("aeəıioöuüäyаеёиоуыэюя")

_FILES = ("places", "given", "surnames", "particles")
_COLUMNS = ("origin", *LANGUAGES, "source")
_ENDING_COLUMNS = ("origin", *LANGUAGES, "follows", "stems", "source")
_FOLLOWS = frozenset({"any", "vowel", "consonant"})

# Where a spelling is that of several names, the one of the source is meant, then the first of these.
_ORIGINS = ("az", "tr", "ru")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the lexicon.

    Attributes:
        file: the table it stands in: given, surnames, places, particles or endings.
        origin: language that the name is at home in; `und` for an ending of several.
        forms: for each of az, tr, de, ru, en the customary forms, the most usual first; may be empty.
        authority: where the custom can be seen.
    """

    file: str
    origin: str
    forms: tuple[tuple[str, ...], ...]
    authority: str

    def spelt(self, language: str) -> tuple[str, ...]:
        """The customary forms in a language."""
        return self.forms[LANGUAGES.index(language)]


@dataclass(frozen=True, slots=True)
class Ending:
    """A row of the endings.

    Attributes:
        row: its forms.
        follows: what the stem ends in: any, vowel or consonant; or its last vowel in Azerbaijani or Turkish,
            any one of these letters.
        stems: the origins of the stems that it joins.
    """

    row: Row
    follows: str
    stems: frozenset[str]

    def fits(self, stem: str) -> bool:
        """Whether the ending can follow a stem, as far as the end of the stem tells."""
        return self.is_harmonic or self.follows == "any" or (self.follows == "vowel") == (stem[-1] in VOWELS)

    def harmonizes(self, stem: str) -> bool:
        """Whether the ending can follow an Azerbaijani or Turkish stem, by the harmony of vowels."""
        last = next((letter for letter in reversed(stem) if letter in VOWELS), "")
        return not self.is_harmonic or last in self.follows

    @property
    def is_harmonic(self) -> bool:
        """Whether the vowels of the stem tell which ending of several it takes."""
        return self.follows not in _FOLLOWS


@cache
def rows_by_word(language: str) -> Mapping[str, Sequence[tuple[Row, int]]]:
    """The rows of each spelling, the likeliest first, with the place of the spelling in its cell.

    Args:
        language: one of LANGUAGES.

    Raises:
        DataError: a table of the lexicon is broken.
    """
    found: dict[str, list[tuple[Row, int]]] = {}
    for row in _rows():
        spellings = row.spelt(language)
        for place, spelling in enumerate(spellings):
            found.setdefault(spelling, []).append((row, place))
            # Russian print leaves the dots of ё out.
            plain = spelling.replace("ё", "е")
            if plain not in spellings:
                found.setdefault(plain, []).append((row, place))
    rank = {origin: number for number, origin in enumerate(dict.fromkeys((language, *_ORIGINS)))}
    for rows in found.values():
        rows.sort(key=lambda entry: (entry[1] > 0, rank.get(entry[0].origin, len(rank)), entry[1]))
    return found


@cache
def endings_by_spelling(language: str) -> Mapping[str, Sequence[Ending]]:
    """The endings of each spelling.

    Args:
        language: one of LANGUAGES.

    Raises:
        DataError: the table of endings is broken.
    """
    found: dict[str, list[Ending]] = {}
    for ending in _endings():
        for spelling in ending.row.spelt(language):
            found.setdefault(spelling, []).append(ending)
    return found


@cache
def _rows() -> tuple[Row, ...]:
    there = list_names("lexicon")
    return tuple(
        _row(file, cells[:-1], cells[-1])
        for file in _FILES
        if f"{file}.tsv" in there
        for cells in _cells(f"{file}.tsv", _COLUMNS)
    )


@cache
def _endings() -> tuple[Ending, ...]:
    endings: list[Ending] = []
    for *forms, follows, stems, authority in _cells("endings.tsv", _ENDING_COLUMNS):
        if follows not in _FOLLOWS and not VOWELS.issuperset(follows):
            raise DataError(
                "lexicon/endings.tsv",
                0,
                f"-{forms[1]}: follows is {follows!r}, expected {', '.join(sorted(_FOLLOWS))} or vowels",
            )
        endings.append(Ending(_row("endings", forms, authority), follows, frozenset(stems.split())))
    return tuple(endings)


def _cells(file: str, columns: tuple[str, ...]) -> Sequence[Sequence[str]]:
    table = read_rows(f"lexicon/{file}")
    if table.columns != columns:
        raise DataError(
            f"lexicon/{file}",
            0,
            f"the columns are {', '.join(table.columns)}, expected {', '.join(columns)}",
        )
    return table.rows


def _row(file: str, cells: Sequence[str], authority: str) -> Row:
    origin, *forms = cells
    return Row(file, origin, tuple(tuple(cell.split("|")) if cell else () for cell in forms), authority)
