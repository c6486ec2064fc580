"""What the parts of a combination say against each other; the highest is followed, and the others named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.combination.identity import Refused
    from gazetteer.combination.tables import Stacked

DECISIVE = ("kind", "country", "birth_year")
"""What one entity has only one of, and what tells it from others."""

APART = "apart"
"""What a conflict is about where parts do not agree that two entities are one."""

_SAYING = {
    1: "redirects {left!r} to {right!r}",
    2: "says that {left!r} is {right!r}",
    3: "has {left!r} with an ID elsewhere that {right!r} has",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that parts say in different ways.

    Attributes:
        about: `kind`, `country` or `birth_year`; or `apart`: one part says that two entities are one, another
            one holds them apart.
        entity_id: The ID that the entity goes by.
        said: What each part says, the highest, which is followed, first: its name, and the value or the ID.
        message: The same in words.
    """

    about: str
    entity_id: str
    said: tuple[tuple[str, str], ...]
    message: str


def find_conflicts(stacked: Stacked, refused: Sequence[Refused], labels: Sequence[str]) -> list[Conflict]:
    """Return what parts say in different ways.

    Args:
        stacked: The rows of all parts, by the IDs that their entities go by.
        refused: The links that were not followed.
        labels: What the parts are called.

    Returns:
        By what they are about, then by ID.
    """
    told = stacked.entities.filter(pl.col("entity_id").is_in(stacked.several.implode()))
    facts = [conflict for column in DECISIVE for conflict in _find_in(column, told, labels)]
    return [*facts, *(_held_apart(one, labels) for one in refused)]


def _find_in(column: str, told: pl.DataFrame, labels: Sequence[str]) -> Iterator[Conflict]:
    differing = (
        told.select("entity_id", PART, pl.col(column).cast(pl.String))
        .drop_nulls()
        .filter(pl.col(column).n_unique().over("entity_id") > 1)
        .unique(maintain_order=True)
        .group_by("entity_id", maintain_order=True)
        .agg(PART, column)
        .sort("entity_id")
    )
    for entity_id, parts, values in differing.iter_rows():
        said = tuple((labels[part], str(value)) for part, value in zip(parts, values, strict=True))
        words = " and ".join(f"{value} ({label})" for label, value in said)
        message = f"{entity_id!r} has more than one {column}: {words}; {said[0][0]} is followed"
        yield Conflict(column, entity_id, said, message)


def _held_apart(one: Refused, labels: Sequence[str]) -> Conflict:
    by, above = labels[one.link.part], labels[one.part]
    saying = _SAYING[one.link.rank].format(left=one.link.left, right=one.link.right)
    left, right = one.held
    holding = f"{above} holds {left!r} and {right!r} apart"
    message = f"{by} {saying}, but {holding}; they stay apart"
    return Conflict(APART, one.left, ((above, one.left), (by, one.right)), message)
