"""What a gazetteer holds, entity by entity, as changes see it.

An entity with its names is held as the `Add` that would make it. Nothing is read of an entity before it is
asked for, so that what a few changes cost does not grow with what they leave alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.changes.operations import Add, NewName
from gazetteer.schema import unknown_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.layers import Tables


class Stock:
    """The entities and redirects of a snapshot.

    Args:
        tables: Its tables.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._extra_of_entities = unknown_columns(tables.entities.columns)
        self._extra_of_names = unknown_columns(tables.names.columns)
        self._known: dict[str, Add | None] = {}

    @property
    def extra_of_entities(self) -> Sequence[str]:
        """The columns of entities that the names table does not define."""
        return self._extra_of_entities

    @property
    def extra_of_names(self) -> Sequence[str]:
        """The columns of names that the names table does not define."""
        return self._extra_of_names

    def entity(self, entity_id: str) -> Add | None:
        """Return an entity; None if none has this ID now.

        Args:
            entity_id: Any ID.
        """
        if entity_id not in self._known:
            row = self._row(entity_id)
            self._known[entity_id] = None if row is None else self._read(entity_id, row)
        return self._known[entity_id]

    def redirect(self, entity_id: str) -> tuple[str | None, str | None] | None:
        """Return where an ID leads that is no more, None for a retired one, and the reason; None for others.

        Args:
            entity_id: Any ID.
        """
        return self._redirects.get(entity_id)

    def leading_to(self, entity_id: str) -> Sequence[str]:
        """Return the IDs that lead to an entity.

        Args:
            entity_id: The entity.
        """
        return self._leading.get(entity_id, ())

    def bearer(self, curie: str) -> str | None:
        """Return the entity that has a CURIE; None if none has.

        Args:
            curie: The CURIE.
        """
        curies, bearers = self._bearers
        place = bisect_left(curies, curie)
        return bearers[place] if place < len(curies) and curies[place] == curie else None

    def _read(self, entity_id: str, row: int) -> Add:
        facts = self.tables.entities.row(row, named=True)
        return Add(
            entity_id=entity_id,
            kind=facts["kind"],
            names=self._names(entity_id),
            name=facts["name"],
            country=facts["country"],
            population=facts["population"],
            birth_year=facts["birth_year"],
            description=facts["description"],
            same_as=tuple((facts["same_as"] or "").split()),
            more=_columns(facts, self._extra_of_entities),
        )

    def _names(self, entity_id: str) -> tuple[NewName, ...]:
        ids = self.tables.names["entity_id"]
        begin = bisect_left(ids, entity_id)
        rows = self.tables.names[begin : bisect_right(ids, entity_id, lo=begin)]
        return tuple(
            NewName(
                lang=row["lang"],
                name=row["name"],
                is_preferred=row["is_preferred"],
                name_kind=row["name_kind"],
                source=row["source"],
                more=_columns(row, self._extra_of_names),
            )
            for row in rows.iter_rows(named=True)
        )

    def _row(self, entity_id: str) -> int | None:
        ids = self.tables.entities["entity_id"]
        row = bisect_left(ids, entity_id)
        return row if row < len(ids) and ids[row] == entity_id else None

    @cached_property
    def _redirects(self) -> dict[str, tuple[str | None, str | None]]:
        return {old: (new, reason) for old, new, reason in self.tables.redirects.iter_rows()}

    @cached_property
    def _leading(self) -> dict[str, list[str]]:
        leading: defaultdict[str, list[str]] = defaultdict(list)
        for old, (new, _) in self._redirects.items():
            if new is not None:
                leading[new].append(old)
        return leading

    @cached_property
    def _bearers(self) -> tuple[pl.Series, pl.Series]:
        """The CURIEs of all entities, sorted, and their entities: quicker made than a dictionary."""
        pairs = (
            self.tables.entities.select("entity_id", pl.col("same_as").str.split(" "))
            .drop_nulls()
            .explode("same_as")
            .sort("same_as")
        )
        return pairs["same_as"], pairs["entity_id"]


def _columns(row: Mapping[str, object], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(row[name])) for name in names if row[name] is not None)
