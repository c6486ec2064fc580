"""Why a name was written so, on the command line: lines for a person, members for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolve.conversion.detection import Detection
    from resolve.conversion.lexicon import Form
    from resolve.conversion.rules import Rule
    from resolve.conversion.tracing import Trace, TracedPiece, TracedStep, TracedWord

__all__ = ["detection_line", "trace_lines", "trace_members"]


def detection_line(detected: Detection) -> str:
    """What a name was taken to be written in, and why.

    Args:
        detected: what its letters tell.
    """
    reasons = f": {', '.join(detected.reasons)}" if detected.reasons else ""
    return f"  read as {detected.orthography}, probability {detected.probability:.2f}{reasons}"


def trace_lines(made: Trace) -> Iterator[str]:
    """Word by word what wrote it, piece by piece where rules did.

    Args:
        made: the conversion with its reasons.
    """
    for step in made.steps:
        indent = "  "
        if len(made.steps) > 1:
            yield f"  {step.system}: {step.source} → {step.target}"
            indent = "    "
        for word in step.words:
            yield from (indent + line for line in _word_lines(step, word))


def trace_members(made: Trace) -> list[dict[str, object]]:
    """The steps of a conversion as members of a JSON object.

    Args:
        made: the conversion with its reasons.
    """
    return [
        {
            "system": step.system,
            "source": step.source,
            "target": step.target,
            "words": [
                {
                    "source": word.source,
                    "target": word.target,
                    "custom": _row_members(word.custom) if word.custom is not None else None,
                    "pieces": [_piece_members(piece) for piece in word.pieces],
                }
                for word in step.words
            ],
        }
        for step in made.steps
    ]


def _word_lines(step: TracedStep, word: TracedWord) -> Iterator[str]:
    if word.custom is not None:
        yield f"{word.source} → {word.target} ({_custom(word.custom)})"
    elif not word.pieces:
        yield f"{word.source} stays ({step.system} reads no letter of it)"
    else:
        yield f"{word.source} → {word.target}"
        for piece in word.pieces:
            yield f"  {_piece(step.system, piece)}"


def _piece(system: str, piece: TracedPiece) -> str:
    if piece.rule is None:
        return f"{piece.source} stays"
    target = piece.target or "nothing"
    return f"{piece.source} → {target} ({system}, line {piece.rule.line}: {_rule(piece.rule)})"


def _custom(form: Form) -> str:
    rows = (
        f"{key} in {row.file}.tsv, {row.origin}: {row.authority}"
        for row, key in zip(form.rows, form.keys, strict=True)
    )
    return f"lexicon, {'; '.join(rows)}"


def _rule(rule: Rule) -> str:
    """A rule as it stands in its file."""
    left = f"{rule.left} {{ " if rule.left else ""
    right = f" }} {rule.right}" if rule.right else ""
    return f"{left}{rule.key}{right} > {rule.result}".rstrip()


def _row_members(form: Form) -> dict[str, object]:
    return {
        "id": form.name,
        "rows": [
            {"table": f"lexicon/{row.file}.tsv", "key": key, "origin": row.origin, "source": row.authority}
            for row, key in zip(form.rows, form.keys, strict=True)
        ],
    }


def _piece_members(piece: TracedPiece) -> dict[str, object]:
    return {
        "source": piece.source,
        "target": piece.target,
        "rule": _rule(piece.rule) if piece.rule is not None else None,
        "line": piece.rule.line if piece.rule is not None else None,
    }
