"""Whole tables of names: every row answered, in the table's order, with all that it held.

`run_batch` maps a column of names to entities, `run_pairs` compares two columns. The way through is in `run`.
"""

from resolve.batch.pairs import run_pairs
from resolve.batch.request import BatchRequest, BatchResult, Counts, PairsRequest, Side
from resolve.batch.run import run_batch

__all__ = ["BatchRequest", "BatchResult", "Counts", "PairsRequest", "Side", "run_batch", "run_pairs"]
