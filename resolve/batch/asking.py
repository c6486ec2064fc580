"""Questions of data frames: a cell that says something that does not exist makes an error of its row."""

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from gazetteer.countries import canonical_country
from gazetteer.language import canonical_tag
from resolve.batch import cells

READERS: Final[Mapping[str, tuple[Callable[[str], str | None], str]]] = {
    "lang": (canonical_tag, cells.EXPECTED["lang"]),
    "kind": (cells.canonical_kind, cells.EXPECTED["kind"]),
    "country": (canonical_country, cells.EXPECTED["country"]),
    "birth_year": (cells.canonical_year, cells.EXPECTED["birth-year"]),
}
"""For each column that says something of a name, what reads a cell that is not blank, and what it expects."""


def settle_questions(asked: pl.DataFrame) -> tuple[pl.DataFrame, dict[int, str]]:
    """Read the columns of questions.

    Args:
        asked: n rows of text with the columns `answering.QUESTION`.

    Returns:
        n questions, and the rows that say something that does not exist, with the reason.
    """
    faults: dict[int, list[str]] = {}
    columns = []
    for column in asked.get_columns():
        if column.name in READERS:
            reader, expected = READERS[column.name]
            # 1961.0 is how a whole number comes that had company without one.
            cell = column.str.strip_chars().str.replace(r"^(-?\d+)\.0$", "$1")
            known = {value: reader(value) for value in cell.drop_nulls().unique() if value}
            wrong = [value for value, found in known.items() if found is None]
            for row in cell.is_in(wrong).arg_true() if wrong else ():
                reason = f"{column.name} {cell[row][:60]!r}; expected: {expected}"
                faults.setdefault(row, []).append(reason)
            columns.append(cell.replace_strict(known, default=None, return_dtype=pl.String))
        else:
            columns.append(column)
    questions = pl.DataFrame(columns).with_columns(pl.col("birth_year").cast(pl.Int32))
    return questions, {row: "; ".join(found) for row, found in faults.items()}
