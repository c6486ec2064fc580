"""Explanations on the command line: a block for a person, members for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from gazetteer.cli.terminal import print_aligned

if TYPE_CHECKING:
    from resolve.types import Explanation

DIGITS = 6


def explanation_members(explanation: Explanation) -> dict[str, object]:
    """Return an explanation as the members of a JSON object.

    Args:
        explanation: why two names were found alike.
    """
    return {
        "left": explanation.left,
        "right": explanation.right,
        "similarity": round(explanation.similarity, DIGITS),
        "tokens": [
            {"left": t.left, "right": t.right, "likeness": round(t.likeness, DIGITS), "how": t.how}
            for t in explanation.tokens
        ],
        "evidence": [
            {
                "feature": e.feature,
                "value": round(e.value, DIGITS),
                "contribution": round(e.contribution, DIGITS),
                "meaning": e.meaning,
            }
            for e in explanation.evidence
        ],
        "turns": [
            {"without": t.feature, "meaning": t.meaning, "similarity": round(t.similarity, DIGITS)}
            for t in explanation.turns
        ],
    }


def print_explanation(explanation: Explanation) -> None:
    """Write an explanation to standard output, token by token, then the evidence by its weight.

    Args:
        explanation: why two names were found alike.
    """
    typer.echo(f"  why {explanation.left!r} and {explanation.right!r} are alike")
    tokens = [("name", "spelling", "likeness", "how")]
    tokens += [(t.left or "-", t.right or "-", f"{t.likeness:.2f}", t.how) for t in explanation.tokens]
    print_aligned(tokens, indent="    ")
    typer.echo()
    evidence = [("evidence", "value", "log odds", "meaning")]
    evidence += [
        (e.feature, f"{e.value:.2f}", f"{e.contribution:+.2f}", e.meaning) for e in explanation.evidence
    ]
    print_aligned(evidence, indent="    ")
    typer.echo(f"    similarity {explanation.similarity:.2f}")
    for turn in explanation.turns:
        typer.echo(f"    without {turn.feature} it would be {turn.similarity:.2f}")
