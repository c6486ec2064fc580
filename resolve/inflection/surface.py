"""Readings: what a surface may be a form of, once someone has vouched for the stems.

1. The last word of the surface gives its stems (`column`); in Turkish and Azerbaijani the words before it
   stay as they are, in German adjectives among them take the nominative (`agreement`).
2. The voucher is asked for each lemma; a surname is partly vouched for by its counterpart (`genders`).
3. The surest reading comes first; of two alike, that of the longer stem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from resolve.inflection.agreement import in_nominative
from resolve.inflection.column import stem_column
from resolve.inflection.genders import COUNTERPART, gender_counterparts
from resolve.inflection.stems import Stem, StemColumn, sureness

__all__ = ["Voucher", "readings"]

Voucher = Callable[[str], float]
"""How far a string is known to be a name, 0..1; a test of membership will do."""

_AGREES: Final = 0.9
"""Weight of a reading that puts an adjective into the nominative."""

_LAST_WORD: Final = re.compile(r"\S+\s*\Z")


def readings(surface: str, lang: str, vouched: Voucher, *, plain: bool = False) -> tuple[Stem, ...]:
    """What a surface may be a form of, the surest first; the whole surface is always among it.

    Anything is cut only if the voucher knows what is left, or if the writer has parted it by a mark.

    Args:
        surface: a name as it stands in a text, with its ending and marks; one word or several.
        lang: BCP 47 tag of the text; without paradigms for it, the whole surface is the only reading.
        vouched: how far a lemma is known to be a name, 0..1. What the document itself shows in the nominative
            should be worth more than a lexicon, and names of the document's language more than others.
        plain: whether the document is written without diacritics.

    Raises:
        DataError: a table of `inflection/` is broken.
    """
    match = _LAST_WORD.search(surface)
    begin = match.start() if match else 0
    column = stem_column([surface[begin:].rstrip()], lang, plain=plain)
    found = sorted(
        _in_span(surface, begin, column, vouched), key=lambda stem: (stem.derived, -stem.sure, -stem.end)
    )
    first: dict[tuple[str, bool], Stem] = {}
    for stem in found:
        if stem.vouched or stem.sure:
            first.setdefault((stem.lemma, stem.derived), stem)
    return tuple(first.values())


def _in_span(surface: str, begin: int, column: StemColumn, vouched: Voucher) -> list[Stem]:
    """The stems of the last word, each with what stands before it."""
    before = surface[:begin]
    lemmas = column.lemmas()
    known = [_vouch(before + lemma, column, row, vouched) for row, lemma in enumerate(lemmas)]
    sure = sureness(column, np.array(known, np.float32))
    found: list[Stem] = []
    for row, lemma in enumerate(lemmas):
        stem = column.stem(row, known[row])
        if before and stem.derived:
            continue
        end = begin + stem.end
        stem = replace(stem, lemma=before + lemma, end=end, suffix=surface[end:], sure=float(sure[row]))
        found.append(stem)
        for agreeing in _agreeing(before, lemma, column.lang):
            known_so = _vouch(agreeing + lemma, column, row, vouched)
            weight = float(column.weight[row]) * _AGREES
            tags = ".".join(filter(None, ("ADJ", stem.tags)))
            found.append(
                replace(stem, lemma=agreeing + lemma, tags=tags, sure=weight * known_so, vouched=known_so)
            )
    return found


def _vouch(lemma: str, column: StemColumn, row: int, vouched: Voucher) -> float:
    """What the voucher says of a lemma, or of its counterpart of the other gender."""
    own = float(vouched(lemma))
    if own or column.derived[row]:
        return own
    counterpart = gender_counterparts([lemma], column.lang)[0]
    return COUNTERPART * float(vouched(counterpart)) if counterpart else 0.0


def _agreeing(before: str, noun: str, lang: str) -> list[str]:
    """What stands before a noun, with its adjectives in the nominative; blanks stay as they are."""
    if not before or lang != "de":
        return []
    pieces = re.split(r"(\s+)", before)
    found = []
    for words in in_nominative(pieces[::2], noun):
        pieces[::2] = words
        found.append("".join(pieces))
    return found
