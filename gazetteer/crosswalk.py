"""Which IDs are the same, by what the sources say in `same_as`.

Two IDs are the same if they share a CURIE, or if one is a CURIE of the other; and so on along the chain.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

COLUMNS = ("entity_id", "same_as")


def find_same(rows: pl.DataFrame) -> dict[str, str]:
    """Return the IDs that are the same as one that came before.

    Args:
        rows: The columns `entity_id` and `same_as` (CURIEs separated by spaces, or null), in order of
            precedence.

    Returns:
        For each ID that gives way, the ID that stays: the first of all that are the same. Sorted.
    """
    return find_same_in(lambda: [rows])


def find_same_in(parts: Callable[[], Iterable[pl.DataFrame]]) -> dict[str, str]:
    """Return the same of rows that are too many to be looked at at once.

    Kept in memory are the CURIEs, and of the IDs those that something links to another.

    Args:
        parts: Gives the rows in parts, each time from the beginning.
    """
    links = _links(parts)
    linked = pl.Series([node for link in links for node in link], dtype=pl.String).unique()
    rank = _ranks(parts, linked) if links else {}
    root: dict[str, str] = {}

    def find(node: str) -> str:
        while (above := root.get(node, node)) != node:
            root[node] = root.get(above, above)
            node = above
        return node

    for left, right in links:
        first, second = find(left), find(right)
        if first != second:
            # What is no ID ranks last, so that it never stays.
            if rank.get(second, len(rank)) < rank.get(first, len(rank)):
                first, second = second, first
            root[second] = first
    return {node: find(node) for node in sorted(root) if node in rank and find(node) != node}


def find_chain(
    parts: Callable[[], Iterable[pl.DataFrame]], one: str, other: str
) -> tuple[tuple[str, str], ...]:
    """Return what makes two IDs one: a shortest chain, from the first to the second.

    Args:
        parts: Gives the rows in parts, as for `find_same_in`.
        one: An ID.
        other: Another one, that is the same by these rows.

    Returns:
        Pairs of an ID and a CURIE of its, in the order of the chain; none if nothing links the two.
    """
    touching: dict[str, list[tuple[str, str]]] = {}
    for link in _links(parts):
        for node in link:
            touching.setdefault(node, []).append(link)
    chains: dict[str, tuple[tuple[str, str], ...]] = {one: ()}
    waiting = deque([one])
    while waiting and other not in chains:
        node = waiting.popleft()
        for link in touching.get(node, ()):
            following = link[1] if link[0] == node else link[0]
            if following not in chains:
                chains[following] = (*chains[node], link)
                waiting.append(following)
    return chains.get(other, ())


def _links(parts: Callable[[], Iterable[pl.DataFrame]]) -> list[tuple[str, str]]:
    """Return each ID with each of its CURIEs that tells of another ID; nearly all tell of none."""
    empty = pl.DataFrame(schema=dict.fromkeys(("entity_id", "curie"), pl.String()))
    pairs = pl.concat([empty, *(_pairs(rows) for rows in parts())]).unique(maintain_order=True)
    if pairs.is_empty():
        return []
    curies = pairs["curie"].unique()
    ids = pl.concat([curies.clear(), *(_common(curies, rows["entity_id"]) for rows in parts())]).unique()
    shared = pl.col("entity_id").n_unique().over("curie") > 1
    other_id = pl.col("curie").is_in(ids.implode()) & (pl.col("curie") != pl.col("entity_id"))
    return [(str(left), str(right)) for left, right in pairs.filter(shared | other_id).iter_rows()]


def _pairs(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.select(COLUMNS)
        .drop_nulls()
        .unique(maintain_order=True)
        .select("entity_id", curie=pl.col("same_as").str.split(" "))
        .explode("curie")
        .unique(maintain_order=True)
    )


def _common(curies: pl.Series, ids: pl.Series) -> pl.Series:
    return curies.filter(curies.is_in(ids.unique().implode()))


def _ranks(parts: Callable[[], Iterable[pl.DataFrame]], linked: pl.Series) -> dict[str, int]:
    """Return in which order IDs come first, of those that are linked."""
    found: dict[str, int] = {}
    for entity_id in _linked_ids(parts, linked):
        found.setdefault(entity_id, len(found))
    return found


def _linked_ids(parts: Callable[[], Iterable[pl.DataFrame]], linked: pl.Series) -> Iterator[str]:
    wanted = linked.implode()
    for rows in parts():
        ids = rows["entity_id"]
        yield from ids.filter(ids.is_in(wanted)).unique(maintain_order=True)
