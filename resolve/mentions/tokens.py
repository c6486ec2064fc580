"""The tokens of many documents at once: where each begins and ends, and what stands before it.

Texts are cut by arrays, so that a million characters take a few hundredths of a second, and the time grows
with the length alone. A token is a run of letters, marks and digits; an apostrophe between two of these
belongs to it (Bakü'ye), a hyphen parts. Tokens that are spelt the same have the same number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.mentions.characters import LAST_OF_WORD, Codes, Sort, sorts

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]

LONGEST: Final = 64
"""Longest token that may be part of a name; nothing is asked of a longer one. Unit: code points."""

_BLOCK: Final = 1 << 20
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_BASE_INVERSE: Final = np.uint64(pow(int(_BASE), -1, 1 << 64))
_BETWEEN: Final = "\0"


class Gap(IntEnum):
    """What stands between a token and the one before it."""

    BREAK = 0
    SPACE = 1
    HYPHEN = 2
    DOT = 3
    DOT_SPACE = 4
    QUOTE = 5
    PARENTHESIS = 6


@dataclass(frozen=True, slots=True)
class Tokens:
    """t tokens in the order of the documents.

    Attributes:
        document: number of each one's document.
        start: first code point, in its document.
        end: the code point after the last.
        spelling: 64-bit hash of the text; equal for tokens spelt the same.
        gap: what stands before the token, a `Gap`.
        opens: whether it opens a sentence, a line or a quotation.
        upper: whether it begins with a capital letter.
        shouted: whether it is written in capitals alone, two at least.
        lower: whether it has no capital letter.
        address: whether it is part of an address of mail or of the web, or too long for a name.
    """

    document: npt.NDArray[np.int32]
    start: Ints
    end: Ints
    spelling: Hashes
    gap: npt.NDArray[np.uint8]
    opens: Bools
    upper: Bools
    shouted: Bools
    lower: Bools
    address: Bools

    def __len__(self) -> int:
        return len(self.start)


def cut(texts: Sequence[str]) -> Tokens:
    """Cut texts into tokens.

    Args:
        texts: n texts, any strings.
    """
    codes = np.frombuffer(_BETWEEN.join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    sort = sorts(codes)
    start, end = _words(sort)
    first = np.concatenate(([0], np.cumsum([len(text) + len(_BETWEEN) for text in texts], dtype=np.int64)))
    document = np.searchsorted(first, start, "right").astype(np.int32) - 1
    bits = np.left_shift(np.uint16(1), sort.astype(np.uint16), dtype=np.uint16)
    word_bits, gap_bits = _held(bits, start, end)
    gap = _gaps(codes, sort, start, end, gap_bits)
    new_document = np.concatenate(([True], document[1:] != document[:-1]))[: len(start)]
    gap[new_document] = Gap.BREAK
    capitals = (word_bits & _bit(Sort.UPPER)) > 0
    small = (word_bits & _bit(Sort.LOWER)) > 0
    upper = sort[start] == Sort.UPPER if len(start) else capitals
    return Tokens(
        document,
        start - first[document],
        end - first[document],
        _spellings(codes, start, end),
        gap,
        new_document | _opening(gap_bits),
        upper,
        capitals & ~small & (end - start > 1),
        ~capitals,
        _addresses(gap_bits) | (end - start > LONGEST),
    )


def _bit(*wanted: Sort) -> np.uint16:
    return np.uint16(sum(1 << sort for sort in wanted))


def _words(sort: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """First and last boundaries of the runs of word characters."""
    inside = sort <= LAST_OF_WORD
    between = np.flatnonzero(sort == Sort.APOSTROPHE)
    between = between[(between > 0) & (between < len(sort) - 1)]
    inside[between] = inside[between - 1] & inside[between + 1] & (sort[between - 1] != Sort.MARK)
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=np.int8(0), append=np.int8(0)))
    return edges[0::2], edges[1::2]


def _held(
    bits: npt.NDArray[np.uint16], start: Ints, end: Ints
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """The sorts of characters in each token, and in the gap before it, a bit each."""
    if not len(start):
        return np.zeros(0, np.uint16), np.zeros(0, np.uint16)
    edges = np.empty(2 * len(start), np.int64)
    edges[0::2], edges[1::2] = start, end
    # The last gap runs to the end of the text; it may be empty, and belongs to no token.
    held = np.bitwise_or.reduceat(np.append(bits, np.uint16(0)), edges)
    return held[0::2], np.concatenate(([np.uint16(0)], held[1:-1:2]))


def _gaps(
    codes: Codes, sort: npt.NDArray[np.uint8], start: Ints, end: Ints, held: npt.NDArray[np.uint16]
) -> npt.NDArray[np.uint8]:
    """What stands before each token; a line break counts as a space, an empty line as a break."""
    gap = np.full(len(start), Gap.BREAK, np.uint8)
    if not len(start):
        return gap
    before = np.concatenate(([0], end[:-1]))
    size = start - before
    opening = sort[np.minimum(before, len(sort) - 1)]
    closing = sort[start - 1]
    codes_before = codes[start - 1]
    white = _bit(Sort.SPACE, Sort.NEWLINE)
    blank = (held & ~white) == 0
    gap[blank & (size > 0)] = Gap.SPACE
    empty_line = blank & ((held & _bit(Sort.NEWLINE)) > 0) & (size > 1) & (closing == Sort.NEWLINE)
    gap[empty_line] = Gap.BREAK
    gap[(size == 1) & (opening == Sort.HYPHEN)] = Gap.HYPHEN
    gap[(size == 1) & (opening == Sort.DOT)] = Gap.DOT
    gap[(size == 2) & (opening == Sort.DOT) & (closing == Sort.HYPHEN)] = Gap.DOT
    dotted = (held & ~(white | _bit(Sort.DOT))) == 0
    gap[dotted & ~blank & (opening == Sort.DOT) & (size > 1) & ((held & _bit(Sort.NEWLINE)) == 0)] = (
        Gap.DOT_SPACE
    )
    bracketed = (size <= 2) & (codes_before == ord("(")) & ((held & ~(white | _bit(Sort.OTHER))) == 0)
    gap[bracketed & ((held & _bit(Sort.OTHER)) > 0)] = Gap.PARENTHESIS
    quoted = ((held & ~(white | _bit(Sort.QUOTE))) == 0) & ((held & _bit(Sort.QUOTE)) > 0)
    gap[quoted & ((held & _bit(Sort.NEWLINE)) == 0)] = Gap.QUOTE
    return gap


def _opening(held: npt.NDArray[np.uint16]) -> Bools:
    marks = (held & _bit(Sort.STOP, Sort.NEWLINE, Sort.QUOTE)) > 0
    sentence = ((held & _bit(Sort.DOT)) > 0) & ((held & _bit(Sort.SPACE, Sort.NEWLINE)) > 0)
    return np.asarray(marks | sentence)


def _addresses(held: npt.NDArray[np.uint16]) -> Bools:
    """Whether tokens hang together with an @ by dots, hyphens and the like, without white space."""
    loose = (held & _bit(Sort.SPACE, Sort.NEWLINE)) > 0
    run = np.cumsum(loose)
    return np.asarray(np.isin(run, run[(held & _bit(Sort.AT)) > 0]))


def _spellings(codes: Codes, start: Ints, end: Ints) -> Hashes:
    """A hash of each token: a polynomial over its characters, by differences of running sums."""
    found = np.zeros(len(start), np.uint64)
    powers = _powers(_BASE, len(codes))
    inverse = _powers(_BASE_INVERSE, len(codes))
    token = 0
    begin = 0
    size = np.minimum(end - start, LONGEST)
    while token < len(start):
        begin = int(start[token])
        last = int(np.searchsorted(start, begin + _BLOCK - LONGEST, "left"))
        stop = int(start[last - 1] + size[last - 1])
        mixed = codes[begin:stop].astype(np.uint64)
        mixed = (mixed + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
        running = np.zeros(len(mixed) + 1, np.uint64)
        np.cumsum(mixed * powers[: len(mixed)], out=running[1:])
        low = start[token:last] - begin
        high = low + size[token:last]
        found[token:last] = (running[high] - running[low]) * inverse[low]
        token = last
    found ^= (end - start).astype(np.uint64)
    found *= np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(32))


def _powers(base: np.uint64, size: int) -> Hashes:
    powers = np.full(min(size + 1, _BLOCK), base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
