"""The pieces that importers are made of, each by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import errors
from gazetteer.sources import read_source
from gazetteer.sources.codes import country_code, shortest_tag, wikimedia_tag
from gazetteer.sources.lines import Lines
from gazetteer.sources.numbers import NumberSet, Pairing
from gazetteer.sources.parts import drop_parts
from gazetteer.sources.request import parse_request
from gazetteer.sources.statements import best_values, identifier, items, point, whole_number, years
from gazetteer.sources.tabbed import parse_tabbed
from gazetteer.sources.tally import Tally
from gazetteer.sources.vetting import PLACE

CODERS = {"iso639": shortest_tag, "wikimedia": wikimedia_tag, "country": country_code}


@pytest.mark.parametrize(
    "case", read_cases("sources/codes.tsv"), ids=lambda case: f"{case['of']}-{case['code']}"
)
def test_codes(case: dict[str, str]) -> None:
    """A code of a source has one form here, or none."""
    assert case["form"] == (CODERS[case["of"]](case["code"]) or "")


@pytest.mark.parametrize(
    "table", ["languages_iso639", "languages_wikimedia", "wikidata_classes", "wikidata_countries"]
)
def test_tables_of_codes(table: str) -> None:
    """A table of codes tells what it is and whence, and has each code once, in order."""
    from gazetteer.sources.codes import DATA

    lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    keys = [line.removeprefix("# ").partition(": ")[0] for line in header]
    assert ["what", "authority", "year", "licence", "source"] == keys
    columns, *rows = [line.split("\t") for line in lines[len(header) :]]
    assert sorted(rows) == rows
    assert len(rows) == len({row[0] for row in rows})
    assert all(len(row) == len(columns) for row in rows)


@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from('ab"ş\u2028 '), max_size=3), min_size=2, max_size=4), max_size=6
    ),
    end=st.sampled_from(["", "\n", "\n\n", "\r\n"]),
)
def test_tabbed_rows_are_those_of_the_plain_way(rows: list[list[str]], end: str) -> None:
    """Lines between tabs are split as `split` does it; those with too few or too many cells are counted."""
    text = "\n".join("\t".join(row) for row in rows) + end
    tally = Tally()
    frame = parse_tabbed(Lines(5, text.encode()), ["x", "y", "z"], tally, str)
    expected, bad = [], 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=5):
        cells = line.split("\t")
        if line and len(cells) == 3:
            expected.append((*(cell or None for cell in cells), number))
        bad += bool(line) and len(cells) != 3
    assert expected == frame.select("x", "y", "z", PLACE).rows()
    assert bad == sum(fault.count for fault in tally.faults())


def test_tabbed_lines_that_are_not_utf8() -> None:
    """A line that is not UTF-8 is left out and told; those around it are read."""
    tally = Tally()
    frame = parse_tabbed(
        Lines(1, b"a\tb\n\xfe\tx\nc\td\n"), ["x", "y"], tally, lambda number: f"line {number}"
    )
    assert [("a", "b", 1), ("c", "d", 3)] == frame.rows()
    assert ["1 × line that is not UTF-8 (line 2: '\ufffd\\tx')"] == [
        fault.message for fault in tally.faults()
    ]


def statement(value: object, rank: str = "normal", snak: str = "value") -> dict[str, object]:
    """Return a statement of Wikidata."""
    return {"mainsnak": {"snaktype": snak, "datavalue": {"value": value}}, "rank": rank}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([statement(1), statement(2)], [1, 2]),
        ([statement(1), statement(2, "preferred"), statement(3, "deprecated")], [2]),
        ([statement(1, "deprecated")], []),
        ([statement(1, snak="somevalue"), statement(2, snak="novalue"), statement(3)], [3]),
        ({"not": "a list"}, []),
        ([None, [], {"mainsnak": 5}, {"rank": "normal", "mainsnak": {"snaktype": "value"}}], [None]),
    ],
)
def test_rank(statements: object, expected: list[object]) -> None:
    """Preferred statements count, else normal ones; never deprecated ones, never unknown values."""
    assert expected == best_values({"P1": statements}, "P1")


@pytest.mark.parametrize(
    ("time", "precision", "expected"),
    [
        ("+1961-12-24T00:00:00Z", 11, {1961}),
        ("+1961-00-00T00:00:00Z", 9, {1961}),
        ("+1960-00-00T00:00:00Z", 8, set()),
        ("-0044-03-15T00:00:00Z", 11, {-43}),
        ("-0001-00-00T00:00:00Z", 9, {0}),
        ("+0000-00-00T00:00:00Z", 9, set()),
        ("+00000001961-12-24T00:00:00Z", 11, {1961}),
        ("1961", 11, set()),
        (None, 11, set()),
    ],
)
def test_years(time: object, precision: int, expected: set[int]) -> None:
    """A year is one of precision 9 or more; 44 BC is -43, for 1 BC is 0."""
    assert expected == years({"P1": [statement({"time": time, "precision": precision})]}, "P1")


def test_other_values() -> None:
    """Items, places on Earth, numbers and identifiers are read if they are what they should be."""
    claims = {
        "item": [
            statement({"id": "Q5"}),
            statement({"entity-type": "item", "numeric-id": 6}),
            statement({"id": "P1"}),
        ],
        "moon": [statement({"latitude": 1, "longitude": 2, "globe": "http://www.wikidata.org/entity/Q405"})],
        "earth": [statement({"latitude": 1, "longitude": 2.5})],
        "number": [statement({"amount": "+42"})],
        "fraction": [statement({"amount": "+4.2"})],
        "two": [statement("a"), statement("b")],
    }
    assert ["Q5", "Q6"] == items(claims, "item")
    assert (None, (1.0, 2.5)) == (point(claims, "moon"), point(claims, "earth"))
    assert (42, None) == (whole_number(claims, "number"), whole_number(claims, "fraction"))
    assert (None, None) == (identifier(claims, "two"), identifier(claims, "none"))


def test_surnames_alone_are_not_taken() -> None:
    """An alias that is one word of a person's full name goes; a preferred name, and a place's, stay."""
    rows = pl.DataFrame(
        [
            ("p", "person", "Leyla MƏMMƏDOVA", True),
            ("p", "person", "Məmmədova", False),
            ("p", "person", "Leyla", True),
            ("p", "person", "Lele", False),
            ("q", "person", "Məmmədova", False),
            ("o", "place", "New York", True),
            ("o", "place", "York", False),
        ],
        schema=["entity_id", "kind", "name", "is_preferred"],
        orient="row",
    )
    tally = Tally()
    kept = drop_parts(rows, tally)["name"].to_list()
    assert ["Leyla MƏMMƏDOVA", "Leyla", "Lele", "Məmmədova", "New York", "York"] == kept
    assert len(tally.notes()) == 1


@pytest.mark.parametrize(
    ("specified", "path", "options"),
    [
        ("ftm:a.json", "a.json", ()),
        ("ftm:a.json?x=1&y=a%26b", "a.json", (("x", "1"), ("y", "a&b"))),
        ("ftm:a?b/c.json?x=1", "a?b/c.json", (("x", "1"),)),
        ("ftm:C:\\a.json?x=1", "C:\\a.json", (("x", "1"),)),
        ("ftm:a.json?", "a.json", ()),
    ],
)
def test_requests(specified: str, path: str, options: tuple[tuple[str, str], ...]) -> None:
    """Options stand after the last question mark."""
    request = parse_request(specified)
    assert request is not None
    assert ("ftm", path, options) == (request.importer, request.path, request.options)


def test_file_with_a_question_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the whole name is meant, if there is one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a?x=1").touch()
    request = parse_request("ftm:a?x=1")
    assert request is not None
    assert ("a?x=1", ()) == (request.path, request.options)


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without orjson, an importer of JSON says what to install."""
    monkeypatch.setitem(sys.modules, "orjson", None)
    with pytest.raises(errors.UsageError, match=r"install the extra: pip install 'adlar\[import\]'"):
        read_source("wikidata:any.json")


@given(
    added=st.lists(st.lists(st.none() | st.integers(-5, 2**40) | st.integers(0, 99), max_size=9), max_size=3),
    asked=st.lists(st.none() | st.integers(-5, 2**40) | st.integers(0, 99), max_size=9),
)
def test_numbers_are_those_of_a_set(added: list[list[int | None]], asked: list[int | None]) -> None:
    """The set of bits holds what a set holds: whole numbers from 0."""
    numbers, plain = NumberSet(), set()
    for part in added:
        numbers.add(pl.Series(part, dtype=pl.Int64))
        plain |= {number for number in part if number is not None and number >= 0}
    assert bool(plain) == bool(numbers)
    assert [number in plain for number in asked] == numbers.has(pl.Series(asked, dtype=pl.Int64)).to_list()


@given(pairs=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6))))
def test_pairs_that_are_sure(pairs: list[tuple[int, int]]) -> None:
    """A pair is sure if neither side stands in another pair; the same pair again is one."""
    pairing = Pairing.of(*np.array(pairs, dtype=np.int64).reshape(-1, 2).T)
    once = set(pairs)
    sure = {
        (one, other)
        for one, other in once
        if sum(one == first for first, _ in once) == sum(other == second for _, second in once) == 1
    }
    assert sure == set(zip(pairing.numbers.tolist(), pairing.items.tolist(), strict=True))
    assert len(once) - len(sure) == pairing.unsure
    expected = [dict(sure).get(number) for number in range(8)]
    found = pairing.curies(pl.Series(range(8), dtype=pl.Int64))
    assert [item and f"wikidata:Q{item}" for item in expected] == found.to_list()
