"""Names in quotation marks: in Turkish and Azerbaijani so stand the names of companies, clubs and papers.

A word in quotation marks is rather an organization than the place of the same name ("Qarabağ", the club).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve.linking.verdict import Verdict
from resolve.mentions.characters import QUOTES
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Gap
from resolve.types import Candidate, Decision, Resolution

MOST_TOKENS: Final = 4
"""Tokens of a name in quotation marks; what is longer is a title or a speech. Unit: tokens."""

LEAST_SIMILARITY: Final = 0.7
"""Least similarity, 0..1, of a name in quotation marks and that of the organization."""

_QUOTING_LANGUAGES: Final = ("az", "tr")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A name in quotation marks.

    Attributes:
        document: number of the document.
        first: number of its first token.
        last: number of its last.
        start: first code point, in the document, behind the mark.
        end: the code point after the last.
        text: as written.
    """

    document: int
    first: int
    last: int
    start: int
    end: int
    text: str


def find_quoted(scan: Scan) -> list[Quoted]:
    """Names in quotation marks, in order of place."""
    tokens = scan.tokens
    quoting = np.array([lang in _QUOTING_LANGUAGES for lang in scan.langs], bool)
    opening = np.flatnonzero(tokens.upper & tokens.opens & ~tokens.address & quoting[tokens.document])
    found: list[Quoted] = []
    for first in opening.tolist():
        document, start = int(tokens.document[first]), int(tokens.start[first])
        text = scan.texts[document]
        if text[start - 1 : start] not in QUOTES or not start:
            continue
        last = _last(scan, first, text)
        if last is not None:
            end = int(tokens.end[last])
            found.append(Quoted(document, first, last, start, end, text[start:end]))
    return found


def _last(scan: Scan, first: int, text: str) -> int | None:
    """The token behind which the quotation mark closes, if it does so soon."""
    tokens = scan.tokens
    for token in range(first, min(first + MOST_TOKENS, len(tokens))):
        if token > first and tokens.gap[token] != Gap.SPACE:
            return None
        end = int(tokens.end[token])
        if text[end : end + 1] and text[end : end + 1] in QUOTES:
            return token
    return None


def decide_quoted(quoted: Quoted, answer: Resolution, rows: dict[str, int]) -> Verdict | None:
    """The organization that a name in quotation marks means; None if none does.

    Args:
        quoted: the name.
        answer: what the resolver says of it as an organization.
        rows: the row of each entity, by its ID.
    """
    best: Candidate | None = next(iter(answer.candidates), None)
    if best is None or answer.decision != Decision.MATCH or best.kind != "organization":
        return None
    if best.similarity < LEAST_SIMILARITY:
        return None
    return Verdict(
        quoted.first,
        quoted.last,
        quoted.start,
        quoted.end,
        " ".join(quoted.text.split()),
        best.kind,
        rows[best.entity_id],
        Decision.MATCH,
        best.score,
        best.matched_name,
        f"in quotation marks; {answer.reason}",
    )


def besides(verdicts: Sequence[Verdict], quoted: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts with those on names in quotation marks, which go before places at the same place."""
    taken = {(verdict.first, verdict.last) for verdict in quoted}
    kept = [v for v in verdicts if v.kind == "organization" or (v.first, v.last) not in taken]
    held = {(verdict.first, verdict.last) for verdict in kept}
    return kept + [verdict for verdict in quoted if (verdict.first, verdict.last) not in held]
