"""The way from a gazetteer to proposed merges: pairs of names, evidence, probability, groups, words.

index -> pairs of names that share a key -> log odds of each -> evidence of pairs of entities
      -> probability beside rivals -> groups without a contradiction -> proposals, conflicts
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve.linkage.authorities import known_ids, numbered_apart
from resolve.linkage.candidates import shared_names
from resolve.linkage.contradictions import two_kinds
from resolve.linkage.evidence import gather, weigh_names
from resolve.linkage.facts import kilometres, read_facts
from resolve.linkage.grouping import join
from resolve.linkage.model import probabilities, weights_of
from resolve.linkage.spellings import read_spellings
from resolve.linkage.values import Conflict, Likely, Links, Party, Proposal
from resolve.linkage.wording import country_code, tell
from resolve.names import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from resolve.index.layout import Index
    from resolve.linkage.evidence import EntityPairs
    from resolve.linkage.facts import Facts, Floats
    from resolve.linkage.grouping import Joined, Pair
    from resolve.linkage.spellings import Spellings

THRESHOLD: Final = 0.9
"""Least probability at which a merge is proposed, 0..1: of ten of the least sure, nine are right."""

TWO_IDS: Final = "two IDs of one authority"
PART: Final = "part of a contradiction"

_UNLIKELY: Final = 0.05
"""Probability below which two entities are not held for one another anywhere."""


def find_links(index: Index, entities: pl.DataFrame, threshold: float = THRESHOLD) -> Links:
    """Find entities of a gazetteer that may be one, where no crosswalk says so.

    Args:
        index: the gazetteer's match index.
        entities: its entities: entity_id, population, same_as; latitude, longitude, feature and
            different_from where there are such.
        threshold: least probability of what is proposed, above 0, up to 1.

    Returns:
        Proposed merges, and what contradicts itself.
    """
    spellings = read_spellings(index)
    facts = read_facts(index, spellings, entities)
    names = shared_names(index, spellings, facts)
    pairs = gather(index, spellings, facts, names, weigh_names(index, spellings, names))
    return _Finding(index, facts, pairs, probabilities(index, pairs)).links(spellings, threshold)


class _Finding:
    """Pairs of entities with their probability, and what is made of them."""

    def __init__(self, index: Index, facts: Facts, pairs: EntityPairs, probability: Floats) -> None:
        self._index, self._facts, self._pairs, self._probability = index, facts, pairs, probability
        likely = np.flatnonzero(probability >= _UNLIKELY).tolist()
        self._row = {(int(pairs.one[row]), int(pairs.other[row])): row for row in likely}
        self._known = functools.cache(self._known_ids)

    def links(self, spellings: Spellings, threshold: float) -> Links:
        """Join what is likely enough, and tell what cannot be joined."""
        likely: dict[Pair, float] = {}
        conflicts = [
            self._conflict(reason, one, other, shared)
            for reason, one, other, shared in two_kinds(self._index, spellings, self._facts)
        ]
        for pair, row in self._row.items():
            if self._told_apart(*pair):
                continue
            ids = self._parted(*pair)
            if ids is None:
                likely[pair] = float(self._probability[row])
            elif self._probability[row] >= threshold:
                conflicts.append(self._conflict(TWO_IDS, *pair, " ".join(sorted(ids)), row))
        groups, refused = join(likely, threshold, self._apart)
        conflicts += [self._conflict(PART, *pair, "", self._row[pair]) for pair in refused]
        proposals = [self._proposal(group, spellings, likely) for group in groups]
        return Links(
            len(self._index.entities.kind),
            tuple(sorted(proposals, key=lambda one: (-one.probability, one.entity_id))),
            tuple(sorted(conflicts, key=lambda one: (one.reason, one.one.entity_id, one.other.entity_id))),
        )

    def _known_ids(self, entity: int) -> dict[str, set[str]]:
        return known_ids(self._index.entities.id[entity], self._facts.same_as[entity])

    def _parted(self, one: int, other: int) -> tuple[str, str] | None:
        return numbered_apart(self._known(one), self._known(other))

    def _told_apart(self, one: int, other: int) -> bool:
        ids, apart = self._index.entities.id, self._facts.different_from
        return ids[other] in apart[one] or ids[one] in apart[other]

    def _apart(self, one: int, other: int) -> bool:
        return self._told_apart(one, other) or self._parted(one, other) is not None

    def _proposal(self, group: Joined, spellings: Spellings, likely: dict[Pair, float]) -> Proposal:
        ids = self._index.entities.id
        stays = min(group.members, key=lambda entity: (-int(spellings.count[entity]), ids[entity]))
        inside = [(a, b) for a in group.members for b in group.members if (a, b) in likely]
        ranked = sorted(inside, key=lambda pair: (-likely[pair], pair))
        merged = sorted(ids[entity] for entity in group.members if entity != stays)
        return Proposal(
            ids[stays], tuple(merged), group.probability, tuple(self._likely(pair, stays) for pair in ranked)
        )

    def _likely(self, pair: Pair, stays: int) -> Likely:
        row = self._row[pair]
        values = self._pairs.values[row]
        told = tell(
            self._index,
            self._facts,
            self._pairs,
            row,
            weights_of(values, int(self._index.entities.kind[pair[0]])),
        )
        alike = self._text(int(self._pairs.name[row])), self._text(int(self._pairs.answer[row]))
        one, other = pair
        if other == stays:
            one, other, alike = other, one, alike[::-1]
        return Likely(
            self._party(one),
            self._party(other),
            alike,
            _rounded(float(self._pairs.kilometres[row])),
            float(self._probability[row]),
            *told,
        )

    def _conflict(self, reason: str, one: int, other: int, shared: str, row: int | None = None) -> Conflict:
        distance = kilometres(self._facts, np.array([one]), np.array([other]))
        probability = float(self._probability[row]) if row is not None else None
        parties: Sequence[Party] = sorted((self._party(one), self._party(other)), key=lambda p: p.entity_id)
        return Conflict(reason, parties[0], parties[1], shared, _rounded(float(distance[0])), probability)

    def _party(self, entity: int) -> Party:
        known = self._index.entities
        kind = int(known.kind[entity])
        name = KINDS[kind] if kind < len(KINDS) else ""
        return Party(known.id[entity], known.name[entity], name, country_code(int(known.country[entity])))

    def _text(self, name: int) -> str:
        return self._index.spellings.text[name]


def _rounded(distance: float) -> float | None:
    return None if math.isnan(distance) else round(distance, 1)
