"""What others write instead of the result of a rule, and what a variant of a name is.

A system may have a table `<id>.variants.tsv`: what others write instead of the result of a rule, how often,
and whether a writer does so throughout (a habit: v for w) or word by word (custom: ə as а or as е).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from resolve.conversion.rules import list_rules
from resolve.errors import DataError
from resolve.tables import list_names, read_rows

__all__ = ["LIMIT", "Alternative", "Variant", "list_alternatives"]

LIMIT = 32
"""No more variants than this are returned."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write a name.

    Attributes:
        text: the name.
        system: what made it: the id of a system (`de-t-ru-m0-duden`), a row of the lexicon by its table and
            the spelling found there (`lexicon:given/ильхам`), or several joined by `+`, in the order of
            their use.
        weight: how usual it is, 0..1; the first is 1.
    """

    text: str
    system: str
    weight: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """What others write instead of the result of a rule; habit: throughout a text."""

    text: str
    weight: float
    habit: bool


@cache
def list_alternatives(system: str) -> dict[tuple[str, str], tuple[Alternative, ...]]:
    """The alternatives of a system by key and result of the rule, the most usual first.

    Raises:
        DataError: a row belongs to no rule, or its weight or scope is none.
    """
    file = f"{system}.variants.tsv"
    if file not in list_names("conversion"):
        return {}
    name = f"conversion/{file}"
    rules = {(rule.key, rule.result) for rule in list_rules(system)}
    found: dict[tuple[str, str], list[Alternative]] = {}
    for source, target, text, weight, scope, _ in read_rows(name).rows:
        if (source, target) not in rules:
            raise DataError(name, 0, f"{source} > {target}: {system} has no such rule")
        if scope not in ("habit", "word"):
            raise DataError(name, 0, f"{source} > {target}: scope is {scope!r}, expected habit or word")
        if not weight.replace(".", "", 1).isdecimal() or not 0 < float(weight) <= 1:
            raise DataError(
                name, 0, f"{source} > {target}: weight is {weight!r}, expected more than 0, at most 1"
            )
        found.setdefault((source, target), []).append(Alternative(text, float(weight), scope == "habit"))
    return {rule: tuple(sorted(row, key=lambda other: -other.weight)) for rule, row in found.items()}
