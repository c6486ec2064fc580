"""Blocks for peers that compare only names of the same block.

A block is the first letters of two words of a name, whichever they are, so that a name with a slip, or with
a word more or less, is still met by its other words. A name of one word is in the block of its own letters.
"""

from collections.abc import Sequence
from itertools import combinations

import pyarrow as pa
from protocol import fold_sorted

LETTERS = 3
"""Letters of a word that count."""


def blocks_of(folded: str) -> list[str]:
    """The blocks of a name, its words sorted; none for a name without letters."""
    starts = sorted({word[:LETTERS] for word in folded.split()})
    if len(starts) == 1:
        return [folded[: LETTERS + 1]]
    return [f"{one} {other}" for one, other in combinations(starts, 2)]


def table_of(names: Sequence[str]) -> pa.Table:
    """Names as a table.

    Its columns: unique_id, the row; name, folded, its words sorted; the first and the last of them; blocks.
    """
    folded = [fold_sorted(name) for name in names]
    words = [name.split() or [""] for name in folded]
    return pa.table(
        {
            "unique_id": pa.array(range(len(names)), pa.int64()),
            "name": pa.array(folded, pa.string()),
            "first": pa.array([one[0] for one in words], pa.string()),
            "last": pa.array([one[-1] for one in words], pa.string()),
            "blocks": pa.array(list(map(blocks_of, folded)), pa.list_(pa.string())),
        }
    )
