"""Functions of DuckDB: `select adlar_id(name, 'de') from people`.

| function | gives |
|---|---|
| `adlar_resolve(name[, lang[, kind[, country[, birth_year]]]])` | a struct: the columns of `batch` |
| `adlar_id(name[, lang[, kind[, country[, birth_year]]]])` | the entity's ID, null unless it is a match |
| `adlar_transliterate(name, source, target)` | the name in another orthography |
| `adlar_key(name[, lang])` | the fine key of the name, to join by |

They work on vectors of rows; a value that says something that does not exist makes an `error` of its row.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import polars as pl

import gazetteer as tables
from gazetteer.types import Where
from resolve.batch.answering import QUESTION
from resolve.conversion.column import transliterate_series
from resolve.errors import UsageError
from resolve.frame.answering import answer_rows, columns_added
from resolve.frame.columns import settled_value
from resolve.frame.keying import fine_keys
from resolve.types import Options

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_EXTRA: Final = ("duckdb", "pyarrow")
_CANDIDATES: Final = "STRUCT(entity_id VARCHAR, name VARCHAR, score DOUBLE)[]"
_KINDS: Final = {"score": "DOUBLE", "candidates": _CANDIDATES}
_WRITTEN: Final = ("name", "source", "target")
_KEYED: Final = ("name", "lang")
_PREFIX: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def register(
    connection: "duckdb.DuckDBPyConnection",
    *,
    gazetteer: Where = None,
    options: Options | None = None,
    prefix: str = "adlar_",
) -> None:
    """Give a connection the functions above; those that it has by these names are replaced.

    They belong to the connection, and nothing is written to its database.

    Args:
        connection: of DuckDB.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.
        options: thresholds and filters; with `top` > 1 the struct has the list `candidates`.
        prefix: begins the names of the functions, so that one connection can ask several gazetteers.

    Raises:
        UsageError: a prefix that can begin no name; the extra `frames` is missing.
        GazetteerError: no gazetteer there.
    """
    missing = [module for module in _EXTRA if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"DuckDB needs {' and '.join(missing)}, not found; install the extra: pip install 'adlar[frames]'"
        )
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(f"prefix {prefix!r}; expected: letters, digits and _, such as adlar_")
    tables.locate(gazetteer)
    asked = options or Options()
    fields = ", ".join(f"{name} {_KINDS.get(name, 'VARCHAR')}" for name in columns_added(asked, gazetteer))

    def answer(rows: pl.DataFrame) -> pl.Series:
        return answer_rows(rows, asked, gazetteer).to_struct()

    resolving = _create(connection, f"_{prefix}resolve", QUESTION, answer, f"STRUCT({fields})")
    _define(connection, f"{prefix}resolve", QUESTION, resolving)
    _define(connection, f"{prefix}id", QUESTION, f"({resolving}).entity_id")
    writing = _create(connection, f"_{prefix}transliterate", _WRITTEN, _transliterate, "VARCHAR")
    _define(connection, f"{prefix}transliterate", _WRITTEN, writing, len(_WRITTEN))
    keying = _create(connection, f"_{prefix}key", _KEYED, _key, "UBIGINT")
    _define(connection, f"{prefix}key", _KEYED, keying)


def _create(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    parameters: Sequence[str],
    work: Callable[[pl.DataFrame], pl.Series],
    gives: str,
) -> str:
    """Create a function of one struct, and return how it is called; `{}` stands for the members."""
    from duckdb import InvalidInputException
    from duckdb.func import ARROW, SPECIAL

    with suppress(InvalidInputException):
        # Raised if there is none yet.
        connection.remove_function(name)
    takes = f"STRUCT({', '.join(f'{parameter} VARCHAR' for parameter in parameters)})"
    connection.create_function(
        name,
        # DuckDB evaluates annotations, so it is given a function without any.
        lambda rows: _as_arrow(work(_as_frame(rows, parameters))),
        [takes],
        gives,
        type=ARROW,
        null_handling=SPECIAL,
    )
    return f"{name}(struct_pack({{}}))"


def _define(
    connection: "duckdb.DuckDBPyConnection", name: str, parameters: Sequence[str], body: str, least: int = 1
) -> None:
    """Define a function that may be called with fewer arguments than there are; the others are null."""
    forms = []
    for count in range(least, len(parameters) + 1):
        given = [*parameters[:count], *["NULL"] * (len(parameters) - count)]
        members = zip(parameters, given, strict=True)
        packed = ", ".join(f"{parameter} := CAST({value} AS VARCHAR)" for parameter, value in members)
        forms.append(f"({', '.join(parameters[:count])}) AS {body.format(packed)}")
    connection.execute(f"CREATE OR REPLACE TEMPORARY MACRO {name}{', '.join(forms)}")


def _transliterate(rows: pl.DataFrame) -> pl.Series:
    """The name of each row in the orthography that the row names; null where name or target is."""
    parts = [pl.DataFrame(schema={"row": pl.UInt32, "text": pl.String})]
    for part in _parts(rows.with_row_index("row").drop_nulls("target"), "source", "target"):
        source, target = part["source"][0] or "und", part["target"][0]
        parts.append(part.select("row", text=transliterate_series(part["name"], source, target)))
    return _in_place(rows, pl.concat(parts))


def _key(rows: pl.DataFrame) -> pl.Series:
    """The fine key of each name; null where there is none."""
    parts = [pl.DataFrame(schema={"row": pl.UInt32, "text": pl.UInt64})]
    for part in _parts(rows.with_row_index("row"), "lang"):
        lang = settled_value("lang", part["lang"][0] or None)
        parts.append(part.select("row", text=fine_keys(part["name"], lang)))
    return _in_place(rows, pl.concat(parts))


def _parts(rows: pl.DataFrame, *by: str) -> list[pl.DataFrame]:
    """The rows with a name, those together that say the same besides."""
    return rows.drop_nulls("name").partition_by(*by, maintain_order=True)


def _in_place(rows: pl.DataFrame, found: pl.DataFrame) -> pl.Series:
    numbers = pl.DataFrame({"row": pl.int_range(rows.height, dtype=pl.UInt32, eager=True)})
    return numbers.join(found, on="row", how="left", maintain_order="left")["text"]


def _as_frame(rows: "pa.ChunkedArray", names: Sequence[str]) -> pl.DataFrame:
    return pl.Series(rows, dtype=pl.Struct(dict.fromkeys(names, pl.String))).struct.unnest()


def _as_arrow(answers: pl.Series) -> "pa.ChunkedArray":
    """Without string views, which not every DuckDB reads."""
    import pyarrow as pa

    return pa.chunked_array([answers.to_arrow(compat_level=pl.CompatLevel.oldest())])
