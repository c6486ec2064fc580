"""Columns besides that mean something: one rule, for a table and for a single value."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.check import find_faults
from gazetteer.extras import MEASURES
from gazetteer.schema import ENTITY_EXTRAS, as_text, canonical

ROW = {"entity_id": "a", "kind": "place", "lang": "az", "name": "Bakı"}
NUMBERS = st.floats().map(str) | st.integers().map(str) | st.text("+-.0189eE ", max_size=8)


def test_measures_are_of_entities() -> None:
    """What is measured is told of an entity."""
    assert set() == set(MEASURES) - set(ENTITY_EXTRAS)


@pytest.mark.parametrize("column", MEASURES)
@given(text=NUMBERS)
def test_single_values_and_columns(column: str, text: str) -> None:
    """A text fits as a single value if it fits in a column, which then can be reckoned with."""
    trimmed = text.strip()
    kept = canonical(as_text(pl.DataFrame({**ROW, column: [text]})))[column]
    assert (trimmed if MEASURES[column].fits(trimmed) else None) == kept[0]
    assert kept.null_count() == kept.cast(pl.Float64, strict=False).null_count()


def test_message() -> None:
    """The message says the row, the column, what was found and what was expected."""
    rows = pl.DataFrame({**ROW, "latitude": ["40.4", "95", " "], "longitude": [None, "abc", "49.9"]})
    assert [
        "latitude is '95'; expected: degrees from -90 to 90 (row 2)",
        "longitude is 'abc'; expected: degrees from -180 to 180 (row 2)",
    ] == [fault.message for fault in find_faults(rows) if fault.severity == "error"]
