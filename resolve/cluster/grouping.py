"""The way from distinct names to groups: pairs, likeness, linkage, a name for each group."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve.cluster.derivation import derive
from resolve.cluster.likeness import Likeness
from resolve.cluster.linkage import Linked, link_names
from resolve.cluster.values import Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolve.cluster.linkage import Pair
    from resolve.cluster.values import Spelling

THRESHOLD: Final = 0.8
"""Least average likeness at which two groups are joined, 0..1; chosen on the training half of the evaluation
data so that names of each kind are joined rightly in .97 of all pairs."""

NOT_A_FULL_NAME: Final = "not a full name: others may bear it"
NO_LETTERS: Final = "no letters"

_KEY_DIGITS: Final = 16


def group_names(spellings: Sequence[Spelling], threshold: float = THRESHOLD) -> list[Group]:
    """Group names that may be spellings of one another.

    Args:
        spellings: distinct names that can be read, in any order.
        threshold: the least average likeness at which groups are joined, 0..1; above 0.

    Returns:
        The groups, each name in exactly one, by their lowest place. What is grouped, and how, does not depend
        on the order of the names.
    """
    if not spellings:
        return []
    order = sorted(range(len(spellings)), key=lambda place: spellings[place])
    in_order = [spellings[place] for place in order]
    found = Likeness(in_order)
    pairs = found.likely_pairs()
    likeness = {
        (int(one), int(other)): float(alike)
        for (one, other), alike in zip(pairs, found.of_pairs(pairs), strict=True)
    }

    def compare(missing: Sequence[Pair]) -> Sequence[float]:
        values = [float(alike) for alike in found.of_pairs(np.array(missing, np.int64).reshape(-1, 2))]
        likeness.update(zip(missing, values, strict=True))
        return values

    linked = link_names(len(in_order), likeness, compare, threshold)
    bare = found.bare()
    groups = []
    for one in linked:
        remark = ""
        if not found.lettered[list(one.members)].any():
            remark = NO_LETTERS
        elif bare[list(one.members)].all():
            remark = NOT_A_FULL_NAME
        groups.append(_group(one, in_order, order, likeness, remark))
    return sorted(groups, key=lambda group: group.members)


def _group(
    linked: Linked,
    in_order: Sequence[Spelling],
    order: Sequence[int],
    likeness: Mapping[Pair, float],
    remark: str,
) -> Group:
    members = [in_order[place] for place in linked.members]
    size = range(len(members))
    inside = {
        (one, other): likeness.get((linked.members[one], linked.members[other]), 0.0)
        for one in size
        for other in size
        if one < other
    }
    name, links = derive(members, inside)
    return Group(
        _key(members),
        tuple(sorted(order[place] for place in linked.members)),
        name,
        _kind(members),
        linked.level,
        links,
        not remark,
        remark,
    )


def _kind(members: Sequence[Spelling]) -> str | None:
    """The kind of a group; linkage joins no two kinds but where names of no kind stand between them."""
    counted: Counter[str] = Counter()
    for spelling in members:
        if spelling.kind:
            counted[spelling.kind] += spelling.mentions
    return min(counted, key=lambda kind: (-counted[kind], kind), default=None)


def _key(members: Sequence[Spelling]) -> str:
    """An ID that the spellings alone decide."""
    told = (f"{s.name}\x1f{s.kind}\x1f{s.country}\x1f{s.birth_year}" for s in members)
    return "new:" + hashlib.sha256("\x1e".join(sorted(told)).encode()).hexdigest()[:_KEY_DIGITS]
