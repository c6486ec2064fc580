"""Writing: what is written is read back, and a file appears whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import polars as pl
import pytest
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import frames

from gazetteer import errors
from gazetteer.files import check_target, read_table, write_table
from gazetteer.files import write as writing

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = [
    "csv",
    "csv.gz",
    "csv.zst",
    "tsv",
    "tsv.gz",
    "tsv.zst",
    "jsonl",
    "jsonl.gz",
    "jsonl.zst",
    "parquet",
]


@pytest.mark.parametrize("ending", ENDINGS)
@settings(suppress_health_check=FIXTURE_IS_SHARED, max_examples=30)
@given(frame=frames())
def test_text_comes_back(ending: str, frame: pl.DataFrame, tmp_path: Path) -> None:
    """Text that is written is read back as it was, null and the empty string told apart."""
    path = tmp_path / f"a.{ending}"
    write_table(frame, path)
    assert frame.rows() == read_table(path, separator="\t" if "tsv" in ending else ",").frame.rows()


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.zst", "parquet"])
def test_types_come_back(ending: str, tmp_path: Path) -> None:
    """JSONL and parquet keep numbers, truth values, lists and structs."""
    frame = pl.DataFrame({"i": [1, None], "t": [True, False], "l": [[1], []], "s": [{"x": "y"}, {"x": None}]})
    write_table(frame, tmp_path / f"a.{ending}")
    assert frame.to_dicts() == read_table(tmp_path / f"a.{ending}").frame.to_dicts()


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_lists_are_json_in_cells(ending: str, tmp_path: Path) -> None:
    """CSV and TSV hold lists and structs as JSON, and no cell where there is none."""
    values = [[{"id": "a}", "name": 'Əli "x"'}], [], None]
    write_table(pl.DataFrame({"l": values}), tmp_path / f"a.{ending}")
    cells = read_table(tmp_path / f"a.{ending}").frame["l"].to_list()
    assert values == [None if cell is None else json.loads(cell) for cell in cells]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_bytes(ending: str, tmp_path: Path) -> None:
    """The same rows are the same bytes."""
    frame = pl.DataFrame({"a": ["x", None, ""]})
    for name in ("one", "two"):
        write_table(frame, tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_nothing_is_left_of_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the old file as it was, and nothing beside it."""
    path = tmp_path / "a.csv"
    path.write_text("old\n")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(errors.UnwritableFile, match="No space left on device"):
        write_table(pl.DataFrame({"a": ["new"]}), path)
    assert ([path], "old\n") == (list(tmp_path.iterdir()), path.read_text())


def test_symbolic_link_stays(tmp_path: Path) -> None:
    """A symbolic link stays one; what it points to is replaced."""
    (tmp_path / "real.csv").write_text("old\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_table(pl.DataFrame({"a": ["x"]}), tmp_path / "link.csv")
    assert (True, "a\nx\n") == ((tmp_path / "link.csv").is_symlink(), (tmp_path / "real.csv").read_text())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_pipe_is_not_replaced(tmp_path: Path) -> None:
    """A named pipe is written to, not replaced."""
    path = tmp_path / "a.csv"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_table(pl.DataFrame({"a": ["x"]}), path)
    assert b"a\nx\n" == os.read(reader, 100)
    os.close(reader)


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Standard output is JSONL."""
    write_table(pl.DataFrame({"a": ["Ə"], "b": [7]}), "-")
    assert b'{"a":"\xc6\x8f","b":7}\n' == capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("nowhere/a.csv", errors.UnwritableFile, "no such folder"),
        ("folder.csv", errors.UnwritableFile, "it is a directory"),
        ("a.docx", errors.UnknownFormat, ".docx"),
    ],
)
def test_bad_targets(name: str, error: type[Exception], words: str, tmp_path: Path) -> None:
    """A target that cannot be written is refused beforehand, and when it comes to writing."""
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(error, match=words):
        check_target(tmp_path / name)
    with pytest.raises(error, match=words):
        write_table(pl.DataFrame({"a": ["x"]}), tmp_path / name)


@settings(max_examples=20)
@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=5))
def test_rows_are_never_lost(values: list[str | None]) -> None:
    """One column of whatever is as many rows after writing and reading as before."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write_table(pl.DataFrame({"a": values}, schema={"a": pl.String()}), f"{folder}/a.csv")
        assert values == read_table(f"{folder}/a.csv").frame["a"].to_list()
