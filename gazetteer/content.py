"""The hash of what a table says, whatever file it is stored in.

A parquet file changes its bytes with the version of the library that wrote it. The ID of a snapshot must not:
it is the hash of the values themselves, column by column.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def hash_table(frame: pl.DataFrame) -> str:
    """Return the SHA-256 of a table's values in hexadecimal.

    Hashed are, for each column in order: its name, the number of its rows, the length in bytes of each value
    written as text (little-endian, 8 bytes, -1 for null), and the values themselves in UTF-8 without anything
    between them.

    Args:
        frame: Columns of text, whole numbers and truth values.
    """
    return hash_parts(frame.columns, len(frame), lambda column: [frame[column]])


def hash_parts(columns: Sequence[str], rows: int, parts: Callable[[str], Iterable[pl.Series]]) -> str:
    """Return the hash of a table that is too long to be looked at at once.

    Args:
        columns: Its columns.
        rows: How many rows it has.
        parts: Gives the values of a column in parts, each time from the beginning.
    """
    digest = hashlib.sha256()
    for column in columns:
        digest.update(f"{column}\x00{rows}\x00".encode())
        for values in parts(column):
            lengths = values.cast(pl.String).str.len_bytes().cast(pl.Int64).fill_null(-1)
            digest.update(lengths.to_numpy().astype("<i8").tobytes())
        for values in parts(column):
            # As bytes: a text of Python would be made only to be taken apart again.
            whole: bytes | None = values.cast(pl.String).str.join("").cast(pl.Binary).item()
            digest.update(whole or b"")
    return digest.hexdigest()


def hash_tables(tables: Mapping[str, str]) -> str:
    """Return the ID of a snapshot: 16 hexadecimal digits.

    Args:
        tables: The content hash of each table by its name.
    """
    lines = "".join(f"{name}\t{tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]
