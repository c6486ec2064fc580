"""Columns besides that a change tells: what `check` would refuse afterwards is refused before."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest
from changing import NAMES, opened, small_gazetteer
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import errors
from gazetteer.changes import Add, apply_changes, read_changes
from gazetteer.changes.done import read_done
from gazetteer.changes.reading import read_change
from gazetteer.check import find_faults
from gazetteer.extras import EXTRAS

NEW = {"op": "add", "entity_id": "n:1", "kind": "place", "reason": "r"}
NAME = {"lang": "az", "name": "Yeni"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a gazetteer whose names have times."""
    head, *rows = NAMES.splitlines()
    timed = [f"{head},valid_from,valid_to", *(f"{row},1991," for row in rows)]
    return small_gazetteer(tmp_path, "\n".join(timed) + "\n")


def changes_file(folder: Path, *changes: object) -> Path:
    """Write a file of changes after a blank line."""
    path = folder / "changes.jsonl"
    path.write_text("\n" + "".join(json.dumps(change) + "\n" for change in changes), encoding="utf-8")
    return path


def test_refused_before_anything_is_written(place: Path, tmp_path: Path) -> None:
    """All lines that do not fit are told at once, each with the sentence of `check`; nothing is changed."""
    before = opened(place).snapshot.id
    path = changes_file(
        tmp_path,
        {**NEW, "names": [NAME], "more": {"latitude": "95"}},
        {"op": "retire", "entity_id": "loc:susa", "reason": "r"},
        {"op": "add-name", "entity_id": "loc:quba", **NAME, "more": {"valid_from": "soon"}, "reason": "r"},
    )
    with pytest.raises(errors.FaultyChanges) as caught:
        apply_changes(place, read_changes(path))
    bad = pl.DataFrame({"entity_id": ["a"], "kind": "place", "lang": "az", "name": "A", "latitude": "95"})
    sentence = find_faults(bad)[0].message.removesuffix(" (row 1)")
    assert [
        f"line 2: more: {sentence}",
        "line 4: more: valid_from is 'soon'; expected: a year, a month or a day such as 1991, 1991-08 or "
        "1991-08-30",
    ] == list(caught.value.faults)
    assert before == opened(place).snapshot.id


def test_one_form(place: Path, tmp_path: Path) -> None:
    """What fits gets the form that it has in a table."""
    path = changes_file(
        tmp_path,
        {
            **NEW,
            "names": [{**NAME, "more": {"valid_from": "+1991-08-00T00:00:00Z"}}],
            "more": {"latitude": " 40 "},
        },
    )
    apply_changes(place, read_changes(path))
    row = opened(place).frame().row(by_predicate=pl.col("entity_id") == "n:1", named=True)
    assert ("1991-08", "40") == (row["valid_from"], row["latitude"])


texts = st.text("+-019:TZ. ", max_size=11) | st.sampled_from(["1991-00-00", "1995", "90", "-180.5", "soon"])
besides = st.dictionaries(st.sampled_from([*EXTRAS, "remark", "*", "^a$", "__x__"]), texts, max_size=3)


@given(besides)
def test_apply_accepts_what_check_does(more: dict[str, str]) -> None:
    """A change is read if a table with the same columns has no fault; a cell that is blank is told to."""
    line = json.dumps({**NEW, "names": [NAME], "more": more})
    row = pl.DataFrame(
        {"entity_id": ["n:1"], "kind": ["place"], **{key: [value] for key, value in NAME.items()}}
    )
    faults = find_faults(row.with_columns(pl.Series(name, [value]) for name, value in more.items()))
    blank = any(name in EXTRAS and not value.strip() for name, value in more.items())
    fits = not faults and not blank
    with nullcontext() if fits else pytest.raises(ValueError, match="more: "):
        read_change(line)


def test_what_was_done_is_read() -> None:
    """A log that tells of what would be refused today is read all the same: it was done."""
    line = json.dumps({**NEW, "names": [NAME], "more": {"latitude": "95"}})
    with pytest.raises(ValueError, match="latitude is '95'"):
        read_change(line)
    operation = read_done(line).operation
    assert isinstance(operation, Add)
    assert (("latitude", "95"),) == operation.more
