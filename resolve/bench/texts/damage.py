"""Texts as they come from bad keyboards, headlines and scans, with their gold moved along.

Each damage writes every letter anew, as nothing, one letter or several; offsets follow from the lengths.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from resolve.bench.texts.gold import GoldMention, GoldText
from resolve.errors import UsageError
from resolve.text.folding import fold

LOOKALIKES: Final = Path(__file__).parents[3] / "benchmarks" / "quality" / "lookalikes.tsv"
"""What a scan takes a letter for; in the source tree, not in the wheel."""

SLIPS: Final = 0.01
"""Share of the letters that a scan gets wrong."""

_APOSTROPHES: Final = frozenset("'’ʼ‘′`´")
_DOTTED: Final = frozenset({"tr", "az"})
"""Languages whose i keeps its dot in capitals."""

Damage = Callable[[GoldText, random.Random], Sequence[str]]
"""Writes each letter of a text anew."""


def in_capitals(text: GoldText, _: random.Random) -> Sequence[str]:
    """All letters capital, i as its language has it; ß becomes SS."""
    dotted = "İ" if text.lang in _DOTTED else "I"
    return [dotted if letter == "i" else letter.upper() for letter in text.text]


def without_diacritics(text: GoldText, _: random.Random) -> Sequence[str]:
    """As typed on a keyboard that has the English letters only: Əliyev is Eliyev, Straße Strasse."""
    return [_plain(letter) for letter in text.text]


def without_apostrophes(text: GoldText, _: random.Random) -> Sequence[str]:
    """No apostrophe behind a letter: Overçuk'u is Overçuku. One that opens a quotation stays."""
    before = " " + text.text
    return [
        "" if letter in _APOSTROPHES and before[place].isalpha() else letter
        for place, letter in enumerate(text.text)
    ]


def as_scanned(text: GoldText, chance: random.Random) -> Sequence[str]:
    """One letter in a hundred misread as one that looks like it, or, for want of such a one, lost."""
    seen_as = _lookalikes()
    return [
        chance.choice(seen_as.get(letter, ("",))) if letter.isalpha() and chance.random() < SLIPS else letter
        for letter in text.text
    ]


DAMAGES: Final[dict[str, Damage]] = {
    "in capitals": in_capitals,
    "without diacritics": without_diacritics,
    "without apostrophes": without_apostrophes,
    "slips of a scan": as_scanned,
}
"""All damages, by what a text is afterwards."""


def damage(text: GoldText, how: Damage, seed: int = 0) -> GoldText:
    """A text after a damage, with its gold moved along.

    Args:
        text: as it was written.
        how: one of `DAMAGES`.
        seed: the same seed gives the same slips.
    """
    letters = how(text, random.Random(f"{seed}:{text.doc}"))
    places = [0, *accumulate(map(len, letters))]
    written = "".join(letters)

    def moved(mention: GoldMention) -> GoldMention:
        start, end = places[mention.start], places[mention.end]
        stem = places[mention.start + len(mention.lemma)] if _is_stem(text, mention) else None
        # A lemma that stands nowhere in the text is damaged by itself.
        lemma = written[start:stem] if stem is not None else _damaged_alone(text, mention, how, seed)
        return replace(mention, start=start, end=end, lemma=lemma)

    return replace(text, text=written, mentions=tuple(moved(one) for one in text.mentions))


def _is_stem(text: GoldText, mention: GoldMention) -> bool:
    return text.text[mention.start : mention.end].startswith(mention.lemma)


def _damaged_alone(text: GoldText, mention: GoldMention, how: Damage, seed: int) -> str:
    return "".join(
        how(replace(text, text=mention.lemma), random.Random(f"{seed}:{text.doc}:{mention.start}"))
    )


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    folded = fold([letter.lower()])[0]
    return folded.capitalize() if letter.isupper() else folded


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    try:
        lines = LOOKALIKES.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(
            f"{LOOKALIKES}: {error.strerror}; expected the letters that scans mistake, as in the source tree"
        ) from error
    _, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    seen_as: dict[str, tuple[str, ...]] = {}
    for row in rows:
        seen_as[row[0]] = (*seen_as.get(row[0], ()), row[1])
    return seen_as
