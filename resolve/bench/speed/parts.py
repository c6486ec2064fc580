"""Real name parts: the words that names of persons are put together from.

They are those of the lexicon, each in the orthography of the language that it is at home in. More Azerbaijani
surnames come from given names and the endings that join them, as in life: Həsən, Həsənov, Həsənzadə, Həsənli.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from resolve.conversion.casing import title
from resolve.conversion.rows import VOWELS, endings_by_spelling, rows_by_word

HOMES: Final[Mapping[str, frozenset[str]]] = {
    "az": frozenset({"az", "ar", "fa"}),
    "de": frozenset({"de", "en", "fr"}),
    "ru": frozenset({"ru", "uk", "hy", "ka", "kk", "ky", "uz"}),
    "tr": frozenset({"tr"}),
}
"""Orthographies, and the origins of the words that stand in them. No origin has two, so that a name that
travelled is not taken for two names."""

RESERVED: Final = 10
"""One surname in so many is in no name of the gazetteer: who bears it is unknown."""

_SONS: Final = ("oğlu", "qızı")
_FATHERS: Final = ("viç", "vna")
_PATRONYMICS: Final = ("ович", "овна")


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of one orthography, with capitals, the most frequent first.

    Attributes:
        lang: az, de, ru or tr.
        given: given names.
        middles: what stands between given name and surname, the first one empty: fathers' names in az and ru,
            second given names in de and tr.
        surnames: surnames of persons of the gazetteer.
        strangers: surnames that nobody of the gazetteer bears, each two letters or more from all of those:
            nearer ones could not be told from slips, nor a wife's from her husband's.
    """

    lang: str
    given: tuple[str, ...]
    middles: tuple[str, ...]
    surnames: tuple[str, ...]
    strangers: tuple[str, ...]


def read_parts(lang: str, seed: int) -> Parts:
    """The words of one orthography.

    Args:
        lang: a key of `HOMES`.
        seed: of the order; the same seed gives the same one.
    """
    draw = random.Random(f"{seed} {lang}")
    given = _shuffled(draw, _at_home(lang, "given"))
    attested = _shuffled(draw, _at_home(lang, "surnames"))
    surnames = attested + _shuffled(draw, set(_derived(lang)).difference(attested))
    middles = _middles(lang, given)
    draw.shuffle(middles)
    borne = [word for place, word in enumerate(surnames) if place % RESERVED]
    near = {form for word in borne for form in _with_a_letter_less(word)}
    strangers = [word for word in surnames[::RESERVED] if near.isdisjoint(_with_a_letter_less(word))]
    return Parts(lang, tuple(given), ("", *middles), tuple(borne), tuple(strangers))


def _at_home(lang: str, file: str) -> Iterable[str]:
    """The words of one table of the lexicon whose home is this orthography."""
    for word, rows in rows_by_word(lang).items():
        if any(row.file == file and row.origin in HOMES[lang] and place == 0 for row, place in rows):
            yield title(word, lang)


def _derived(lang: str) -> Iterable[str]:
    """Surnames from given names and endings of the same home."""
    endings = [(text, one) for text, ends in endings_by_spelling(lang).items() for one in ends]
    for word in sorted(set(_at_home(lang, "given"))):
        stem = word.lower()
        for text, ending in endings:
            native = ending.row.origin == lang and HOMES[lang] & ending.stems and not text.endswith(_FATHERS)
            if native and ending.fits(stem) and ending.harmonizes(stem):
                yield word + text


def _middles(lang: str, given: Iterable[str]) -> list[str]:
    match lang:
        case "az":
            return [f"{name} {child}" for name in given for child in _SONS]
        case "ru":
            stems = [name for name in given if name[-1].isalpha() and name[-1] not in VOWELS | set("ьй")]
            return [stem + ending for stem in stems for ending in _PATRONYMICS]
        case _:
            return list(given)


def _with_a_letter_less(word: str) -> set[str]:
    """A word, and what is left of it without one letter: words a letter apart have one of these in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _shuffled(draw: random.Random, words: Iterable[str]) -> list[str]:
    """Each word once, in a random order that is always the same."""
    kept = sorted({word for word in words if len(word) > 1 and word.replace("-", "").isalpha()})
    draw.shuffle(kept)
    return kept
