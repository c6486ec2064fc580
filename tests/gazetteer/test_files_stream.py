"""Reading in chunks: the chunks after one another are the whole table, and what is refused is the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
import zstandard
from conftest import FIXTURE_IS_SHARED, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text, frames
from test_files_read import content

from gazetteer import errors
from gazetteer.files import Table, cutting, open_stream, read_table, stream, write_table

PER_EXAMPLE = settings(suppress_health_check=FIXTURE_IS_SHARED, max_examples=150)

FILES_OPEN = Path("/proc/self/fd")


@pytest.fixture(autouse=True)
def tiny_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut everything small, so that small files have many chunks."""
    monkeypatch.setattr("gazetteer.files.blocks.BLOCK", 7)
    monkeypatch.setattr(cutting, "CHUNK_BYTES", 16)
    monkeypatch.setattr(stream, "CHUNK_ROWS", 2)


def read_chunks(path: Path, encoding: str | None = None, separator: str | None = None) -> list[Table]:
    with open_stream(path, encoding=encoding, separator=separator) as opened, opened.chunks() as chunks:
        return list(chunks)


def joined(chunks: list[Table]) -> pl.DataFrame:
    return pl.concat([chunk.frame for chunk in chunks])


@pytest.mark.parametrize("case", read_cases("gazetteer/bad_files.tsv"), ids=lambda case: case["case"])
def test_refused(case: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read whole cannot be read in chunks either, and the message is the same."""
    monkeypatch.setattr("gazetteer.files.blocks.BLOCK", 1 << 20)
    path = tmp_path / ("missing.csv" if case["file"] == "-" else case["file"])
    if case["file"] != "-":
        path.write_bytes(content(case["content"]))
    with pytest.raises(errors.TableError) as whole:
        read_table(path)
    with pytest.raises(errors.TableError) as caught:
        read_chunks(path)
    assert (type(whole.value), str(whole.value)) == (type(caught.value), str(caught.value))


@pytest.mark.parametrize("case", read_cases("gazetteer/good_files.tsv"), ids=lambda case: case["case"])
def test_read(case: dict[str, str], tmp_path: Path) -> None:
    """A file is read in chunks as it is whole, and the same is said of it."""
    path = tmp_path / case["file"]
    path.write_bytes(content(case["content"]))
    table = read_table(path)
    with open_stream(path) as opened, opened.chunks() as chunks:
        assert table.frame.equals(joined(list(chunks)))
        assert table.frame.schema == opened.schema == opened.head.frame.schema
        assert (table.notes, table.encoding, table.separator) == (
            opened.notes,
            opened.encoding,
            opened.separator,
        )


@given(frame=frames(max_rows=30), form=st.sampled_from(["csv", "tsv", "csv.gz", "tsv.zst", "parquet"]))
@PER_EXAMPLE
def test_chunks_are_the_table(frame: pl.DataFrame, form: str, tmp_path: Path) -> None:
    """Whatever the cells hold, the chunks are the table, and each row is placed on the same line."""
    path = tmp_path / f"a.{form}"
    separator = "\t" if form.startswith("tsv") else ","
    if form == "parquet":
        frame.write_parquet(path)
    else:
        data = frame.write_csv(separator=separator).encode()
        packers = {"gz": gzip.compress, "zst": zstandard.compress}
        path.write_bytes(packers.get(form[-3:].strip("."), bytes)(data))
    given_separator = None if form == "parquet" else separator
    table = read_table(path, separator=given_separator)
    chunks = read_chunks(path, separator=given_separator)
    assert table.frame.equals(joined(chunks))
    places = [chunk.place(row) for chunk in chunks for row in range(chunk.frame.height)]
    assert [table.place(row) for row in range(table.frame.height)] == places


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6) | any_text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xy"), inner, max_size=2),
    max_leaves=3,
)


def unordered(kind: pl.DataType) -> object:
    """Return a type in which the order of fields, which the lines that come first decide, says nothing."""
    if isinstance(kind, pl.List):
        return ["list", unordered(kind.inner)]
    if isinstance(kind, pl.Struct):
        return {field.name: unordered(field.dtype) for field in kind.fields}
    return kind


@given(rows=st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), min_size=1, max_size=12))
@PER_EXAMPLE
def test_every_json_line_is_kept(rows: list[dict[str, object]], tmp_path: Path) -> None:
    """Lines of any types come in chunks of one schema, and no row is lost."""
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with open_stream(path) as opened, opened.chunks() as read:
        chunks = list(read)
        assert [opened.schema] * len(chunks) == [chunk.frame.schema for chunk in chunks]
    assert len(rows) == joined(chunks).height
    assert unordered(pl.Struct(read_table(path).frame.schema)) == unordered(pl.Struct(opened.schema))
    names = list(dict.fromkeys(name for row in rows for name in row))
    assert sorted(names) == sorted(opened.schema.names())
    texts = [row["a"] for row in rows if isinstance(row.get("a"), str)]
    if texts and all(isinstance(row.get("a"), str | None) for row in rows):
        assert texts == joined(chunks)["a"].drop_nulls().to_list()


@given(
    columns=st.fixed_dictionaries(
        {
            "i": st.lists(st.none() | st.integers(-9, 9), min_size=9, max_size=9),
            "f": st.lists(st.none() | st.integers(0, 9) | st.floats(0, 9), min_size=9, max_size=9),
            "t": st.lists(st.none() | any_text, min_size=9, max_size=9),
            "l": st.lists(st.none() | st.lists(st.integers(0, 9), max_size=2), min_size=9, max_size=9),
            "m": st.lists(st.none() | st.integers(0, 9) | st.just("x"), min_size=9, max_size=9),
        }
    )
)
@PER_EXAMPLE
def test_types_are_those_of_the_whole(columns: dict[str, list[object]], tmp_path: Path) -> None:
    """A column has the type that the whole file gives it, though a chunk shows less."""
    path = tmp_path / "a.jsonl"
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    table = read_table(path).frame
    made = joined(read_chunks(path))
    assert table.schema == made.schema
    assert table.equals(made)


def test_types_that_do_not_go_together(tmp_path: Path) -> None:
    """A column of numbers, truth values and lists is text in all chunks, wherever these stand."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1, "b": 2}\n{"a": 2, "b": 3}\n{"a": true, "b": 4}\n{"a": [1], "b": 5}\n')
    made = joined(read_chunks(path))
    assert ["1", "2", "true", "[1]"] == made["a"].to_list()
    assert pl.Int64() == made.schema["b"]


def test_damage_is_placed(tmp_path: Path) -> None:
    """Half a surrogate pair is told of with its row in the chunk and the chunk's place in the file."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "xxxxxxxxxxxxx"}\n\n{"a": "y"}\n{"a": "\\ud800"}\n')
    found = [
        (chunk.place(damage.row), damage.reason) for chunk in read_chunks(path) for damage in chunk.damaged
    ]
    assert [("row 3", "half a surrogate pair, U+D800")] == found


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "Bakı Əliyev"), ("cp1254", "Şahin"), ("utf-16", "Алиев"), ("utf-16-le", "ß")],
)
def test_encodings(encoding: str, name: str, tmp_path: Path) -> None:
    """A letter that is cut in two by a block is whole again."""
    path = tmp_path / "a.csv"
    path.write_bytes(("name\n" + f"{name}\n" * 20).encode(encoding))
    assert [name] * 20 == joined(read_chunks(path, encoding=encoding))["name"].to_list()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"name\nBaku\nBaku\n\xdeahin\n", None),
        (b"name\n" + "Bakı\n".encode() * 9 + b"Bak\xc4", None),
        (b"name\n" + b"x" * 20 + "\u0131".encode()[:1] + b"y\n", None),
        (b"name\nBaku\n\x81\n", "cp1252"),
        ("name\nBaku\n".encode("utf-16-le") + b"\x00\xd8\x41\x00", "utf-16-le"),
    ],
)
def test_place_of_a_wrong_byte(data: bytes, encoding: str | None, tmp_path: Path) -> None:
    """A byte that is no text is named with its place in the file, wherever the blocks are cut."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(errors.WrongEncoding) as whole:
        read_table(path, encoding=encoding)
    with pytest.raises(errors.WrongEncoding) as caught:
        read_chunks(path, encoding=encoding)
    assert str(whole.value).split(";")[0] == str(caught.value).split(";")[0]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("ending", ["cut", "members", "garbage"])
def test_archives(pack, ending: str, tmp_path: Path) -> None:
    """Several members are one file; one that is cut off or followed by something else is refused."""
    path = tmp_path / ("a.csv.gz" if pack is gzip.compress else "a.csv.zst")
    one, two = pack(b"name\n" + b"Baku\n" * 9), pack(b"Tovuz\n" * 9)
    path.write_bytes({"cut": one + two[:-9], "members": one + two, "garbage": one + b"garbage"}[ending])
    if ending == "members":
        assert ["Baku"] * 9 + ["Tovuz"] * 9 == joined(read_chunks(path))["name"].to_list()
    else:
        with pytest.raises(errors.UnreadableFile, match=r"broken|cut off"):
            read_chunks(path)


def test_cell_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quoted cell without an end is refused after a while, not at the end of the file."""
    monkeypatch.setattr(cutting, "LONGEST_QUOTED", 100)
    path = tmp_path / "a.csv"
    path.write_text("name\nBaku\nBaku\nBaku\nBaku\n" + '"Baku\n' + "Baku\n" * 100)
    with pytest.raises(errors.MalformedRow, match="line 6: a quoted cell does not end"):
        read_chunks(path)
    path.write_text("name,x\n" + "B" * 300 + ',"a\nb"\n' + "Baku,y\n")
    assert [("B" * 300, "a\nb"), ("Baku", "y")] == joined(read_chunks(path)).rows()


def test_change_while_reading(tmp_path: Path) -> None:
    """A file that changes under the reader is refused."""
    path = tmp_path / "a.csv"
    path.write_text("name\n" + "Baku\n" * 20)
    with open_stream(path) as opened, opened.chunks() as chunks:
        next(chunks)
        path.write_text("name\n" + "Baku\n" * 21)
        with pytest.raises(errors.UnreadableFile, match="changed while it was read"):
            list(chunks)


@pytest.mark.skipif(not FILES_OPEN.is_dir(), reason="no /proc that lists the files that are open")
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.csv.gz"])
def test_file_is_open_as_long_as_the_context(name: str, tmp_path: Path) -> None:
    """A reader that stops in the middle leaves no file open, even if somebody still knows of its chunks."""
    path = tmp_path / name
    write_table(pl.DataFrame({"name": ["Baku"] * 20}), path)
    with open_stream(path) as opened:
        with opened.chunks() as chunks:
            assert 1 <= next(chunks).frame.height < 20
            assert is_open(path)
        assert not is_open(path)


def is_open(path: Path) -> bool:
    """Whether this process has a file open."""
    return any(link.is_symlink() and path == link.resolve() for link in FILES_OPEN.iterdir())
