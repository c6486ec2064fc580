"""Review sheets: written by `resolve batch`, read by a reader that is not ours, filled in, applied."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from command_line import Outcome, call_resolve
from conftest import require

from gazetteer import read_changes
from resolve.review.grid import without_mark

Batch = Callable[..., Outcome]
Cells = dict[str, Any]
NAMES = [
    "Ilham Aliyew",
    "Alijew",
    "Ilham Aliyew",
    "=Heydar Alijev",
    "Sergey Lawrov",
    "-Nachitschevan",
    "Elmar",
    "S. Lawrow",
]
ALL = ("--threshold", "1", "--review-threshold", "0")


def need_openpyxl() -> None:
    """Skip where .xlsx cannot be read."""
    if importlib.util.find_spec("openpyxl") is None:
        require("clients", "openpyxl is not installed; the extra `report` provides it")


def write_sheet(batch: Batch, form: str) -> Path:
    """Write a sheet on `NAMES`, all of which are to be reviewed; skip where its form cannot be read."""
    if form == "xlsx":
        need_openpyxl()
    pl.DataFrame({"name": NAMES, "lang": ["de"] * len(NAMES)}).write_csv("in.csv")
    path = Path(f"review.{form}")
    outcome = batch("in.csv", "-o", "out.csv", "--lang-column", "lang", *ALL, "--review", path)
    assert 0 == outcome.code, outcome.err
    assert f"7 names of 8 rows to review: {path}" in outcome.err
    return path


def read_rows(path: Path) -> list[Cells]:
    """Read a sheet with a reader that is not ours."""
    if path.suffix == ".xlsx":
        import openpyxl

        header, *rows = openpyxl.load_workbook(path)["review"].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]
    separator = "," if path.suffix == ".csv" else "\t"
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def fill(path: Path, verdicts: dict[str, Cells]) -> None:
    """Fill in columns of rows, found by the name without a mark before it."""
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        places = {cell.value: cell.column for cell in book["review"][1]}
        for row in list(book["review"].rows)[1:]:
            for column, value in verdicts.get(row[places["name"] - 1].value, {}).items():
                book["review"].cell(row[0].row, places[column], value)
        book.save(path)
        return
    rows = read_rows(path)
    for row in rows:
        row.update(verdicts.get(without_mark(row["name"]), {}))
    save_text(path, rows, "," if path.suffix == ".csv" else "\t", "utf-8-sig")


def save_text(path: Path, rows: list[Cells], separator: str, encoding: str) -> None:
    """Write rows as a spreadsheet does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def apply_review(path: Path, directory: Path, *more: str) -> Outcome:
    """Make changes of a sheet, in `changes.jsonl`."""
    return call_resolve("apply-review", path, "-o", "changes.jsonl", *more, ADLAR_GAZETTEER=str(directory))


def operations() -> list[object]:
    """Return what `changes.jsonl` holds."""
    return [change.operation for change in read_changes("changes.jsonl")]
