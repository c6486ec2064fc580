"""Which IDs are the same, by what the sources say in `same_as`.

Two IDs are the same if they share a CURIE, or if one is a CURIE of the other; and so on along the chain.
"""

from __future__ import annotations

import polars as pl


def find_same(rows: pl.DataFrame) -> dict[str, str]:
    """Return the IDs that are the same as one that came before.

    Args:
        rows: The columns `entity_id` and `same_as` (CURIEs separated by spaces, or null), in order of
            precedence.

    Returns:
        For each ID that gives way, the ID that stays: the first of all that are the same. Sorted.
    """
    order = rows["entity_id"].unique(maintain_order=True)
    rank = {entity_id: number for number, entity_id in enumerate(order)}
    root: dict[str, str] = {}

    def find(node: str) -> str:
        while (above := root.get(node, node)) != node:
            root[node] = root.get(above, above)
            node = above
        return node

    for left, right in _links(rows, order):
        first, second = find(left), find(right)
        if first != second:
            # What is no ID ranks last, so that it never stays.
            if rank.get(second, len(rank)) < rank.get(first, len(rank)):
                first, second = second, first
            root[second] = first
    return {node: find(node) for node in sorted(root) if node in rank and find(node) != node}


def _links(rows: pl.DataFrame, ids: pl.Series) -> list[tuple[str, str]]:
    """Return each ID with each of its CURIEs that tells of another ID; nearly all tell of none."""
    pairs = (
        rows.drop_nulls()
        .unique(maintain_order=True)
        .select("entity_id", curie=pl.col("same_as").str.split(" "))
        .explode("curie")
        .unique(maintain_order=True)
    )
    shared = pl.col("entity_id").n_unique().over("curie") > 1
    other_id = pl.col("curie").is_in(ids.to_list()) & (pl.col("curie") != pl.col("entity_id"))
    return [(str(left), str(right)) for left, right in pairs.filter(shared | other_id).iter_rows()]
