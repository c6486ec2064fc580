"""Tables with a column of texts: each row is a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from gazetteer.files import Table, TableStream
from resolve.documents.request import Reading
from resolve.errors import UsageError

_ID: Final = "id"
_MISSING: Final = "there is no text in this row"


@dataclass(frozen=True, slots=True)
class RowSource:
    """A table.

    Attributes:
        stream: its rows.
        column: where the text stands.
        prefix: goes before the number of a row without `id`, where several tables are read.
    """

    stream: TableStream
    column: str
    prefix: str = ""

    def check(self) -> int:
        """Raise if the column is not there, or holds no text; else return the number of rows.

        Raises:
            GazetteerError: the table cannot be read, or has no such column.
            UsageError: the column holds something else than text.
        """
        self.stream.head.require([self.column])
        kind = self.stream.schema[self.column]
        if kind.is_nested() or kind == pl.Binary:
            raise UsageError(f"{self.stream.path}: column {self.column!r} holds {kind}; text was expected")
        if self._has_id() and self.stream.schema[_ID].is_nested():
            raise UsageError(
                f"{self.stream.path}: column {_ID!r} holds {self.stream.schema[_ID]}; "
                "expected: one name for each document; rename the column"
            )
        with self.stream.chunks() as chunks:
            return sum(chunk.frame.height for chunk in chunks)

    def readings(self) -> Iterator[Reading]:
        """Yield a document for each row."""
        with self.stream.chunks() as chunks:
            for chunk in chunks:
                texts = chunk.frame[self.column].cast(pl.String)
                for doc, text in zip(self._docs(chunk), texts, strict=True):
                    yield Reading(doc, text or "", _MISSING if text is None else None)

    def _docs(self, chunk: Table) -> list[str]:
        """The ID of each row, else its number from 1."""
        first = chunk.rows_above + 1
        numbers = [f"{self.prefix}{number}" for number in range(first, first + chunk.frame.height)]
        if not self._has_id():
            return numbers
        ids = chunk.frame[_ID].cast(pl.String)
        return [number if given is None else given for number, given in zip(numbers, ids, strict=True)]

    def _has_id(self) -> bool:
        return _ID in self.stream.schema
