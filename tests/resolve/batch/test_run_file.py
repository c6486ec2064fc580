"""The run over a file: what the run over a table gives, wherever it is cut and however often interrupted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl
import pytest
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import frames

from gazetteer.errors import UnwritableFile
from gazetteer.files import cutting, read_table, write_table
from gazetteer.files import stream as streams
from resolve.batch import BatchRequest, Counts, FileRequest, run_batch, run_file
from resolve.batch import file as file_runs
from resolve.batch.parts import Parts
from resolve.errors import UsageError
from resolve.types import Options

PER_EXAMPLE = settings(suppress_health_check=FIXTURE_IS_SHARED, max_examples=40)
NAMES = ["Bakü", "Ilham Alijew", "Alijew", None, "1994", "Baku", "Heydar Alijew", "xyz"]


@pytest.fixture(autouse=True)
def tiny_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut everything small, so that small files have many chunks."""
    monkeypatch.setattr("gazetteer.files.blocks.BLOCK", 32)
    monkeypatch.setattr(cutting, "CHUNK_BYTES", 64)
    monkeypatch.setattr(streams, "CHUNK_ROWS", 5)


def say_nothing(message: str) -> None:
    """Take a message and drop it."""


@given(
    frame=frames(max_rows=20),
    top=st.integers(1, 2),
    output=st.sampled_from(["o.csv", "o.parquet", "o.jsonl"]),
)
@PER_EXAMPLE
def test_file_as_table(
    frame: pl.DataFrame, top: int, output: str, small_gazetteer: Path, tmp_path: Path
) -> None:
    """Whatever a file holds, the run over it writes what the run over its table gives."""
    source = str(tmp_path / "in.csv")
    write_table(frame, source)
    table = read_table(source, separator=",")
    columns = tuple(table.frame.columns[:2])
    batch = BatchRequest(columns, options=Options(top=top), prefix="+", gazetteer=small_gazetteer)
    result = run_batch(table, batch)
    counts = run_file(FileRequest(source, str(tmp_path / output), batch, separator=","), say_nothing)
    write_table(result.frame, tmp_path / f"whole.{output}")
    whole, made = (read_table(tmp_path / name).frame for name in (f"whole.{output}", output))
    assert whole.equals(made)
    assert (result.counts, whole.schema) == (counts, made.schema)


def write_source(folder: Path, ending: str) -> str:
    rows = [{"name": NAMES[i * i % 8], "born": 1961 if i % 3 else None, "id": i} for i in range(60)]
    source = folder / f"in.{ending}"
    write_table(pl.DataFrame(rows), source)
    return str(source)


class Interruption(Exception):
    """What a run is interrupted by."""


@pytest.mark.parametrize(
    ("source", "output"),
    [("csv", "csv.gz"), ("tsv.gz", "tsv"), ("jsonl", "jsonl"), ("jsonl.zst", "parquet"), ("parquet", "csv")],
)
def test_interrupted_after_each_part(source: str, output: str, small_gazetteer: Path, tmp_path: Path) -> None:
    """A run that is interrupted after every part writes, in the end, what one that is not writes."""
    batch = BatchRequest(birth_year_column="born", options=Options(top=2), gazetteer=small_gazetteer)
    given_file = write_source(tmp_path, source)
    whole = tmp_path / f"whole.{output}"
    counts = run_file(FileRequest(given_file, str(whole), batch), say_nothing)
    target = tmp_path / f"o.{output}"
    parts = tmp_path / f"o.{output}.parts"
    done = Counts(0, 0, 0, 0)
    interruptions = 0
    while not target.exists():
        before = len(list(parts.glob("*.answers")))

        def interrupt(what: str, done: int, total: int, before: int = before) -> None:
            if len(list(parts.glob("*.answers"))) > before:
                raise Interruption

        try:
            done = run_file(FileRequest(given_file, str(target), batch, resume=True), say_nothing, interrupt)
        except Interruption:
            interruptions += 1
    assert interruptions > 3
    assert (counts, whole.read_bytes()) == (done, target.read_bytes())
    assert not parts.exists()


def resume(folder: Path, gazetteer: Path, told: list[str]) -> bytes:
    source = str(folder / "in.csv")
    request = FileRequest(source, str(folder / "o.csv"), BatchRequest(gazetteer=gazetteer), resume=True)
    run_file(request, told.append)
    return (folder / "o.csv").read_bytes()


@pytest.fixture
def left(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Leave all parts of a run that could not be written; return what it would have written."""
    request = FileRequest(
        write_source(tmp_path, "csv"), str(tmp_path / "o.csv"), BatchRequest(gazetteer=small_gazetteer)
    )
    counts = run_file(request, say_nothing)
    expected = (tmp_path / "o.csv").read_bytes()
    (tmp_path / "o.csv").unlink()

    def refuse(chunks: Iterator[pl.DataFrame], *_: object) -> None:
        assert counts.rows == sum(chunk.height for chunk in chunks)
        raise UnwritableFile("full")

    with monkeypatch.context() as context:
        context.setattr(file_runs, "write_chunks", refuse)
        with pytest.raises(UnwritableFile):
            run_file(request, say_nothing)
    assert 4 < len(list((tmp_path / "o.csv.parts").glob("*.answers")))
    return expected


def test_rows_are_written_while_others_are_answered(small_gazetteer: Path, tmp_path: Path) -> None:
    """When the rows of a chunk are written, its answers are kept, and those of later ones are not yet."""
    seen = []

    def watch(questions: pl.DataFrame, answers: pl.DataFrame) -> None:
        seen.append(len(list((tmp_path / "o.csv.parts").glob("*.answers"))))

    source = write_source(tmp_path, "csv")
    request = FileRequest(source, str(tmp_path / "o.csv"), BatchRequest(gazetteer=small_gazetteer))
    run_file(request, say_nothing, watch=watch)
    assert list(range(1, len(seen) + 1)) == seen
    assert 4 < len(seen)


@pytest.mark.parametrize("written", [0, 1, 3])
def test_write_that_fails_midway(
    written: int, small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be written any more the run ends, and what is answered can be gone on from."""
    source = write_source(tmp_path, "csv")
    batch = BatchRequest(gazetteer=small_gazetteer)
    run_file(FileRequest(source, str(tmp_path / "whole.csv"), batch), say_nothing)

    def refuse(chunks: Iterator[pl.DataFrame], *_: object) -> None:
        assert written + 1 == len(list(islice(chunks, written + 1)))
        raise UnwritableFile("full")

    told: list[str] = []
    with monkeypatch.context() as context:
        context.setattr(file_runs, "write_chunks", refuse)
        with pytest.raises(UnwritableFile):
            run_file(FileRequest(source, str(tmp_path / "o.csv"), batch), told.append)
    assert written + 1 == len(list((tmp_path / "o.csv.parts").glob("*.answers")))
    assert told[-1].endswith("finished and kept; the same command with --resume goes on from there")
    assert (tmp_path / "whole.csv").read_bytes() == resume(tmp_path, small_gazetteer, told)


def test_few_chunks_are_held(
    left: bytes, small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many parts are there to go on from, few chunks are held until they are written."""
    held: list[int] = []
    find = Parts.find

    def count(parts: Parts, number: int, rows: int) -> pl.DataFrame | None:
        held.append(number + 1)
        return find(parts, number, rows)

    monkeypatch.setattr(Parts, "find", count)
    written = 0
    most = 0

    def watch(questions: pl.DataFrame, answers: pl.DataFrame) -> None:
        nonlocal written, most
        most = max(most, held[-1] - written)
        written += 1

    source, target = str(tmp_path / "in.csv"), str(tmp_path / "o.csv")
    run_file(
        FileRequest(source, target, BatchRequest(gazetteer=small_gazetteer), resume=True),
        say_nothing,
        watch=watch,
    )
    assert (3, held[-1], left) == (most, written, (tmp_path / "o.csv").read_bytes())
    assert 4 < written


@pytest.mark.parametrize("damage", ["cut", "missing", "empty", "other"])
def test_damaged_part(damage: str, left: bytes, small_gazetteer: Path, tmp_path: Path) -> None:
    """A part that is missing or not whole is made anew."""
    part = tmp_path / "o.csv.parts" / "00000001.answers"
    first = tmp_path / "o.csv.parts" / "00000000.answers"
    match damage:
        case "cut":
            part.write_bytes(part.read_bytes()[:-20])
        case "missing":
            part.unlink()
        case "empty":
            part.write_bytes(b"")
        case "other":
            part.write_bytes(first.read_bytes())
    told: list[str] = []
    assert left == resume(tmp_path, small_gazetteer, told)
    assert 1 == len(told)
    assert "going on from there" in told[0]


def test_killed_while_writing(left: bytes, small_gazetteer: Path, tmp_path: Path) -> None:
    """Half an output that a killed run left among its parts is written anew."""
    (tmp_path / "o.csv.parts" / "output").write_bytes(left[:100])
    assert left == resume(tmp_path, small_gazetteer, [])


def test_damaged_manifest(left: bytes, small_gazetteer: Path, tmp_path: Path) -> None:
    """Parts of which nobody knows whose they are are not gone on from."""
    (tmp_path / "o.csv.parts" / "manifest.json").write_text("{")
    with pytest.raises(UsageError, match=r"manifest.json is missing or damaged; .* remove the folder"):
        resume(tmp_path, small_gazetteer, [])


def test_other_version(left: bytes, small_gazetteer: Path, tmp_path: Path) -> None:
    """Parts of another version are refused, and the message names both."""
    path = tmp_path / "o.csv.parts" / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "version": "0.0.1"}))
    with pytest.raises(UsageError, match=r'version was "0\.0\.1" and is "'):
        resume(tmp_path, small_gazetteer, [])


def test_nothing_to_resume(small_gazetteer: Path, tmp_path: Path) -> None:
    """Without anything to go on from, --resume starts anew and says so."""
    write_source(tmp_path, "csv")
    told: list[str] = []
    resume(tmp_path, small_gazetteer, told)
    assert ["--resume: no part of o.csv is there; starting anew"] == told


def test_folder_of_someone_else(small_gazetteer: Path, tmp_path: Path) -> None:
    """A folder that no run made is neither written to nor removed."""
    write_source(tmp_path, "csv")
    (tmp_path / "o.csv.parts").mkdir()
    (tmp_path / "o.csv.parts" / "diary.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"o\.csv\.parts: .* is of no run"):
        resume(tmp_path, small_gazetteer, [])
    assert ["diary.txt"] == [path.name for path in (tmp_path / "o.csv.parts").iterdir()]


def test_standard_output_is_not_resumed(small_gazetteer: Path, tmp_path: Path) -> None:
    """Nothing is kept of what goes to standard output."""
    source = write_source(tmp_path, "csv")
    request = FileRequest(source, "-", BatchRequest(gazetteer=small_gazetteer), resume=True)
    with pytest.raises(UsageError, match="--resume: '-' is no file"):
        run_file(request, say_nothing)


def test_wrong_cell_at_the_end(small_gazetteer: Path, tmp_path: Path) -> None:
    """A kind that is none, in the last row, stops the run before it starts, and its line is named."""
    (tmp_path / "in.csv").write_text("name,k\n" + '"Ba\nku",place\n' * 50 + "Baku,town\n")
    request = FileRequest(
        str(tmp_path / "in.csv"),
        str(tmp_path / "o.csv"),
        BatchRequest(kind_column="k", gazetteer=small_gazetteer),
    )
    with pytest.raises(UsageError, match="line 102: column 'k' holds 'town'"):
        run_file(request, say_nothing)
    assert ["in.csv"] == [path.name for path in tmp_path.iterdir()]
