"""`resolve link`: merges proposed, applied and undone; conflicts told; what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
from command_line import call_gazetteer, call_resolve
from typer.main import get_command

from gazetteer.store import EMBEDDED
from resolve.cli.app import app


def build_own(tmp_path: Path) -> Path:
    """Build a gazetteer in which one person and one place stand twice."""
    table, own = tmp_path / "names.tsv", tmp_path / "own"
    rows = [
        ("a:1", "person", "az", "Elçin Həsənzadə", "AZ", ""),
        ("b:1", "person", "de", "Eltschin Hassansade", "AZ", ""),
        ("b:2", "person", "az", "Orxan Vəliyev", "AZ", ""),
        ("geonames:1", "place", "az", "Qaradonlu", "AZ", "40.7 47.2"),
        ("geonames:2", "place", "az", "Qaradonlu", "AZ", "40.7 47.2"),
        ("d:2", "organization", "az", "Qaradonlu", "AZ", "40.7 47.2"),
    ]
    lines = ["entity_id\tkind\tlang\tname\tcountry\tlatitude\tlongitude"]
    lines += ["\t".join((*row[:5], *(row[5].split() or ("", "")))) for row in rows]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert 0 == call_gazetteer("build", table, "--output", own).code
    return own


def test_command(tmp_path: Path) -> None:
    """Proposed merges can be applied as they are, which leaves nothing to propose; and undone, which does."""
    own, merges, conflicts = build_own(tmp_path), tmp_path / "merges.jsonl", tmp_path / "conflicts.csv"
    done = call_resolve("link", own, "--output", merges, "--conflicts", conflicts)
    first = merges.read_text(encoding="utf-8")
    proposed = json.loads(first)
    assert (0, "merge", "a:1", ["b:1"]) == (
        done.code,
        proposed["op"],
        proposed["entity_id"],
        proposed["merged"],
    )
    (pair,) = proposed["evidence"]["pairs"]
    assert ["Elçin Həsənzadə", "Eltschin Hassansade"] == pair["alike"]
    table = pl.read_csv(conflicts)
    assert {"two kinds, one name and place", "two IDs of one authority"} == set(table["reason"])
    assert 0 == call_gazetteer("apply", merges, "--gazetteer", own).code
    assert "5 entities: 0 merges proposed" in call_resolve("link", own, "--output", merges).err
    undone = call_gazetteer("split", "--merge", "b:1", "--gazetteer", own, "--reason", "two after all")
    assert 0 == undone.code, undone.err
    call_resolve("link", own, "--output", merges)
    assert first == merges.read_text(encoding="utf-8")


def test_told_apart_under_other_ids(tmp_path: Path) -> None:
    """What was told apart is never proposed, though both have got other IDs since."""
    own, merges = build_own(tmp_path), tmp_path / "merges.jsonl"
    told, where = tmp_path / "told.jsonl", ("--gazetteer", own, "--reason", "looked at")
    told.write_text('{"op": "different-from", "entity_id": "a:1", "different_from": ["b:1"]}\n')
    for change in (("apply", told), ("rename-id", "a:1", "a:9"), ("rename-id", "b:1", "b:9")):
        assert 0 == call_gazetteer(*change, *where).code
    assert 0 == call_resolve("link", own, "--output", merges).code
    assert "" == merges.read_text(encoding="utf-8")


def test_embedded_by_its_name() -> None:
    """The word `embedded` is the embedded gazetteer here too."""
    command = get_command(app).commands["link"]
    context = command.make_context("link", ["embedded", "--output", "merges.jsonl"])
    assert EMBEDDED == context.params["directory"]


def test_conflicts_without_a_file(tmp_path: Path) -> None:
    """Without --conflicts they are counted by reason, the first is named, and it is said how to see all."""
    done = call_resolve("link", build_own(tmp_path), "--output", tmp_path / "merges.jsonl")
    assert "two kinds, one name and place" in done.err
    assert "--conflicts FILE lists all" in done.err


def test_nothing_left(tmp_path: Path) -> None:
    """A gazetteer whose last entity is retired has nothing to propose; the files are there all the same."""
    table, own, merges = tmp_path / "names.tsv", tmp_path / "own", tmp_path / "merges.jsonl"
    table.write_text("entity_id\tkind\tlang\tname\na:1\tplace\taz\tXaldan\n", encoding="utf-8")
    call_gazetteer("build", table, "--output", own)
    assert 0 == call_gazetteer("retire", "a:1", "--gazetteer", own, "--reason", "gone").code
    done = call_resolve("link", own, "--output", merges, "--conflicts", tmp_path / "conflicts.tsv")
    assert (0, "") == (done.code, merges.read_text(encoding="utf-8")), done.err
    assert "0 entities: 0 merges proposed, 0 conflicts" in done.err
    assert 1 == len((tmp_path / "conflicts.tsv").read_text(encoding="utf-8").splitlines())


def test_wrong_use(tmp_path: Path) -> None:
    """What is no gazetteer, no probability, or one file for two things is refused, and nothing is written."""
    target = tmp_path / "merges.jsonl"
    codes = [
        call_resolve("link", tmp_path / "none", "--output", target).code,
        call_resolve("link", tmp_path, "--output", target, "--threshold", "2").code,
        call_resolve("link", tmp_path, "--output", target, "--conflicts", target).code,
        call_resolve("link", tmp_path, "--output", target, "--conflicts", tmp_path / "conflicts.txt").code,
    ]
    assert ([2, 2, 2, 2], False) == (codes, target.exists())
