"""Merging range by range gives what merging at once gives: tables, redirects, notes, snapshot, faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl
import pytest
from gazetteer_samples import SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import build, build_gazetteer
from gazetteer.errors import FaultyTable
from gazetteer.layers import Tables
from gazetteer.merge import merge_sources
from gazetteer.pack import pack_spools, pack_whole
from gazetteer.ranges import merge_ranges
from gazetteer.redirects import SCHEMA
from gazetteer.schema import as_text, canonical
from gazetteer.spool import Scratch, Spool

Merged = TypeVar("Merged")
IDS = [f"e:{number}" for number in range(7)]
CURIES = [*IDS[:3], "q:1", "q:2"]
ROWS = st.fixed_dictionaries(
    {
        "entity_id": st.sampled_from(IDS),
        "name": st.sampled_from(["Bakı", "Баку", "Baku", "Şəki"]),
        "lang": st.sampled_from(["az", "de"]),
        "kind": st.sampled_from(["place"] * 40 + ["person"]),
        "is_preferred": st.sampled_from([None, "true", "false"]),
        "country": st.sampled_from([None, "AZ", "TR"]),
        "description": st.sampled_from([None, "one", "two"]),
        "same_as": st.lists(st.sampled_from(CURIES), max_size=2).map(" ".join),
        "latitude": st.sampled_from([None, "1", "2"]),
        "remark": st.sampled_from([None, "x", "y"]),
    }
)


def spool(rows: list[dict[str, str | None]], scratch: Scratch | None = None, most: int = 2) -> Spool:
    """Return rows in a spool, put in one by one."""
    made = Spool(scratch, most)
    for row in rows:
        full = pl.DataFrame([row], schema=dict.fromkeys(row, pl.String()))
        made.append(canonical(as_text(full)))
    return made


def outcome(merge: Callable[[], Merged]) -> tuple[Merged | None, str]:
    """Return what merging gives, or what is said against it."""
    try:
        return merge(), ""
    except FaultyTable as error:
        return None, str(error)


@settings(max_examples=25)
@given(
    sources=st.lists(st.lists(ROWS, min_size=1, max_size=9), min_size=1, max_size=3),
    old=st.lists(st.tuples(st.sampled_from(["o:1", "o:2", *IDS]), st.sampled_from([None, *IDS])), max_size=2),
    most=st.integers(1, 6),
)
def test_ranges_are_the_whole(
    sources: list[list[dict[str, str | None]]], old: list[tuple[str, str | None]], most: int
) -> None:
    """However small the ranges, everything is as if it had been merged at once."""
    redirects = [pl.DataFrame([(*pair, "why") for pair in old], schema=SCHEMA, orient="row")]
    with Scratch() as scratch:
        spools = [spool(rows, scratch) for rows in sources]
        expected, fault = outcome(lambda: merge_sources([one.frame() for one in spools], redirects))
        moved = [Spool(scratch, 1)]
        moved[0].append(redirects[0])
        merged, other = outcome(lambda: merge_ranges(spools, moved, scratch, most))
        assert fault == other
        if expected is None or merged is None:
            return
        assert expected.entities.equals(merged.entities.frame())
        assert expected.names.equals(merged.names.frame())
        assert expected.redirects.equals(merged.redirects.frame())
        assert expected.notes == merged.notes
        whole = pack_whole(Tables(expected.entities, expected.names, expected.redirects))
        packed = pack_spools(
            {"entities": merged.entities, "names": merged.names, "redirects": merged.redirects}, scratch
        )
        assert whole.manifest.id == packed.manifest.id
        assert whole.manifest.sources == packed.manifest.sources
        assert (whole.manifest.kinds, whole.manifest.languages) == (
            packed.manifest.kinds,
            packed.manifest.languages,
        )


def test_long_build_is_the_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in ranges writes the snapshot that a build at once writes, and it reads back."""
    sample = tmp_path / "names.csv"
    sample.write_text(SAMPLE, encoding="utf-8")
    at_once = build_gazetteer([sample], tmp_path / "one")
    monkeypatch.setattr(build, "AT_ONCE", 2)
    monkeypatch.setattr(merge_ranges, "__defaults__", (2,))
    in_ranges = build_gazetteer([sample], tmp_path / "two")
    assert at_once.id == in_ranges.id
    assert at_once.names().equals(in_ranges.names())
    assert at_once.entities().equals(in_ranges.entities())


@given(sizes=st.lists(st.integers(0, 5), max_size=8), most=st.integers(0, 6))
def test_spool_keeps_the_order(sizes: list[int], most: int) -> None:
    """Rows come out as they went in, from memory or from files; nothing is left behind."""
    parts: list[pl.DataFrame] = []
    for size in sizes:
        above = sum(len(part) for part in parts)
        parts.append(pl.DataFrame({"n": range(above, above + size)}, schema={"n": pl.Int64()}))
    with Scratch() as scratch:
        made = Spool(scratch, most)
        for part in parts:
            made.append(part)
        assert sum(sizes) == len(made)
        assert list(range(sum(sizes))) == [number for rows in made.frames() for number in rows["n"]]
        made.flush()
        assert list(range(sum(sizes))) == [number for rows in made.frames(["n"]) for number in rows["n"]]
        assert sum(sizes) == (made.lazy().select("n").collect().height if sum(sizes) else 0)
        home = scratch.file().parent
    assert not home.exists()


def test_columns_that_come_later() -> None:
    """A column that later rows bring is null in those before."""
    made = Spool()
    made.append(pl.DataFrame({"a": ["x"]}))
    made.append(pl.DataFrame({"a": ["y"], "b": ["z"]}))
    assert [("x", None), ("y", "z")] == made.frame().rows()
