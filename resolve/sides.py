"""The two sides of a comparison: names with their forms, sounds and the rarity of each form.

A side is a query column, a gazetteer, or one column of a table of pairs; evidence is measured between two.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from gazetteer.countries import COUNTRY_EXPECTED, canonical_country
from resolve.compiled import library
from resolve.errors import UsageError
from resolve.index.layout import Index, country_number, language_number
from resolve.index.runs import gathered, spread
from resolve.names import KINDS, UNKNOWN_KIND, Names, NameTable
from resolve.names.forms import Forms, Sounds
from resolve.types import Questions

_T = TypeVar("_T")

_ABBREVIATION: Final = re.compile(r"\s*[A-ZÇĞİÖŞÜƏÄА-ЯЁ]{2,6}\s*")
_LAST_YEAR: Final = 9_999
_OTHER_NAMES: Final = {"org": "organization", "organisation": "organization", "company": "organization"}

ORDINARY: Final = 0.75
"""The rarity of a form of which nothing is known, 0..1."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Attributes:
        names: n names.
        forms: their distinct tokens.
        sounds: the distinct sound strings of these.
        rarity: of each form, 0..1.
        kind: of each name, a place in `names.KINDS` or `UNKNOWN_KIND`.
        country: of each name, `country_number` of its entity's country, 0 if not known.
        birth_year: of each name, 0 if not known.
        language: of each name, `language_number` of its tag, 0 if not known.
        abbreviation: whether each name is, or is written as, an abbreviation.
    """

    names: Names
    forms: Forms
    sounds: Sounds
    rarity: npt.NDArray[np.float32]
    kind: npt.NDArray[np.uint8]
    country: npt.NDArray[np.uint16]
    birth_year: npt.NDArray[np.int16]
    language: npt.NDArray[np.uint16]
    abbreviation: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of n names besides their text; the attributes are those of `Side`."""

    kind: npt.NDArray[np.uint8]
    country: npt.NDArray[np.uint16]
    birth_year: npt.NDArray[np.int16]
    language: npt.NDArray[np.uint16]
    abbreviation: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, asked: Questions) -> "Context":
        """The context that queries bring.

        Raises:
            UsageError: a kind, a country or a year that is none.
        """
        return cls(
            _of_each(asked.kind, kind_number).astype(np.uint8),
            _of_each(asked.country, _country).astype(np.uint16),
            _of_each(asked.birth_year, _year).astype(np.int16),
            _of_each(asked.lang, language_number).astype(np.uint16),
            _abbreviations(asked.name),
        )


def _abbreviations(names: Sequence[str | None]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(names), bool)
    # Most names have small letters, which is quicker to see.
    for row in [row for row, name in enumerate(names) if name is not None and name.isupper()]:
        found[row] = _ABBREVIATION.fullmatch(names[row] or "") is not None
    return found


def _of_each(values: Sequence[_T], number: Callable[[_T], int]) -> npt.NDArray[np.int64]:
    """The number of each value; each distinct one is looked at once."""
    numbers = {value: number(value) for value in dict.fromkeys(values)}
    if len(numbers) == 1:
        return np.full(len(values), next(iter(numbers.values())))
    return np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))


def kind_number(kind: str | None) -> int:
    """The number of a kind, or of one of its accepted other names.

    Raises:
        UsageError: no such kind.
    """
    if kind is None or not kind.strip():
        return UNKNOWN_KIND
    plain = kind.strip().lower()
    plain = _OTHER_NAMES.get(plain, plain)
    if plain not in KINDS:
        raise UsageError(f"kind {kind!r}; expected: one of {', '.join(KINDS)}")
    return KINDS.index(plain)


def _country(code: str | None) -> int:
    if code is None or not code.strip():
        return 0
    known = canonical_country(code.strip())
    if known is None:
        raise UsageError(f"country {code!r}; expected: {COUNTRY_EXPECTED}")
    return country_number(known)


def _year(year: int | None) -> int:
    if year is not None and abs(year) > _LAST_YEAR:
        raise UsageError(f"birth year {year}; expected a year of at most four digits, such as 1961")
    return year or 0


def of_names(table: NameTable, context: Context) -> Side:
    """A side of which no frequencies are known."""
    rarity = np.full(len(table.table.forms.role), ORDINARY, np.float32)
    return _side(table, context, rarity)


def of_queries(table: NameTable, context: Context, index: Index) -> Side:
    """Queries, with the rarity of their tokens in a gazetteer; a token that it lacks is as rare as can be."""
    forms = table.table.forms
    if not len(forms.role) or not len(index.shapes.hash):
        return of_names(table, context)
    at = _rows_of(index.shapes.hash, table.table.views.shapes[forms.sound[forms.first[:-1]]])
    return _side(table, context, np.where(at >= 0, index.shapes.rarity[at], np.float32(1)).astype(np.float32))


def _rows_of(known: npt.NDArray[np.uint64], hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Where each hash stands among those that are known, which rise; -1 where it does not."""
    compiled = library()
    if compiled is None:
        at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        return np.where(known[at] == hashes, at, -1)
    row = np.empty(len(hashes), np.int64)
    compiled.call("rows_of", np.ascontiguousarray(known), len(known), hashes, len(hashes), row)
    return row


def _side(table: NameTable, context: Context, rarity: npt.NDArray[np.float32]) -> Side:
    forms, sounds = table.table.forms, table.table.sounds
    known = context.kind, context.country, context.birth_year, context.language, context.abbreviation
    return Side(table.names, forms, sounds, rarity, *known)


def of_index(index: Index) -> Side:
    """The names of a gazetteer."""
    entity = index.spellings.entity
    known = index.entities
    return Side(
        index.names,
        index.forms,
        index.sounds,
        index.form_rarity,
        gathered(known.kind, entity),
        spread(known.country, entity),
        spread(known.birth_year, entity),
        index.spellings.language,
        index.spellings.abbreviation,
    )
