"""Texts that a table has, found in whole columns at once.

For a few texts a dictionary is quicker; for thousands it would be asked in vain for nearly all of them, one
after the other, and each would have to become a string first.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.compiled import Held, Library, address

MANY: Final = 256
"""From so many texts on it pays to look for them in C."""

_ROOM: Final = 4
"""Places a text: most that are asked for in vain meet an empty one at once."""


class KnownTextsStruct(ctypes.Structure):
    """`KnownTexts` of known.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in ("characters", "first", "hash", "place")],
        ("places", ctypes.c_int64),
    ]


@dataclass(frozen=True, slots=True, eq=False)
class KnownTexts:
    """The texts of a table; the number of a text is its place there."""

    _library: Library
    _held: Held[KnownTextsStruct]

    @classmethod
    def of(cls, library: Library, texts: Sequence[str]) -> Self:
        """Make texts ready for being found.

        Args:
            library: what looks for them.
            texts: n texts, no two the same.
        """
        column = CodePoints.of(texts)
        place = np.zeros(1 << (_ROOM * len(texts)).bit_length(), np.int32)
        arrays: tuple[npt.NDArray[np.generic], ...] = (
            column.code,
            column.first,
            np.zeros(len(texts), np.uint64),
            place,
        )
        struct = KnownTextsStruct(*map(address, arrays), len(place))
        library.call("know", struct, len(texts))
        return cls(library, Held(struct, arrays))

    def find(self, column: CodePoints) -> npt.NDArray[np.int32]:
        """The number of each text of a column; -1 where the table does not have it."""
        each = np.arange(len(column) + 1)
        return self.find_joined(column, each, each[:-1].astype(np.int32))

    def find_joined(
        self, parts: CodePoints, first: npt.NDArray[np.int64], part: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.int32]:
        """The number of each of n texts that are parts written together.

        Args:
            parts: the parts, each once.
            first: n + 1 offsets: the parts of text i are part[first[i]:first[i + 1]].
            part: rows of `parts`.

        Returns:
            n numbers; -1 where the table does not have a text.
        """
        n = len(first) - 1
        number = np.empty(n, np.int32)
        self._library.call("find_known", self._held.struct, parts.code, parts.first, first, part, n, number)
        return number
