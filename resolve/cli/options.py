"""The options that several commands share."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Annotated

import typer

from resolve import settings
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolve.types import Options

KindOption = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="person, place, organization or other.", show_default=False),
]
LangOption = Annotated[
    str | None, typer.Option(metavar="TAG", help="Language of the name, such as az.", show_default=False)
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        help=f"Least score of a match, 0..1; default: {settings.MATCH_THRESHOLD}.",
        show_default=False,
    ),
]
ReviewThresholdOption = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        help=f"Least score worth a person's look, 0..1; default: {settings.REVIEW_THRESHOLD}.",
        show_default=False,
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="An entity that is no answer; may repeat.", show_default=False),
]
PrefixOption = Annotated[
    str, typer.Option(metavar="TEXT", help="Goes before the name of each added column.", show_default=False)
]


def make_options(
    threshold: float | None,
    review_threshold: float | None,
    exclude: Sequence[str] | None,
    *,
    top: int,
    strict_kind: bool = False,
    explain: bool = False,
) -> Options:
    """Return how queries are to be answered, as the options of a command say.

    Raises:
        UsageError: a threshold outside 0..1, or the one for review above the one for a match.
    """
    from resolve.types import Options

    for option, value in (("--threshold", threshold), ("--review-threshold", review_threshold)):
        if value is not None and not (math.isfinite(value) and 0 <= value <= 1):
            raise UsageError(f"{option} {value}: a probability was expected, 0 to 1")
    match = settings.MATCH_THRESHOLD if threshold is None else threshold
    review = min(settings.REVIEW_THRESHOLD, match) if review_threshold is None else review_threshold
    if review > match:
        raise UsageError(f"--review-threshold {review} is above --threshold, which is {match}")
    return Options(match, review, strict_kind, frozenset(exclude or ()), top, explain)


def checked_tag(option: str, tag: str | None) -> str | None:
    """Return a language tag in canonical letter case.

    Args:
        option: where it was given.
        tag: None if it was not.

    Raises:
        UsageError: it is not well formed.
    """
    from gazetteer.language import canonical_tag

    canonical = canonical_tag(tag) if tag is not None else None
    if tag is not None and canonical is None:
        raise UsageError(f"{option} {tag!r}: a BCP 47 tag was expected, such as az, tr or de")
    return canonical


def checked_country(code: str | None) -> str | None:
    """Return a country in capitals.

    Raises:
        UsageError: it is not two letters.
    """
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise UsageError(f"--country {code!r}: two letters were expected, ISO 3166-1 alpha-2, such as AZ")
    return code.upper() if code is not None else None


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def refuse_unused(given: Mapping[str, object], why: str) -> None:
    """Raise if an option was given that this use of a command does not look at.

    Args:
        given: options and their values; None, False and the empty text mean "not given".
        why: what they belong to.

    Raises:
        UsageError: one was.
    """
    used = [option for option, value in given.items() if value not in (None, False, "")]
    if used:
        raise UsageError(f"{', '.join(used)}: {why}")
