"""Entities of a combination that are hidden: a part above retired the ID that they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.combination.links import Known


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
