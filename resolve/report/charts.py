"""The pictures of a report, as SVG without script: drawn once, in the colours of the page around them."""

from collections.abc import Mapping
from typing import Final

import altair as alt
import vl_convert

from resolve.report.gathering import BINS
from resolve.types import Decision

COLOURS: Final = {
    Decision.MATCH: "#2f855a",
    Decision.REVIEW: "#c77700",
    Decision.NIL: "#718096",
    Decision.ERROR: "#c53030",
}
"""Of each decision; each is told from the page, light or dark, at 3 to 1 or more."""

TAGS_SHOWN: Final = 20
"""Languages that have a bar of their own."""

_WIDTH: Final = 620


def draw_scores(
    scores: Mapping[tuple[Decision, int], int], threshold: float, review_threshold: float
) -> str | None:
    """Draw how the scores are distributed, as SVG; None if no row has one.

    Args:
        scores: rows by decision and bar, see `Gathered`.
        threshold: least score of a match, 0..1; a line is drawn there.
        review_threshold: least score of a review, 0..1; likewise.
    """
    if not scores:
        return None
    bars = alt.InlineData(
        values=[
            {"from": place / BINS, "to": (place + 1) / BINS, "decision": str(decision), "rows": count}
            for (decision, place), count in sorted(scores.items())
        ]
    )
    whole = alt.Scale(domain=[0, 1])
    columns = (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            x=alt.X("from:Q", bin="binned", scale=whole, title="score of the best candidate"),
            x2="to:Q",
            y=alt.Y("rows:Q", stack="zero", title="rows", axis=_counting()),
            color=_coloured(),
        )
    )
    limits = alt.InlineData(values=[{"at": review_threshold}, {"at": threshold}])
    lines = alt.Chart(limits).mark_rule(strokeDash=[4, 3], stroke="currentColor").encode(x="at:Q")
    return _svg((columns + lines).properties(width=_WIDTH, height=220))


def draw_languages(languages: Mapping[tuple[str | None, Decision], int]) -> str | None:
    """Draw the decisions by language, as SVG; None if there is no row.

    Args:
        languages: rows by language and decision, see `Gathered`.
    """
    totals: dict[str | None, int] = {}
    for (tag, _), count in languages.items():
        totals[tag] = totals.get(tag, 0) + count
    shown = sorted(totals, key=lambda tag: (-totals[tag], tag or ""))[:TAGS_SHOWN]
    if not shown:
        return None
    values = [
        {"language": tag or "not given", "decision": str(decision), "rows": count}
        for (tag, decision), count in languages.items()
        if tag in shown
    ]
    order = [tag or "not given" for tag in shown]
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar()
        .encode(
            x=alt.X("rows:Q", stack="zero", title="rows", axis=_counting()),
            y=alt.Y("language:N", sort=order, title=None),
            color=_coloured(),
        )
    )
    return _svg(chart.properties(width=_WIDTH, height=alt.Step(22)))


def _counting() -> alt.Axis:
    return alt.Axis(format=",d", tickMinStep=1)


def _coloured() -> alt.Color:
    domain, colours = [str(decision) for decision in COLOURS], list(COLOURS.values())
    return alt.Color("decision:N", scale=alt.Scale(domain=domain, range=colours), title="decision")


def _svg(chart: alt.Chart | alt.LayerChart) -> str:
    """Draw a chart whose words have the colour of the text around it."""
    ink = {"labelColor": "currentColor", "titleColor": "currentColor"}
    lines = {"domainColor": "currentColor", "tickColor": "currentColor", "gridOpacity": 0.25}
    whole = chart.to_dict()
    whole["config"] = {
        "background": None,
        "font": "sans-serif",
        "axis": {**ink, **lines},
        "legend": ink,
        "view": {"stroke": None},
    }
    return str(vl_convert.vegalite_to_svg(whole))
