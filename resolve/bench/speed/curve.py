"""A chart of the curve: queries a second and right answers over the number of names, a line a tool."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from resolve.bench.speed.figures import Run

WIDTH: Final = 900
LEFT: Final = 70
RIGHT: Final = 620
"""Where lines begin and end; their names stand beyond, in pixels."""

RATES: Final = (60, 330)
"""Upper and lower edge of the panel of rates."""

SHARES: Final = (400, 560)
"""Upper and lower edge of the panel of right answers."""

HEIGHT: Final = 600
LABEL: Final = 15
"""Least distance of two labels."""

_COLOURS: Final = 7
_STYLE: Final = (
    "svg{--paper:#fff;--ink:#1a1a1a;--faint:#d9dee3;--c0:#b3261e;--c1:#1f6fb2;--c2:#5b8c1f;--c3:#8a5cc2;"
    "--c4:#a86400;--c5:#0f8b8d;--c6:#6b7280}"
    "@media(prefers-color-scheme:dark){svg{--paper:#15181c;--ink:#e8eaed;--faint:#363c44;--c0:#ff8a80;"
    "--c1:#7fb8ea;--c2:#a8d672;--c3:#c5a3f2;--c4:#f0b35a;--c5:#67d0d2;--c6:#a9b1bc}}"
    ".paper{fill:var(--paper)}text{font:12px system-ui,sans-serif;fill:var(--ink)}"
    ".title{font-size:15px;font-weight:600}.head{font-weight:600}.grid{stroke:var(--faint)}"
    ".line{fill:none;stroke-width:1.75}.leader{stroke-dasharray:2 3}.ours{stroke-width:3.5}"
    + "".join(f".s{n}{{stroke:var(--c{n})}}.f{n}{{fill:var(--c{n})}}" for n in range(_COLOURS))
)


@dataclass(frozen=True, slots=True)
class Line:
    """A tool in a panel: its points, (names, value) from few names to many; there may be gaps."""

    name: str
    number: int
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the chart.

    Attributes:
        heading: what it shows.
        top, bottom: its edges in pixels.
        low, high: values at the lower and the upper edge.
        logarithmic: whether values are laid out by their logarithm.
        ticks: values that have a line across, with their labels.
    """

    heading: str
    top: int
    bottom: int
    low: float
    high: float
    logarithmic: bool
    ticks: tuple[tuple[float, str], ...]

    def y(self, value: float) -> float:
        """Where a value lies, in pixels."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return self.bottom - (self.bottom - self.top) * (value - low) / (high - low)


def draw_curve(runs: Sequence[Run]) -> str:
    """Draw runs of several sizes, or of one, which makes points.

    Args:
        runs: the smallest load first, at least one.

    Returns:
        An SVG document that is readable on a light and on a dark page, and needs no font, script or file.
    """
    sizes = [run.load.size for run in runs]
    rates, shares = _lines(runs)
    every = [value for line in rates for _, value in line.points]
    low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)) + 1e-9)
    decades = tuple((10.0**power, _short(10.0**power)) for power in range(low, high + 1))
    panels = [
        (Panel("queries a second", *RATES, 10.0**low, 10.0**high, True, decades), rates),
        (
            Panel("right entity first, share", *SHARES, 0, 1, False, ((0, "0"), (0.5, ".5"), (1, "1"))),
            shares,
        ),
    ]
    span = " to ".join(dict.fromkeys(_short(size) for size in (min(sizes), max(sizes))))
    title = f"Adlar and other matchers, {span} names"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
            f'height="{HEIGHT}" role="img" aria-label="{escape(title, quote=True)}">',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
            f'<text class="title" x="12" y="26">{escape(title)}</text>',
            *(mark for panel, lines in panels for mark in _draw(panel, lines, sizes)),
            "</svg>\n",
        ]
    )


def _lines(runs: Sequence[Run]) -> tuple[list[Line], list[Line]]:
    """The lines of both panels, Adlar first; a peer without any figures has none."""
    ours = "Adlar"
    rates = [Line(ours, 0, tuple((run.load.size, run.adlar.per_second) for run in runs))]
    shares = [Line(ours, 0, tuple((run.load.size, run.adlar.accuracy.recall.value) for run in runs))]
    tools = list(dict.fromkeys(peer.name for run in runs for peer in run.peers))
    for number, tool in enumerate(tools, 1):
        told = [
            (run.load.size, peer.per_second, peer.accuracy.recall.value)
            for run in runs
            for peer in run.peers
            if peer.name == tool and peer.accuracy is not None and peer.accuracy.recall.rows
        ]
        if told:
            rates.append(Line(tool, number, tuple((size, rate) for size, rate, _ in told)))
            shares.append(Line(tool, number, tuple((size, share) for size, _, share in told)))
    return rates, shares


def _draw(panel: Panel, lines: Sequence[Line], sizes: Sequence[int]) -> list[str]:
    drawn = [f'<text class="head" x="{LEFT}" y="{panel.top - 12}">{escape(panel.heading)}</text>']
    for value, label in panel.ticks:
        y = panel.y(value)
        drawn.append(f'<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for size in sizes:
        x = _x(size, sizes)
        drawn.append(
            f'<text x="{x:.1f}" y="{panel.bottom + 18}" text-anchor="middle">{_short(size)} names</text>'
        )
    for line in reversed(lines):
        drawn += _draw_line(line, panel, sizes)
    return drawn + _labels(lines, panel, sizes)


def _draw_line(line: Line, panel: Panel, sizes: Sequence[int]) -> list[str]:
    colour = line.number % _COLOURS
    places = [(_x(size, sizes), panel.y(value)) for size, value in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    thick = " ours" if line.number == 0 else ""
    dots = [f'<circle class="f{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in places]
    return [f'<polyline class="line s{colour}{thick}" points="{path}"/>', *dots]


def _labels(lines: Sequence[Line], panel: Panel, sizes: Sequence[int]) -> list[str]:
    """The names of the lines beside their ends, moved apart where they would cover each other."""
    drawn = []
    free = float("-inf")
    for line in sorted(lines, key=lambda one: panel.y(one.points[-1][1])):
        size, value = line.points[-1]
        x, y = _x(size, sizes), panel.y(value)
        free = max(y, free + LABEL)
        colour = f"s{line.number % _COLOURS}"
        drawn.append(
            f'<line class="leader {colour}" x1="{x + 4:.1f}" y1="{y:.1f}" x2="{RIGHT + 22}" y2="{free:.1f}"/>'
        )
        weight = ' class="head"' if line.number == 0 else ""
        drawn.append(f'<text{weight} x="{RIGHT + 26}" y="{free + 4:.1f}">{escape(line.name)}</text>')
    return drawn


def _x(size: int, sizes: Sequence[int]) -> float:
    """Where a number of names lies, in pixels; in the middle if there is only one."""
    low, high = math.log10(min(sizes)), math.log10(max(sizes))
    share = (math.log10(size) - low) / (high - low) if high > low else 0.5
    return LEFT + 30 + (RIGHT - LEFT - 60) * share


def _short(value: float) -> str:
    """`10,000`, `1 M`, `0.1`."""
    if value >= 1e6:
        return f"{value / 1e6:g} M"
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
