"""Texts as one column of code points, for what reads letters by their numbers."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, Self, overload

import numpy as np
import numpy.typing as npt

_ENCODING: Final = "utf-32-le"


class CodePoints(Sequence[str]):
    """n texts; one that is asked for by its row becomes a string by itself, several of them all at once.

    Attributes:
        code: the code points of all texts, one text after the other.
        first: n + 1 offsets into `code`.
    """

    __slots__ = ("_texts", "code", "first")

    def __init__(
        self,
        code: npt.NDArray[np.uint32],
        first: npt.NDArray[np.int64],
        texts: Sequence[str] | None = None,
    ) -> None:
        """Take columns, and the texts themselves if they are known."""
        self.code, self.first, self._texts = code, first, texts

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """The code points of texts; halves of surrogate pairs stay what they are."""
        ends = itertools.accumulate(map(len, texts), initial=0)
        first = np.fromiter(ends, np.int64, len(texts) + 1)
        # Of bytes that may be changed numpy tells the address in a fifth of the time.
        whole = bytearray("".join(texts), _ENCODING, "surrogatepass")
        return cls(np.frombuffer(whole, np.uint32), first, texts)

    def __len__(self) -> int:
        return len(self.first) - 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts())

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if self._texts is not None or isinstance(at, slice):
            return self.texts()[at]
        if not -len(self) <= at < len(self):
            raise IndexError(f"text {at} of {len(self)}")
        row = at % len(self)
        return _decoded(self.code[self.first[row] : self.first[row + 1]])

    def texts(self) -> Sequence[str]:
        """The texts themselves."""
        if self._texts is None:
            whole = _decoded(self.code)
            self._texts = [whole[begin:end] for begin, end in itertools.pairwise(self.first.tolist())]
        return self._texts

    def where(self, kept: npt.NDArray[np.bool_]) -> Self:
        """The texts of some rows.

        Args:
            kept: n times, whether a text stays.
        """
        size = np.diff(self.first)
        first = np.zeros(np.count_nonzero(kept) + 1, np.int64)
        np.cumsum(size[kept], out=first[1:])
        return type(self)(self.code[np.repeat(kept, size)], first)

    def joined(self, others: Self) -> Self:
        """These texts and behind them others."""
        return type(self)(
            np.concatenate((self.code, others.code)),
            np.concatenate((self.first, self.first[-1] + others.first[1:])),
        )

    def without_ending(self, character: str) -> Self:
        """The texts without a character at their ends, however often it stands there."""
        found = self
        while (found.code == ord(character)).any():
            last = np.flatnonzero(found.first[1:] > found.first[:-1])
            last = last[found.code[found.first[1:][last] - 1] == ord(character)]
            if not len(last):
                return found
            shorter = np.zeros(len(found) + 1, np.int64)
            shorter[last + 1] = 1
            found = type(self)(
                np.delete(found.code, found.first[last + 1] - 1), found.first - np.cumsum(shorter)
            )
        return found


def _decoded(code: npt.NDArray[np.uint32]) -> str:
    return code.tobytes().decode(_ENCODING, "surrogatepass")
