"""`resolve bench quality` as a person runs it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from command_line import call_resolve

from resolve.bench import peers
from resolve.bench.cases import read_cases
from resolve.bench.quality_tables import miss_lines
from resolve.bench.slices import judge


def test_cases_are_measured(tmp_path: Path) -> None:
    """Figures go to standard output, and all of them, with machine and versions, into JSON and SVG."""
    run, chart = tmp_path / "run.json", tmp_path / "run.svg"
    outcome = call_resolve("bench", "quality", "--cases-only", "--output", run, "--svg", chart)
    assert (0, "") == (outcome.code, outcome.err)
    assert outcome.out.startswith("graded pairs")
    figures = json.loads(run.read_text(encoding="utf-8"))
    assert {"machine", "versions", "cases", "peers", "evaluation"} == set(figures)
    all_pairs = figures["cases"]["halves"][0]
    assert all_pairs["accuracy"]["rows"] == sum(s["accuracy"]["rows"] for s in figures["cases"]["category"])
    assert ElementTree.fromstring(chart.read_text(encoding="utf-8")).tag.endswith("svg")


def test_misses_are_of_the_half_for_tuning() -> None:
    """The wrong decisions of one half are listed, a line each; none of the half that is only counted is."""
    judged = judge(read_cases())
    wrong = [one.case for one in judged if not one.right and one.case.half == "tune"]
    head, *lines = miss_lines(judged)
    assert head.startswith("category")
    assert sorted(case.category for case in wrong) == [line.split()[0] for line in lines]
    assert [] == miss_lines([one for one in judged if one.case.half == "report"])[1:]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--cases", "nowhere.csv"), "nowhere.csv"),
        (("--logic-v2-python", "python3"), "is for a run with --peers"),
        (("--lolo", ".", "--cases-only"), "wants none"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str) -> None:
    """What does not fit together ends with 2 and one line."""
    outcome = call_resolve("bench", "quality", *arguments)
    assert 2 == outcome.code
    assert message in outcome.err


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, --peers ends with 2 and says how to install it."""
    monkeypatch.setattr(peers, "EXTRA", ("no_such_module",))
    outcome = call_resolve("bench", "quality", "--cases-only", "--peers")
    assert 2 == outcome.code
    assert "pip install 'adlar[bench]'" in outcome.err
