"""What all columns of strings in an index are: sequences that are read by rows."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload


class Column(Sequence[str]):
    """A column of strings that is read by rows."""

    __slots__ = ()

    @abstractmethod
    def _at(self, row: int) -> str:
        """The string of a row, 0 or more."""

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        size = len(self)
        if isinstance(at, slice):
            return [self._at(row) for row in range(*at.indices(size))]
        if not -size <= at < size:
            raise IndexError(f"text {at} of {size}")
        return self._at(int(at) % size)
