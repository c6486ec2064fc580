"""Names of persons that are one word of their full name: a surname names many people, so none is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from gazetteer.sources.tally import Tally

REASON = "names of persons that are one word of their full name: a surname alone names many people"


def drop_parts(rows: pl.DataFrame, tally: Tally) -> pl.DataFrame:
    """Return rows without those names of persons that are one word of another name of the same person.

    What a person is called first of all in a language stays, though it be one word (Pelé).

    Args:
        rows: A names table in canonical form, with all names of each entity.
        tally: Counts what is left out.
    """
    folded = pl.col("name").str.to_lowercase()
    persons = rows.select("entity_id", "is_preferred", name=folded).filter(rows["kind"] == "person")
    words = (
        persons.filter(pl.col("name").str.contains(r"\s"))
        .select("entity_id", name=pl.col("name").str.split(" "))
        .explode("name")
        .unique()
        .with_columns(is_part=pl.lit(value=True))
    )
    if words.is_empty():
        return rows
    marked = rows.select("entity_id", "kind", "is_preferred", name=folded).join(
        words, on=["entity_id", "name"], how="left", maintain_order="left"
    )
    parts = marked.select(
        (pl.col("kind") == "person") & ~pl.col("is_preferred") & pl.col("is_part").fill_null(value=False)
    ).to_series()
    tally.leave_out(REASON, int(parts.sum()))
    return rows.filter(~parts) if parts.any() else rows
