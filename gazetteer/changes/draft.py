"""A gazetteer as it will be: what it holds now, and over it what has been changed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.changes.joining import settled
from gazetteer.layers import Tables
from gazetteer.schema import REDIRECT_COLUMNS, TYPES, unknown_columns
from gazetteer.scripts import detect_scripts
from gazetteer.types import IdStatus

if TYPE_CHECKING:
    from gazetteer.changes.operations import Add
    from gazetteer.changes.stock import Stock


class Draft:
    """Changes that are being made.

    Args:
        stock: What the gazetteer holds now.
    """

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self._entities: dict[str, Add | None] = {}
        self._redirects: dict[str, tuple[str | None, str | None]] = {}
        self._bearers: dict[str, str | None] = {}
        self._leading: dict[str, set[str]] = {}

    def status(self, entity_id: str) -> IdStatus:
        """Return what has become of an ID.

        Args:
            entity_id: Any ID.
        """
        if self.entity(entity_id) is not None:
            return IdStatus(entity_id, "current", entity_id, "in force")
        redirect = self._redirects.get(entity_id) or self.stock.redirect(entity_id)
        if redirect is None:
            return IdStatus(entity_id, "unknown", None, "no entity ever had it")
        new_id, reason = redirect
        return IdStatus(entity_id, "retired" if new_id is None else "redirected", new_id, reason or "")

    def entity(self, entity_id: str) -> Add | None:
        """Return an entity; None if none has this ID now.

        Args:
            entity_id: Any ID.
        """
        if entity_id in self._entities:
            return self._entities[entity_id]
        return self.stock.entity(entity_id)

    def leading_to(self, entity_id: str) -> tuple[str, ...]:
        """Return the IDs that lead to an entity, sorted.

        Args:
            entity_id: The entity.
        """
        return tuple(sorted(self._leading_set(entity_id)))

    def bearer(self, curie: str) -> str | None:
        """Return the entity that a CURIE stands for, by its `same_as` or by its ID; None if there is none.

        Args:
            curie: The CURIE.
        """
        if self.entity(curie) is not None:
            return curie
        return self._bearers[curie] if curie in self._bearers else self.stock.bearer(curie)

    def put(self, entity: Add) -> None:
        """Let an entity be so, whether or not its ID was in force before.

        Args:
            entity: The entity with all its names.
        """
        before = self.entity(entity.entity_id)
        status = self.status(entity.entity_id)
        if status.state == "redirected" and status.entity_id is not None:
            self._leading_set(status.entity_id).discard(entity.entity_id)
        self._redirects.pop(entity.entity_id, None)
        self._take_curies(before)
        self._entities[entity.entity_id] = settled(entity)
        self._bearers |= dict.fromkeys(entity.same_as, entity.entity_id)

    def give_way(self, entity_id: str, new_id: str | None, reason: str | None) -> None:
        """Let an ID lead to another one, and all that led to it with it.

        Args:
            entity_id: An ID in force.
            new_id: Where it leads; None: it is retired.
            reason: Why.
        """
        self._take_curies(self.entity(entity_id))
        self._entities[entity_id] = None
        for old in self.leading_to(entity_id):
            # Who asks for an older ID of what was retired wants to know why that was.
            self.lead(old, new_id, reason if new_id is None else self.status(old).reason or None)
        self.lead(entity_id, new_id, reason)

    def lead(self, old: str, new_id: str | None, reason: str | None) -> None:
        """Let an ID that is not in force lead to an entity.

        Args:
            old: The ID.
            new_id: The ID of the entity; None: it is retired.
            reason: Why.
        """
        status = self.status(old)
        if status.entity_id is not None:
            self._leading_set(status.entity_id).discard(old)
        self._redirects[old] = (new_id, reason)
        if new_id is not None:
            self._leading_set(new_id).add(old)

    def layer(self) -> Tables:
        """Return what was changed, as a layer over what the gazetteer held."""
        living = [entity for _, entity in sorted(self._entities.items()) if entity is not None]
        gone = [entity_id for entity_id, entity in self._entities.items() if entity is None]
        entities = pl.concat(
            [_entity_rows(living), pl.DataFrame({"entity_id": gone}, schema={"entity_id": pl.String()})],
            how="diagonal",
        )
        redirects = [(old, new, reason) for old, (new, reason) in sorted(self._redirects.items())]
        return Tables(
            entities.sort("entity_id"),
            _name_rows(living),
            pl.DataFrame(redirects, schema=dict.fromkeys(REDIRECT_COLUMNS, pl.String()), orient="row"),
        )

    def _take_curies(self, entity: Add | None) -> None:
        if entity is not None:
            self._bearers |= dict.fromkeys(entity.same_as)

    def _leading_set(self, entity_id: str) -> set[str]:
        if entity_id not in self._leading:
            self._leading[entity_id] = set(self.stock.leading_to(entity_id))
        return self._leading[entity_id]


ENTITY_FIELDS = ("entity_id", "kind", "name", "country", "population", "birth_year", "description")
NAME_FIELDS = ("entity_id", "lang", "name", "is_preferred", "name_kind", "source")


def _entity_rows(entities: list[Add]) -> pl.DataFrame:
    rows = [
        {field: getattr(entity, field) for field in ENTITY_FIELDS}
        | {"same_as": " ".join(entity.same_as) or None}
        | dict(entity.more)
        for entity in entities
    ]
    return _frame(rows, (*ENTITY_FIELDS, "same_as"))


def _name_rows(entities: list[Add]) -> pl.DataFrame:
    rows = [
        {field: getattr(name, field) for field in NAME_FIELDS[1:]}
        | {"entity_id": entity.entity_id}
        | dict(name.more)
        for entity in entities
        for name in entity.names
    ]
    frame = _frame(rows, NAME_FIELDS)
    extra = unknown_columns(frame.columns)
    scripts = detect_scripts(frame["name"], frame["lang"])
    identity = ["entity_id", "lang", "name", "name_kind", "source", *extra]
    columns = ["entity_id", "lang", "script", "name", "is_preferred", "name_kind", "source", *extra]
    return frame.with_columns(scripts).select(columns).sort(identity)


def _frame(rows: list[dict[str, object]], known: tuple[str, ...]) -> pl.DataFrame:
    extra = sorted({name for row in rows for name in row if name not in known})
    schema = {name: TYPES.get(name, pl.String()) for name in (*known, *extra)}
    return pl.DataFrame(rows, schema=schema, orient="row")
