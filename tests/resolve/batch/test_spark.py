"""Spark on two cores of this machine: the answers are those of the local run, whatever befalls a worker."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from command_line import run_command
from conftest import cell_value, read_cases, require

import resolve
from resolve.batch.spark import frame as planning
from resolve.batch.spark import local_session, node, pack_index, resolve_frame
from resolve.errors import UsageError
from resolve.types import Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, Row, SparkSession

ROOT = Path(__file__).parents[3]
ROWS = 2_400
SEED = 20261122
SCORE_NOISE = 1.5e-6
ANSWER = ["entity_id", "decision", "score", "best_entity_id", "best_name", "matched_name", "reason"]


@pytest.fixture(scope="module")
def node_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the workers take for their machine's cache; the driver has another."""
    return tmp_path_factory.mktemp("node")


@pytest.fixture(scope="module")
def session(node_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Return a session of two cores; ten batches and more make a table."""
    folder = str(tmp_path_factory.mktemp("spark"))
    settings = {
        "spark.driver.memory": "1g",
        "spark.executorEnv.ADLAR_CACHE": str(node_cache),
        "spark.executorEnv.PYTHONPATH": str(ROOT),
        "spark.local.dir": folder,
        "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": folder,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYSPARK_PYTHON", raising=False)
        try:
            opened = local_session(2, settings)
        except UsageError as error:
            require("spark", str(error))
        yield opened
        opened.stop()


@pytest.fixture(scope="module")
def table(embedded: resolve.Resolver, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of names as they come: of the gazetteer with slips, ugly ones, and any text at all."""
    rng = random.Random(SEED)
    known = embedded.index.spellings.text
    ugly = [
        cell_value(case["name"]) for case in read_cases("cli/rows.tsv") if "surrogate" not in case["case"]
    ]

    def drawn() -> object:
        name = known[rng.randrange(len(known))]
        place = rng.randrange(len(name))
        return rng.choice(
            [
                name,
                name.upper(),
                name[:place] + name[place + 1 :],
                name[:place] + name[rng.randrange(len(name))] + name[place:],
                " ".join(reversed(name.split())),
                rng.choice(ugly),
                "".join(chr(rng.randrange(0x20, 0xD800)) for _ in range(rng.randrange(20))),
            ]
        )

    names = [None if name is None else str(name) for name in [*ugly, *(drawn() for _ in range(ROWS))]]
    path = tmp_path_factory.mktemp("table") / "names.parquet"
    langs = [rng.choice([None, "az", "tr", "de", "ru", " "]) for _ in names]
    kinds = [rng.choice([None, None, "person", "place", "org"]) for _ in names]
    pl.DataFrame({"id": range(len(names)), "name": names, "lang": langs, "kind": kinds}).write_parquet(path)
    return path


@pytest.fixture(scope="module")
def local_answers(table: Path, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Return what `resolve batch` answers."""
    output = tmp_path_factory.mktemp("local") / "out.parquet"
    columns = ("--lang-column", "lang", "--kind-column", "kind", "--top", "2")
    assert 3 == run_command("resolve", "batch", table, "--output", output, *columns, "--quiet").code
    return pl.read_parquet(output)


def as_polars(frame: DataFrame) -> pl.DataFrame:
    return pl.DataFrame(pl.from_arrow(frame.toArrow())).sort("id")


def assert_same(expected: pl.DataFrame, actual: pl.DataFrame) -> None:
    """Fail unless two tables are the same, scores up to rounding."""
    assert expected.columns == actual.columns
    scores = pl.col("score") - actual["score"]
    differs = pl.any_horizontal(
        *(
            pl.col(name).ne_missing(actual[name])
            for name in expected.columns
            if name not in {"score", "candidates"}
        ),
        scores.abs() > SCORE_NOISE,
        pl.col("score").is_null() != actual["score"].is_null(),
    )
    assert [] == expected.filter(differs)["name"].to_list()
    if "candidates" in expected.columns:
        ids, other = (
            frame["candidates"].list.eval(pl.element().struct.field("entity_id"))
            for frame in (expected, actual)
        )
        assert expected.filter(ids.ne_missing(other)).is_empty()


def test_same_answers(session: SparkSession, table: Path, local_answers: pl.DataFrame) -> None:
    """Whatever a table holds, Spark answers as `resolve batch` does, row by row, whoever has the row."""
    frame = session.read.parquet(str(table)).repartition(5)
    answered = resolve_frame(frame, lang="lang", kind="kind", options=Options(top=2))
    assert_same(local_answers, as_polars(answered))


def test_index_is_unpacked_once_and_opened_once(
    session: SparkSession,
    table: Path,
    node_cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One copy of the index lies on the machine, and each worker opened it a single time."""
    answer_batches = planning.answer_batches

    def telling(batches: Iterable[pa.RecordBatch], task: node.Task) -> Iterator[pa.RecordBatch]:
        yield from answer_batches(batches, task)
        info = node.open_parcel.cache_info()
        (tmp_path / f"{os.getpid()}-{info.hits}").write_text(str(info.misses))

    monkeypatch.setattr(planning, "answer_batches", telling)
    resolve_frame(session.read.parquet(str(table)).limit(100).repartition(8)).collect()
    told = list(tmp_path.iterdir())
    assert 8 == len(told)
    assert {"1"} == {file.read_text() for file in told}
    assert 1 == len(list((node_cache / "indexes").glob("*.index")))


def test_worker_that_is_killed(
    session: SparkSession,
    table: Path,
    local_answers: pl.DataFrame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker that is killed when half of its answers are out loses no row, and doubles none."""
    answer_batches = planning.answer_batches

    def dying(batches: Iterable[pa.RecordBatch], task: node.Task) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        context = TaskContext.get()
        for number, answered in enumerate(answer_batches(batches, task)):
            yield answered
            if (context.partitionId(), context.attemptNumber(), number) == (1, 0, 2):
                (tmp_path / "killed").touch()
                os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(planning, "answer_batches", dying)
    frame = session.read.parquet(str(table)).repartition(2)
    answered = resolve_frame(frame, lang="lang", kind="kind", options=Options(top=2))
    answered.write.parquet(str(tmp_path / "out"))
    assert (tmp_path / "killed").exists()
    assert_same(local_answers, pl.read_parquet(tmp_path / "out" / "*.parquet").sort("id"))


def test_columns_come_back_as_they_were(session: SparkSession, small_gazetteer: Path) -> None:
    """Columns of any type, and of any name, even the same twice, are unchanged."""
    kinds = (
        "name string, `a.b` int, `a.b` timestamp, `` decimal(9,2), l array<map<string,date>>, "
        "s struct<x:binary>, n void, i tinyint not null comment 'a number'"
    )
    when = datetime(2026, 11, 22, 1, 2, 3, 456789)
    rows = [
        ("Baku", 1, when, Decimal("1.50"), [{"k": when.date()}], (bytearray(b"\xff"),), None, 1),
        (None, None, None, None, None, None, None, 2),
    ]
    frame = session.createDataFrame(rows, kinds)
    answered = resolve_frame(frame, gazetteer=small_gazetteer)
    assert [*frame.columns, *ANSWER] == answered.columns
    assert frame.schema.fields == answered.schema.fields[: len(frame.columns)]
    expected = [
        (*row, *answer) for row, answer in zip(rows, (["loc:baku", "match"], [None, "error"]), strict=True)
    ]
    assert expected == [tuple(row)[: len(rows[0]) + 2] for row in answered.collect()]


def rows_of(frame: DataFrame) -> list[Row]:
    return frame.select("entity_id", "decision", "reason").collect()


def test_expressions(session: SparkSession, small_gazetteer: Path) -> None:
    """A column may be an expression: a value for all rows, two columns joined, a number."""
    from pyspark.sql.functions import concat_ws, lit

    frame = session.createDataFrame([("Ilham", "Alijew", 1961.0)], "first string, last string, born double")
    answered = resolve_frame(
        frame,
        name=concat_ws(" ", "first", "last"),
        lang=lit("de"),
        birth_year="born",
        country=lit("az"),
        prefix="x_",
        gazetteer=small_gazetteer,
    )
    assert [*frame.columns, *("x_" + name for name in ANSWER)] == answered.columns
    assert ["per:aliyev_ilham"] == [row.x_entity_id for row in answered.collect()]


def test_rows_that_say_what_there_is_not(session: SparkSession, small_gazetteer: Path) -> None:
    """A kind, language, country or year that is none, and bytes that are no text, make a row an error."""
    columns = "name string, lang string, kind string, country string, year string"
    rows = [
        ("Baku", "de", " ORG ", "az", "-44"),
        ("Baku", "turkish", None, None, None),
        ("Baku", None, "city", "AZE", "MCM"),
        (None, "de", None, None, "20000"),
    ]
    frame = session.createDataFrame(rows, columns)
    damaged = session.sql("select cast(unhex('42FF') as string), 'de', '', ' ', null")
    answered = resolve_frame(
        frame.union(damaged).coalesce(1),
        lang="lang",
        kind="kind",
        country="country",
        birth_year="year",
        gazetteer=small_gazetteer,
    )
    reasons = [
        "lang 'turkish'; expected: a BCP 47 tag such as az, tr or de",
        "kind 'city'; expected: one of person, place, organization, other; country 'AZE'; expected: a "
        "country code of ISO 3166-1, two letters such as AZ; birth_year 'MCM'; expected: a year of at most "
        "four digits, such as 1961, or a date that begins with it",
        "birth_year '20000'; expected: a year of at most four digits, such as 1961, or a date that begins "
        "with it",
        "name holds bytes that are no UTF-8",
    ]
    first, *faulty = rows_of(answered)
    assert "error" != first.decision
    assert [(None, "error", reason) for reason in reasons] == [tuple(row) for row in faulty]


def test_no_rows(session: SparkSession, small_gazetteer: Path) -> None:
    """A frame without rows gives one without rows, with all columns."""
    frame = session.createDataFrame([], "name string")
    answered = resolve_frame(frame, gazetteer=small_gazetteer, options=Options(top=2))
    assert ["name", *ANSWER, "candidates"] == answered.columns
    assert [] == answered.collect()


def test_parcel(session: SparkSession, small_gazetteer: Path, tmp_path: Path) -> None:
    """An index that was packed before is fetched from where it lies."""
    parcel = pack_index(tmp_path, small_gazetteer)
    frame = session.createDataFrame([("Alijew, Ilham",)], "name string")
    answered = resolve_frame(frame, parcel=parcel.rename(tmp_path / "mine.zip").as_uri())
    assert ["per:aliyev_ilham"] == [row.entity_id for row in answered.collect()]


BAD_USE = {
    "no such column": (
        {"name": "nom"},
        r"^name: no column 'nom'; the columns are 'name', 'list', 'score', 'span'$",
    ),
    "no such column, in an expression": (
        {"lang": "=nowhere"},
        r"^lang: .*nowhere.*; the columns are 'name', ",
    ),
    "no text": ({"kind": "list"}, r"^kind: 'list' holds array<int>; text was expected$"),
    "a column that is there": (
        {},
        r"^the column 'score' would be added, but there is one already; .* prefix='adlar_'",
    ),
    "a type without a counterpart": (
        {"prefix": "x_"},
        r"^the column 'span' holds interval, which Spark does not hand to Python",
    ),
    "no candidate": ({"options": Options(top=0)}, r"^top 0; expected"),
    "two indexes": ({"gazetteer": ".", "parcel": "x.zip"}, r"^both gazetteer and parcel were given"),
}


@pytest.mark.parametrize("case", BAD_USE)
def test_bad_use(case: str, session: SparkSession) -> None:
    """What does not fit together is said in plain words, before any job runs."""
    from pyspark.sql.functions import col

    arguments, told = BAD_USE[case]
    given = {
        key: col(value[1:]) if isinstance(value, str) and value.startswith("=") else value
        for key, value in arguments.items()
    }
    context = session.sparkContext
    context.setJobGroup(case, case)
    frame = session.sql("select 'Baku' name, array(1) list, 1.5 score, make_interval(1) span")
    with pytest.raises(UsageError, match=told):
        resolve_frame(frame, **given)
    assert [] == list(context.statusTracker().getJobIdsForGroup(case))


def test_frame_of_another_library(session: SparkSession) -> None:
    """A frame that is none of Spark's is named."""
    with pytest.raises(UsageError, match=r"polars\..*DataFrame is no data frame of Spark"):
        resolve_frame(pl.DataFrame({"name": ["Baku"]}))
