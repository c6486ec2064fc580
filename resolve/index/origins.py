"""From which of several gazetteers entities and their spellings are; an index of one alone has none of this.

Spellings of an entity that one gazetteer alone holds are from that one. Of the others each has an origin of
its own: the highest gazetteer that has the spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import holds_array, load_array, save_array
from resolve.index.ids import Identified
from resolve.index.phrases import Written
from resolve.index.tags import Tags
from resolve.index.volume import Draft, Volume

if TYPE_CHECKING:
    import polars as pl

    from gazetteer.snapshot import Snapshot

_ENTITY: Final = "origins.entity"
_SPELLING: Final = "origins.spelling"
_ROWS: Final = "origins.row"


@dataclass(frozen=True, slots=True)
class Origins:
    """The gazetteers that entities and spellings are from.

    Attributes:
        entity: of each entity, the highest gazetteer that holds it.
        row: the spellings of entities that several gazetteers hold, sorted.
        spelling: of each of these, the highest gazetteer that has it.
    """

    entity: Tags
    row: npt.NDArray[np.int32]
    spelling: Tags

    def of_entities(self, entities: npt.NDArray[np.integer]) -> list[str]:
        """The gazetteers that entities are known by, given their rows."""
        return [self.entity[int(entity)] for entity in entities]

    def of_spellings(
        self, spellings: npt.NDArray[np.integer], entities: npt.NDArray[np.integer]
    ) -> list[str]:
        """The gazetteers that spellings are from, given their rows and those of their entities."""
        place = np.searchsorted(self.row, spellings)
        return [
            self.spelling[at] if at < len(self.row) and self.row[at] == spelling else self.entity[entity]
            for at, spelling, entity in zip(
                place.tolist(), spellings.tolist(), entities.tolist(), strict=True
            )
        ]

    def save(self, draft: Draft) -> None:
        """Add its columns to those of the index."""
        self.entity.save(draft, _ENTITY)
        self.spelling.save(draft, _SPELLING)
        save_array(draft, _ROWS, self.row)

    @classmethod
    def load(cls, volume: Volume) -> "Origins | None":
        """Its columns out of a file; None where an index has none."""
        if not holds_array(volume, _ROWS):
            return None
        return cls(Tags.load(volume, _ENTITY), load_array(volume, _ROWS), Tags.load(volume, _SPELLING))


def find_origins(
    ids: Identified, texts: Written, of_entity: npt.NDArray[np.integer], snapshot: "Snapshot"
) -> Origins | None:
    """Look up from where the entities and spellings of an index are.

    Args:
        ids: of each entity, its ID.
        texts: the spellings.
        of_entity: of each spelling, the row of its entity.
        snapshot: what is indexed.

    Returns:
        None unless that is of several gazetteers.
    """
    parts = [part.name for part in snapshot.manifest.parts]
    if not parts:
        return None
    # The schema needs polars, which an index of one gazetteer is opened without.
    from gazetteer.schema import ORIGIN, ORIGINS

    entities = snapshot.entities()
    known = dict(entities.select("entity_id", ORIGIN).iter_rows())
    several = set(entities.filter(entities[ORIGIN] != entities[ORIGINS])["entity_id"])
    rows = snapshot.names()
    rows = rows.filter(rows["entity_id"].is_in(list(several)))
    names = _highest(rows.select("entity_id", "name", ORIGIN), parts)
    listed = list(ids)
    shared = np.array([entity_id in several for entity_id in listed], bool)
    row = np.flatnonzero(shared[of_entity]) if len(shared) else np.zeros(0, np.int64)
    spelt = zip(of_entity[row].tolist(), texts.take(row), strict=True)
    return Origins(
        Tags.pack([known[entity_id] for entity_id in listed]),
        row.astype(np.int32),
        Tags.pack([names[listed[entity], text] for entity, text in spelt]),
    )


def _highest(names: "pl.DataFrame", parts: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Of each ID and name the first of the parts that has it."""
    rank = {part: place for place, part in enumerate(parts)}
    found: dict[tuple[str, str], str] = {}
    for entity_id, text, part in names.iter_rows():
        before = found.setdefault((entity_id, text), part)
        if rank[part] < rank[before]:
            found[entity_id, text] = part
    return found
