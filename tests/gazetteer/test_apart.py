"""What was told apart: each is there, another entity, and says so too."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from command_line import call_gazetteer

from gazetteer.apart import find_apart
from gazetteer.redirects import SCHEMA


@pytest.mark.parametrize(
    ("told", "severity", "message"),
    [
        ({"a": "b", "b": "a", "c": None}, None, ""),
        ({"a": "b c", "b": "a", "c": "a"}, None, ""),
        ({"a": "old:b", "b": "a"}, None, ""),
        ({"a": "gone"}, None, ""),
        ({"a": "b", "b": None}, "warning", "'a' is told apart from 'b', which does not say so"),
        ({"a": "x"}, "error", "'a' is told apart from 'x', which is no entity"),
        ({"a": "old:a"}, "error", "'a' is told apart from 'old:a', which is the same entity"),
    ],
)
def test_find(told: dict[str, str | None], severity: str | None, message: str) -> None:
    """IDs are followed where they lead; what leads nowhere, back, or one way only is told."""
    entities = pl.DataFrame(
        {"entity_id": list(told), "different_from": list(told.values())},
        schema={"entity_id": pl.String, "different_from": pl.String},
    )
    rows = [("old:a", "a", None), ("old:b", "b", None), ("gone", None, None)]
    old = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    found = find_apart(lambda: entities.iter_slices(1), lambda: [old])
    assert ([severity] if severity else []) == [fault.severity for fault in found]
    assert all(message in fault.message for fault in found)


def test_check_and_build_tell(tmp_path: Path) -> None:
    """A build says that entities were told apart that it makes one, and check finds it afterwards."""
    (tmp_path / "a.csv").write_text(
        "entity_id,kind,lang,name,same_as,different_from\n"
        "a,person,az,Ay,x:1,b\nb,person,az,Ay,x:1,a\nc,person,az,Su,,a\n",
        encoding="utf-8",
    )
    built = call_gazetteer("build", tmp_path / "a.csv", "--output", tmp_path / "g")
    said = "'a' is told apart from 'b', which is the same entity; expected: another one"
    assert (0, True) == (built.code, said in built.err)
    checked = call_gazetteer("check", "--gazetteer", tmp_path / "g")
    assert (3, True, True) == (
        checked.code,
        f"error: different_from: {said}" in checked.out,
        "warning: different_from: 'c' is told apart from 'a', which does not say so" in checked.out,
    )
