"""Several gazetteers as one, the slow and obvious way: the rules of the combination over plain sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product


@dataclass(frozen=True)
class Thing:
    """An entity of a list."""

    kind: str
    birth_year: int | None
    same_as: frozenset[str]
    names: tuple[tuple[str, str], ...]
    is_preferred: bool = False

    def prefers(self, lang: str, name: str) -> bool:
        """Whether a name is the one to show: the first, if any is."""
        return self.is_preferred and (lang, name) == self.names[0]


@dataclass(frozen=True)
class PlainList:
    """A gazetteer: its entities, and where its old IDs lead; None for a retired one."""

    things: dict[str, Thing] = field(default_factory=dict)
    old: dict[str, str | None] = field(default_factory=dict)

    def knows(self, entity_id: str) -> bool:
        """Whether it has, or had, an ID."""
        return entity_id in self.things or entity_id in self.old


@dataclass(frozen=True)
class Outcome:
    """What several lists are together."""

    kinds: dict[str, str]
    canonical: dict[str, str]
    years: dict[str, int | None]
    holders: dict[str, tuple[int, ...]]
    elsewhere: dict[str, set[str]]
    names: dict[tuple[str, str, str, bool], int]
    old: dict[str, str | None]
    apart: int


def combine(lists: list[PlainList]) -> Outcome:
    """Return what lists are together, the first of the highest priority."""
    gone = {x for x in _ids(lists) if _is_gone(x, lists)}
    living = [{x for x in one.things if x not in gone} for one in lists]
    redirects = [
        {x: y for x, y in one.old.items() if y is not None and x not in gone and y not in gone}
        for one in lists
    ]
    groups = [{x} for x in _ids(lists)]
    apart = 0
    for part, _, left, right in sorted(_links(lists, living, redirects)):
        one = next(group for group in groups if left in group)
        other = next(group for group in groups if right in group)
        if one is other:
            continue
        if any(living[n] & one and living[n] & other for n in range(part + 1)):
            apart += 1
            continue
        groups.remove(other)
        one |= other
    kinds: dict[str, str] = {}
    canonical: dict[str, str] = {}
    years: dict[str, int | None] = {}
    holders: dict[str, tuple[int, ...]] = {}
    names: dict[tuple[str, str, str, bool], int] = {}
    final: dict[str, str] = {}
    claims: set[tuple[int, str, str]] = set()
    for group in groups:
        members = [(n, x) for n in range(len(lists)) for x in sorted(living[n] & group)]
        if not members:
            continue
        entity_id = members[0][1]
        final |= dict.fromkeys(group, entity_id)
        members.sort(key=lambda member: (member[0], member[1] != entity_id, member[1]))
        things = [lists[n].things[x] for n, x in members]
        kinds[entity_id] = things[0].kind
        alike = [t for t in things if t.kind == things[0].kind]
        canonical[entity_id] = next((t for t in things if t.is_preferred), things[0]).names[0][1]
        years[entity_id] = next((t.birth_year for t in alike if t.birth_year is not None), None)
        holders[entity_id] = tuple(dict.fromkeys(n for n, _ in members))
        for (n, x), thing in zip(members, things, strict=True):
            claims |= {(n, entity_id, curie) for curie in thing.same_as - {x, entity_id}}
            for lang, name in thing.names:
                names.setdefault((entity_id, lang, name, thing.prefers(lang, name)), n)
    old: dict[str, str | None] = dict.fromkeys(gone)
    for x in _ids(lists) - gone - kinds.keys():
        told = [redirects[n][x] for n in range(len(lists)) if x in redirects[n]]
        led = final.get(x) or (final[told[0]] if told else None)
        if led is not None:
            old[x] = led
    elsewhere = _elsewhere(claims, {x: x for x in kinds} | {x: y for x, y in old.items() if y is not None})
    return Outcome(kinds, canonical, years, holders, elsewhere, names, old, apart)


def _elsewhere(claims: set[tuple[int, str, str]], leads: dict[str, str]) -> dict[str, set[str]]:
    """An ID elsewhere is that of the entity it leads to, else of the first that the highest list gives it."""
    bearers = dict(leads)
    for _, entity_id, curie in sorted(claims):
        bearers.setdefault(curie, entity_id)
    kept: dict[str, set[str]] = {}
    for _, entity_id, curie in claims:
        if bearers[curie] == entity_id:
            kept.setdefault(entity_id, set()).add(curie)
    return kept


def _ids(lists: list[PlainList]) -> set[str]:
    known = {x for one in lists for x in (*one.things, *one.old)}
    return known | {x for one in lists for thing in one.things.values() for x in thing.same_as}


def _is_gone(x: str, lists: list[PlainList]) -> bool:
    """The highest list that knows an ID says what has become of it."""
    for one in lists:
        if x in one.things:
            return False
        if x in one.old:
            led = one.old[x]
            return led is None or _is_gone(led, lists)
    return False


def _links(
    lists: list[PlainList], living: list[set[str]], redirects: list[dict[str, str]]
) -> set[tuple[int, int, str, str]]:
    links = {(n, 1, x, y) for n in range(len(lists)) for x, y in redirects[n].items()}
    claims = [
        (n, x, curie)
        for n in range(len(lists))
        for x in living[n]
        for curie in lists[n].things[x].same_as - {x}
    ]
    for (n, x, curie), m in product(claims, range(len(lists))):
        if m != n and (curie in living[m] or curie in redirects[m]):
            links.add((n, 2, x, curie))
    for n, x, curie in claims:
        m, first = min((m, y) for m, y, other in claims if other == curie)
        if m != n and first != x:
            links.add((n, 3, x, first))
    return links
