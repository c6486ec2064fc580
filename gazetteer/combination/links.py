"""What parts say is one: an ID with another one.

1. A redirect, of an ID that another part knows.
2. An entity names, among its IDs elsewhere (`same_as`), one that another part knows.
3. Entities of different parts have an ID elsewhere in common: each is one with the first.

A link is as good as the part that says so; one that two parts make together, as the lower of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

PART = "__part__"
"""The column with the number of a part, from 0, the highest; a part may have columns of any other name."""


class Link(NamedTuple):
    """Two IDs that are one, as a part says.

    Attributes:
        part: The number of the part.
        rank: Which kind of link, see above.
        left: An ID that the part knows.
        right: The other one.
    """

    part: int
    rank: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the parts know of IDs.

    Attributes:
        living: `PART, entity_id, same_as` of the entities that are not hidden.
        old: `PART, old_id, new_id, reason` of the redirects that lead to one of them.
        gone: `old_id, reason, PART` of IDs that are retired, with the part that says so.
    """

    living: pl.DataFrame
    old: pl.DataFrame
    gone: pl.DataFrame

    @classmethod
    def of(cls, entities: Sequence[pl.DataFrame], redirects: Sequence[pl.DataFrame]) -> Known:
        """Look through the parts.

        Args:
            entities: Of each part `entity_id` and `same_as`.
            redirects: Of each part `old_id, new_id, reason`.
        """
        living = _numbered([frame.select("entity_id", "same_as") for frame in entities])
        old = _numbered([frame.select("old_id", "new_id", "reason") for frame in redirects])
        gone = _gone(living, old)
        hidden = gone["old_id"].implode()
        return cls(
            living.filter(~pl.col("entity_id").is_in(hidden)),
            old.filter(
                pl.col("new_id").is_not_null()
                & ~pl.col("old_id").is_in(hidden)
                & ~pl.col("new_id").is_in(hidden)
            ),
            gone,
        )


def _gone(living: pl.DataFrame, old: pl.DataFrame) -> pl.DataFrame:
    """The IDs that are retired in the highest part that knows them, or lead there to one that is."""
    retired = old.filter(pl.col("new_id").is_null()).select("old_id", "reason", PART, knows=PART)
    gone = retired.clear()
    while True:
        after = old.join(gone.select("old_id", "reason", PART), left_on="new_id", right_on="old_id")
        led = after.select(
            "old_id", pl.col("reason_right").alias("reason"), pl.col(f"{PART}_right").alias(PART), knows=PART
        )
        rows = pl.concat([retired, led])
        asked = rows["old_id"].unique().implode()
        knowing = pl.concat(
            [
                living.select(PART, old_id="entity_id").filter(pl.col("old_id").is_in(asked)),
                old.select(PART, "old_id").filter(pl.col("old_id").is_in(asked)),
            ]
        )
        highest = knowing.group_by("old_id").agg(knows=pl.col(PART).min())
        found = rows.join(highest, on=["old_id", "knows"], how="semi")
        if found.height == gone.height:
            return gone.select("old_id", "reason", PART)
        gone = found


def find_links(known: Known) -> list[Link]:
    """Return all that the parts say is one, what the highest says first.

    Args:
        known: What the parts know of IDs.
    """
    curies = (
        known.living.drop_nulls("same_as")
        .with_columns(curie=pl.col("same_as").str.split(" "))
        .explode("curie")
        .select(PART, "entity_id", "curie")
        .filter(pl.col("curie") != pl.col("entity_id"))
        .unique()
    )
    frames = [_redirected(known, curies), _named(known, curies), _shared(curies)]
    rows = pl.concat(frame.select(PART, "rank", "left", "right") for frame in frames).unique()
    return [Link(*row) for row in rows.sort(PART, "rank", "left", "right").iter_rows()]


def _numbered(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(
        frame.with_columns(pl.lit(number, pl.Int32).alias(PART)) for number, frame in enumerate(frames)
    )


def _redirected(known: Known, curies: pl.DataFrame) -> pl.DataFrame:
    """Redirects of IDs that live in another part, are old in another part, or that another part names."""
    ids = pl.concat([known.living["entity_id"], curies["curie"]]).unique().implode()
    again = pl.col(PART).n_unique().over("old_id") > 1
    return known.old.filter(pl.col("old_id").is_in(ids) | again).select(
        PART, pl.lit(1).alias("rank"), left="old_id", right="new_id"
    )


def _named(known: Known, curies: pl.DataFrame) -> pl.DataFrame:
    """Entities that name an ID which another part knows."""
    ids = pl.concat(
        [
            known.living.select(pl.col(PART).alias("other"), curie="entity_id"),
            known.old.select(pl.col(PART).alias("other"), curie="old_id"),
        ]
    )
    return (
        curies.join(ids, on="curie")
        .filter(pl.col("other") != pl.col(PART))
        .select(PART, pl.lit(2).alias("rank"), left="entity_id", right="curie")
    )


def _shared(curies: pl.DataFrame) -> pl.DataFrame:
    """Entities that have an ID elsewhere in common with one of another part."""
    several = curies.filter(pl.col(PART).n_unique().over("curie") > 1)
    firsts = several.sort("curie", PART, "entity_id").unique("curie", keep="first", maintain_order=True)
    return (
        several.join(firsts.select("curie", first="entity_id", first_part=PART), on="curie")
        .filter((pl.col("first") != pl.col("entity_id")) & (pl.col("first_part") != pl.col(PART)))
        .select(PART, pl.lit(3).alias("rank"), left="entity_id", right="first")
    )
