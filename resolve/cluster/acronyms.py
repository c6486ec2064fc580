"""Abbreviations and the names whose words begin with their letters: SBI, State Bank of India."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from resolve.cluster.vocabulary import NOTHING, meanings
from resolve.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resolve.names import NameTable

LEAST_LETTERS: Final = 3
"""Letters of an abbreviation from which on it is looked for; two are the initials of too many names."""


def spelt_out(names: NameTable, short: Iterable[int], rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs of an abbreviation and a name that it may stand for, in one script.

    Args:
        names: n names.
        short: those that are written as abbreviations.
        rows: those that may be spelt out.

    Yields:
        The abbreviation, the name.
    """
    meant: defaultdict[str, list[int]] = defaultdict(list)
    for row in short:
        (token,) = tokens if len(tokens := _tokens(names, row)) == 1 else ("",)
        if len(token) >= LEAST_LETTERS:
            meant[fold([token])[0]].append(row)
    if not meant:
        return
    for row in rows:
        for letters in _initials(_tokens(names, row)):
            for abbreviation in meant.get(letters, ()):
                yield abbreviation, row


def _tokens(names: NameTable, row: int) -> list[str]:
    runs, texts = names.names, names.table.forms.texts
    return [texts[form] for form in runs.form[runs.first[row] : runs.first[row + 1]].tolist()]


def _initials(tokens: list[str]) -> set[str]:
    """The first letters of all words, and of those that say something by themselves."""
    telling = [token for token in tokens if frozenset({NOTHING}) not in meanings(token)]
    found = ("".join(token[:1] for token in words) for words in (tokens, telling))
    return {fold([letters])[0] for letters in found if len(letters) >= LEAST_LETTERS}
