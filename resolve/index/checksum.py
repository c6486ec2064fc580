"""Checksums of arrays, by which damage is found at the speed of memory.

Each eight bytes are hashed together with the place where they stand, and the hashes are added up. What
differs in eight bytes alone always has another sum; of what differs otherwise - a page of zeros, two pages
that changed places - one in 2**64 has the same. A forger is not kept out: who can write the arrays can write
their sums.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.index.runs import in_pieces
from resolve.sound.alphabet import finish

_WORD: Final = 8
"""Bytes that are hashed together."""

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
"""What is added to them from one place to the next."""


def checksum_of(content: npt.NDArray[np.uint8]) -> str:
    """The checksum of some bytes, 16 hexadecimal digits."""
    compiled = library()
    if compiled is None:
        return f"{_summed_plainly(content):016x}"
    total = np.zeros(1, np.uint64)
    compiled.call("checksum", content, len(content), total)
    return f"{int(total[0]):016x}"


def _summed_plainly(content: npt.NDArray[np.uint8]) -> int:
    whole = len(content) // _WORD * _WORD
    rest = np.zeros(_WORD, np.uint8)
    rest[: len(content) - whole] = content[whole:]
    words, last = np.frombuffer(content[:whole].data, np.uint64), rest.view(np.uint64)
    total = finish(np.array([len(content)], np.uint64))
    for here in in_pieces(len(words)):
        total += _of_places(words[here], here.start)
    if whole < len(content):
        total += _of_places(last, len(words))
    return int(total[0])


def _of_places(words: npt.NDArray[np.uint64], before: int) -> np.uint64:
    """The sum of some words, before which there are so many others."""
    places = np.arange(before + 1, before + 1 + len(words), dtype=np.uint64) * _STEP
    return np.uint64(finish(words + places).sum())
