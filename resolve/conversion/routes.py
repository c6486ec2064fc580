"""The ways from one orthography to another: straight by a system, or over a third orthography by two.

Sources: the register of systems, and `resolve/data/conversion/routes.tsv` for the ways over a third.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from resolve.conversion.orthography import ANY_CYRILLIC, CYRILLIC, LATIN, ORTHOGRAPHIES, find_orthography
from resolve.conversion.registry import KEPT, System, find_system, keep, systems_between
from resolve.errors import DataError, UnknownSystemError, UsageError, nearest_first
from resolve.tables import read_rows

__all__ = ["KEPT", "Route", "find_routes", "only_route"]

# Systems of one direction: the customary one, then the others.
_WEIGHT_OF_RANK = {1: 1.0, 2: 0.5, 3: 0.25}

_UNTOLD = "; und: the letters of a name do not tell; say which orthography it is in"


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one orthography to another.

    Attributes:
        steps: the systems, in the order of their use; none where source and target are one.
        weight: how often writers come this way, 0..1, the most customary being 1.
        custom: whether the lexicon is asked before the rules.
    """

    steps: tuple[System, ...]
    weight: float
    custom: bool = True

    @property
    def name(self) -> str:
        """The ids of the steps, joined by `+`."""
        return "+".join(step.id for step in self.steps) or KEPT


def find_routes(source: str, target: str) -> list[Route]:
    """All ways of a direction, the most customary first; never none.

    Args:
        source: an orthography code.
        target: an orthography code.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: no way leads from one to the other; the message lists the targets there are,
            the nearest first.
    """
    source, target = find_orthography(source), find_orthography(target)
    routes = _routes(source, target)
    if not routes:
        reachable = nearest_first(
            target, (code for code in ORTHOGRAPHIES if code != source and _routes(source, code))
        )
        raise UnknownSystemError(
            f"no transliteration leads from {source} to {target}; "
            f"from {source} there is: {', '.join(reachable)}{_UNTOLD if source == 'und' else ''}"
        )
    return list(routes)


def only_route(source: str, target: str, system: str) -> Route:
    """The way by one system that the caller names: its rules alone, without the lexicon.

    Raises:
        UnknownSystemError: there is no such system.
        UsageError: the system reads or writes something else.
    """
    chosen = find_system(system)
    source, target = find_orthography(source), find_orthography(target)
    reads = (chosen.source, "und") if chosen.source != ANY_CYRILLIC else (ANY_CYRILLIC, "und", *CYRILLIC)
    if source not in reads or target not in (chosen.target, "und"):
        raise UsageError(
            f"{chosen.id} leads from {chosen.source} to {chosen.target}, not from {source} to {target}"
        )
    return Route((chosen,), 1.0, custom=False)


@cache
def _routes(source: str, target: str) -> tuple[Route, ...]:
    routes = [
        Route((system,), _WEIGHT_OF_RANK.get(system.rank, 0.1)) for system in systems_between(source, target)
    ]
    for via, weight in _detours(source, target):
        first, second = systems_between(source, via)[:1], systems_between(via, target)[:1]
        routes.append(Route((*first, *second), weight))
    if source in CYRILLIC and not routes:
        routes = [Route((system,), 1.0) for system in systems_between(ANY_CYRILLIC, target)[:1]]
    if source in LATIN and target in LATIN:
        customary = any(route.weight == 1.0 for route in routes)
        routes.append(Route((keep(source, target),), 0.2 if customary else 1.0))
    return tuple(sorted(routes, key=lambda route: -route.weight))


def _detours(source: str, target: str) -> list[tuple[str, float]]:
    name = "conversion/routes.tsv"
    detours: list[tuple[str, float]] = []
    for start, via, end, weight, _ in read_rows(name).rows:
        try:
            value = float(weight)
        except ValueError:
            raise DataError(name, 0, f"weight of {start} {via} {end} is {weight!r}, expected 0..1") from None
        if (start, end) == (source, target):
            detours.append((via, value))
    return detours
