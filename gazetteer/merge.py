"""Several names tables made one.

1. Rows of all sources under one another, in the order of the sources.
2. IDs that are the same by `same_as` become one (`crosswalk`); the ID that came first stays, the others
   redirect to it.
3. What an entity has one of is taken from its first row that says it; its canonical name is its first
   preferred name, else its first name.
4. Names become unique: the same spelling, language, kind and source is one row, preferred if one of them was.

Nothing is merged because it looks alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import polars as pl

from gazetteer.check import TOLD_ONCE, contradiction_fault
from gazetteer.contradictions import find_in_column
from gazetteer.crosswalk import find_same
from gazetteer.kinds import place_in_all, refuse_two_kinds
from gazetteer.merged import leading_rows, merged_rows
from gazetteer.redirects import join_redirects
from gazetteer.schema import ENTITY_EXTRAS, NAME_EXTRAS, unknown_columns
from gazetteer.scripts import detect_scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

Rows = TypeVar("Rows")

ENTITY_FACTS = ("kind", "country", "population", "birth_year", "description")
ENTITY_COLUMNS = (
    "entity_id",
    "kind",
    "name",
    "country",
    "population",
    "birth_year",
    "description",
    "same_as",
)
NAME_COLUMNS = ("entity_id", "lang", "script", "name", "is_preferred", "name_kind", "source")


@dataclass(frozen=True, slots=True)
class Merged(Generic[Rows]):
    """The tables of one gazetteer, as frames or, where they are too long for memory, as spools.

    Attributes:
        entities: A row an entity, sorted by `entity_id`.
        names: A row a name, sorted, without repetition.
        redirects: A row an ID that is no more, sorted by `old_id`.
        notes: What was decided on the way, in words.
        merged: The rows of what became one, as the sources have them, see `merged`.
    """

    entities: Rows
    names: Rows
    redirects: Rows
    notes: tuple[str, ...]
    merged: Rows


def merge_sources(
    sources: Sequence[pl.DataFrame], redirects: Sequence[pl.DataFrame] = ()
) -> Merged[pl.DataFrame]:
    """Return one gazetteer from several names tables.

    Args:
        sources: Names tables in canonical form, without faults; the first comes first in everything.
        redirects: Tables of `old_id, new_id, reason`.

    Raises:
        FaultyTable: What the sources say does not go together: an entity is of two kinds, or a redirect leads
            to no entity, away from a living one, or in a circle.
    """
    rows = pl.concat(sources, how="diagonal")
    same = find_same(rows.select("entity_id", "same_as"))
    apart = merged_rows(rows, same)
    told = rows.select("entity_id", "same_as")
    rows = rows.with_columns(pl.col("entity_id").replace(same))
    found = [one for column in TOLD_ONCE if (one := find_in_column(column, rows)) is not None]
    refuse_two_kinds(found, lambda: [told])
    faults = [contradiction_fault(one, place_in_all) for one in found]
    old = join_redirects(redirects, same, rows["entity_id"].unique())
    extra = Extra.of(rows.columns, lambda unknown: differing_columns(rows, unknown))
    return Merged(
        entities=entity_rows(rows, extra.of_entities),
        names=name_rows(rows, extra.of_names),
        redirects=old,
        notes=merge_notes(same, [fault.message for fault in faults], extra.unknown),
        merged=pl.concat([apart, leading_rows(lambda: redirects, same)], how="diagonal"),
    )


@dataclass(frozen=True, slots=True)
class Extra:
    """Columns besides those of the names table, and what they belong to.

    Attributes:
        of_entities: Columns of which an entity has one value.
        of_names: Columns that differ between the names of an entity.
        unknown: Those that no importer of ours adds.
    """

    of_entities: tuple[str, ...]
    of_names: tuple[str, ...]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, columns: Iterable[str], differing: Callable[[Sequence[str]], Collection[str]]) -> Extra:
        """Return the columns besides those of the names table.

        Args:
            columns: All columns.
            differing: Says which of some columns differ between the names of an entity.
        """
        extra = unknown_columns(list(columns))
        unknown = [column for column in extra if column not in (*ENTITY_EXTRAS, *NAME_EXTRAS)]
        names = {*NAME_EXTRAS, *differing(unknown)}
        return cls(
            tuple(column for column in extra if column not in names),
            tuple(column for column in extra if column in names),
            tuple(unknown),
        )


def differing_columns(rows: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return which columns differ between the names of an entity.

    Args:
        rows: Names with the IDs of their entities.
        columns: Columns besides those of the names table.
    """
    if not columns:
        return []
    counts = (
        rows.group_by("entity_id").agg(pl.col(columns).drop_nulls().n_unique()).select(pl.col(columns).max())
    )
    return [column for column in columns if (counts[column][0] or 0) > 1]


def entity_rows(rows: pl.DataFrame, extra: Sequence[str]) -> pl.DataFrame:
    """Return a row an entity, sorted by `entity_id`.

    Args:
        rows: All rows of the entities, in order of precedence.
        extra: Columns of which an entity has one value, besides those of the names table.
    """
    facts = rows.group_by("entity_id", maintain_order=True).agg(
        pl.col(*ENTITY_FACTS, *extra).drop_nulls().first(),
        name=pl.col("name").sort_by(~pl.col("is_preferred"), maintain_order=True).first(),
    )
    others = (
        rows.select("entity_id", pl.col("same_as").str.split(" "))
        .explode("same_as")
        .drop_nulls()
        .filter(pl.col("same_as") != pl.col("entity_id"))
        .unique()
        .sort("entity_id", "same_as")
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("same_as").str.join(" "))
    )
    joined = facts.join(others, on="entity_id", how="left", maintain_order="left")
    return joined.select(*ENTITY_COLUMNS, *extra).sort("entity_id")


def name_rows(rows: pl.DataFrame, extra: Sequence[str]) -> pl.DataFrame:
    """Return a row a name, sorted, without repetition.

    Args:
        rows: All rows of the entities, in order of precedence.
        extra: Columns that differ between the names of an entity, besides those of the names table.
    """
    identity = ["entity_id", "lang", "name", "name_kind", "source", *extra]
    unique = rows.group_by(identity, maintain_order=True).agg(pl.col("is_preferred").any())
    scripts = detect_scripts(unique["name"], unique["lang"])
    return unique.with_columns(scripts).select(*NAME_COLUMNS, *extra).sort(identity)


def merge_notes(same: dict[str, str], contradictions: Sequence[str], extra: Sequence[str]) -> tuple[str, ...]:
    """Return what was decided on the way, in words.

    Args:
        same: The IDs that gave way, and those that stayed.
        contradictions: What is told in two ways.
        extra: Columns that are kept, though no one here knows them.
    """
    notes = [f"the first is kept where sources differ: {message}" for message in contradictions]
    if same:
        old, new = next(iter(same.items()))
        notes.append(f"merged by same_as: {len(same)} IDs, such as {old} into {new}")
    if extra:
        notes.append(f"columns kept that the names table does not define: {', '.join(map(_called, extra))}")
    return tuple(notes)


def _called(column: str) -> str:
    return column if column.strip() else repr(column)
