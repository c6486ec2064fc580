"""The accuracy that was reached on the unseen half of the vectors is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.vectors import POOLED, Tally, half_of, measure, pool, read_vectors, table


@pytest.fixture(scope="module")
def tallies(shared: Path) -> dict[str, Tally]:
    return measure(read_vectors(shared, "report"))


def test_first_form(tallies: dict[str, Tally]) -> None:
    """Over six directions the first form is right in 85 of 100 names that nothing was tuned on."""
    pooled = pool(tallies, POOLED)
    assert 159 == pooled.rows
    assert pooled.right / pooled.rows >= 0.85


def test_azerbaijani_in_german(tallies: dict[str, Tally]) -> None:
    """Azerbaijani in German, which the press writes in three styles, has nearly always a right variant."""
    tally = tallies["az-Latn > de-Latn"]
    assert tally.among / tally.rows >= 0.9
    assert tally.right / tally.rows >= 0.6


def test_some_variant(tallies: dict[str, Tally]) -> None:
    """Over six directions some variant is right in 97 of 100 names that nothing was tuned on."""
    pooled = pool(tallies, POOLED)
    assert pooled.among / pooled.rows >= 0.97


def test_others_are_far_behind(tallies: dict[str, Tally]) -> None:
    """Romanizers that know no target language write less than a third of these names right."""
    pooled = pool(tallies, POOLED)
    assert all(count / pooled.rows < 0.33 for count in pooled.peers.values())


def test_halves_part_entities(shared: Path) -> None:
    """An entity is in one half only, whatever its directions."""
    halves = {half: {row.entity for row in read_vectors(shared, half)} for half in ("tune", "report")}
    assert set() == halves["tune"] & halves["report"]
    assert {"tune"} == {half_of(entity) for entity in halves["tune"]}


def test_table_shows_every_direction(tallies: dict[str, Tally]) -> None:
    """The table has a line for each direction and one for the six together."""
    lines = table(tallies)
    assert [f"{direction} " for direction in tallies] == [
        line[: len(direction) + 1] for direction, line in zip(tallies, lines[1:], strict=False)
    ]
    assert any(line.startswith("6 pooled") for line in lines)
