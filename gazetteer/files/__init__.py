"""The one reader and the one writer of tabular files.

Four formats: `.csv`, `.tsv`, `.jsonl` and `.parquet`; the text ones also with `.gz` or `.zst` after their
ending; `-` is standard input or output, as JSONL. What is read comes as a `Table`: a polars frame and what
was found out about the file.

1. `format`: what the file is, by its ending, and whether its first bytes agree.
2. `compression`: the bytes inside `.gz` and `.zst`.
3. `encoding`: text in UTF-8, from whatever it was in.
4. `delimited`, `records`, `jsonl`: rows from text, quickly, and exactly where the quick way does not do.
5. `read` and `write`: the way through these steps.
"""

from __future__ import annotations

from gazetteer.files.format import FileFormat, format_of
from gazetteer.files.read import read_table
from gazetteer.files.stream import TableStream, open_stream
from gazetteer.files.table import Damage, Table
from gazetteer.files.write import check_target, is_replaceable, write_chunks, write_table

__all__ = [
    "Damage",
    "FileFormat",
    "Table",
    "TableStream",
    "check_target",
    "format_of",
    "is_replaceable",
    "open_stream",
    "read_table",
    "write_chunks",
    "write_table",
]
