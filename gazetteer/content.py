"""The hash of what a table says, whatever file it is stored in.

A parquet file changes its bytes with the version of the library that wrote it. The ID of a snapshot must not:
it is the hash of the values themselves, column by column.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS_AT_ONCE = 1 << 20
"""How many values are put together at once; one text has a greatest length."""


def hash_table(frame: pl.DataFrame) -> str:
    """Return the SHA-256 of a table's values in hexadecimal.

    Hashed are, for each column in order: its name, the number of its rows, the length in bytes of each value
    written as text (little-endian, 8 bytes, -1 for null), and the values themselves in UTF-8 without anything
    between them.

    Args:
        frame: Columns of text, whole numbers and truth values.
    """
    digest = hashlib.sha256()
    for column in frame.iter_columns():
        text = column.cast(pl.String)
        lengths = text.str.len_bytes().cast(pl.Int64).fill_null(-1)
        digest.update(f"{column.name}\x00{len(column)}\x00".encode())
        digest.update(lengths.to_numpy().astype("<i8").tobytes())
        for part in text.drop_nulls().to_frame().iter_slices(ROWS_AT_ONCE):
            digest.update(part.to_series().str.join("")[0].encode())
    return digest.hexdigest()


def hash_tables(tables: Mapping[str, str]) -> str:
    """Return the ID of a snapshot: 16 hexadecimal digits.

    Args:
        tables: The content hash of each table by its name.
    """
    lines = "".join(f"{name}\t{tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]
