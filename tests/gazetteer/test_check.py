"""Checking: everything that is wrong is told at once, with its place."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from strategies import names_tables

from gazetteer.check import find_faults
from gazetteer.schema import NAME_LIMIT

HEADER = "entity_id,kind,lang,name,is_preferred,name_kind,country,birth_year,population,description"


def table(*rows: str) -> pl.DataFrame:
    lines = "\n".join((HEADER, *(row + "," * (HEADER.count(",") - row.count(",")) for row in rows)))
    return pl.read_csv(lines.encode(), infer_schema=False)


def test_all_faults_at_once() -> None:
    """A table with every fault is told of every fault."""
    frame = table(
        "a,person,tr,Ay,maybe",
        "a,place,turkish,,true,alias",
        ",persn,az,Bakı",
        "b,person,tr,Ali,,,AZ,1961,7,one",
        "b,person,tr,Veli,,,TR,1962,8,two",
        "b,person,tr,Ali,,,AZ,1961,7,one",
        "c,person,tr," + "x" * (NAME_LIMIT + 1),
    )
    assert [
        ("empty", "entity_id", (2,)),
        ("unknown_value", "kind", (2,)),
        ("unknown_value", "lang", (1,)),
        ("empty", "name", (1,)),
        ("too_long", "name", (6,)),
        ("unknown_value", "is_preferred", (0,)),
        ("contradiction", "name_kind", (1,)),
        ("contradiction", "kind", (0, 1)),
        ("contradiction", "country", (3, 4)),
        ("contradiction", "population", (3, 4)),
        ("contradiction", "birth_year", (3, 4)),
        ("contradiction", "description", (3, 4)),
        ("duplicate", None, (5,)),
    ] == [(fault.code, fault.column, fault.rows) for fault in find_faults(frame)]


def test_missing_columns_and_the_rest() -> None:
    """Columns that are missing do not hide what is wrong in the others."""
    frame = pl.DataFrame({"entity_id": ["a", ""], "kind": ["x", "place"]})
    assert ["missing_column", "missing_column", "empty", "unknown_value"] == [
        fault.code for fault in find_faults(frame)
    ]


def test_a_name_at_the_limit() -> None:
    """A name of the greatest length, counted in code points, is no fault."""
    assert () == find_faults(table("a,person,tr," + "😀" * NAME_LIMIT))


def test_messages() -> None:
    """A message says what was found, what was expected and where; many rows are counted."""
    faults = find_faults(table(*[f"a{number},persn,az,Bakı" for number in range(7)]))
    expected = (
        "7 rows: kind is 'persn'; expected: person, place, organization, other "
        "(row 1, row 2, row 3, row 4, row 5, …)"
    )
    assert [expected] == [fault.message for fault in faults]


def test_contradiction_message() -> None:
    """A contradiction is told with one ID, its two values and where they stand."""
    faults = find_faults(table("a,person,tr,Ay", "a,place,tr,Ay", "b,person,tr,Su", "b,place,tr,Su"))
    expected = "an ID has more than one kind: 'a' has 'person' (row 1) and 'place' (row 2), and 1 more ID"
    assert [(expected, 2)] == [(fault.message, fault.count) for fault in faults]


def test_synonyms_of_a_kind_do_not_contradict() -> None:
    """A kind and its synonym are one kind."""
    assert () == find_faults(table("a,org,tr,Ay", "a,organization,tr,Su"))


@pytest.mark.parametrize("code", ["duplicate", "contradiction"])
def test_warnings(code: str) -> None:
    """The same row again and a second description are warnings: a build goes on."""
    frame = table("a,org,tr,Ay,,,,,,x", "a,org,tr,Ay,,,,,,x", "a,org,tr,Su,,,,,,y")
    assert ["warning"] == [fault.severity for fault in find_faults(frame) if fault.code == code]


@given(names_tables())
def test_no_faults_in_a_good_table(frame: pl.DataFrame) -> None:
    """A table without faults has none, but for rows that come twice."""
    assert [] == [fault for fault in find_faults(frame) if fault.code != "duplicate"]
    assert () == find_faults(frame.unique())


def test_header_only() -> None:
    """A table without rows has no faults."""
    assert () == find_faults(table())


@pytest.mark.parametrize("column", ["*", "^n.*$", "__row__", "__stays__", "__old_id__", "__before__", "__"])
def test_column_that_cannot_be_called_so(column: str) -> None:
    """A column named as a pattern, or as those of the work itself, is a fault, and taken for none of them."""
    frame = pl.DataFrame(
        {"entity_id": ["a"], "kind": ["place"], "lang": ["tr"], "name": ["A"], column: ["x"]}
    )
    assert [("unusable_column", column)] == [(fault.code, fault.column) for fault in find_faults(frame)]


@pytest.mark.parametrize(
    ("first", "last", "is_turned"),
    [
        ("1991", "1990", True),
        ("1991", "1991", False),
        ("1991-08-30", "1991", False),
        ("1991", "1991-01-01", False),
        ("1991-02", "1991-01-31", True),
        ("-0500", "-0501", True),
        ("1991", None, False),
        ("soon", "1990", False),
    ],
)
def test_times_of_a_name(first: str, last: str | None, is_turned: bool) -> None:
    """A name is not borne until before it came up; a year ends with its last day."""
    frame = table("a,person,tr,Ay").with_columns(valid_from=pl.lit(first), valid_to=pl.lit(last))
    found = [fault.message for fault in find_faults(frame) if fault.code == "contradiction"]
    expected = f"a name borne from {first!r} to {last!r}; expected: valid_from not after valid_to (row 1)"
    assert [expected] * is_turned == found


def test_country_that_is_none() -> None:
    """A code that is left to users is no country, and it is said where it stands."""
    frame = table("a,place,tr,Ay,,,AZ", "b,place,tr,Su,,,ZZ")
    expected = "country is 'ZZ'; expected: a country code of ISO 3166-1, two letters such as AZ (row 2)"
    assert [expected] == [fault.message for fault in find_faults(frame)]
