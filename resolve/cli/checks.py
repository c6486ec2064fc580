"""What the options of a command have to fulfil, checked before anything is loaded or written."""

from __future__ import annotations

import math
import os
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.countries import COUNTRY_EXPECTED, canonical_country
from resolve import settings
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolve.types import Options


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
            raise UsageError(f"{option} {value}; expected: a probability from 0 to 1")
    match = settings.MATCH_THRESHOLD if threshold is None else threshold
    review = min(settings.REVIEW_THRESHOLD, match) if review_threshold is None else review_threshold
    if review > match:
        raise UsageError(f"--review-threshold {review} is above --threshold, which is {match}")
    return Options(match, review, strict_kind, frozenset(exclude or ()), top, explain)


def check_least(threshold: float | None) -> None:
    """Raise if the least probability of what is proposed is none.

    Args:
        threshold: None if it was not given.

    Raises:
        UsageError: it is not above 0 and up to 1.
    """
    if threshold is not None and not (math.isfinite(threshold) and 0 < threshold <= 1):
        raise UsageError(f"--threshold {threshold}; expected: a probability above 0 and up to 1")


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
        raise UsageError(f"{option} {tag!r}; expected: a BCP 47 tag such as az, tr or de")
    return canonical


def checked_country(code: str | None) -> str | None:
    """Return a country in capitals.

    Raises:
        UsageError: it is none.
    """
    known = canonical_country(code) if code is not None else None
    if code is not None and known is None:
        raise UsageError(f"--country {code!r}; expected: {COUNTRY_EXPECTED}")
    return known


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


def refuse_overwriting(source: str, target: str, option: str = "--output") -> None:
    """Raise if an output is the input.

    Args:
        source: the input file, or `-`.
        target: the output file, or `-`.
        option: where the output was named.

    Raises:
        UsageError: they are one file.
    """
    if "-" in (source, target):
        return
    one, other = Path(source), Path(target)
    if one.exists() and other.exists() and one.samefile(other):
        raise UsageError(f"{option} {target}: that is the input; name another file")


def refuse_sharing(sources: Sequence[str], targets: Mapping[str, str | None]) -> None:
    """Raise if an output is an input, or another output.

    Args:
        sources: the input files, or `-`.
        targets: options and the outputs that they name; None: none.

    Raises:
        UsageError: one file was named twice.
    """
    given = {option: target for option, target in targets.items() if target is not None}
    for option, target in given.items():
        for source in sources:
            refuse_overwriting(source, target, option)
    for (option, target), (other, its) in combinations(given.items(), 2):
        if os.path.realpath(target) == os.path.realpath(its):
            raise UsageError(f"{other} {its}: that is where {option} goes; name another file")
