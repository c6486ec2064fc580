"""Broken rule data is named with its place, never used."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolve import tables
from resolve.conversion import registry
from resolve.conversion.alternatives import list_alternatives
from resolve.conversion.rules import convert_words, list_rules
from resolve.errors import DataError

HEADER = (
    "# id: x\n# what: w\n# source: ru\n# target: de\n# rank: 1\n"
    "# authority: a\n# year: 2020\n# licence: l\n# note: n\n"
)
COLUMNS = "# what: w\nsource\ttarget\talternative\tweight\tscope\tnote\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "_DATA", tmp_path / "data")
    folder = tmp_path / "data" / "conversion"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# note: n\n", "", "lacks note"),
        ("# id: x", "# id: y", "id is 'y', the file is called 'x.txt'"),
        ("# source: ru", "# source: rus", "source is 'rus', expected one of az, "),
        ("# year: 2020", "# year: long ago", "year is 'long ago', expected a whole number"),
    ],
)
def test_header(folder: Path, old: str, new: str, message: str) -> None:
    """A header says all that the register needs."""
    (folder / "x.txt").write_text(HEADER.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=message):
        registry.systems.__wrapped__()


def test_line_that_is_no_rule(folder: Path) -> None:
    """A line that is neither rule nor variable nor comment is named."""
    (folder / "broken1.txt").write_text(HEADER + "а > a ;\nб = b\n", "utf-8")
    with pytest.raises(DataError, match=r"broken1.txt:11: expected 'left"):
        list_rules("broken1")


def test_rules_that_do_not_compile(folder: Path) -> None:
    """What ICU refuses is a fault of the data."""
    (folder / "broken2.txt").write_text(HEADER + "$undefined { а > a ;\n", "utf-8")
    with pytest.raises(DataError, match=r"broken2.txt: ICU cannot compile the rules"):
        convert_words("broken2", ["а"])


@pytest.mark.parametrize(
    ("number", "row", "message"),
    [
        (1, "б\tb\tp\t.5\tword\t", "б > b: broken31 has no such rule"),
        (2, "а\ta\te\t.5\toften\t", "scope is 'often', expected habit or word"),
        (3, "а\ta\te\t1.5\tword\t", "weight is '1.5', expected more than 0"),
        (4, "а\ta\te\tmuch\tword\t", "weight is 'much', expected more than 0"),
    ],
)
def test_alternatives(folder: Path, number: int, row: str, message: str) -> None:
    """An alternative belongs to a rule and has a weight and a scope."""
    name = f"broken3{number}"
    (folder / f"{name}.txt").write_text(HEADER + "а > a ;\n", "utf-8")
    (folder / f"{name}.variants.tsv").write_text(COLUMNS + row + "\n", "utf-8")
    with pytest.raises(DataError, match=message):
        list_alternatives(name)
