"""Columns besides that mean something: one rule, for a table and for a single value."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.check import find_faults
from gazetteer.extras import MEASURES, MOMENTS, is_after, is_turned
from gazetteer.schema import ENTITY_EXTRAS, as_text, canonical

ROW = {"entity_id": "a", "kind": "place", "lang": "az", "name": "Bakı"}
NUMBERS = st.floats().map(str) | st.integers().map(str) | st.text("+-.0189eE ", max_size=8)
WRITTEN_MOMENTS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "+", "-", " "]),
    st.integers(0, 12_000),
    st.sampled_from(["", "-00", "-02", "-2", "-12", "-13"]),
    st.sampled_from(["", "-00", "-28", "-29", "-30", "-31", "-32", "T00:00:00Z", "-00T00:00:00Z"]),
)


def test_measures_are_of_entities() -> None:
    """What is measured is told of an entity."""
    assert set() == set(MEASURES) - set(ENTITY_EXTRAS)


@pytest.mark.parametrize("column", MEASURES)
@given(text=NUMBERS)
def test_single_values_and_columns(column: str, text: str) -> None:
    """A text fits as a single value if it fits in a column, which then can be reckoned with."""
    kept = canonical(as_text(pl.DataFrame({**ROW, column: [text]})))[column]
    assert MEASURES[column].read(text) == kept[0]
    assert kept.null_count() == kept.cast(pl.Float64, strict=False).null_count()


@pytest.mark.parametrize("column", MOMENTS)
@given(text=WRITTEN_MOMENTS | st.text("+-0189T:Z. ", max_size=12))
def test_single_moments_and_columns(column: str, text: str) -> None:
    """A moment is read as a single value as it is in a column, and what it becomes stays as it is."""
    kept = canonical(as_text(pl.DataFrame({**ROW, column: [text]})))[column][0]
    assert kept == MOMENTS[column].read(text)
    assert kept is None or kept == MOMENTS[column].read(kept)


@given(WRITTEN_MOMENTS, WRITTEN_MOMENTS)
def test_single_spans_and_columns(first: str, last: str) -> None:
    """A name ends before it began as a single value if it does in a column."""
    told = {"valid_from": [first], "valid_to": [last]}
    rows = canonical(as_text(pl.DataFrame({**ROW, **told})))
    begins, ends = rows["valid_from"][0], rows["valid_to"][0]
    single = begins is not None and ends is not None and is_after(begins, ends)
    assert [single] == rows.select(is_turned(rows.columns)).to_series().to_list()


@given(st.dates())
def test_days(day: date) -> None:
    """Each day there is is read, and the day after the last of its month is not."""
    after = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    beyond = f"{str(day)[:8]}{day.day + 1:02}"
    assert str(day) == MOMENTS["valid_from"].read(str(day))
    assert (beyond if after.month == day.month and after > day else None) == MOMENTS["valid_from"].read(
        beyond
    )


def test_message() -> None:
    """The message says the row, the column, what was found and what was expected."""
    rows = pl.DataFrame({**ROW, "latitude": ["40.4", "95", " "], "longitude": [None, "abc", "49.9"]})
    assert [
        "latitude is '95'; expected: degrees from -90 to 90 (row 2)",
        "longitude is 'abc'; expected: degrees from -180 to 180 (row 2)",
    ] == [fault.message for fault in find_faults(rows) if fault.severity == "error"]
