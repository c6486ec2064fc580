"""`resolve cluster`: rows out, changes out, and what a person does with them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from command_line import call_gazetteer, call_resolve

ROWS = """name,lang,kind,decision,note
Elçin Həsənzadə,az,person,nil,a
Elçin Hasanzade,tr,person,nil,b
Bakı,az,place,match,c
Эльчин Гасанзаде,ru,person,nil,d
Elçin Hasanzade,tr,person,nil,e
Orxan Vəliyev,az,person,nil,f
"""


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """Return a table as `resolve batch` writes it, with columns of its own."""
    path = tmp_path / "unknown.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def own(small_gazetteer: Path, tmp_path: Path) -> Path:
    """Return a gazetteer that may be changed."""
    return Path(shutil.copytree(small_gazetteer, tmp_path / "own", ignore=shutil.ignore_patterns("*.index")))


def test_rows_stay_and_get_groups(unknown: Path, tmp_path: Path) -> None:
    """All rows and columns come out in their order; rows that were not nil have no group."""
    done = call_resolve("cluster", unknown, "--output", tmp_path / "out.csv")
    rows = pl.read_csv(tmp_path / "out.csv")
    before = pl.read_csv(unknown)
    assert (0, True) == (done.code, before.equals(rows.select(before.columns)))
    groups = rows["cluster_id"].to_list()
    assert (None, 1, 2) == (groups[2], len(set(groups[:2] + groups[3:5])), len({*groups} - {None}))
    assert "6 rows, 5 of unknown names: 2 groups, 2 of them proposed as entities" in done.err


def test_changes_are_taken(unknown: Path, own: Path, tmp_path: Path) -> None:
    """What is proposed can be applied as it is, and the names are then found."""
    changes = tmp_path / "new.jsonl"
    call_resolve("cluster", unknown, "--output", tmp_path / "out.csv", "--changes", changes)
    proposed = [json.loads(line) for line in changes.read_text(encoding="utf-8").splitlines()]
    assert ["add", "add"] == [change["op"] for change in proposed]
    assert all(0 < change["probability"] <= 1 and change["reason"] for change in proposed)
    applied = call_gazetteer("apply", changes, "--gazetteer", own)
    assert (0, "") == (applied.code, applied.err if applied.code else "")
    found = call_resolve("name", "Eltschin Hassansade", "--lang", "de", "--json", "--gazetteer", own)
    assert proposed[0]["entity_id"] == json.loads(found.out)["best_entity_id"]


def test_unreadable_names_are_told(tmp_path: Path) -> None:
    """A row without a name is an error with its reason, not a group; the exit code says so."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"name": "Orxan Vəliyev"}\n{"name": null}\n', encoding="utf-8")
    done = call_resolve("cluster", path, "--output", tmp_path / "out.jsonl")
    rows = pl.read_ndjson(tmp_path / "out.jsonl")
    assert (3, [None, "error: no name"]) == (done.code, rows["remark"].to_list())


def test_empty_table(tmp_path: Path) -> None:
    """No rows in, no rows out, and no changes."""
    path = tmp_path / "in.csv"
    path.write_text("name\n", encoding="utf-8")
    done = call_resolve(
        "cluster", path, "--output", tmp_path / "out.csv", "--changes", tmp_path / "new.jsonl"
    )
    assert (0, "") == (done.code, (tmp_path / "new.jsonl").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("header", "arguments", "message"),
    [
        ("title", [], "name"),
        ("name,system", [], "--prefix"),
        ("name,decision", [], "decision"),
        ("name,mentions", [], "mentions"),
        ("name", ["--threshold", "0"], "above 0"),
        ("name", ["--kind", "animal"], "kind"),
        ("name", ["--lang", "?"], "BCP 47"),
    ],
)
def test_wrong_use(header: str, arguments: list[str], message: str, tmp_path: Path) -> None:
    """What makes no sense is refused by its name, before anything is written."""
    path = tmp_path / "in.csv"
    path.write_text(f"{header}\n{','.join(['x'] * len(header.split(',')))}\n", encoding="utf-8")
    done = call_resolve("cluster", path, "--output", tmp_path / "out.csv", *arguments)
    assert (2, False, True) == (done.code, (tmp_path / "out.csv").exists(), message in done.err)
