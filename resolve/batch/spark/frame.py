"""A Spark data frame in, a Spark data frame out: what is done where the job is planned.

All that can be wrong with the columns is found here, before any work starts.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from gazetteer.combination.parts import are_several
from gazetteer.types import Where
from resolve.batch.answering import QUESTION
from resolve.batch.spark.node import Task, answer_batches
from resolve.batch.spark.parcel import pack_directory, parcel_name
from resolve.columns import added_columns
from resolve.errors import UsageError
from resolve.index.store import provide_index
from resolve.types import Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import SparkContext
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.types import DataType, StructField, StructType

EXTRA: Final = ("pyspark", "pyarrow", "pandas")
"""Modules of the extra `spark`; pandas is wanted by Spark itself."""


def resolve_frame(
    frame: "DataFrame",
    *,
    name: "str | Column" = "name",
    lang: "str | Column | None" = None,
    kind: "str | Column | None" = None,
    country: "str | Column | None" = None,
    birth_year: "str | Column | None" = None,
    options: Options | None = None,
    prefix: str = "",
    gazetteer: Where = None,
    parcel: str | None = None,
) -> "DataFrame":
    """Resolve the names of a Spark data frame; the answers are those of `resolve batch`.

    As everywhere in Spark, a column is given by its name or as an expression: `lang=lit("de")` says it for
    all rows, `name=concat_ws(" ", "first", "last")` joins two. Nothing is resolved before the result is asked
    for.

    Args:
        frame: any rows.
        name: where the name stands.
        lang: where its BCP 47 tag stands; an empty cell is "not known", here and below.
        kind: where its kind stands.
        country: where the country of its entity stands, ISO 3166-1 alpha-2.
        birth_year: where the year of birth of its entity stands.
        options: thresholds and filters.
        prefix: goes before the name of each column that is added.
        gazetteer: its directory on this machine, or several, see `gazetteer.locate`; None for the default
            ones. Its index is sent to every machine once.
        parcel: path or URI of a file that `pack_index` wrote, instead: the machines fetch it there.

    Returns:
        All rows and columns of `frame` with `columns.added_columns` after them. A row with a kind,
        language, country or year that is none is an `error`.

    Raises:
        UsageError: a column that is not there, of a type that is no text, or there already; the extra `spark`
            is missing; the frame is none of Spark's, or lies behind Spark Connect.
        GazetteerError: no gazetteer there, or a damaged one.
    """
    require_extra()
    from pyspark.sql.types import StructField, StructType

    _refuse_other_frames(frame)
    options = options or Options()
    if options.top < 1:
        raise UsageError(f"top {options.top}; expected how many candidates are to be listed, 1 or more")
    if gazetteer is not None and parcel is not None:
        raise UsageError("both gazetteer and parcel were given; a parcel holds the index of its gazetteer")
    asked = [
        _text_column(frame, what, column)
        for what, column in zip(QUESTION, (name, lang, kind, country, birth_year), strict=True)
    ]
    added = added_columns(options.top, parcel is None and are_several(gazetteer))
    result = _result_schema(frame, added, prefix)
    # Neither Spark nor Arrow can do with names that stand there twice, so the columns go by numbers.
    questions = _numbered(frame.select("*", *asked))
    numbers = StructType(
        [
            StructField(f"c{number}", field.dataType, field.nullable, field.metadata)
            for number, field in enumerate(result.fields)
        ]
    )
    _refuse_foreign_types(frame)
    task = Task(_send(frame.sparkSession.sparkContext, gazetteer, parcel), options, added)

    def answer(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return answer_batches(batches, task)

    return questions.mapInArrow(answer, numbers).toDF(*result.names)


def require_extra() -> None:
    """Raise unless the extra `spark` is installed.

    Raises:
        UsageError: it is not; the message tells how to install it.
    """
    missing = [module for module in EXTRA if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"Spark needs {' and '.join(missing)}, not found; install the extra: pip install 'adlar[spark]'"
        )


def _refuse_other_frames(frame: object) -> None:
    from pyspark.sql import DataFrame

    found = f"{type(frame).__module__}.{type(frame).__qualname__}"
    if found.startswith("pyspark.sql.connect."):
        raise UsageError(
            "the frame lies behind Spark Connect, which cannot send an index to the workers; "
            "run the job on the cluster itself, with spark-submit"
        )
    if not isinstance(frame, DataFrame):
        raise UsageError(f"{found} is no data frame of Spark")


def _text_column(frame: "DataFrame", what: str, column: "str | Column | None") -> "Column":
    """A column of the question as text."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions
    from pyspark.sql.types import ArrayType, BinaryType, MapType, StructType, UserDefinedType

    if column is None:
        return functions.lit(None).cast("string")
    try:
        kind = frame.select(column).schema[0].dataType
    except AnalysisException as error:
        there = ", ".join(repr(existing) for existing in frame.columns) or "none"
        found = f"no column {column!r}" if isinstance(column, str) else str(error).splitlines()[0]
        raise UsageError(f"{what}: {found}; the columns are {there}") from error
    if isinstance(kind, ArrayType | BinaryType | MapType | StructType | UserDefinedType):
        raise UsageError(f"{what}: {column!r} holds {kind.simpleString()}; text was expected")
    chosen = functions.col(column) if isinstance(column, str) else column
    return chosen.cast("string")


def _result_schema(frame: "DataFrame", added: Sequence[str], prefix: str) -> "StructType":
    """The columns of the frame, and those that are added.

    Raises:
        UsageError: one of these is there already.
    """
    from pyspark.sql.types import ArrayType, DoubleType, StringType, StructField, StructType

    candidate = StructType(
        [
            StructField("entity_id", StringType()),
            StructField("name", StringType()),
            StructField("score", DoubleType()),
        ]
    )
    kinds: dict[str, DataType] = {"score": DoubleType(), "candidates": ArrayType(candidate)}
    there = {existing.lower() for existing in frame.columns}
    taken = [prefix + column for column in added if (prefix + column).lower() in there]
    if taken:
        plural = "s" if len(taken) > 1 else ""
        raise UsageError(
            f"the column{plural} {', '.join(map(repr, taken))} would be added, but there is one already; "
            f"name the added ones with {'another' if prefix else 'a'} prefix, such as prefix='adlar_'"
        )
    fields = [StructField(prefix + column, kinds.get(column, StringType())) for column in added]
    return StructType([*frame.schema.fields, *fields])


def _numbered(frame: "DataFrame") -> "DataFrame":
    return frame.toDF(*(f"c{number}" for number in range(len(frame.columns))))


def _refuse_foreign_types(frame: "DataFrame") -> None:
    """Raise if a column is of a type that Spark does not exchange with Python."""
    fields = frame.schema.fields
    if _is_exchanged(frame, fields):
        return
    field = next(field for field in fields if not _is_exchanged(frame, [field]))
    raise UsageError(
        f"the column {field.name!r} holds {field.dataType.simpleString()}, which Spark does not hand to "
        "Python; leave it out, or cast it to text"
    )


def _is_exchanged(frame: "DataFrame", fields: "list[StructField]") -> bool:
    from pyspark.errors import PySparkException
    from pyspark.sql.types import StructType

    try:
        # Planned and never run: Spark looks at the types at once.
        frame.select().mapInArrow(lambda batches: batches, StructType(fields))
    except PySparkException:
        return False
    return True


def _send(context: "SparkContext", gazetteer: Where, parcel: str | None) -> str:
    """Make the index known to the workers, who fetch it before their first task; return the file's name."""
    from pyspark import SparkFiles

    if parcel is not None:
        context.addFile(parcel)
        return PurePosixPath(parcel).name
    index = provide_index(gazetteer)
    files = Path(SparkFiles.getRootDirectory())
    sent = parcel_name(index)
    if not (files / sent).exists():
        # The workers fetch it from where it was packed; that folder goes when the session ends.
        context.addFile(str(pack_directory(index, Path(tempfile.mkdtemp(prefix="adlar-", dir=files)))))
    return sent
