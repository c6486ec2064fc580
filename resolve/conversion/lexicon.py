"""Name parts whose form in another language is a matter of custom: the rows of `resolve/data/lexicon/`.

A word of lower case is looked up in this order; what is found first holds, the rest is left to the rules:

1. the whole word, in given.tsv, surnames.tsv and places.tsv;
2. a stem of those and an ending of endings.tsv: алиев is али + ев, in German ali + jew.

Several rows may hold one spelling (Ахмед is Əhməd or Ahmet); all their forms count, and which comes first is
told by the origin that the other words of the name speak for, else by the order Azerbaijani, Turkish,
Russian, others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from resolve.errors import DataError
from resolve.tables import list_names, read_rows

__all__ = ["LEXICON", "Form", "Row", "find_forms", "is_contested", "is_row", "origins_of", "prefer"]

LEXICON = "lexicon:"
"""What the id of a row of the lexicon begins with, where the id of a system could stand."""

_FILES = ("given", "surnames", "places")
_LANGUAGES = ("az", "tr", "de", "ru", "en")
_ORIGINS = ("az", "tr", "ru")

# What a form loses for each place that it, its row or the spelling it was found by stands behind another.
_NEXT_FORM = 0.6
_NEXT_ROW = 0.7
_NEXT_SPELLING = 0.8
_OTHER_ORIGIN = 0.5

# More forms of a word than these are noise; a shorter rest of a word is no stem.
_MOST_FORMS = 8
_SHORTEST_STEM = 3

_VOWELS = frozenset("aeəıioöuüäyаеёиоуыэюя")
_FOLLOWS = {"any", "vowel", "consonant"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the lexicon.

    Attributes:
        file: the table it stands in: given, surnames, places or endings.
        origin: language that the name is at home in.
        forms: for each of az, tr, de, ru, en the customary forms, the most usual first; may be empty.
        authority: where the custom can be seen.
    """

    file: str
    origin: str
    forms: tuple[tuple[str, ...], ...]
    authority: str

    def spelt(self, language: str) -> tuple[str, ...]:
        """The customary forms in a language."""
        return self.forms[_LANGUAGES.index(language)]


@dataclass(frozen=True, slots=True)
class Form:
    """A customary form of a word.

    Attributes:
        text: the form, in lower case.
        weight: how usual it is, 0..1; the best of a word has 1.
        rows: what made it: one row, or that of the stem and that of the ending.
        keys: for each row, the spelling by which it was found.
    """

    text: str
    weight: float
    rows: tuple[Row, ...]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """What made it, as an id: `lexicon:given/али+lexicon:endings/ев`."""
        return "+".join(f"{LEXICON}{row.file}/{key}" for row, key in zip(self.rows, self.keys, strict=True))

    @property
    def origin(self) -> str:
        """The language that the word is at home in; an ending decides it."""
        return self.rows[-1].origin


@dataclass(frozen=True, slots=True)
class _Ending:
    row: Row
    follows: str
    stems: frozenset[str]


def find_forms(word: str, source: str, target: str) -> tuple[Form, ...]:
    """The customary forms of a word, best first; none if custom does not decide it.

    Args:
        word: a word in lower case and normal form C.
        source: orthography code of the word.
        target: orthography code of the forms; the lexicon knows az, tr, de, ru, en.

    Raises:
        DataError: a table of the lexicon is broken.
    """
    if source not in _LANGUAGES or target not in _LANGUAGES or source == target:
        return ()
    known = _whole_words(source, target)
    whole = known.get(word)
    return _composed(word, source, target, known) if whole is None else whole


def is_row(word: str, source: str) -> bool:
    """Whether a word is a row of the lexicon as a whole.

    Args:
        word: a word in lower case.
        source: orthography code of the word.
    """
    return source in _LANGUAGES and word in _rows_by_word(source)


def origins_of(word: str, source: str) -> frozenset[str]:
    """The languages that a word may be at home in, as far as the lexicon knows it.

    Args:
        word: a word in lower case.
        source: orthography code of the word.
    """
    if source not in _LANGUAGES:
        return frozenset()
    found = _origins(source).get(word)
    if found is not None:
        return found
    stems = _origins(source)
    return frozenset(
        ending.row.origin
        for stem, _, ending in _splits(word, source)
        if not stems.get(stem, frozenset()).isdisjoint(ending.stems)
    )


def is_contested(forms: Iterable[Form]) -> bool:
    """Whether forms are at home in several languages, so that the other words of the name have a say."""
    return len({form.origin for form in forms}) > 1


def prefer(forms: tuple[Form, ...], origin: str) -> tuple[Form, ...]:
    """The forms with those of an origin first; unchanged if none is of that origin."""
    if all(form.origin != origin for form in forms):
        return forms
    return _ranked(
        form if form.origin == origin else replace(form, weight=form.weight * _OTHER_ORIGIN * _least(forms))
        for form in forms
    )


def _least(forms: tuple[Form, ...]) -> float:
    return min(form.weight for form in forms)


def _composed(word: str, source: str, target: str, known: Mapping[str, tuple[Form, ...]]) -> tuple[Form, ...]:
    found: list[Form] = []
    for stem, key, ending in _splits(word, source):
        for form in known.get(stem, ()):
            if form.rows[0].origin in ending.stems and _fits(ending, stem, form.text, source, target):
                for place, text in enumerate(ending.row.spelt(target)):
                    weight = form.weight * _NEXT_FORM**place
                    for shift, joined in enumerate(_join(form.text, text, target)):
                        found.append(
                            Form(
                                joined,
                                weight * _NEXT_FORM**shift,
                                (*form.rows, ending.row),
                                (*form.keys, key),
                            )
                        )
        if found:
            break
    return _ranked(found)


def _splits(word: str, source: str) -> Iterable[tuple[str, str, _Ending]]:
    """The ways to part a word in stem and ending, the longest stem first."""
    endings, longest = _endings(source)
    for length in range(1, min(longest, len(word) - _SHORTEST_STEM) + 1):
        stem, key = word[:-length], word[-length:]
        for ending in endings.get(key, ()):
            if ending.follows == "any" or (ending.follows == "vowel") == (stem[-1] in _VOWELS):
                yield stem, key, ending
                # The Duden doubles s between vowels: Abbassow is Abbas and -ow.
                if source == "de" and stem.endswith("ss"):
                    yield stem[:-1], key, ending
            elif ending.follows not in _FOLLOWS:
                yield stem, key, ending


def _fits(ending: _Ending, stem: str, form: str, source: str, target: str) -> bool:
    """Whether an ending is in harmony with the stem, where one of the two is Turkish or Azerbaijani."""
    if ending.follows in _FOLLOWS:
        return True
    turkic = stem if source in ("az", "tr") else form if target in ("az", "tr") else ""
    vowel = next((letter for letter in reversed(turkic) if letter in _VOWELS), None)
    return vowel is None or vowel in ending.follows


def _join(stem: str, ending: str, target: str) -> tuple[str, ...]:
    """Stem and ending in one, as written at the seam, the most usual first."""
    between_vowels = stem[-2:-1] in _VOWELS and ending[:1] in _VOWELS
    if target == "de" and stem[-1:] == "s" and stem[-2:-1] and between_vowels:
        return f"{stem}s{ending}", stem + ending
    return (stem + ending,)


def _ranked(forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms by weight, the best 1, no two of one text."""
    best: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: -form.weight):
        best.setdefault(form.text, form)
    top = max((form.weight for form in best.values()), default=1.0)
    return tuple(replace(form, weight=form.weight / top) for form in list(best.values())[:_MOST_FORMS])


@cache
def _whole_words(source: str, target: str) -> dict[str, tuple[Form, ...]]:
    """The forms of each word; none for a word that custom leaves to the rules."""
    found: dict[str, tuple[Form, ...]] = {}
    for word, rows in _rows_by_word(source).items():
        filled = [(row, place) for row, place in rows if row.spelt(target)]
        found[word] = _ranked(
            Form(
                text,
                _NEXT_ROW**rank * _NEXT_SPELLING**place * _NEXT_FORM**count,
                (row,),
                (word,),
            )
            for rank, (row, place) in enumerate(filled)
            for count, text in enumerate(row.spelt(target))
        )
    return found


@cache
def _origins(source: str) -> dict[str, frozenset[str]]:
    return {word: frozenset(row.origin for row, _ in rows) for word, rows in _rows_by_word(source).items()}


@cache
def _rows_by_word(source: str) -> dict[str, list[tuple[Row, int]]]:
    """The rows of each spelling with the place of the spelling in its cell, the likelier first."""
    found: dict[str, list[tuple[Row, int]]] = {}
    for row in _rows():
        spellings = row.spelt(source)
        for place, spelling in enumerate(spellings):
            found.setdefault(spelling, []).append((row, place))
            # Russian print leaves the dots of ё out.
            plain = spelling.replace("ё", "е")
            if plain not in spellings:
                found.setdefault(plain, []).append((row, place))
    rank = {origin: number for number, origin in enumerate(_ORIGINS)}
    for rows in found.values():
        rows.sort(key=lambda entry: (entry[1], rank.get(entry[0].origin, len(rank))))
    return found


@cache
def _rows() -> tuple[Row, ...]:
    there = list_names("lexicon")
    return tuple(
        Row(file, origin, tuple(_split(cell) for cell in cells), authority)
        for file in _FILES
        if f"{file}.tsv" in there
        for origin, *cells, authority in read_rows(f"lexicon/{file}.tsv").rows
    )


@cache
def _endings(source: str) -> tuple[dict[str, list[_Ending]], int]:
    """The endings by spelling, and the length of the longest."""
    name = "lexicon/endings.tsv"
    found: dict[str, list[_Ending]] = {}
    for origin, az, tr, de, ru, en, follows, stems, authority in read_rows(name).rows:
        if follows not in _FOLLOWS and not _VOWELS.issuperset(follows):
            raise DataError(
                name, 0, f"{az}: follows is {follows!r}, expected any, vowel, consonant or vowels"
            )
        row = Row("endings", origin, tuple(_split(cell) for cell in (az, tr, de, ru, en)), authority)
        for spelling in row.spelt(source):
            found.setdefault(spelling, []).append(_Ending(row, follows, frozenset(stems.split())))
    return found, max(map(len, found), default=0)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
