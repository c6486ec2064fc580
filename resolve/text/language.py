"""The language of a running text, from its small words, its endings and its letters.

1. Take a sample: the beginning of the text and a part of its middle.
2. Each small word (`language/words.tsv`) speaks for the languages that have it, and less if it stands there
   without its diacritics; so does the ending of each other word (`language/endings.tsv`), and each letter
   beyond the common ones (`language/letters.tsv`), the more the fewer languages have it.
3. The language for which most speaks is the answer, if it leads clearly and enough of the words are its own.

The tables hold neighbours too, of which nothing else is known here: a text of theirs is `und`, not the likest
language. What is `und` in the sample is looked at again in a longer one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from resolve import tables

LANGUAGES: Final = ("tr", "az", "de", "en", "ru", "az-Cyrl")
"""The languages that are told; every other text is `UNDETERMINED`."""

UNDETERMINED: Final = "und"

_SAMPLES: Final = (800, 20_000)
"""Code points of a text that are looked at, and looked at again where the first tell nothing."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_EXACT: Final = 4
"""How much a small word speaks for each of its languages; a letter that one language has does as much."""

_BARE: Final = 2
"""How much one without its diacritics speaks for them, and an ending."""

_ENDINGS: Final = range(6, 1, -1)
"""Lengths of endings, the longest first."""

_LETTERS_COUNTED: Final = 12
"""Times that one letter counts: a foreign name that comes again and again must not outweigh the words."""

_LEAD: Final = 1.15
"""How many times the runner-up the best language must have, to be told from it."""

_LEAST: Final = 4
"""What must speak for a language at least: one small word, or four letters."""

_SHARE: Final = {"tr": 0.05, "az": 0.05, "az-Cyrl": 0.05, "de": 0.15, "en": 0.15, "ru": 0.10}
"""Least share of small words among the words of a text. Agglutinating languages have fewer; prose has two to
four times as many."""

_LINE: Final = 40
"""Code points of a line of print, in which a letter that a language needs does not fail."""

_SHORT: Final = 12
"""Words up to which a text may have no small word at all, as headlines do; then letters decide."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for languages, by their numbers, and how much."""

    languages: tuple[str, ...]
    words: dict[str, tuple[tuple[int, int], ...]]
    endings: dict[str, tuple[int, ...]]
    letters: dict[str, tuple[int, ...]]
    needed: tuple[tuple[str, int], ...]


def detect_language(text: str) -> str:
    """Tell in which language a text is written.

    Args:
        text: running text; names and headlines by themselves say little.

    Returns:
        One of `LANGUAGES`, a BCP 47 tag; `und` where nothing speaks clearly for one of them.
    """
    found = UNDETERMINED
    for size in _SAMPLES:
        found = _judge(_sample(text, size))
        if found != UNDETERMINED or len(text) <= size:
            break
    return found


def detect_languages(texts: Sequence[str]) -> list[str]:
    """Tell the language of each of many texts; the same as `detect_language` for each."""
    return [detect_language(text) for text in texts]


def _sample(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    half, middle = size // 2, len(text) // 2
    return f"{text[:half]} {text[middle : middle + half]}"


def _judge(sample: str) -> str:
    evidence = _evidence()
    small = sample.replace("İ", "i").lower()
    words = Counter(_WORD.findall(small))
    weight, own = _weigh_words(words, evidence)
    _weigh_letters(small, evidence, weight)
    # Ours come first: a neighbour must have more to be told.
    best = max(range(len(weight)), key=weight.__getitem__)
    name = evidence.languages[best]
    if name not in LANGUAGES or weight[best] < _LEAST:
        return UNDETERMINED
    if weight[best] < _LEAD * max(weight[other] for other in range(len(LANGUAGES)) if other != best):
        return UNDETERMINED
    total = words.total()
    return name if total <= _SHORT or own[best] >= _SHARE[name] * total else UNDETERMINED


def _weigh_words(words: Counter[str], evidence: _Evidence) -> tuple[list[int], list[int]]:
    """What the words speak for each language, and how many small words of it there are."""
    weight, own = [0] * len(evidence.languages), [0] * len(evidence.languages)
    for word, times in words.items():
        speaking = evidence.words.get(word)
        if speaking is not None:
            for language, how_much in speaking:
                weight[language] += times * how_much
                own[language] += times
            continue
        for length in _ENDINGS:
            languages = evidence.endings.get(word[-length:]) if len(word) > length + 1 else None
            if languages is not None:
                for language in languages:
                    weight[language] += times * _BARE
                break
    return weight, own


def _weigh_letters(small: str, evidence: _Evidence, weight: list[int]) -> None:
    """Add what the letters speak for each language; take away half where one is missing."""
    written: set[int] = set()
    for letter, languages in evidence.letters.items():
        times = min(small.count(letter), _LETTERS_COUNTED)
        if times:
            written.update(languages)
            for language in languages:
                weight[language] += times * max(1, _EXACT // len(languages))
    for letter, language in evidence.needed:
        # A text without any diacritics may have lost them; one that has others has not.
        if language in written and letter not in small and len(small) >= _LINE:
            weight[language] //= 2


@cache
def _evidence() -> _Evidence:
    words, endings, letters = (
        tables.read_rows(f"language/{name}.tsv").rows for name in ("words", "endings", "letters")
    )
    others = sorted({row[1] for row in (*words, *endings, *letters)} - set(LANGUAGES))
    languages = (*LANGUAGES, *others)
    number = {lang: place for place, lang in enumerate(languages)}
    speaking: dict[str, dict[int, int]] = {}
    for word, lang in words:
        for written, how_much in _ways_to_write(word):
            weights = speaking.setdefault(written, {})
            weights[number[lang]] = max(how_much, weights.get(number[lang], 0))
    return _Evidence(
        languages,
        {written: tuple(weights.items()) for written, weights in speaking.items()},
        _by_form(
            (written, number[lang]) for ending, lang in endings for written, _ in _ways_to_write(ending)
        ),
        _by_form((letter, number[lang]) for letter, lang, _ in letters),
        tuple((letter, number[lang]) for letter, lang, needed in letters if needed),
    )


def _by_form(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    gathered: dict[str, dict[int, None]] = {}
    for form, language in pairs:
        gathered.setdefault(form, {})[language] = None
    return {form: tuple(languages) for form, languages in gathered.items()}


def _ways_to_write(word: str) -> Iterator[tuple[str, int]]:
    """The word, the word out of a text in capitals, and the word without diacritics."""
    yield word, _EXACT
    yield word.upper().lower(), _EXACT
    parted = unicodedata.normalize("NFD", word.replace("ə", "e").replace("ı", "i").replace("ß", "ss"))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    if word.isascii() or not bare.isascii():
        return
    yield bare, _BARE
