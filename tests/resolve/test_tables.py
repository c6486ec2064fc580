"""The reader of the data tables, and every table that is there."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from resolve import tables
from resolve.errors import DataError
from resolve.tables import Table, list_names, read_header, read_rows, read_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "_DATA", tmp_path / "data")
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_table(folder: Path) -> None:
    """Header, columns and rows are read; a key that comes twice holds both values."""
    (folder / "t.tsv").write_text("# what: a\n# note: b\n# note: c\nx\ty\n1\t\n2\tü\n", "utf-8")
    table = read_rows("t.tsv")
    assert Table({"what": "a", "note": "b c"}, ("x", "y"), [("1", ""), ("2", "ü")]) == table
    assert {"what": "a", "note": "b c"} == read_header("t.tsv")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x\ty\n", "t.tsv:1: expected a header"),
        (b"# what: a\n", "t.tsv:2: the file ends before"),
        (b"# what: a\nx\ty\n1\t2\n1\n", "t.tsv:4: 1 cells, expected 2: x, y"),
        (b"# what: a\nx\n\xff\n", "t.tsv:3: this line is not UTF-8"),
    ],
)
def test_broken(folder: Path, content: bytes, message: str) -> None:
    """A broken table is named with the line and the fault."""
    (folder / "t.tsv").write_bytes(content)
    with pytest.raises(DataError, match=message):
        read_rows("t.tsv")


def test_missing(folder: Path) -> None:
    """A table that does not exist is named with those that do."""
    (folder / "t.tsv").write_text("# what: a\nx\n", "utf-8")
    with pytest.raises(DataError, match=r"u.tsv: there is no such data file; resolve/data holds t.tsv"):
        read_text("u.tsv")
    assert [] == list_names("nowhere")


def test_conversion_tables() -> None:
    """Every table beside the rules can be read, says what it is, and its rows are sorted and unique."""
    root = files("resolve").joinpath("data", "conversion")
    names = list_names("conversion", ".tsv")
    assert sorted(entry.name for entry in root.iterdir() if entry.name.endswith(".tsv")) == names
    for name in names:
        table = read_rows(f"conversion/{name}")
        keys = [row[:3] for row in table.rows]
        assert {"what", "authority", "year", "licence"} <= set(table.header), name
        assert sorted(set(keys)) == keys, name
