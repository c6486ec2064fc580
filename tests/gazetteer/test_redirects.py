"""Redirects joined: against a plain way through dictionaries, whatever leads where."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.check import Fault
from gazetteer.errors import FaultyTable
from gazetteer.redirect_ranges import join_redirect_ranges
from gazetteer.redirects import MERGED, SCHEMA, join_redirects
from gazetteer.spool import Scratch, Spool

letters = st.sampled_from("abcdefgh")
tables = st.lists(
    st.lists(
        st.tuples(letters | st.none(), letters | st.none(), st.sampled_from(["r", "s", None])), max_size=5
    ),
    max_size=3,
)


def plain(
    rows: list[tuple[str | None, str | None, str | None]], same: dict[str, str], alive: set[str]
) -> list[tuple[str, str | None, str | None]] | None:
    """Return the redirects, taken one after the other; None if anything is wrong with them."""
    target: dict[str, str | None] = dict(same)
    reason: dict[str, str | None] = dict.fromkeys(same, MERGED)

    def end(place: str | None) -> str | None:
        seen: set[str] = set()
        while place is not None and place in target and place not in seen:
            seen.add(place)
            place = target[place]
        return place

    for old, new, why in rows:
        if old is None or old in alive or (old in target and end(old) != end(new)):
            return None
        if old not in target or reason[old] == MERGED:
            target.setdefault(old, new)
            reason[old] = why
    found = [(old, end(old), reason[old]) for old in sorted(target)]
    return None if any(new not in (None, *alive) for _, new, _ in found) else found


@given(tables, st.sets(letters, min_size=1, max_size=4), st.data())
def test_against_a_plain_way(
    rows: list[list[tuple[str | None, str | None, str | None]]], alive: set[str], data: st.DataObject
) -> None:
    """What leads to a living ID by whatever way does so at once; anything else is refused."""
    gone = st.sampled_from(sorted(set("abcdefgh") - alive))
    same = data.draw(st.dictionaries(gone, st.sampled_from(sorted(alive)), max_size=2))
    frames = [pl.DataFrame(table, schema=SCHEMA, orient="row") for table in rows]
    expected = plain([row for table in rows for row in table], same, alive)
    try:
        found = join_redirects(frames, same, pl.Series(sorted(alive), dtype=pl.String)).rows()
    except FaultyTable:
        found = None
    assert expected == found


@given(tables, st.sets(letters, min_size=1, max_size=4), st.integers(1, 4), st.data())
def test_ranges_are_the_whole(
    rows: list[list[tuple[str | None, str | None, str | None]]],
    alive: set[str],
    most: int,
    data: st.DataObject,
) -> None:
    """However small the ranges, the redirects are as if they had been joined at once, and the faults too."""
    gone = st.sampled_from(sorted(set("abcdefgh") - alive))
    same = data.draw(st.dictionaries(gone, st.sampled_from(sorted(alive)), max_size=2))
    frames = [pl.DataFrame(table, schema=SCHEMA, orient="row") for table in rows]
    living = pl.Series("entity_id", sorted(alive), dtype=pl.String)
    with Scratch() as scratch:
        spools = [spooled(frame, scratch) for frame in frames]
        entities = spooled(living.to_frame(), scratch)
        expected = outcome(lambda: join_redirects(frames, same, living))
        assert expected == outcome(
            lambda: join_redirect_ranges(spools, same, entities, scratch, most).frame()
        )


def spooled(rows: pl.DataFrame, scratch: Scratch) -> Spool:
    """Return rows in a spool, each in a file of its own."""
    made = Spool(scratch, 0)
    made.append(rows.clear())
    for row in rows.iter_slices(1):
        made.append(row)
    return made


def outcome(join: Callable[[], pl.DataFrame]) -> list[tuple[str | None, ...]] | list[tuple[str, int]]:
    """Return the redirects that are joined, or what is said against them and of how many."""
    try:
        return join().rows()
    except FaultyTable as error:
        return [(fault.message, fault.count) for fault in error.faults]


def test_faults_are_counted() -> None:
    """All that is wrong is counted, and the first are told."""
    rows = [(f"x{number}", "nowhere", None) for number in range(9)] + [("a", "b", None)]
    with pytest.raises(FaultyTable) as refusal:
        join_redirects([pl.DataFrame(rows, schema=SCHEMA, orient="row")], {}, pl.Series(["a", "b"]))
    first, second, *others = refusal.value.faults
    assert isinstance(first, Fault)
    assert (3, 10) == (len(others), first.count)
    assert "'a' has a redirect, but is in use; remove its rows or its redirect" == first.message
    assert "'x0' leads to 'nowhere', which is no entity" == second.message
