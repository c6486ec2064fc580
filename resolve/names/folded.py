"""Texts with their accents folded, as columns: the letters that remain, and a hash of them."""

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.compiled import Library, library
from resolve.sound import alphabet
from resolve.text.folding import fold

_HASHED_BYTES: Final = 40
_LETTERS: Final = 0x2020
"""The table of letters ends before it."""

_ALONE: Final = (range(0x600), range(0x1E00, _LETTERS))
"""Letters that fold by themselves, whatever stands beside them: Latin, Greek, Cyrillic, and what has no
marks."""


@dataclass(frozen=True, slots=True)
class Folded:
    """n folded texts.

    Attributes:
        letters: the folded texts, one after the other, in UTF-16 units.
        first: n + 1 offsets into `letters`.
        hash: see `text_hashes`.
    """

    letters: npt.NDArray[np.uint16]
    first: npt.NDArray[np.int64]
    hash: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, texts: CodePoints) -> "Folded":
        """Fold texts as `folding.fold` does."""
        compiled = library()
        return _fold_plainly(texts.texts()) if compiled is None else _fold_in_c(compiled, texts)


def text_hashes(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each text; what lies beyond 40 bytes counts by its length only."""
    packed = [t.encode("utf-8", "replace") for t in texts]
    width = _HASHED_BYTES
    block = b"".join(p[: width - 1].ljust(width - 1, b"\0") + bytes((len(p) & 255,)) for p in packed)
    return alphabet.row_hashes(np.frombuffer(block, np.uint8).reshape(len(packed), width))


def _fold_plainly(texts: Sequence[str]) -> Folded:
    folded = fold(texts)
    units = [text.encode("utf-16-le", "surrogatepass") for text in folded]
    first = np.zeros(len(units) + 1, np.int64)
    np.cumsum(np.fromiter((len(unit) // 2 for unit in units), np.int64, len(units)), out=first[1:])
    return Folded(np.frombuffer(b"".join(units), np.uint16), first, text_hashes(folded))


def _fold_in_c(compiled: Library, column: CodePoints) -> Folded:
    n, (folds, alone) = len(column), _table()
    other = ~alone[np.minimum(column.code, _LETTERS)]
    by_itself = np.zeros(n, bool)
    if other.any():
        by_itself[np.searchsorted(column.first, np.flatnonzero(other), "right") - 1] = True
        whole = list(column)
        rows = np.flatnonzero(by_itself).tolist()
        for row, folded in zip(rows, fold([whole[row] for row in rows]), strict=True):
            whole[row] = folded
        column = CodePoints.of(whole)
    units = np.empty(2 * len(column.code), np.uint16)
    first, hashes = np.empty(n + 1, np.int64), np.empty(n, np.uint64)
    compiled.call("fold", folds, column.code, column.first, by_itself, n, units, first, hashes)
    return Folded(units[: int(first[-1])].copy(), first, hashes)


@functools.cache
def _table() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """What each letter below `_LETTERS` folds to, two units each, and whether it folds by itself.

    Texts that hold others are folded as texts: marks that are not folded may change places, and a letter may
    fold to more than two.
    """
    folds = np.zeros((_LETTERS, 2), np.uint16)
    alone = np.zeros(_LETTERS + 1, bool)
    letters = [chr(number) for numbers in _ALONE for number in numbers if chr(number) not in "\0\n"]
    for letter, folded in zip(letters, fold(letters), strict=True):
        if len(folded) <= 2 and not any(map(unicodedata.combining, folded)):
            folds[ord(letter), : len(folded)] = list(map(ord, folded))
            alone[ord(letter)] = True
    return folds, alone
