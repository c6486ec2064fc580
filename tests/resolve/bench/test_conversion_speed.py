"""The benchmark of the conversion, small: its names are real ones, and every direction is timed."""

from __future__ import annotations

import re

import pytest

from resolve.bench.conversion import DIRECTIONS, make_names, time_column
from resolve.conversion.rows import rows_by_word

PLACES = ["Bakı", "Gəncə", "Köln", "Ankara", "Баку", "Rostow am Don", "Şişli", "東京", ""]


@pytest.mark.parametrize("source", sorted({source for source, _ in DIRECTIONS}))
def test_names_are_real_and_repeatable(source: str) -> None:
    """One seed gives the same names: words of the lexicon, and places in letters of the source only."""
    names = make_names(source, PLACES, 500)
    assert names.equals(make_names(source, PLACES, 500))
    assert not names.equals(make_names(source, PLACES, 500, seed=2))
    assert not set(names) & {"東京", ""}
    assert any(word in rows_by_word(source) for word in " ".join(names).lower().split())
    assert any(name in PLACES for name in names)


def test_figures() -> None:
    """A direction is timed run by run, and its line tells the rate and the number of distinct tokens."""
    timed = time_column(make_names("ru", PLACES, 200), "ru", "de")
    assert (200, 5) == (timed.names, len(timed.seconds))
    assert 0 < timed.tokens <= 400
    assert timed.names_per_second == pytest.approx(200 / sorted(timed.seconds)[2])
    assert re.match(r"ru > de: [\d,]+ names/s \(median of 5: ", timed.line())
