"""One snapshot of a gazetteer, opened for the service: its resolver, its tables, a line on each entity."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import gazetteer
from gazetteer import Entity, Gazetteer
from gazetteer.types import Where
from resolve.articles import Document, Reader
from resolve.index.build import Progress
from resolve.resolver import Resolver, open_resolver

_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Brief:
    """What is said of an entity in passing.

    Attributes:
        entity_id: its ID in force.
        name: its canonical name.
        kind: person, place, organization or other.
        country: ISO 3166-1 alpha-2, None if not known.
        birth_year: None if not known.
        description: a few words that tell it from its namesakes; never empty. Of several gazetteers it names
            the one that the entity is known by.
    """

    entity_id: str
    name: str
    kind: str
    country: str | None
    birth_year: int | None
    description: str


class Opened:
    """A snapshot with all that the service asks of it; threads may share it.

    Args:
        resolver: what resolves names to its entities.
        tables: what looks them up.
    """

    def __init__(self, resolver: Resolver, tables: Gazetteer) -> None:
        self.resolver = resolver
        self.tables = tables
        self.brief = lru_cache(_REMEMBERED)(self._brief)
        self._reader: Reader | None = None
        self._lock = Lock()

    @property
    def snapshot(self) -> str:
        """The ID of the snapshot."""
        return self.tables.snapshot.id

    @property
    def state(self) -> str:
        """What changes when the gazetteer, or one of several, has another snapshot."""
        return self.tables.info.state

    @property
    def reader(self) -> Reader:
        """What finds the names of this snapshot in texts; it is made when it is first asked for."""
        with self._lock:
            if self._reader is None:
                self._reader = Reader(self.resolver)
            return self._reader

    def warm(self) -> None:
        """Make ready what takes seconds when it is first used."""
        self.reader.read([Document("text", "a")])

    def _brief(self, entity_id: str) -> Brief | None:
        """The line on an entity; None if there is none of that ID."""
        entity = self.tables.entity(entity_id)
        return None if entity is None else brief_of(entity)


def brief_of(entity: Entity) -> Brief:
    """The line on an entity."""
    parts = [entity.description or entity.kind]
    if entity.country is not None:
        parts.append(entity.country)
    if entity.birth_year is not None:
        parts.append(f"born {entity.birth_year}")
    if entity.population is not None:
        parts.append(f"{entity.population:,} inhabitants")
    if entity.gazetteers:
        parts.append(f"in {entity.gazetteers[0]}")
    return Brief(
        entity.entity_id, entity.name, entity.kind, entity.country, entity.birth_year, ", ".join(parts)
    )


def open_snapshot(path: Where, progress: Progress | None = None) -> Opened:
    """Open the snapshot in force of a gazetteer, or of several; the match index is built if there is none.

    Args:
        path: the gazetteer's directory, or several, see `gazetteer.locate`; None for the default ones.
        progress: told of the steps of building the index.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
        IndexFaultError: the index can be written nowhere.
    """
    # The pointer is read once: resolver and tables are of one snapshot, whatever is built meanwhile.
    snapshot = gazetteer.locate(path)
    opened = Opened(open_resolver(snapshot.directory, progress), Gazetteer(snapshot))
    # All tables are read now: damage is found before anything is served, and nobody's request waits for it.
    opened.tables.complete("a", 1)
    opened.resolver.lookup("a")
    return opened
