"""Structures in the compact protocol of Thrift, in which Parquet says of itself what is where.

Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "int | bool | bytes | list[Value] | dict[int, Value]"
"""A number, a truth value, a text (or a float) as bytes, a list, or a structure: fields by their numbers."""

DEEPEST = 16
"""Structures inside one another after which reading is given up; those of Parquet have six."""

_TRUE, _FALSE, _BYTE, _FLOAT, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_NUMBERS = (4, 5, 6)
_VARINT = 10
"""Bytes of the longest number."""


class Reader:
    """Values from bytes, one after the other.

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

    def struct(self, depth: int = 0) -> dict[int, Value]:
        """Return the structure that begins here."""
        if depth > DEEPEST:
            raise ValueError("too many structures inside one another")
        fields: dict[int, Value] = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._signed()
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Value:
        if kind in _NUMBERS:
            return self._signed()
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind == _FLOAT:
            return self._take(8)
        if kind == _BINARY:
            return self._take(self._unsigned())
        if kind in (_LIST, _SET):
            return self._list(depth)
        if kind == _STRUCT:
            return self.struct(depth + 1)
        raise ValueError(f"no kind of value {kind}")

    def _list(self, depth: int) -> list[Value]:
        head = self._byte()
        size, kind = head >> 4, head & 15
        if size == 15:
            size = self._unsigned()
        # Each element takes a byte at least.
        if size > self._end - self.at:
            raise ValueError(f"a list of {size} is longer than what there is")
        return [self._value(kind, depth + 1) for _ in range(size)]

    def _byte(self) -> int:
        return self._take(1)[0]

    def _take(self, size: int) -> bytes:
        if size > self._end - self.at:
            raise ValueError("it ends too early")
        taken = bytes(self._data[self.at : self.at + size])
        self.at += size
        return taken

    def _unsigned(self) -> int:
        number = 0
        for place in range(_VARINT):
            byte = self._byte()
            number |= (byte & 127) << 7 * place
            if byte < 128:
                return number
        raise ValueError("a number does not end")

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)
