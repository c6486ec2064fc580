"""Files of running text: what is a document, what its text is, what it is called."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import polars as pl
import pytest
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text

from gazetteer.errors import GazetteerError
from resolve.documents import decoding
from resolve.documents.request import Reading, TextRequest
from resolve.documents.sources import open_sources
from resolve.errors import UsageError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def readings(*names: str, encoding: str | None = None, column: str = "text") -> list[Reading]:
    """Return the documents of files, once all were checked."""
    request = TextRequest(names, "-", text_column=column, encoding=encoding)
    with open_sources(request, lambda message: None) as sources:
        counted = sum(source.check() for source in sources)
        found = [reading for source in sources for reading in source.readings()]
    assert counted == len(found)
    return found


def notes(*names: str) -> list[str]:
    """Return what is told of files."""
    told: list[str] = []
    with open_sources(TextRequest(names, "-"), told.append) as sources:
        for source in sources:
            source.check()
    return told


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Bakı\r\nŞəki\r".encode(), "Bakı\r\nŞəki\r"),
        ("\ufeffBakı".encode(), "Bakı"),
        ("Bakı\ufeff".encode(), "Bakı\ufeff"),
        ("Bakı".encode("utf-16"), "Bakı"),
        (b"a\x00b\x0bc", "a\x00b\x0bc"),
        (b"", ""),
    ],
    ids=["line ends", "byte order mark", "mark elsewhere", "UTF-16", "controls", "empty"],
)
def test_text_is_as_it_was_decoded(data: bytes, text: str) -> None:
    """Nothing is changed in a text; a byte order mark is no part of it."""
    Path("a.txt").write_bytes(data)
    assert [Reading("a.txt", text)] == readings("a.txt")


@pytest.mark.parametrize("name", ["a.txt.gz", "A.TXT.GZ", "b.html.gz"])
def test_compressed_text(name: str) -> None:
    """A text may be compressed; capitals in its ending do not matter."""
    Path(name).write_bytes(gzip.compress("Bakı".encode()))
    assert [Reading(name, "Bakı")] == readings(name)


def test_named_encoding() -> None:
    """An encoding that is named is the one that is read."""
    Path("a.txt").write_bytes("Şişli".encode("cp1254"))
    assert [Reading("a.txt", "Şişli")] == readings("a.txt", encoding="cp1254")


@pytest.mark.parametrize(
    ("declared", "used"), [("windows-1254", "cp1254"), ("iso-8859-9", "cp1254"), ("utf-16", "utf-8")]
)
def test_page_declares_its_encoding(declared: str, used: str) -> None:
    """A page is read in the encoding that it declares, by the names that browsers know."""
    Path("a.html").write_bytes(f"<meta charset='{declared}'><p>Şişli</p>".encode(used))
    assert [Reading("a.html", "Şişli")] == readings("a.html")


def test_text_of_a_page_is_written_beside_it() -> None:
    """The text that offsets refer to lies beside the page, byte for byte."""
    Path("a.html").write_text("<h1>Bakı &amp; Şəki</h1><p>iki<br>üç", encoding="utf-8")
    (reading,) = readings("a.html")
    assert reading.text == Path("a.html.txt").read_bytes().decode()
    assert ["a.html", "a.html.txt"] == sorted(path.name for path in Path().iterdir())


@pytest.mark.parametrize("name", ["t.jsonl", "t.parquet", "t.csv", "t.tsv", "t.jsonl.gz"])
def test_rows_of_a_table_are_documents(name: str) -> None:
    """A document is called by its `id`, else by its number from 1."""
    frame = pl.DataFrame({"id": ["a", None, "a"], "body": ["Bakı\r\n", "", "Şəki"]})
    if name.endswith("parquet"):
        frame.write_parquet(name)
    else:
        plain = name.removesuffix(".gz")
        if plain.endswith("jsonl"):
            frame.write_ndjson(plain)
        else:
            frame.write_csv(
                plain, separator="\t" if plain.endswith("tsv") else ",", quote_style="non_numeric"
            )
        if plain != name:
            Path(name).write_bytes(gzip.compress(Path(plain).read_bytes()))
    expected = [Reading("a", "Bakı\r\n"), Reading("2", ""), Reading("a", "Şəki")]
    assert expected == readings(name, column="body")


def test_row_without_text_has_a_fault() -> None:
    """A null, and a key that is not there, are told from an empty text."""
    Path("t.jsonl").write_text('{"text": null}\n{"text": ""}\n{"other": 1}\n', encoding="utf-8")
    fault = "there is no text in this row"
    assert [Reading("1", "", fault), Reading("2", ""), Reading("3", "", fault)] == readings("t.jsonl")


def test_numbers_of_several_tables_are_told_apart() -> None:
    """Where several tables are read, the number of a row without `id` has its table before it."""
    Path("a.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n', encoding="utf-8")
    Path("b.csv").write_text("id,text\n7,three\n,four\n", encoding="utf-8")
    docs = [reading.doc for reading in readings("a.jsonl", "b.csv")]
    assert ["a.jsonl#1", "a.jsonl#2", "7", "b.csv#2"] == docs


def test_ids_may_be_numbers() -> None:
    """An `id` that is a number is written as it stands there."""
    Path("a.jsonl").write_text('{"id": 12345678901234567890, "text": "one"}\n', encoding="utf-8")
    assert "12345678901234567890" == readings("a.jsonl")[0].doc


@pytest.mark.parametrize("rows", [['{"text": 1914}'], ['{"text": "Bakı"}', '{"text": 1914}']])
def test_text_that_is_a_number(rows: list[str]) -> None:
    """A number in the column of texts is the text of that number, whatever the other rows hold."""
    Path("a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert Reading(str(len(rows)), "1914") == readings("a.jsonl")[-1]


def test_half_a_surrogate_pair_is_one_code_point() -> None:
    """A half that JSON spells is replaced, so that offsets behind it stay."""
    Path("a.jsonl").write_text('{"text": "a\\ud800Bakı"}\n', encoding="utf-8")
    assert ["a\ufffdBakı"] == [reading.text for reading in readings("a.jsonl")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.txt", None, "no such file"),
        ("folder.txt", "/", "a directory; name the files in it, such as folder.txt/*.txt"),
        ("folder", "/", "a directory"),
        ("a.pdf", b"x", "the ending is .pdf; those known are .txt and .html"),
        ("a", b"x", "the ending is none"),
        ("a.parquet.gz", b"x", "the ending is .parquet.gz"),
        ("a.txt", b"Bak\xfd", "not UTF-8: byte 0xFD at offset 3, line 1; try --encoding cp1254"),
        ("a.html", b"<p>\n\xff", "not UTF-8: byte 0xFF at offset 4, line 2"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF file; a text was expected"),
        ("a.txt.gz", b"plain", "plain text, not .gz as its ending says"),
        ("a.txt.gz", gzip.compress(b"Baku" * 99)[:20], "broken or cut off"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.jsonl", b'{"body": "x"}', "no column 'text'; the columns are 'body'"),
        ("a.jsonl", b'{"text": ["x"]}', "column 'text' holds List(String)"),
        ("a.jsonl", b'{"text": "x", "id": [1]}', "column 'id' holds List(Int64)"),
        ("a.jsonl", b'{"text": "x"}\n{"text": \n', "line 2"),
        ("a.jsonl", b'[{"text": "x"}]', "a JSON array"),
        ("a.parquet", b"text", "not parquet as its ending says"),
    ],
)
def test_input_that_cannot_be_read(name: str, content: bytes | str | None, told: str) -> None:
    """What cannot be read is refused, and the message says what was found."""
    if content == "/":
        Path(name).mkdir()
    elif isinstance(content, bytes):
        Path(name).write_bytes(content)
    with pytest.raises((GazetteerError, UsageError)) as raised:
        readings(name)
    assert name in str(raised.value)
    assert told in str(raised.value)


def test_nothing_is_written_for_a_page_among_broken_files() -> None:
    """All inputs are checked before the text of the first page is written."""
    Path("a.html").write_text("<p>Bakı", encoding="utf-8")
    Path("b.txt").write_bytes(b"\xff")
    with pytest.raises(GazetteerError, match=r"b\.txt"):
        readings("a.html", "b.txt")
    assert not Path("a.html.txt").exists()


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_no_text_is_told(name: str) -> None:
    """A file with nothing but white space is read, and that is told."""
    Path(name).write_text(" \n", encoding="utf-8")
    assert [f"{name}: there is no text in it"] == notes(name)


def test_unread_end_of_a_page_is_told() -> None:
    """How much of a page is lost to a comment that never ends is told."""
    Path("a.html").write_text("Bakı <!-- Şəki", encoding="utf-8")
    expected = "a.html: a tag, a comment or a script does not end; the last 9 characters are not read"
    assert [expected] == notes("a.html")


def test_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that grows beyond all bounds is refused before it fills the memory."""
    monkeypatch.setattr(decoding, "LONGEST", 1 << 21)
    Path("a.txt.gz").write_bytes(gzip.compress(b"a" * (1 << 24)))
    with pytest.raises(GazetteerError, match=r"longer than 2 MiB.*a row for each document"):
        readings("a.txt.gz")


def test_standard_input_is_named_once() -> None:
    """Standard input can be read once only."""
    with pytest.raises(UsageError, match="more than once"):
        readings("-", "-")


@settings(suppress_health_check=FIXTURE_IS_SHARED, max_examples=30)
@given(texts=st.lists(any_text, min_size=1, max_size=4))
def test_text_is_the_same_whatever_it_came_in(texts: list[str]) -> None:
    """A text in a file, in JSON lines and in parquet is one and the same, code point for code point."""
    # A mark at the beginning of a file is that of the file.
    Path("a.txt").write_bytes(("\ufeff" + texts[0]).encode())
    assert texts[:1] == [reading.text for reading in readings("a.txt")]
    lines = io.StringIO()
    for text in texts:
        lines.write(json.dumps({"text": text}) + "\n")
    Path("a.jsonl").write_text(lines.getvalue(), encoding="utf-8")
    assert texts == [reading.text for reading in readings("a.jsonl")]
    pl.DataFrame({"text": texts}).write_parquet("a.parquet")
    assert texts == [reading.text for reading in readings("a.parquet")]
