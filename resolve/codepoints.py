"""Texts as one column of code points, for what reads letters by their numbers."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class CodePoints:
    """n texts.

    Attributes:
        code: the code points of all texts, one text after the other.
        first: n + 1 offsets into `code`.
    """

    code: npt.NDArray[np.uint32]
    first: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """The code points of texts; halves of surrogate pairs stay what they are."""
        first = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=first[1:])
        return cls(np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32), first)

    def texts(self) -> list[str]:
        """The texts themselves."""
        whole = self.code.tobytes().decode("utf-32-le", "surrogatepass")
        ends = self.first.tolist()
        return [whole[begin:end] for begin, end in itertools.pairwise(ends)]
