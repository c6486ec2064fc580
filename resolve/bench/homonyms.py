"""Names that several entities bear: nobody can tell which is meant, unless something else is known."""

import hashlib
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.bench.intervals import Share

PER_KIND: Final = 500
"""At most so many names of a kind are asked."""

MOST_BEARERS: Final = 10
"""Names that more entities bear are not asked: they could not all be among the candidates."""

TOP: Final = 10
"""Candidates that are looked at."""


@dataclass(frozen=True, slots=True)
class Homonyms:
    """How names of several bearers were answered.

    Attributes:
        kind: kind of the bearers.
        given: whether the kind was given.
        decided: decided match, which nothing allows.
        bearer_first: the best candidate is a bearer.
        all_listed: all bearers are among the first `TOP` candidates.
    """

    kind: str
    given: bool
    decided: Share
    bearer_first: Share
    all_listed: Share

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "kind": self.kind,
            "given": self.given,
            "decided": self.decided.members,
            "bearer_first": self.bearer_first.members,
            "all_listed": self.all_listed.members,
        }


def shared_names(names: pl.DataFrame) -> pl.DataFrame:
    """Names that 2 to `MOST_BEARERS` entities of one kind bear, drawn by a hash.

    Args:
        names: a names table.

    Returns:
        query, kind, bearers (the IDs, sorted); at most `PER_KIND` a kind.
    """
    drawn = pl.col("query").map_elements(_draw, pl.Int64)
    return (
        known_language(names)
        .group_by("name", "kind")
        .agg(bearers=pl.col("entity_id").unique().sort())
        .filter(pl.col("bearers").list.len().is_between(2, MOST_BEARERS))
        .rename({"name": "query"})
        .with_columns(draw=drawn)
        .sort("kind", "draw", "query")
        .group_by("kind", maintain_order=True)
        .head(PER_KIND)
        .drop("draw")
    )


def known_language(names: pl.DataFrame) -> pl.DataFrame:
    """The names whose language is known, with the columns that a gazetteer is built of."""
    named = names.filter(~pl.col("lang").str.starts_with("und"))
    return named.select("entity_id", "kind", "lang", "name", "is_preferred")


def measure_homonyms(answers: pl.DataFrame, given: bool) -> list[Homonyms]:
    """The figures of each kind.

    Args:
        answers: what `shared_names` gave, with `got_decision`, `got_best_entity_id` and `got_candidates`.
        given: whether the kind was given.
    """
    listed = pl.col("got_candidates").list.eval(pl.element().struct.field("entity_id"))
    judged = answers.select(
        "kind",
        decided=(pl.col("got_decision") == "match").fill_null(False),
        first=pl.col("got_best_entity_id").is_in(pl.col("bearers")).fill_null(False),
        listed=(pl.col("bearers").list.set_difference(listed).list.len() == 0).fill_null(False),
    )
    return [
        Homonyms(
            kind,
            given,
            Share(int(part["decided"].sum()), part.height),
            Share(int(part["first"].sum()), part.height),
            Share(int(part["listed"].sum()), part.height),
        )
        for (kind,), part in sorted(judged.group_by("kind"), key=lambda item: str(item[0][0]))
        if isinstance(kind, str)
    ]


def names_told_apart_by_country(frame: pl.DataFrame) -> pl.DataFrame:
    """Names that places of several countries bear, one place a country.

    Args:
        frame: a gazetteer's names with entity_id, kind, name and country.

    Returns:
        query, country, gold: a row a bearer; the names drawn by a hash, `PER_KIND` of them.
    """
    places = frame.filter((pl.col("kind") == "place") & pl.col("country").is_not_null())
    borne = places.select("name", "country", "entity_id").unique()
    shared = (
        borne.group_by("name")
        .agg(bearers=pl.col("entity_id").n_unique(), countries=pl.col("country").n_unique())
        .filter((pl.col("bearers") == pl.col("countries")) & (pl.col("countries") > 1))
        .with_columns(draw=pl.col("name").map_elements(_draw, pl.Int64))
        .sort("draw", "name")
        .head(PER_KIND)
    )
    drawn = borne.join(shared, on="name").sort("draw", "name", "country")
    return drawn.select(query="name", country="country", gold="entity_id")


def _draw(name: str) -> int:
    return int(hashlib.sha256(f"homonym:{name}".encode()).hexdigest()[:8], 16) % (1 << 30)
