"""`resolve bench speed`, small: counts, not times."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from command_line import Outcome, call_resolve

from resolve.bench.speed.load import HOW
from resolve.bench.speed.peers import PEERS

NAMES, QUERIES = 2_000, 500

LEAST_RECALL = 0.9
"""Far below what Adlar reaches among so few names: a floor, no figure."""

LEAST_PEER_RECALL = 0.5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run writes."""
    return tmp_path_factory.mktemp("speed")


@pytest.fixture(scope="module")
def outcome(folder: Path) -> Outcome:
    """What a small run left behind."""
    size = ("--names", "2e3", "--queries", str(QUERIES), "--repeat", "2")
    return call_resolve("bench", "speed", *size, "-o", folder / "run.json", "--svg", folder / "run.svg")


@pytest.fixture(scope="module")
def figures(outcome: Outcome, folder: Path) -> Mapping[str, Any]:
    """The figures as they are kept."""
    assert 0 == outcome.code, outcome.err
    members: Mapping[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return members


def test_run_names_its_ground(figures: Mapping[str, Any]) -> None:
    """Machine, versions, commit and plan stand beside the figures."""
    assert {"format", "commit", "machine", "versions", "plan", "runs"} == set(figures)
    assert {"names": NAMES, "queries": QUERIES}.items() <= figures["runs"][0].items()
    assert [NAMES] == figures["plan"]["sizes"]
    assert {"rapidfuzz", "polars"} <= set(figures["versions"])


def test_every_query_is_answered_once(figures: Mapping[str, Any]) -> None:
    """All queries are answered, and the right entity is mostly first."""
    ours = figures["runs"][0]["adlar"]
    assert QUERIES == ours["batch"]["queries"] == ours["resolver_alone"]["queries"]
    recall = ours["accuracy"]["recall_at_1"]
    assert QUERIES * (1 - HOW["unknown"]) == recall["rows"]
    assert recall["value"] >= LEAST_RECALL
    assert set(HOW) - {"unknown"} == set(ours["accuracy"]["recall_at_1_by_how"])
    assert QUERIES * HOW["unknown"] == ours["accuracy"]["unknown_answered"]["rows"]


def test_everything_is_measured(figures: Mapping[str, Any]) -> None:
    """Repeated steps are repeated; no time, size or memory is missing."""
    ours = figures["runs"][0]["adlar"]
    assert [2, 2, 2] == [len(ours[step]["seconds"]) for step in ("batch", "resolver_alone", "index")]
    assert 0 < ours["lookup"]["p50_seconds"] <= ours["lookup"]["p99_seconds"]
    assert 0 < ours["opening"]["median_seconds"] < ours["cold_start"]["median_seconds"]
    assert all(ours[step]["peak_bytes"] > 10 << 20 for step in ("batch", "index", "gazetteer"))
    assert ours["index"]["bytes"] > 10 * NAMES
    assert ours["candidates_a_fuzzy_query"] > 0


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.file)
def test_peer_has_a_row(figures: Mapping[str, Any], peer: Any) -> None:
    """A peer that is installed answers every query of so few, and finds half; the others say why not."""
    row = next(row for row in figures["runs"][0]["peers"] if row["name"] == peer.name)
    if all(map(find_spec, peer.modules)):
        assert (None, QUERIES) == (row["failure"], row["queries"])
        assert row["accuracy"]["recall_at_1"]["value"] >= LEAST_PEER_RECALL
        assert row["adlar_recall_at_1_on_the_same"] == figures["runs"][0]["adlar"]["accuracy"]["recall_at_1"]
        assert row["adlar_times_faster"] > 0
    else:
        assert "pip install 'adlar[bench]'" in row["failure"]


def test_table_and_chart(outcome: Outcome, figures: Mapping[str, Any], folder: Path) -> None:
    """The table has a line for every tool, and the chart is SVG; progress goes to standard error."""
    assert outcome.out.startswith("2,000 names, 500 queries")
    assert all(f"\n{row['name']} " in outcome.out for row in figures["runs"][0]["peers"])
    assert ElementTree.fromstring((folder / "run.svg").read_text(encoding="utf-8")).tag.endswith("svg")
    assert "2000 names: Adlar" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--names", "2e7"), "at most 10000000"),
        (("--names", "99", "--no-peers"), "at least 100"),
        (("--names", "many"), "no whole number"),
        (("--queries", "1.5"), "no whole number"),
        (("--queries", "nan"), "no whole number"),
        (("--output", "no/such/folder/run.json"), "no/such/folder/run.json"),
        (("--svg", "."), "expected a file"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str) -> None:
    """What cannot be done ends with 2 and a message, before anything is measured."""
    outcome = call_resolve("bench", "speed", *arguments)
    assert 2 == outcome.code
    assert message in outcome.err
