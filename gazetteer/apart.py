"""Entities that were told apart (`different_from`): each has to be there, be another one, and say so too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import Fault, Severity
from gazetteer.schema import DIFFERENT_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PAIR = {"entity_id": pl.String(), "other": pl.String()}


def find_apart(
    entities: Callable[[], Iterable[pl.DataFrame]], redirects: Callable[[], Iterable[pl.DataFrame]]
) -> tuple[Fault, ...]:
    """Return what is wrong with what a gazetteer tells apart.

    Args:
        entities: Gives the entities in parts, each time from the beginning.
        redirects: Gives the redirects in parts.

    Returns:
        An error for entities that are told apart from themselves, or from what is no entity; a warning for
        those of which only one says so.
    """
    pairs = _pairs(entities())
    if pairs.is_empty():
        return ()
    asked = pairs["other"].unique().implode()
    alive = pl.concat([frame["entity_id"].filter(frame["entity_id"].is_in(asked)) for frame in entities()])
    old = pl.concat(
        [
            pairs.clear().select(other="other", leads="other"),
            *(
                frame.filter(pl.col("old_id").is_in(asked)).select(other="old_id", leads="new_id")
                for frame in redirects()
            ),
        ]
    )
    gone = old.filter(pl.col("leads").is_null())["other"]
    led = pairs.join(old, on="other", how="left", maintain_order="left").with_columns(
        leads=pl.coalesce("leads", "other")
    )
    return tuple(_faults(led, alive, gone))


def _pairs(entities: Iterable[pl.DataFrame]) -> pl.DataFrame:
    told = [
        frame.select("entity_id", other=pl.col(DIFFERENT_FROM).str.extract_all(r"\S+")).explode("other")
        for frame in entities
        if DIFFERENT_FROM in frame.columns
    ]
    pairs = pl.concat([pl.DataFrame(schema=_PAIR), *told])
    return pairs.filter(pl.col("other") != "").unique(maintain_order=True)


def _faults(led: pl.DataFrame, alive: pl.Series, gone: pl.Series) -> Iterator[Fault]:
    itself = pl.col("leads") == pl.col("entity_id")
    yield from _fault(
        led.filter(itself),
        "error",
        "{0!r} is told apart from {1!r}, which is the same entity; expected: another one",
    )
    known = pl.col("other").is_in(alive.implode()) | (pl.col("leads") != pl.col("other"))
    retired = pl.col("other").is_in(gone.implode())
    yield from _fault(
        led.filter(~known & ~retired),
        "error",
        "{0!r} is told apart from {1!r}, which is no entity; expected: the ID of one, or an older one of it",
    )
    answered = led.select(entity_id="leads", leads="entity_id")
    alone = led.filter(known & ~itself).join(answered, on=["entity_id", "leads"], how="anti")
    yield from _fault(
        alone, "warning", "{0!r} is told apart from {1!r}, which does not say so; expected: both, or neither"
    )


def _fault(found: pl.DataFrame, severity: Severity, message: str) -> Iterator[Fault]:
    if found.height:
        first = message.format(*found.select("entity_id", "other").row(0))
        more = f"{found.height} times: " if found.height > 1 else ""
        yield Fault("apart", severity, DIFFERENT_FROM, found.height, (), f"{DIFFERENT_FROM}: {more}{first}")
