"""`resolve text`, from files to files."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl
import pytest
from command_line import Outcome, call_resolve, run_command
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text

from resolve.articles import COLUMNS

ARTICLE = (
    "Aliyev ile Lavrov Bakü'de görüştü\r\n\r\n"
    "Cumhurbaşkanı İlham Aliyev, dün Dışişleri Bakanı Sergey Lavrov'la bir araya geldi. "
    "Heyette iş adamı Kenan Serhatlı da var; Serhatlı yarın Bakü'ye dönüyor."
)
PAGE = f"<html><body><nav>Ana sayfa</nav><h1>{ARTICLE.replace('.', '</h1><p>', 1)}</p></body></html>"

HOSTILE = {
    "apostrophes": "'" * 100_000,
    "suffixes": "Bakü'" * 20_000,
    "no spaces": ARTICLE.replace(" ", "") * 400,
    "one line": (ARTICLE.replace("\r\n", " ") + " ") * 400,
    "one letter": "A" * 100_000,
    "initials": "V. " * 30_000,
    "hyphens": "Əliyev-" * 14_000,
    "combining marks": "a" + "\u0301" * 100_000,
    "invisible": "\u202eBakü\u200b" * 15_000,
    "open brackets": "(“" * 50_000,
}

Text = Callable[..., Outcome]


@pytest.fixture
def text(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Text:
    """Return `resolve text` on the gazetteer of ten entities, in an empty directory."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Outcome:
        return call_resolve("text", *arguments, **of(small_gazetteer))

    return run


def of(gazetteer: Path) -> dict[str, str]:
    """Return the environment in which a gazetteer is the usual one."""
    return {"ADLAR_GAZETTEER": str(gazetteer)}


def mentions(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the rows on standard output."""
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_mentions_of_an_article(text: Text) -> None:
    """Each mention has its row: exact offsets in the text as decoded, lemma, ID, decision, language."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    outcome = text("a.txt", "--output", "-", "--quiet")
    assert (0, "") == (outcome.code, outcome.err)
    rows = mentions(outcome)
    assert list(COLUMNS) == list(rows[0])
    assert [row["surface"] for row in rows] == [ARTICLE[row["start"] : row["end"]] for row in rows]
    found = {(row["surface"], row["lemma"], row["entity_id"], row["lang"]) for row in rows}
    assert {
        ("Aliyev", "Aliyev", "per:aliyev_ilham", "tr"),
        ("Sergey Lavrov'la", "Sergey Lavrov", "per:lavrov_sergei", "tr"),
        ("Serhatlı", "Serhatlı", None, "tr"),
    } <= found


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet", "csv.gz"])
def test_output_formats(text: Text, ending: str) -> None:
    """The mentions are a table of any format; a summary goes to standard error."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    outcome = text("a.txt", "--output", f"m.{ending}")
    assert (0, "") == (outcome.code, outcome.out)
    assert outcome.err.splitlines()[-1].startswith("1 document: ")
    from gazetteer.files import read_table

    frame = read_table(f"m.{ending}").frame
    assert list(COLUMNS) == frame.columns
    assert frame.height > 5


def test_all_inputs_in_one_table(text: Text) -> None:
    """Texts, pages and tables go together, in the order in which they were named."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    Path("b.html").write_bytes(PAGE.encode())
    Path("c.jsonl").write_text(
        json.dumps({"body": "nothing"}) + "\n" + json.dumps({"body": ARTICLE}) + "\n", encoding="utf-8"
    )
    outcome = text("c.jsonl", "b.html", "a.txt", "--text-column", "body", "-o", "-", "-q")
    assert 0 == outcome.code
    rows = mentions(outcome)
    assert ["2", "b.html", "a.txt"] == list(dict.fromkeys(row["doc"] for row in rows))
    extracted = Path("b.html.txt").read_bytes().decode()
    assert all(
        extracted[row["start"] : row["end"]] == row["surface"] for row in rows if row["doc"] == "b.html"
    )


def test_language_that_is_given_is_named(text: Text) -> None:
    """A given language is that of all documents, whatever they look like."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    assert {"az"} == {row["lang"] for row in mentions(text("a.txt", "-o", "-", "-q", "--lang", "AZ"))}


def test_row_without_text_is_an_error(text: Text) -> None:
    """A row that has no text has one row, an error, and the exit code says so; an empty text has none."""
    Path("c.jsonl").write_text('{"text": null, "id": "x"}\n{"text": "", "id": "y"}\n', encoding="utf-8")
    outcome = text("c.jsonl", "-o", "-")
    assert 3 == outcome.code
    assert "2 documents (1 without a text): 0 match" in outcome.err
    (row,) = mentions(outcome)
    assert ("x", None, "error", "there is no text in this row") == (
        row["doc"],
        row["start"],
        row["decision"],
        row["reason"],
    )


def test_page_and_unknown_names(text: Text) -> None:
    """The page shows the article, and the table of unknown names is one that batch and cluster can read."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    outcome = text("a.txt", "-o", "m.csv", "--html", "page.html", "--unknown", "unknown.csv", "-q")
    assert (0, "", "") == (outcome.code, outcome.out, outcome.err)
    page = Path("page.html").read_text(encoding="utf-8")
    assert "per:aliyev_ilham" in page
    assert ["a.txt", "m.csv", "page.html", "unknown.csv"] == sorted(path.name for path in Path().iterdir())
    unknown = pl.read_csv("unknown.csv")
    assert [("Kenan Serhatlı", "person", "tr", "a.txt", 2)] == unknown.select(
        "name", "kind", "lang", "doc", "mentions"
    ).rows()


def test_no_documents_at_all(text: Text) -> None:
    """A table without rows, and a file without text, give tables without rows, with their heads."""
    pl.DataFrame({"text": []}, schema={"text": pl.String}).write_parquet("none.parquet")
    Path("empty.txt").touch()
    outcome = text("none.parquet", "empty.txt", "-o", "m.csv", "--unknown", "u.csv", "--html", "p.html")
    assert 0 == outcome.code
    assert "empty.txt: there is no text in it" in outcome.err
    assert ",".join(COLUMNS) + "\n" == Path("m.csv").read_text(encoding="utf-8")
    assert "name,kind,lang,doc,start,mentions\n" == Path("u.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.txt", "-o", "m.csv"], "missing.txt: no such file"),
        (["a.txt", "broken.txt", "-o", "m.csv"], "broken.txt: not UTF-8"),
        (["a.txt", "t.jsonl", "-o", "m.csv"], "t.jsonl: no column 'text'; the columns are 'body'"),
        (["a.txt", "-o", "m.doc"], "m.doc: the ending is .doc"),
        (["a.txt", "-o", "no/m.csv"], "no/m.csv: cannot be written: no such folder"),
        (["a.txt", "-o", "a.txt"], "--output a.txt: that is the input"),
        (["a.txt", "-o", "m.csv", "--unknown", "m.csv"], "--unknown m.csv: that is where --output goes"),
        (["a.txt", "-o", "m.csv", "--html", "no/p.html"], "no/p.html: the page cannot be written there"),
        (["a.txt", "-o", "m.csv", "--html", "-"], "-: the page cannot be written there"),
        (["b.html", "-o", "m.csv", "--html", "b.html"], "--html b.html: that is the input"),
        (["a.txt", "-o", "m.csv", "--lang", "klingonese"], "--lang 'klingonese'; expected: a BCP 47 tag"),
        (["a.txt", "-o", "m.csv", "--gazetteer", "none"], "none"),
        (["a.txt", "-o", "m.csv", "--encoding", "utf-99"], "no encoding 'utf-99'"),
    ],
)
def test_wrong_use(text: Text, arguments: list[str], told: str) -> None:
    """Wrong use and input that cannot be read end with code 2 before any output, and say what is wrong."""
    Path("a.txt").write_bytes(ARTICLE.encode())
    Path("b.html").write_bytes(PAGE.encode())
    Path("broken.txt").write_bytes(b"Bak\xfd")
    Path("t.jsonl").write_text('{"body": "x"}\n', encoding="utf-8")
    before = sorted(path.name for path in Path().iterdir())
    outcome = text(*arguments)
    assert (2, "") == (outcome.code, outcome.out)
    assert told in outcome.err
    assert "Traceback" not in outcome.err
    assert before == sorted(path.name for path in Path().iterdir())


@pytest.mark.parametrize(
    ("stdin", "docs"),
    [
        (ARTICLE.encode(), ["-"]),
        (("\ufeff" + ARTICLE).encode(), ["-"]),
        (json.dumps({"id": "x", "text": ARTICLE}).encode(), ["x"]),
        (b"", []),
    ],
    ids=["text", "marked text", "JSON lines", "nothing"],
)
def test_standard_input(tmp_path: Path, small_gazetteer: Path, stdin: bytes, docs: list[str]) -> None:
    """Standard input is JSON lines if it begins so, else one text."""
    outcome = run_command("resolve", "text", "-", "-o", "-", stdin=stdin, cwd=tmp_path, **of(small_gazetteer))
    assert 0 == outcome.code
    assert docs == list(dict.fromkeys(row["doc"] for row in mentions(outcome)))


def test_page_on_standard_input_is_refused(tmp_path: Path) -> None:
    """A page that lies nowhere has no place beside it for its text."""
    outcome = run_command("resolve", "text", "-", "-o", "-", stdin=PAGE.encode(), cwd=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "save it to a file" in outcome.err


def test_pipe_is_read_as_text(tmp_path: Path, small_gazetteer: Path) -> None:
    """A pipe with a known ending is read once, and counts as a text."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    Thread(target=pipe.write_bytes, args=[ARTICLE.encode()], daemon=True).start()
    outcome = run_command("resolve", "text", "pipe.txt", "-o", "-", cwd=tmp_path, **of(small_gazetteer))
    assert 0 == outcome.code
    assert {"pipe.txt"} == {row["doc"] for row in mentions(outcome)}


@settings(suppress_health_check=FIXTURE_IS_SHARED, max_examples=8)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(ARTICLE.split(" ")) | any_text, max_size=12).map(" ".join),
        min_size=1,
        max_size=30,
    )
)
def test_offsets_hold_for_any_text(text: Text, texts: list[str]) -> None:
    """Whatever a text holds and comes in, `text[start:end]` is the surface, within the text's bounds."""
    lines = "".join(json.dumps({"text": each}) + "\n" for each in texts)
    Path("a.jsonl").write_text(lines, encoding="utf-8")
    Path("b.txt").write_bytes(texts[0].encode())
    Path("c.html").write_bytes(texts[0].encode())
    outcome = text("a.jsonl", "b.txt", "c.html", "-o", "-", "-q")
    assert 0 == outcome.code
    decoded = {str(number): each for number, each in enumerate(texts, 1)}
    decoded["b.txt"] = texts[0].removeprefix("\ufeff")
    decoded["c.html"] = Path("c.html.txt").read_bytes().decode()
    for row in mentions(outcome):
        start, end = row["start"], row["end"]
        assert 0 <= start < end <= len(decoded[row["doc"]])
        assert row["surface"] == decoded[row["doc"]][start:end]


def test_processes_and_batches_make_no_difference(text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output is the same, byte for byte, in one batch or in many, by one process or by two."""
    rows = [{"text": None if number == 7 else ARTICLE[number:]} for number in range(12)]
    Path("a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    outputs = []
    for share, jobs in ((1_000_000, 1), (500, 1), (500, 2)):
        monkeypatch.setattr("resolve.documents.run.SHARE", share)
        outcome = text("a.jsonl", "-o", "m.csv", "--unknown", "u.csv", "--jobs", str(jobs), "-q")
        assert (3, "") == (outcome.code, outcome.err)
        outputs.append((Path("m.csv").read_bytes(), Path("u.csv").read_bytes()))
    assert outputs[0] == outputs[1] == outputs[2]
    assert b"there is no text in this row" in outputs[0][0]


@pytest.mark.parametrize("ugly", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(text: Text, ugly: str) -> None:
    """Twice as much of what is hostile takes about twice as long, not four times; offsets hold."""
    seconds = []
    for times in (1, 2):
        document = ugly * times
        Path("a.txt").write_bytes(document.encode())
        begin = time.process_time()
        outcome = text("a.txt", "-o", "m.parquet", "-q")
        seconds.append(time.process_time() - begin)
        assert (0, "") == (outcome.code, outcome.err)
        rows = pl.read_parquet("m.parquet").select("start", "end", "surface").rows()
        assert all(document[start:end] == surface for start, end, surface in rows)
    assert seconds[1] < 3 * seconds[0] + 2
