"""Looking things up in a gazetteer: by ID, and by plain search.

Search is by letters, not by sound: exact, then beginning, then beginning of a word, then anywhere inside,
without regard to case and diacritics. `complete` is the part of it that keeps up with typing: it has an index
of beginnings. To find Əliyev from Alijew, use the resolver.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.home import locate
from gazetteer.combination.tables import BETWEEN
from gazetteer.fold import fold, fold_text
from gazetteer.interchange import names_table
from gazetteer.merge import ENTITY_COLUMNS
from gazetteer.prefixes import Prefixes
from gazetteer.schema import ORIGIN, ORIGINS
from gazetteer.types import Entity, IdStatus, MatchPlace, Name, SearchHit

if TYPE_CHECKING:
    from gazetteer.manifest import Manifest
    from gazetteer.snapshot import Snapshot
    from gazetteer.types import Where

PLACES: tuple[MatchPlace, ...] = ("exact", "beginning", "word", "inside")


class Gazetteer:
    """One snapshot of a gazetteer, opened.

    Nothing is read before it is needed, and what was read is kept. Safe to share between threads.

    Args:
        snapshot: The snapshot, see `locate`.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @property
    def info(self) -> Manifest:
        """What the gazetteer holds and where it is from."""
        return self.snapshot.manifest

    @property
    def more(self) -> tuple[str, ...]:
        """The columns that the sources had besides those of every gazetteer; see `Entity.more`."""
        known = (*ENTITY_COLUMNS, ORIGIN, ORIGINS)
        return tuple(column for column in self._entities.columns if column not in known)

    def status(self, entity_id: str) -> IdStatus:
        """Return what has become of an ID; not to know it is a result too.

        Args:
            entity_id: Any ID.
        """
        if entity_id in self._row_of_entity:
            return IdStatus(entity_id, "current", entity_id, "in force")
        if entity_id not in self._redirects:
            return IdStatus(entity_id, "unknown", None, f"no entity {entity_id!r} in this gazetteer")
        new_id, reason, part = self._redirects[entity_id]
        because = (f" in {part}" if part else "") + (f": {reason}" if reason else "")
        if new_id is None:
            return IdStatus(entity_id, "retired", None, f"{entity_id!r} is retired{because}")
        return IdStatus(entity_id, "redirected", new_id, f"{entity_id!r} is now {new_id!r}{because}")

    def entity(self, entity_id: str) -> Entity | None:
        """Return an entity by its ID, or by an ID it once had.

        Args:
            entity_id: Any ID.

        Returns:
            The entity; None if there is none, and `status` says why.
        """
        current = self.status(entity_id).entity_id
        return None if current is None else self._entity_at(self._row_of_entity[current])

    def names(self, entity_id: str) -> tuple[Name, ...]:
        """Return the names of an entity by its ID, or by an ID it once had.

        Args:
            entity_id: Any ID.

        Returns:
            Its names, preferred ones first, then by language; none if there is no such entity.
        """
        current = self.status(entity_id).entity_id
        if current is None:
            return ()
        # The table is sorted by ID, so the rows of one entity are together.
        ids = self._names["entity_id"]
        begin, end = ids.search_sorted(current, side="left"), ids.search_sorted(current, side="right")
        columns = ["lang", "script", "name", "is_preferred", "name_kind", "source"]
        columns += [ORIGIN] if ORIGIN in self._names.columns else []
        rows = (
            self._names[begin:end].select(columns).sort("is_preferred", descending=True, maintain_order=True)
        )
        return tuple(Name(*row) for row in rows.iter_rows())

    def search(self, text: str, limit: int = 20) -> tuple[SearchHit, ...]:
        """Return the entities whose names hold a text, without regard to case and diacritics.

        Args:
            text: What to look for.
            limit: How many entities at most.

        Returns:
            Entities by where the text stands in their best name (see `SearchHit.place`), then the most
            populous first, then by the length of the name. None for a text without letters and digits.
        """
        wanted = fold_text(text)
        if not wanted:
            return ()
        folded = pl.col("folded")
        place = (
            pl.when(folded == wanted)
            .then(0)
            .when(folded.str.starts_with(wanted))
            .then(1)
            .when(folded.str.contains(f" {wanted}", literal=True))
            .then(2)
            .otherwise(3)
        )
        found = (
            self._searchable.filter(folded.str.contains(wanted, literal=True))
            .with_columns(place=place, length=folded.str.len_chars())
            .sort("place", ~pl.col("is_preferred"), "length", "lang", "name")
            .unique("entity_id", keep="first", maintain_order=True)
            .join(self._entities.select("entity_id", "population"), on="entity_id", how="left")
            .sort(
                ["place", "population", "length", "entity_id"],
                descending=[False, True, False, False],
                nulls_last=True,
            )
            .head(limit)
        )
        return tuple(
            SearchHit(self._entity_at(self._row_of_entity[entity_id]), name, lang, PLACES[place])
            for entity_id, name, lang, place in found.select("entity_id", "name", "lang", "place").iter_rows()
        )

    def complete(self, text: str, limit: int = 10, kind: str | None = None) -> tuple[SearchHit, ...]:
        """Return the entities that may be meant by the beginning of a name, or of a word in it.

        Args:
            text: What was typed so far; case and diacritics do not count.
            limit: How many entities at most.
            kind: Only entities of that kind.

        Returns:
            Entities by where the text stands in their best name, then the most populous first. None for a
            text without letters and digits.
        """
        return tuple(
            SearchHit(self._entity_at(self._row_of_entity[entity_id]), name, lang, place)
            for entity_id, name, lang, place in self._prefixes.find(text, limit, kind)
        )

    def frame(self) -> pl.DataFrame:
        """Return the whole gazetteer as a names table, the interchange format; see `interchange`."""
        return names_table(self.snapshot)

    @cached_property
    def _entities(self) -> pl.DataFrame:
        return self.snapshot.entities()

    @cached_property
    def _names(self) -> pl.DataFrame:
        return self.snapshot.names()

    @cached_property
    def _searchable(self) -> pl.DataFrame:
        return self._names.with_columns(folded=fold(self._names["name"]))

    @cached_property
    def _prefixes(self) -> Prefixes:
        return Prefixes(self._names, self._entities)

    @cached_property
    def _redirects(self) -> dict[str, tuple[str | None, str | None, str | None]]:
        """What became of an ID, why, and of several gazetteers which one says so."""
        rows = self.snapshot.redirects()
        if ORIGIN not in rows.columns:
            return {old: (new, reason, None) for old, new, reason in rows.iter_rows()}
        return {old: (new, reason, part) for old, new, reason, part in rows.iter_rows()}

    @cached_property
    def _row_of_entity(self) -> dict[str, int]:
        return {entity_id: row for row, entity_id in enumerate(self._entities["entity_id"])}

    def _entity_at(self, row: int) -> Entity:
        fields = self._entities.row(row, named=True)
        more = tuple(
            (name, value)
            for name, value in fields.items()
            if name not in (*ENTITY_COLUMNS, ORIGIN, ORIGINS) and value is not None
        )
        return Entity(
            entity_id=fields["entity_id"],
            kind=fields["kind"],
            name=fields["name"],
            country=fields["country"],
            population=fields["population"],
            birth_year=fields["birth_year"],
            description=fields["description"],
            same_as=tuple((fields["same_as"] or "").split()),
            more=more,
            gazetteers=tuple(fields[ORIGINS].split(BETWEEN)) if ORIGINS in fields else (),
        )


def open(path: Where = None) -> Gazetteer:
    """Open a gazetteer, or several as one.

    Args:
        path: A gazetteer directory or the word `embedded`; or several of these, the first of the highest
            priority. None: what the environment variable ADLAR_GAZETTEER names, else the embedded one.

    Raises:
        UsageError: None is named, or one twice.
        NoSnapshot: There is no gazetteer at that place.
        DamagedSnapshot: A file of the snapshot is missing, or is not what the manifest says.
        UnknownVersion: It was written in another format.
    """
    return Gazetteer(locate(path))
