"""What a worker of a cluster does: open the index once, and answer batch after batch of rows.

A batch is an Arrow record batch: the columns of the frame, then those of the question as text, in the order
of `answering.QUESTION`. What goes back has the columns of the frame as they came, then those of the answer.
All are named by their numbers, `c0`, `c1`, ...
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from resolve.batch.answering import QUESTION, answer_questions
from resolve.batch.asking import settle_questions
from resolve.batch.attach import put_faults
from resolve.batch.spark.parcel import unpack_index
from resolve.index.layout import Index
from resolve.resolver import Resolver
from resolve.types import Options

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker has to know besides the rows.

    Attributes:
        parcel: name of the file that was sent.
        options: thresholds and filters.
        columns: those that answer a row, as the frame has them.
    """

    parcel: str
    options: Options
    columns: Sequence[str]


def answer_batches(batches: "Iterable[pa.RecordBatch]", task: Task) -> "Iterator[pa.RecordBatch]":
    """Answer batches of rows, one at a time.

    Args:
        batches: the columns of the frame and of the question.
        task: how to answer, and from what.

    Yields:
        For each batch one of as many rows.

    Raises:
        IndexFaultError: the index that was sent cannot be used here.
    """
    import pyarrow as pa
    from pyspark import SparkFiles

    resolver = open_parcel(Path(SparkFiles.get(task.parcel)))
    for batch in batches:
        kept, asked = batch.columns[: -len(QUESTION)], batch.columns[-len(QUESTION) :]
        questions, faults = read_questions(asked)
        answers = put_faults(answer_questions(resolver, questions, task.options).select(task.columns), faults)
        columns = [*kept, *_as_arrow(answers)]
        yield pa.RecordBatch.from_arrays(columns, names=[f"c{number}" for number in range(len(columns))])


@lru_cache(maxsize=4)
def open_parcel(parcel: Path) -> Resolver:
    """Open the index of a parcel, once in the life of a worker.

    It is unpacked beside the parcel, where it goes when the job goes, or into `ADLAR_CACHE`, where all
    workers of a machine and later jobs find it.
    """
    cache = os.environ.get("ADLAR_CACHE")
    place = Path(cache) / "indexes" if cache else parcel.parent
    return Resolver(Index.load(unpack_index(parcel, place)))


def read_questions(asked: "Sequence[pa.Array]") -> tuple[pl.DataFrame, dict[int, str]]:
    """Read the columns of a question.

    Args:
        asked: text columns of n rows each, in the order of `QUESTION`.

    Returns:
        n questions, and the rows that say something that does not exist, with the reason.
    """
    damages: dict[int, str] = {}
    columns = []
    for what, array in zip(QUESTION, asked, strict=True):
        text, damaged = _as_text(array)
        for row in damaged:
            reason = f"{what} holds bytes that are no UTF-8"
            damages[row] = f"{damages[row]}; {reason}" if row in damages else reason
        columns.append(text.alias(what))
    questions, faults = settle_questions(pl.DataFrame(columns))
    rows = sorted(damages.keys() | faults.keys())
    return questions, {row: "; ".join(filter(None, (damages.get(row), faults.get(row)))) for row in rows}


def _as_text(array: "pa.Array") -> tuple[pl.Series, list[int]]:
    """A text column, and the rows whose bytes are none: Spark does not prove what it reads."""
    import pyarrow as pa

    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        stored = array.cast(pa.binary()).to_pylist()
        texts = [None if cell is None else _decoded(cell) for cell in stored]
        damaged = [row for row, cell in enumerate(stored) if cell is not None and texts[row] is None]
        return pl.Series(texts, dtype=pl.String), damaged
    return pl.Series(array).cast(pl.String), []


def _decoded(cell: bytes) -> str | None:
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return None


def _as_arrow(answers: pl.DataFrame) -> "list[pa.Array]":
    """The columns in the types that Spark knows: it has no string views, and large ones only on request."""
    import pyarrow as pa

    candidate = pa.struct({"entity_id": pa.string(), "name": pa.string(), "score": pa.float64()})
    kinds = {"score": pa.float64(), "candidates": pa.list_(candidate)}
    table = answers.to_arrow(compat_level=pl.CompatLevel.oldest())
    return [table[name].cast(kinds.get(name, pa.string())).combine_chunks() for name in answers.columns]
