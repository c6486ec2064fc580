"""Reading: every file that people have is read right, or refused with what to do."""

from __future__ import annotations

import ast
import gzip
import io
import json
import os
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest
import zstandard
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import frames

from gazetteer import errors
from gazetteer.files import Damage, read_table
from gazetteer.files.delimited import parse_delimited
from gazetteer.files.encoding import guess_encoding
from gazetteer.files.records import read_records

if TYPE_CHECKING:
    from pathlib import Path


def content(literal: str) -> bytes:
    quoted = literal.replace("'", "\\'")
    return ast.literal_eval(f"b'{quoted}'")


@pytest.mark.parametrize("case", read_cases("gazetteer/bad_files.tsv"), ids=lambda case: case["case"])
def test_refused(case: dict[str, str], tmp_path: Path) -> None:
    """A file that cannot be read right is refused, and the message says what was found."""
    path = tmp_path / ("missing.csv" if case["file"] == "-" else case["file"])
    if case["file"] != "-":
        path.write_bytes(content(case["content"]))
    with pytest.raises(errors.TableError) as caught:
        read_table(path)
    message = str(caught.value)
    assert (case["error"], True, True) == (
        type(caught.value).__name__,
        case["words"] in message,
        str(path) in message,
    ), message


@pytest.mark.parametrize("case", read_cases("gazetteer/good_files.tsv"), ids=lambda case: case["case"])
def test_read(case: dict[str, str], tmp_path: Path) -> None:
    """A file is read as the case says, and what was guessed is said."""
    path = tmp_path / case["file"]
    path.write_bytes(content(case["content"]))
    table = read_table(path)
    expected = json.loads(case["rows"].replace("\\\\", "\\"))
    notes = (case["notes"],) if case["notes"] else ()
    assert (expected, notes) == (table.frame.to_dicts(), table.notes)


@pytest.mark.parametrize("encoding", ["cp1254", "utf-16", "utf-8-sig", "utf-32", "UTF8"])
def test_named_encoding(encoding: str, tmp_path: Path) -> None:
    """An encoding that is named is used."""
    path = tmp_path / "a.csv"
    path.write_bytes("name,lang\nŞahin İğdır,tr\n".encode(encoding))
    assert [("Şahin İğdır", "tr")] == read_table(path, encoding=encoding).frame.rows()


def test_byte_order_mark_wins(tmp_path: Path) -> None:
    """A byte order mark is believed rather than the option, and that is said."""
    path = tmp_path / "a.csv"
    path.write_bytes("name\nŞahin\n".encode("utf-16"))
    table = read_table(path, encoding="cp1254")
    assert [("Şahin",)] == table.frame.rows()
    assert ("read as UTF-16, as its byte order mark says, not as cp1254",) == table.notes


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Işık Ağaoğlu", "cp1254"),
        ("Алиев Ильхам", "cp1251"),
        ("Müller Grüße", "cp1252"),
        ("Çelik İş", "cp1254"),
    ],
)
def test_guess(text: str, encoding: str) -> None:
    """The encoding that is advised is the one the text is in."""
    assert encoding == guess_encoding(text.encode(encoding))


@pytest.mark.parametrize("option", [{"encoding": "klingon"}, {"encoding": "base64"}, {"separator": ",,"}])
def test_senseless_options(option: dict[str, str], tmp_path: Path) -> None:
    """An encoding or a separator that is none is wrong use."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\nx\n")
    with pytest.raises(errors.UsageError, match=next(iter(option.values()))):
        read_table(path, **option)


@pytest.mark.parametrize(
    ("option", "mark"), [(";", ";"), ("tab", "\t"), ("\\t", "\t"), ("|", "|"), ("~", "~")]
)
def test_named_separator(option: str, mark: str, tmp_path: Path) -> None:
    """A separator that is named is used, and nothing is said."""
    path = tmp_path / "a.csv"
    path.write_text(f"a{mark}b\n1,5{mark}2\n")
    table = read_table(path, separator=option)
    assert ([("1,5", "2")], mark, ()) == (table.frame.rows(), table.separator, table.notes)


def test_half_surrogate_pairs(tmp_path: Path) -> None:
    """A row with half a surrogate pair stays, with U+FFFD for the half, and is named."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":"ok"}\n\n{"a":"x\\ud800y"}\n{"a":"z","b":{"c":"\\udc01"}}\n')
    table = read_table(path)
    assert ["ok", "x\ufffdy", "z"] == table.frame["a"].to_list()
    assert (
        Damage(1, "a", "half a surrogate pair, U+D800"),
        Damage(2, "b", "half a surrogate pair, U+DC01"),
    ) == table.damaged


def test_members_after_one_another(tmp_path: Path) -> None:
    """Compressed files that were put after one another are one."""
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a\n1\n") + gzip.compress(b"2\n"))
    (tmp_path / "a.csv.zst").write_bytes(zstandard.compress(b"a\n1\n") + zstandard.compress(b"2\n"))
    assert [("1",), ("2",)] == read_table(tmp_path / "a.csv.gz").frame.rows()
    assert [("1",), ("2",)] == read_table(tmp_path / "a.csv.zst").frame.rows()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is JSONL."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"a":"x"}\n')))
    assert [("x",)] == read_table("-").frame.rows()


def test_directory(tmp_path: Path) -> None:
    """A directory is no table."""
    with pytest.raises(errors.UnreadableFile, match="a directory"):
        read_table(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="every file may be read by this user")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is named."""
    path = tmp_path / "a.csv"
    path.write_text("a\n")
    path.chmod(0)
    with pytest.raises(errors.UnreadableFile, match="no permission"):
        read_table(path)


def test_name_of_a_megabyte(tmp_path: Path) -> None:
    """A cell of a megabyte is read like any other, quoted or not."""
    long = "Ә" * (1 << 20)
    (tmp_path / "a.csv").write_text(f'a,b\n{long},"{long}"\n', encoding="utf-8")
    assert [(long, long)] == read_table(tmp_path / "a.csv").frame.rows()


def test_header_of_two_megabytes(tmp_path: Path) -> None:
    """A header longer than what is looked at first is read whole."""
    long = "x" * (1 << 21)
    (tmp_path / "a.csv").write_text(f"{long},b\n1,2\n")
    assert [long, "b"] == read_table(tmp_path / "a.csv").frame.columns


def test_missing_column(tmp_path: Path) -> None:
    """A column that is not there is named together with those that are."""
    path = tmp_path / "a.csv"
    path.write_text("name,lang\n")
    with pytest.raises(errors.MissingColumn, match="no column 'nmae'; the columns are 'name', 'lang'"):
        read_table(path).require(["nmae"])


def test_place_counts_line_breaks(tmp_path: Path) -> None:
    """A row is placed by the line it begins on, whatever its cells hold."""
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny\nz"\n2,3\n')
    assert ["line 2", "line 5"] == [read_table(path).place(row) for row in (0, 1)]


@given(frames(), st.sampled_from(",;\t|"))
def test_quick_reading_is_exact_reading(frame: pl.DataFrame, separator: str) -> None:
    """The quick way reads what the plain reader reads, whatever the cells hold."""
    data = frame.write_csv(separator=separator).encode()
    quick, _, _ = parse_delimited(data, "a.csv", "csv", separator)
    header, *rows = (record.cells for record in read_records(data.decode(), separator, "a.csv"))
    assert (list(header), frame.rows()) == (frame.columns, [tuple(row) for row in rows] or frame.rows())
    assert frame.rows() == quick.rows()


def test_line_breaks_in_cells_of_a_large_file(tmp_path: Path) -> None:
    """A file that is read in several pieces has its rows right, though line breaks stand in cells."""
    rows = [(str(number), f'a\n"{number}",\n' * (number % 4), None) for number in range(60_000)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys("abc", pl.String()), orient="row")
    (tmp_path / "a.csv").write_text(frame.write_csv())
    assert frame.rows() == read_table(tmp_path / "a.csv").frame.rows()


@given(st.text(st.sampled_from('ab",;\n\r'), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Text of separators, quotes and line ends is read as the plain reader reads it, or refused by both."""
    body = text.replace("\r", "\r\n")
    data = f"x,y\n{body}".encode()
    try:
        expected = [record.cells for record in read_records(data.decode(), ",", "a.csv")][1:]
    except errors.MalformedRow:
        expected = None
    if expected is not None:
        expected = [(None, None) if cells == (None,) else cells for cells in expected]
        expected = None if any(len(cells) != 2 for cells in expected) else expected
    try:
        found = parse_delimited(data, "a.csv", "csv", ",")[0].rows()
    except errors.MalformedRow:
        found = None
    assert expected == found


def test_fields_of_objects_are_kept(tmp_path: Path) -> None:
    """Beside a column of mixed types, objects keep the fields that the first of them lacks."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"m": 1, "o": {"x": 1}}\n{"m": true, "o": {"y": [2.5, 3]}}\n')
    expected = [
        {"m": "1", "o": {"x": 1, "y": None}},
        {"m": "true", "o": {"x": None, "y": [2.5, 3.0]}},
    ]
    assert expected == read_table(path).frame.to_dicts()
