"""Structures in the compact protocol of Thrift, in which Parquet says of itself what is where.

What nobody asks for is passed over, not built: a byte of a forged file must not become an object each.

Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

DEEPEST = 16
"""Values inside one another after which reading is given up; those of Parquet have eight."""

_TRUE, _FALSE, _BYTE, _FLOAT, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_NUMBERS = (4, 5, 6)
_SIZES = {_TRUE: 1, _FALSE: 1, _BYTE: 1, _FLOAT: 8}
"""Bytes of an element of a list, of the kinds that all take as many."""

_VARINT = 10
"""Bytes of the longest number."""


class Reader:
    """Walks over values in bytes, one after the other.

    What the bytes hold no longer, or what is no value, is a ValueError.
    """

    def __init__(self, data: memoryview, at: int, end: int) -> None:
        """Start somewhere.

        Args:
            data: The bytes.
            at: Where the first structure begins.
            end: Where the last one ends, at the latest.
        """
        self._data = data
        self._end = end
        self.at = at

    def fields(self) -> Iterator[tuple[int, int]]:
        """Yield the number and the kind of each field of the structure that begins here.

        Before the next one is asked for, the value of a field is to be read, or passed over by `skip`.
        """
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head > 15 else self._signed()
            yield number, head & 15

    def each(self, kind: int) -> Iterator[int]:
        """Yield the kind of each element of a list, which is to be read or passed over like a field.

        Args:
            kind: The kind of the field that is to be the list.
        """
        if kind not in (_LIST, _SET):
            raise ValueError("there is another value where there should be a list")
        size, element = self._list_head()
        for _ in range(size):
            yield element

    def inside(self, kind: int) -> Iterator[tuple[int, int]]:
        """Yield what `fields` does of a structure that is a value.

        Args:
            kind: The kind of the field, or the element.
        """
        if kind != _STRUCT:
            raise ValueError("there is another value where there should be a structure")
        return self.fields()

    def whole(self, kind: int, what: str) -> int:
        """Return a number, which is 0 or more.

        Args:
            kind: The kind of the field.
            what: What it says, for the message.
        """
        number = self._signed() if kind in _NUMBERS else None
        if number is None or not 0 <= number < 1 << 62:
            found = "no whole number" if number is None else number
            raise ValueError(f"{what}: {found}, where there should be a whole number of 0 or more")
        return number

    def wholes(self, kind: int, wanted: Container[int], what: str) -> dict[int, int]:
        """Return the numbers, each 0 or more, in some fields of a structure.

        Args:
            kind: The kind of the field that is to be the structure.
            wanted: The numbers of the fields.
            what: What the structure is of, for the message.
        """
        found: dict[int, int] = {}
        for number, inner in self.inside(kind):
            if number in wanted:
                found[number] = self.whole(inner, what)
            else:
                self.skip(inner)
        return found

    def skip(self, kind: int, depth: int = 0) -> None:
        """Pass over the value of a field.

        Args:
            kind: The kind of the field.
            depth: In how many values that are passed over this one lies.
        """
        if kind in _NUMBERS:
            self._unsigned()
        elif kind == _BINARY:
            self._pass(self._unsigned())
        elif kind in (_BYTE, _FLOAT):
            self._pass(_SIZES[kind])
        elif kind in (_LIST, _SET, _STRUCT):
            if depth == DEEPEST:
                raise ValueError("too many values inside one another")
            if kind == _STRUCT:
                for _, inner in self.fields():
                    self.skip(inner, depth + 1)
            else:
                self._skip_list(depth + 1)
        elif kind not in (_TRUE, _FALSE):  # These two are the value themselves.
            raise ValueError(f"no kind of value {kind}")

    def _skip_list(self, depth: int) -> None:
        size, element = self._list_head()
        if element in _SIZES:
            self._pass(size * _SIZES[element])
            return
        for _ in range(size):
            self.skip(element, depth)

    def _list_head(self) -> tuple[int, int]:
        head = self._byte()
        size = head >> 4
        if size == 15:
            size = self._unsigned()
        # Each element takes a byte at least.
        if size > self._end - self.at:
            raise ValueError(f"a list of {size} is longer than what there is")
        return size, head & 15

    def _pass(self, size: int) -> None:
        if size > self._end - self.at:
            raise ValueError("it ends too early")
        self.at += size

    def _byte(self) -> int:
        at = self.at
        if at >= self._end:
            raise ValueError("it ends too early")
        self.at = at + 1
        return self._data[at]

    def _unsigned(self) -> int:
        number = self._byte()
        if number < 128:
            return number
        number &= 127
        for place in range(7, 7 * _VARINT, 7):
            byte = self._byte()
            number |= (byte & 127) << place
            if byte < 128:
                return number
        raise ValueError("a number does not end")

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)
