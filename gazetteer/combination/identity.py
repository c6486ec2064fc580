"""Which IDs are one entity in the end, and which one it goes by.

Links are followed in order, what the highest part says first. One that would make one of two entities which
its own part, or a higher one, holds apart is refused. So of each entity the highest part that has it holds
one only, and by the ID of that it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.combination.links import Link


@dataclass(frozen=True, slots=True)
class Refused:
    """A link that is not followed.

    Attributes:
        link: The link.
        left: The ID of the entity on its left side, as it goes on.
        right: The same of its right side.
        part: The number of the highest part that holds the two apart.
        held: The IDs by which it holds them, of the left and of the right entity.
    """

    link: Link
    left: str
    right: str
    part: int
    held: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """What is one.

    Attributes:
        entity: The entity that an ID leads to, for each that leads to another than itself.
        refused: The links that were not followed, in their order.
    """

    entity: dict[str, str]
    refused: tuple[Refused, ...]


@dataclass(slots=True)
class _Group:
    """IDs that are one.

    Attributes:
        ids: The IDs.
        parts: A bit for each part in which one of them lives.
        best: The ID that the group goes by.
        top: The number of the part in which that lives.
    """

    ids: list[str]
    parts: int
    best: str
    top: int


def identify(links: Iterable[Link], living: pl.DataFrame) -> Identity:
    """Return which IDs are one.

    Args:
        links: What the parts say, what the highest says first.
        living: `PART, entity_id` of the entities.
    """
    followed = list(links)
    linked = pl.Series([node for link in followed for node in (link.left, link.right)], dtype=pl.String)
    parts: dict[str, int] = {}
    for part, entity_id in (
        living.filter(pl.col("entity_id").is_in(linked.unique().implode()))
        .select(PART, "entity_id")
        .iter_rows()
    ):
        parts[entity_id] = parts.get(entity_id, 0) | 1 << part
    groups = {node: _group(node, parts.get(node, 0)) for node in linked.unique()}
    apart: list[tuple[Link, int]] = []
    for link in followed:
        left, right = groups[link.left], groups[link.right]
        if left is right:
            continue
        held = left.parts & right.parts
        if held & ((2 << link.part) - 1):
            apart.append((link, _lowest_bit(held)))
            continue
        if len(left.ids) < len(right.ids):
            left, right = right, left
        for node in right.ids:
            groups[node] = left
        left.ids += right.ids
        left.parts |= right.parts
        left.top, left.best = min((left.top, left.best), (right.top, right.best))
    held_by: dict[tuple[str, int], str] = {}

    def refused(link: Link, part: int) -> Refused:
        sides = groups[link.left], groups[link.right]
        for group in sides:
            if (group.best, part) not in held_by:
                held_by[group.best, part] = min(node for node in group.ids if parts.get(node, 0) >> part & 1)
        left, right = (group.best for group in sides)
        return Refused(link, left, right, part, (held_by[left, part], held_by[right, part]))

    return Identity(
        {node: group.best for node, group in sorted(groups.items()) if node != group.best},
        tuple(refused(link, part) for link, part in apart),
    )


def _group(node: str, parts: int) -> _Group:
    return _Group([node], parts, node, _lowest_bit(parts))


def _lowest_bit(bits: int) -> int:
    """The number of the lowest bit that is set; where none is, one past all."""
    return (bits & -bits).bit_length() - 1 if bits else 1 << 16
