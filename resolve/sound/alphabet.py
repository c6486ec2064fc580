"""The sound alphabet as numbers, and its two coarser views: skeleton and coarse string.

A sound string is a row of codes, one byte a sound, padded with 0. All functions work on matrices of these.

    sounds    alijev             every sound
    coarse    aliaf              consonant classes, three vowels, no j: what fuzzy candidate search compares
    skeleton  a·lf               consonant classes and a mark for an initial vowel: what the exact keys hash
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]

ALPHABET: Final = "aEeoOuUiIjbpvfdtgkhxzscCSZJlmnr0123456789"
"""All sounds; the code of a sound is its place here plus one, so that 0 is free for padding. Digits sound as
themselves."""

MAX_SOUNDS: Final = 24
"""Longest sound string that is kept; what lies beyond is cut off. Unit: sounds."""

VOWELS: Final = "aEeoOuUiI"

_COARSE: Final = {
    **dict.fromkeys("aEe", "a"),
    **dict.fromkeys("oOuU", "u"),
    **dict.fromkeys("iI", "i"),
    **dict.fromkeys("bp", "p"),
    **dict.fromkeys("vf", "f"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("gkhx", "k"),
    **dict.fromkeys("zsc", "s"),
    **dict.fromkeys("CSZJ", "C"),
    **{sound: sound for sound in "lmnr"},
    **dict.fromkeys("0123456789", "0"),
}
COARSE_ALPHABET: Final = "aiupftksClmnr0"
"""The letters of coarse strings; code = place + 1, four bits."""

_SKELETON: Final = {
    **dict.fromkeys("gkhx", "k"),
    **dict.fromkeys("zsc", "s"),
    **dict.fromkeys("CSZJ", "C"),
    **{sound: sound for sound in "bpvfdtlmnr0123456789"},
}
_FINAL_DEVOICED: Final = {"b": "p", "d": "t", "v": "f"}

_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def code(sound: str) -> int:
    """The number of a sound, 1 to 41."""
    return ALPHABET.index(sound) + 1


def _table(classes: dict[str, str], letters: str) -> Codes:
    table = np.zeros(256, np.uint8)
    for sound, letter in classes.items():
        table[code(sound)] = letters.index(letter) + 1
    return table


_TO_CODE: Final = bytes.maketrans(ALPHABET.encode(), bytes(range(1, len(ALPHABET) + 1)))
COARSE_CODE: Final = _table(_COARSE, COARSE_ALPHABET)
SKELETON_CODE: Final = _table(_SKELETON, ALPHABET)
DEVOICED: Final = _table({s: _FINAL_DEVOICED.get(s, s) for s in ALPHABET}, ALPHABET)
IS_VOWEL: Final = np.isin(np.arange(256), [code(v) for v in VOWELS])


def encode(sounds: Sequence[str]) -> Codes:
    """Sound strings as a matrix of codes.

    Args:
        sounds: n strings over `ALPHABET`.

    Returns:
        n x MAX_SOUNDS, padded with 0.
    """
    width = MAX_SOUNDS
    packed = b"".join(s[:width].encode().translate(_TO_CODE).ljust(width, b"\0") for s in sounds)
    return np.frombuffer(packed, np.uint8).reshape(len(sounds), width)


def decode(row: Codes) -> str:
    """The sound string of one row of codes."""
    return "".join(ALPHABET[c - 1] for c in row if c)


def lengths(codes: Codes) -> npt.NDArray[np.uint8]:
    """How many sounds each row has, 0 to MAX_SOUNDS."""
    return np.asarray(np.count_nonzero(codes, axis=1), np.uint8)


def coarse(codes: Codes) -> Codes:
    """Rows over the coarse alphabet: runs joined, j dropped, left-justified; n x MAX_SOUNDS codes 1 to 14."""
    mapped = COARSE_CODE[codes]
    out = np.zeros_like(mapped)
    end = np.zeros(len(mapped), np.intp)
    last = np.zeros(len(mapped), np.uint8)
    for column in mapped.T:
        keep = np.flatnonzero((column != 0) & (column != last))
        out[keep, end[keep]] = column[keep]
        end[keep] += 1
        last = np.where(column != 0, column, last)
    return out


def skeleton_hashes(codes: Codes) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each row's skeleton: consonant classes in order, and whether it begins with a vowel.

    Runs of one class count once and a final b, d, v counts as p, t, f, so that Mahmud and Mahmut meet.
    Source: scheme E of the measured skeletons; see docs/how-it-works.md.
    """
    n = len(codes)
    hashes = np.zeros(n, np.uint64)
    last = np.zeros(n, np.uint8)
    size = lengths(codes).astype(np.intp)
    voiced = codes.copy()
    rows = np.flatnonzero(size)
    voiced[rows, size[rows] - 1] = DEVOICED[codes[rows, size[rows] - 1]]
    consonants = SKELETON_CODE[voiced]
    for column in consonants.T:
        keep = (column != 0) & (column != last)
        hashes = np.where(keep, (hashes + column) * _MIX, hashes)
        last = np.where(column != 0, column, last)
    begins_with_vowel = IS_VOWEL[codes[:, 0]] if n else np.zeros(0, bool)
    return finish(hashes * np.uint64(2) + begins_with_vowel.astype(np.uint64))


def finish(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread hashes evenly over 64 bits (the finalizer of splitmix64), so that sums of them stay distinct."""
    mixed = hashes + _MIX
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)


def row_hashes(codes: Codes) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each whole row: equal rows, equal hashes."""
    hashes = np.zeros(len(codes), np.uint64)
    for column in codes.T:
        hashes = (hashes + column) * _MIX
    return finish(hashes)


def initial_bits(codes: Codes) -> npt.NDArray[np.uint64]:
    """One bit for the class of each row's first sound; for a j the lowest, and that of the sound after it."""
    mapped = COARSE_CODE[codes[:, :2]].astype(np.uint64)
    bits = np.uint64(1) << mapped[:, 0]
    return np.where(codes[:, 0] == code("j"), bits | np.uint64(1) << mapped[:, 1], bits)


def class_counts(codes: Codes) -> npt.NDArray[np.uint8]:
    """How often each coarse class occurs in each row; n x len(COARSE_ALPHABET)."""
    mapped = COARSE_CODE[codes]
    classes = np.arange(1, len(COARSE_ALPHABET) + 1, dtype=np.uint8)
    return np.stack([np.count_nonzero(mapped == c, axis=1).astype(np.uint8) for c in classes], axis=1)


def class_of_first(codes: Codes) -> npt.NDArray[np.uint8]:
    """The coarse class of each row's first sound that has one; the last axis holds the sounds."""
    first, second = COARSE_CODE[codes[..., 0]], COARSE_CODE[codes[..., 1]]
    return np.where(first > 0, first, second)


def letter_masks(codes: Codes) -> npt.NDArray[np.uint64]:
    """Which coarse classes a row contains, three bits a class (set for one, two, three or more of it)."""
    mapped = COARSE_CODE[codes]
    masks = np.zeros(len(codes), np.uint64)
    for column in mapped.T:
        # The lowest bit of the class that is still clear: one more than what is set, within its three bits.
        shift = (3 * (column.astype(np.uint64) - np.uint64(1))) * (column > 0)
        filled = (masks >> shift) & np.uint64(7)
        masks = np.where(
            column > 0, masks | (((filled << np.uint64(1)) | np.uint64(1)) & np.uint64(7)) << shift, masks
        )
    return masks
