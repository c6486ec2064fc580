"""The data tables of `resolve` are in the form that people and programs rely on.

What the rows mean is tested where it is used; here stands what holds for each of them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "resolve" / "data"
TABLES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.tsv"))

# Tables in which the order of the rows means something.
ORDERED = {"sound/readings.tsv"}


def _read(name: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Header lines, column names and rows."""
    lines = (DATA / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    header = [line for line in lines if line.startswith("#")]
    columns, *rows = (line.split("\t") for line in lines[len(header) :])
    return header, columns, rows


@pytest.mark.parametrize("name", TABLES)
def test_header_tells_what_and_whence(name: str) -> None:
    """Each table says what it is, who vouches for it, of what year it is and under which licence."""
    header, _, _ = _read(name)
    keys = [line.removeprefix("# ").partition(": ")[0] for line in header]
    assert [] == [key for key in ("what", "authority", "year", "licence") if key not in keys]
    year = next(line for line in header if line.startswith("# year: "))
    assert re.fullmatch(r"# year: \d{4}", year)


@pytest.mark.parametrize("name", TABLES)
def test_text_is_clean(name: str) -> None:
    """UTF-8 without a byte order mark, line feeds, composed letters, no blank at the edge of a cell."""
    raw = (DATA / name).read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert unicodedata.normalize("NFC", text) == text
    _, columns, rows = _read(name)
    assert [] == [row for row in [columns, *rows] if any(cell != cell.strip() for cell in row)]


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_whole_sorted_and_unique(name: str) -> None:
    """Rows have a cell for each column and come once, sorted by code points unless order has a meaning."""
    _, columns, rows = _read(name)
    assert [] == [row for row in rows if len(row) != len(columns)]
    assert len({tuple(row) for row in rows}) == len(rows)
    if name not in ORDERED:
        assert sorted(rows) == rows


def test_rules_of_a_reading_are_numbered() -> None:
    """The rules of each reading stand together, numbered from 1: the first that fits wins."""
    _, columns, rows = _read("sound/readings.tsv")
    assert ["reading", "order"] == columns[:2]
    numbers: dict[str, list[int]] = {}
    for reading, order, *_ in rows:
        numbers.setdefault(reading, []).append(int(order))
    assert {reading: list(range(1, len(found) + 1)) for reading, found in numbers.items()} == numbers
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        reading for i, reading in enumerate(row[0] for row in rows) if not i or rows[i - 1][0] != reading
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("conversion/routes.tsv", ("source", "via", "target")),
        ("inflection/chains.tsv", ("lang", "chain", "after")),
        ("inflection/endings.tsv", ("lang", "slot", "pattern")),
        ("inflection/letters.tsv", ("lang", "letter")),
        ("inflection/marks.tsv", ("mark",)),
        ("inflection/noun_genders.tsv", ("lang", "ending")),
        ("inflection/seams.tsv", ("lang", "seam")),
        ("inflection/softening.tsv", ("lang", "soft")),
        ("score/weights.tsv", ("feature", "value")),
        ("sound/costs.tsv", ("sound", "other")),
        ("sound/orthographies.tsv", ("lang",)),
        ("sound/readings.tsv", ("reading", "source")),
        ("text/acronym_suffixes.tsv", ("suffix",)),
        ("text/lookalikes.tsv", ("letter",)),
        ("words/compounds.tsv", ("part",)),
        ("words/equivalents.tsv", ("lang", "name")),
        ("words/exonyms.tsv", ("lang", "name")),
        ("words/exonyms_cldr.tsv", ("lang", "name")),
        ("words/given_names.tsv", ("key", "lang", "name")),
        ("words/named_after.tsv", ("sense",)),
        ("words/organizations.tsv", ("lang", "name")),
        ("words/patronymics.tsv", ("ending",)),
        ("words/words.tsv", ("word",)),
    ],
)
def test_key_is_unique(name: str, key: tuple[str, ...]) -> None:
    """What a row is looked up by comes once."""
    _, columns, rows = _read(name)
    keys = [tuple(row[columns.index(column)] for column in key) for row in rows]
    assert [] == [one for one in set(keys) if keys.count(one) > 1]
