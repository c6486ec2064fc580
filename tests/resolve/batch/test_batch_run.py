"""The batch run as a library function: nothing is lost, and many processes answer as one does."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import frames

import resolve
from gazetteer.files import FileFormat, Table, read_table, write_table
from resolve.batch import BatchRequest, PairsRequest, Side, run_batch, run_pairs
from resolve.batch.answering import QUESTION, SCORE_DIGITS, answer_questions
from resolve.batch.cells import birth_year_cells
from resolve.batch.pairs import COMPARISON_COLUMNS
from resolve.batch.processes import answer_in_processes
from resolve.columns import ANSWER_COLUMNS
from resolve.errors import WorkerError
from resolve.index.store import provide_index
from resolve.types import Options

QUERIES = 10_000
SEED = 20261122


def table_of(frame: pl.DataFrame) -> Table:
    return Table(frame, "table.csv", FileFormat("csv"), "utf-8", ",")


@given(frame=frames(), top=st.integers(1, 3))
@settings(max_examples=60, suppress_health_check=FIXTURE_IS_SHARED)
def test_no_row_is_lost(frame: pl.DataFrame, top: int, small_gazetteer: Path, tmp_path: Path) -> None:
    """Whatever a table holds, its rows and columns come back as they were, in order, through a file too."""
    write_table(frame, tmp_path / "in.csv")
    table = read_table(tmp_path / "in.csv", separator=",")
    request = BatchRequest(
        columns=tuple(table.frame.columns[:2]),
        options=Options(top=top),
        prefix="+",
        gazetteer=small_gazetteer,
    )
    result = run_batch(table, request)
    write_table(result.frame, tmp_path / "out.csv")
    written = read_table(tmp_path / "out.csv", separator=",").frame
    added = ["+" + name for name in (*ANSWER_COLUMNS, *(["candidates"] if top > 1 else []))]
    assert [*table.frame.columns, *added] == result.frame.columns == written.columns
    assert table.frame.equals(result.frame.select(table.frame.columns))
    assert table.frame.equals(written.select(table.frame.columns))
    assert table.frame.height == result.counts.rows
    assert 0 == written["+decision"].null_count() == written["+reason"].null_count()


@given(frame=frames())
@settings(max_examples=40)
def test_no_pair_is_lost(frame: pl.DataFrame) -> None:
    """Whatever a table of pairs holds, its rows and columns come back as they were, in order."""
    left, right = frame.columns[0], frame.columns[-1]
    result = run_pairs(table_of(frame), PairsRequest(Side(left), Side(right), prefix="+"))
    assert [*frame.columns, *("+" + name for name in COMPARISON_COLUMNS)] == result.frame.columns
    assert frame.equals(result.frame.select(frame.columns))
    assert (result.frame["+similarity"].is_null() == (result.frame["+decision"] == "error")).all()


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Return spellings of the embedded gazetteer with slips of the pen, some of them more than once."""
    known = resolve.open().index.spellings.text
    rng = random.Random(SEED)

    def slipped(name: str) -> str:
        kind = rng.randrange(5)
        place = rng.randrange(len(name))
        if kind == 0:
            return name[:place] + name[place + 1 :]
        if kind == 1:
            return name[: place + 1] + name[place:]
        if kind == 2:
            return " ".join(reversed(name.split()))
        return name.upper() if kind == 3 else name

    return [slipped(known[rng.randrange(len(known))]) for _ in range(QUERIES)]


@pytest.fixture(scope="module")
def batch(names: list[str]) -> pl.DataFrame:
    """Return the answers to the names, by one process."""
    return run_batch(table_of(pl.DataFrame({"name": names})), BatchRequest()).frame


def names_that_differ(one: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    """Return the names whose answers are not the same, scores up to rounding."""
    differs = pl.any_horizontal(
        *(pl.col(column).ne_missing(other[column]) for column in one.columns if column != "score"),
        (pl.col("score") - other["score"]).abs() > 10**-SCORE_DIGITS * 1.5,
    )
    return one.filter(differs)["name"].to_list()


def test_batch_equals_lookup(names: list[str], batch: pl.DataFrame) -> None:
    """A name is answered alone as it is among ten thousand."""
    resolver = resolve.open()
    alone = [resolver.lookup(name) for name in names]
    expected = pl.DataFrame(
        {
            "name": names,
            **{column: [getattr(answer, column) for answer in alone] for column in ANSWER_COLUMNS},
        },
        schema=batch.schema,
    ).with_columns(pl.col("score").round(SCORE_DIGITS))
    assert [] == names_that_differ(expected, batch)


def test_processes_answer_as_one_does(names: list[str], batch: pl.DataFrame) -> None:
    """Two processes give the same answers in the same order as one."""
    made = run_batch(table_of(pl.DataFrame({"name": names})), BatchRequest(jobs=2)).frame
    assert [] == names_that_differ(batch, made)


def questions(rows: list[str | None]) -> pl.DataFrame:
    nothing = [None] * len(rows)
    return pl.DataFrame(
        dict(zip(QUESTION, (rows, nothing, nothing, nothing, nothing), strict=True)),
        schema={**dict.fromkeys(QUESTION, pl.String), "birth_year": pl.Int32},
    )


def test_shares_keep_their_order(small_gazetteer: Path) -> None:
    """Shares come back in order whoever answers them, options and errors hold, and progress rises."""
    rows = [f"Baku {number}" if number % 3 else None for number in range(3_500)]
    index = provide_index(small_gazetteer)
    options = Options(top=2, exclude=frozenset({"per:aliyev_ilham"}))
    told: list[tuple[str, int, int]] = []
    made = answer_in_processes(
        index, questions(rows), options, 3, lambda what, done, total: told.append((what, done, total))
    )
    resolver = resolve.open(small_gazetteer)
    assert answer_questions(resolver, questions(rows), options).equals(made)
    assert sorted(told) == told
    assert ("resolving", 3_500, 3_500) == told[-1]


def test_worker_that_ends(small_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is ended from outside stops the run with advice, and does not hang it."""
    from resolve.batch import processes

    start = processes._start

    def doomed() -> processes.Worker:
        worker = start()
        worker.kill()
        return worker

    monkeypatch.setattr(processes, "_start", doomed)
    with pytest.raises(WorkerError, match=r"ended by signal 9 .* try --jobs 1"):
        answer_in_processes(provide_index(small_gazetteer), questions(["Baku"]), Options(), 2)


def test_fault_in_a_worker(small_gazetteer: Path) -> None:
    """A defect in a worker is told as one, with its traceback in a note."""
    wrong = questions(["Baku"]).rename({"name": "nom"})
    with pytest.raises(RuntimeError, match=r"nom|name") as caught:
        answer_in_processes(provide_index(small_gazetteer), wrong, Options(), 1)
    assert "Traceback" in caught.value.__notes__[0]


def test_numbers_as_names_and_years(small_gazetteer: Path) -> None:
    """Whole numbers that came as floats are read as whole; a column that is no text is text."""
    frame = pl.DataFrame({"name": ["Ilham Alijew", "Heydar Alijew"], "born": [1961.0, None]})
    result = run_batch(table_of(frame), BatchRequest(birth_year_column="born", gazetteer=small_gazetteer))
    assert ["per:aliyev_ilham", "per:aliyev_heydar"] == result.frame["entity_id"].to_list()
    assert 2 == result.counts.match


@pytest.mark.parametrize("day", ["1961-12-24", "1961-00-00", "+1961-12-24T00:00:00Z", date(1961, 12, 24)])
def test_years_of_dates(day: object) -> None:
    """A date of birth counts by its year, however it is written."""
    table = table_of(pl.DataFrame({"name": ["Ilham Alijew"], "born": [day]}))
    assert [1961] == birth_year_cells(table, "born").to_list()
