"""Groups of unknown names, by their spellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.changes import Add
from resolve.cluster import Group, Spelling, group_names, propose

NAMES = (
    Spelling("Elçin Həsənzadə", "person", langs=("az",)),
    Spelling("Elçin Hasanzade", "person", langs=("tr",)),
    Spelling("Eltschin Hassansade", "person", langs=("de",)),
    Spelling("Эльчин Гасанзаде", "person", langs=("ru",), mentions=1),
    Spelling("Orxan Vəliyev", "person", langs=("az",)),
    Spelling("Orchan Welijew", "person", langs=("de",)),
    Spelling("Həsənzadə", "person", langs=("az",)),
    Spelling("Günay Quliyeva", "person", langs=("az",)),
    Spelling("Günay Quliyeva", "organization", langs=("az",)),
    Spelling("Günay Quliyeva", "person", birth_year=1950),
    Spelling("Günay Quliyeva", "person", birth_year=1990),
    Spelling("123"),
)


def members(groups: list[Group], spellings: tuple[Spelling, ...]) -> set[frozenset[Spelling]]:
    """Return the spellings of each group."""
    return {frozenset(spellings[place] for place in group.members) for group in groups}


GROUPS = group_names(NAMES)


def test_spellings_of_one_name_are_one_group() -> None:
    """A name in four orthographies is one person, another name another."""
    found = members(GROUPS, NAMES)
    assert {frozenset(NAMES[:4]), frozenset(NAMES[4:6])} <= found


def test_surname_alone_is_no_entity() -> None:
    """A surname goes with no full name, and is not proposed; nor is what has no letters."""
    remarks = {group.name: group.remark for group in GROUPS if not group.entity}
    assert {"Həsənzadə": "not a full name: others may bear it", "123": "no letters"} == remarks


def test_kinds_stay_apart() -> None:
    """A person and an organization of one spelling are never one group."""
    kinds = [{NAMES[place].kind for place in group.members} for group in GROUPS]
    assert [1] * len(GROUPS) == [len(found) for found in kinds]


def test_probabilities() -> None:
    """A group has a probability, which is 1 only where nothing was joined."""
    assert all(0.6 <= group.probability < 1 for group in GROUPS if len(group.members) > 1)
    assert {1.0} == {group.probability for group in GROUPS if len(group.members) == 1}


def test_links_name_what_they_lead_to() -> None:
    """Every spelling but the canonical one has a link to another of its group."""
    for group in GROUPS:
        names = {NAMES[place].name for place in group.members}
        assert names - {group.name} == {link.name for link in group.links}
        assert {link.origin for link in group.links} <= names
        assert all(link.origin != link.name for link in group.links)


def test_conversion_is_named() -> None:
    """A spelling that a conversion makes says by which it is made."""
    group = next(group for group in GROUPS if group.members == (4, 5))
    assert "Orxan Vəliyev" == group.name
    assert ["Orxan Vəliyev"] == [link.origin for link in group.links if link.system is not None]


@settings(max_examples=12)
@given(order=st.permutations(range(len(NAMES))))
def test_order_does_not_matter(order: list[int]) -> None:
    """Another order of the names gives the same groups with the same keys, names and probabilities."""
    shuffled = tuple(NAMES[place] for place in order)
    found = group_names(shuffled)
    assert members(GROUPS, NAMES) == members(found, shuffled)

    def told(groups: list[Group]) -> set[tuple[object, ...]]:
        return {(group.key, group.name, group.probability, group.links) for group in groups}

    assert told(GROUPS) == told(found)


def test_nothing_gives_nothing() -> None:
    """No names, no groups."""
    assert [] == group_names([])


@pytest.mark.parametrize("kind", ["person", "organization", ""])
def test_kind_of_a_proposal(kind: str) -> None:
    """A proposed entity is of the kind of its names; where none is known, `other`, and the reason says so."""
    spellings = [Spelling("Günay Quliyeva", kind)]
    (change,) = propose(group_names(spellings), spellings)
    assert isinstance(change.operation, Add)
    assert (kind or "other", not kind) == (change.operation.kind, "not known" in (change.reason or ""))
