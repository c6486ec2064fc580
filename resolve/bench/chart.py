"""A bar chart as SVG: a share a bar, its 95 % interval as a line, the rows behind it as a number."""

from collections.abc import Sequence
from html import escape
from typing import Final

from resolve.bench.intervals import Share

WIDTH: Final = 820
LABELS: Final = 200
"""Width of the column of labels, in pixels."""

BAR: Final = 400
"""Length of a bar that stands for 1, in pixels."""

STEP: Final = 20
"""From one bar to the next, in pixels."""

_STYLE: Final = (
    "text{font:12px system-ui,sans-serif;fill:#1a1a1a}.title{font-size:15px;font-weight:600}"
    ".group{font-weight:600}.track{fill:#eceff1}.bar{fill:#2b6cb0}.range{stroke:#1a1a1a;stroke-width:1.5}"
)


def bars(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, Share]]]]) -> str:
    """Draw shares as bars.

    Args:
        title: what the chart shows.
        groups: heading of each group, and label and share of each of its bars.

    Returns:
        An SVG document, which needs no font, script or file besides.
    """
    drawn: list[str] = []
    y = 50
    for heading, rows in groups:
        drawn.append(f'<text class="group" x="12" y="{y + 13}">{escape(heading)}</text>')
        y += STEP
        for label, share in rows:
            drawn.append(_bar(label, share, y))
            y += STEP
        y += STEP // 2
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
            f'role="img" aria-label="{escape(title, quote=True)}">',
            f"<style>{_STYLE}</style>",
            f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>',
            f'<text class="title" x="12" y="28">{escape(title)}</text>',
            *drawn,
            "</svg>\n",
        ]
    )


def _bar(label: str, share: Share, y: int) -> str:
    low, high = share.interval
    value = share.value if share.rows else 0.0
    middle = y + 8
    return (
        f'<text x="{LABELS - 8}" y="{y + 12}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="track" x="{LABELS}" y="{y + 2}" width="{BAR}" height="12"/>'
        f'<rect class="bar" x="{LABELS}" y="{y + 2}" width="{BAR * value:.1f}" height="12"/>'
        f'<line class="range" x1="{LABELS + BAR * low:.1f}" x2="{LABELS + BAR * high:.1f}" '
        f'y1="{middle}" y2="{middle}"/>'
        f'<text x="{LABELS + BAR + 10}" y="{y + 12}">{escape(str(share))}  n={share.rows}</text>'
    )
