"""Entities of a combination that are hidden: a part above retired the ID that they have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART, Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.combination.parts import Part


@dataclass(frozen=True, slots=True)
class Hidden:
    """An entity that is left out.

    Attributes:
        entity_id: Its ID.
        gazetteer: The part that has it.
        by: The part that retired the ID.
    """

    entity_id: str
    gazetteer: str
    by: str


def find_hidden(known: Known, entities: Sequence[pl.DataFrame], labels: Sequence[str]) -> tuple[Hidden, ...]:
    """Return the entities that are hidden, those of the highest part first, then by ID.

    Args:
        known: What the parts know of IDs.
        entities: Of each part, the entities.
        labels: What the parts are called.
    """
    by = dict(known.gone.select("old_id", PART).iter_rows())
    gone = known.gone["old_id"].implode()
    return tuple(
        Hidden(entity_id, label, labels[by[entity_id]])
        for label, frame in zip(labels, entities, strict=True)
        for entity_id in frame.filter(pl.col("entity_id").is_in(gone))["entity_id"].sort()
    )


def hidden_in(parts: Sequence[Part]) -> tuple[Hidden, ...]:
    """Return the entities that are hidden in the combination of some gazetteers, as `find_hidden` does.

    Args:
        parts: The gazetteers, the highest first.

    Raises:
        DamagedSnapshot: A file of a part is missing, or is not what its manifest says.
    """
    held = [part.snapshot.entities() for part in parts]
    known = Known.of(held, [part.snapshot.redirects() for part in parts])
    return find_hidden(known, held, [part.name for part in parts])


def told(hidden: Sequence[Hidden]) -> list[str]:
    """Return what is hidden, in words: a line for each two parts.

    Args:
        hidden: The entities.
    """
    lines = []
    for (part, by), count in Counter((one.gazetteer, one.by) for one in hidden).items():
        first = next(one.entity_id for one in hidden if (one.gazetteer, one.by) == (part, by))
        if count > 1:
            what = f"{count} entities of {part} are hidden, such as {first!r}: {by} retired their IDs"
            lines.append(f"{what}; --json lists all")
        else:
            lines.append(f"{first!r} of {part} is hidden: {by} retired that ID")
    return lines
