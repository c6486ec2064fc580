"""Words whose form in another language is a matter of custom, not rule, looked up in the lexicon.

1. The whole word: a row of given.tsv, surnames.tsv, places.tsv or particles.tsv.
2. A stem of those and an ending of endings.tsv: алиев is али + ев, in German ali + jew.
3. What is found neither way is left to the rules.

Several rows may hold one spelling (Орхан is Orxan or Orhan): all their forms count, best first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from resolve.conversion.rows import LANGUAGES, VOWELS, Ending, Row, endings_by_spelling, rows_by_word

__all__ = ["LEXICON", "Form", "Row", "find_forms", "is_one_word", "origins_of", "rank_forms"]

LEXICON = "lexicon:"
"""What the id of a row of the lexicon begins with, where the id of a system could stand."""

# What a form loses for each place that it, its row or the spelling it was found by stands behind another.
_NEXT_FORM = 0.6
_NEXT_ROW = 0.7
_NEXT_SPELLING = 0.8

# More forms of a word than these are noise; a shorter rest of a word is no stem.
_MOST_FORMS = 8
_SHORTEST_STEM = 3

_WORDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Form:
    """A customary form of a word.

    Attributes:
        text: the form, in lower case.
        language: what it is spelt in: the target, or Azerbaijani that the rules have to take there.
        weight: how usual it is, 0..1; the best of a word has 1.
        rows: what made it: one row, or that of the stem and that of the ending.
        keys: for each row, the spelling by which it was found.
    """

    text: str
    language: str
    weight: float
    rows: tuple[Row, ...]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """What made it, as an id: `lexicon:given/али+lexicon:endings/ев`."""
        return "+".join(f"{LEXICON}{row.file}/{key}" for row, key in zip(self.rows, self.keys, strict=True))

    @property
    def origin(self) -> str:
        """The language that the word is at home in; the ending tells, else the stem."""
        return self.rows[0].origin if self.rows[-1].origin == "und" else self.rows[-1].origin


def find_forms(word: str, source: str, target: str) -> tuple[Form, ...]:
    """The customary forms of a word, best first; none if custom does not decide it.

    Args:
        word: a word in lower case and normal form C.
        source: orthography code of the word.
        target: orthography code of the forms; the lexicon knows az, tr, de, ru, en.

    Raises:
        DataError: a table of the lexicon is broken.
    """
    if source not in LANGUAGES or target not in LANGUAGES or source == target:
        return ()
    if word in rows_by_word(source):
        return _whole_word(word, source, target)
    return _composed(word, source, target)


def is_one_word(joined: str, source: str) -> bool:
    """Whether words with hyphens between are one: a row as a whole, or a stem and an ending with a hyphen.

    Args:
        joined: the words in lower case, joined by hyphens, such as санкт-петербург or расул-заде.
        source: orthography code of the words.
    """
    if source not in LANGUAGES:
        return False
    rows = rows_by_word(source)
    return joined in rows or any(
        key.startswith("-") and any(row.origin in ending.stems for row, _ in rows.get(stem, ()))
        for stem, key, ending in _splits(joined, source)
    )


def origins_of(word: str, source: str) -> frozenset[str]:
    """The languages that a word may be at home in, as far as the lexicon knows it.

    Args:
        word: a word in lower case.
        source: orthography code of the word.
    """
    if source not in LANGUAGES:
        return frozenset()
    rows = rows_by_word(source)
    if word in rows:
        return frozenset(row.origin for row, _ in rows[word])
    return frozenset(
        row.origin if ending.row.origin == "und" else ending.row.origin
        for stem, _, ending in _splits(word, source)
        for row, _ in rows.get(stem, ())
        if row.origin in ending.stems
    )


def rank_forms(forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms by weight, the best 1, no two of one text."""
    best: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: -form.weight):
        best.setdefault(form.text, form)
    kept = list(best.values())[:_MOST_FORMS]
    return tuple(replace(form, weight=form.weight / kept[0].weight) for form in kept)


@lru_cache(maxsize=_WORDS_KEPT)
def _whole_word(word: str, source: str, target: str) -> tuple[Form, ...]:
    """The forms of a word that has rows; none if these leave it to the rules."""
    filled = [(row, place) for row, place in rows_by_word(source)[word] if row.spelt(target)]
    return rank_forms(
        Form(text, target, _NEXT_ROW**rank * _NEXT_SPELLING**place * _NEXT_FORM**count, (row,), (word,))
        for rank, (row, place) in enumerate(filled)
        for count, text in enumerate(row.spelt(target))
    )


def _composed(word: str, source: str, target: str) -> tuple[Form, ...]:
    """The forms of a word made of stem and ending; those of the longest stem that is known."""
    tried = ""
    found: list[Form] = []
    for stem, key, ending in _splits(word, source):
        if found and len(stem) < len(tried):
            break
        tried = stem
        for rank, (row, place) in enumerate(rows_by_word(source).get(stem, ())):
            language = _language_of_stem(row, ending, source, target)
            harmonic = stem if source in ("az", "tr") else next(iter(row.spelt("az") or row.spelt("tr")), "")
            if language is None or row.origin not in ending.stems or not ending.harmonizes(harmonic):
                continue
            weight = _NEXT_ROW**rank * _NEXT_SPELLING**place
            found += [
                Form(
                    text,
                    language,
                    weight * _NEXT_FORM ** (first + second + third),
                    (row, ending.row),
                    (stem, key),
                )
                for first, start in enumerate(row.spelt(language))
                for second, end in enumerate(ending.row.spelt(language))
                for third, text in enumerate(_join(start, end, language))
            ]
    return rank_forms(found) if found else ()


def _language_of_stem(row: Row, ending: Ending, source: str, target: str) -> str | None:
    """The language whose forms are joined, for the rules to take on to the target; None: all by the rules.

    A given name may have a form of its own in Turkish, not so the stem of an Azerbaijani surname: Rəcəb is
    Recep, but Rəcəbov is Recebov, letter by letter. German took these surnames from Russian, but for their
    h: Mamedow, though Mammad, and Hadschijew.
    """
    if ending.row.origin == "und":
        return target
    if target == "tr":
        return None if source == "az" else "az"
    if target == "de" and not any("h" in form for form in row.spelt("az")):
        return None if source == "ru" else "ru"
    return target


def _splits(word: str, source: str) -> Iterator[tuple[str, str, Ending]]:
    """The ways to part a word in stem and ending, the longest stem first."""
    endings = endings_by_spelling(source)
    longest = len(word) - _SHORTEST_STEM
    for length in _lengths(source).get(word[-1:], ()):
        if length > longest:
            break
        stem, key = word[:-length], word[-length:]
        for ending in endings.get(key, ()):
            if ending.fits(stem):
                yield stem, key, ending
                # The Duden doubles s between vowels: Abbassow is Abbas and -ow.
                if source == "de" and stem.endswith("ss"):
                    yield stem[:-1], key, ending


@cache
def _lengths(source: str) -> dict[str, tuple[int, ...]]:
    """The lengths of the endings by their last letter, rising: most words end in none, and are soon done."""
    found: dict[str, set[int]] = {}
    for spelling in endings_by_spelling(source):
        found.setdefault(spelling[-1], set()).add(len(spelling))
    return {letter: tuple(sorted(lengths)) for letter, lengths in found.items()}


def _join(stem: str, ending: str, language: str) -> tuple[str, ...]:
    """Stem and ending in one, as written at the seam, the most usual first."""
    if language == "de" and stem[-1:] == "s" and stem[-2:-1] in VOWELS and ending[:1] in VOWELS:
        return f"{stem}s{ending}", stem + ending
    return (stem + ending,)
