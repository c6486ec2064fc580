"""The figures as chart and table."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import polars as pl
import pytest

from resolve.bench.intervals import Share
from resolve.bench.speed.curve import LABEL, LEFT, RIGHT, draw_curve
from resolve.bench.speed.figures import Adlar, Peer, Run
from resolve.bench.speed.judge import Accuracy
from resolve.bench.speed.load import Load
from resolve.bench.speed.run import curve_to
from resolve.bench.speed.table import curve_lines, run_lines

SVG = "{http://www.w3.org/2000/svg}"


def _accuracy(hits: int) -> Accuracy:
    return Accuracy(Share(hits, 10), {"same": Share(hits, 10)}, Share(hits - 1, 10), Share(1, 5), None)


def _run(size: int, *peers: Peer) -> Run:
    load = Load(Path("n"), Path("q"), Path("a"), size, 100, 99)
    right = pl.Series([True, None, False, True])
    batch, lookups = (2.0, 1.0, 4.0), tuple(n / 1000 for n in range(1, 101))
    return Run(
        load,
        Adlar(
            *(1.0, 2 << 20, (2.0,), size * 100, 3 << 20, batch, 5 << 20, 100, (0.5,), 50, lookups),
            *((0.02,), (0.4,), 7.0, 9.0, _accuracy(9), right),
        ),
        peers,
    )


FIRST = Peer("one & first", None, 3, 1.0, 6.0, 1 << 20, _accuracy(8), {"one": "1"})
SECOND = Peer("second", "MemoryError", 0, float("nan"), 0.0, 1 << 20, None, {})


def test_figures() -> None:
    """Medians speak for repeated steps; quantiles and recall of the first queries are what was measured."""
    run = _run(1_000, FIRST, SECOND)
    assert (50.0, 100.0) == (run.adlar.per_second, run.adlar.column_per_second)
    assert (0.051, 0.1) == (run.adlar.lookup_at(0.5), run.adlar.lookup_at(1.0))
    assert Share(1, 2) == run.adlar.recall_of_first(3)
    assert (100.0, None) == (run.times_faster(FIRST), run.times_faster(SECOND))


def test_failed_peer_stands_in_the_table() -> None:
    """A peer that failed has a row without figures, and a line that says why."""
    lines = run_lines(_run(1_000, FIRST, SECOND))
    assert [row.split() for row in lines if row.startswith("second ")] == [["second", *"-" * 9]]
    assert "second: MemoryError" in lines
    assert any(row.startswith("one & first") and "100.00 x" in row for row in lines)


def test_curve_table_has_a_column_a_size() -> None:
    """Every tool has a cell for each size, a dash where it has no figure."""
    lines = curve_lines([_run(1_000, FIRST), _run(10_000, SECOND)])
    assert ["queries/s", "1,000", "10,000"] == lines[0].split()
    assert ["Adlar", "50", "50"] == lines[1].split()
    assert ["0.50", "-"] == lines[2].split()[-2:]
    assert ["-", "-"] == lines[3].split()[-2:]


@pytest.mark.parametrize(
    "runs", [[_run(1_000, FIRST, SECOND)], [_run(1_000, FIRST), _run(1_000_000, FIRST, SECOND)]]
)
def test_chart(runs: list[Run]) -> None:
    """A line with a label for each tool that has figures, in both panels; labels do not cover each other."""
    root = ElementTree.fromstring(draw_curve(runs))
    assert 4 == len(root.findall(f"{SVG}polyline"))
    labels = [text for text in root.findall(f"{SVG}text") if text.text in ("Adlar", "one & first")]
    assert 4 == len(labels)
    heights = sorted(float(text.get("y", "0")) for text in labels)
    assert all(below - above >= LABEL for above, below in itertools.pairwise(heights))
    spots = [float(spot.get("cx", "0")) for spot in root.findall(f"{SVG}circle")]
    assert all(LEFT < spot < RIGHT for spot in spots)
    assert 4 * len(runs) == len(spots)


@pytest.mark.parametrize(
    ("names", "sizes"),
    [(500, (500,)), (10_000, (10_000,)), (25_000, (10_000, 25_000)), (10**6, (10**4, 10**5, 10**6))],
)
def test_sizes_of_a_curve(names: int, sizes: tuple[int, ...]) -> None:
    """Ten thousand names, ten times as many and so on, and last what was asked for."""
    assert sizes == curve_to(names)
