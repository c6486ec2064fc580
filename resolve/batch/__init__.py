"""Whole tables of names: every row answered, in the table's order, with all that it held.

`run_batch` maps the names of a table to entities, `run_file` those of a file of any length, `run_pairs`
compares two columns. The way through is in `run`; through a file, in chunks, in `file`.
"""

from resolve.batch.file import run_file
from resolve.batch.pairs import run_pairs
from resolve.batch.request import BatchRequest, BatchResult, Counts, FileRequest, PairsRequest, Side
from resolve.batch.run import run_batch

__all__ = [
    "BatchRequest",
    "BatchResult",
    "Counts",
    "FileRequest",
    "PairsRequest",
    "Side",
    "run_batch",
    "run_file",
    "run_pairs",
]
