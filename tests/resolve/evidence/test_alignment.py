"""Alignment: which token answers which, against a greedy search in plain loops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.evidence.alignment import (
    GENDERED_LIKENESS,
    LEAST_GENERIC,
    LEAST_LIKENESS,
    NICKNAME_LIKENESS,
    Block,
    align,
)
from resolve.evidence.tokens import INITIAL_LIKENESS, likeness
from resolve.names import KINDS, UNKNOWN_KIND, read_names
from resolve.sides import Context, Side, of_names
from resolve.text.words import Role
from resolve.types import Query, Questions

TOKENS = """
    ilham əliyev alijew əliyeva алиев heydər oğlu i. h. v. sergej sergey lavrov лавров viktoroviç ivanov
    ivanova yeni new şəhər city nato нато agit osce dr von ag qarabağ karabach xiv ramil ramin bob robert
    berg bergen 12 21 ju. yuri
"""
NAMES = (Role.CORE, Role.NUMBER, Role.QUALIFIER)
WORDS = (Role.PARTICLE, Role.TITLE, Role.LEGAL, Role.MARK)

names = st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=6).map(" ".join)
kinds = st.sampled_from([None, "person", "place"])
asked = st.tuples(names, kinds)


def side(column: Sequence[tuple[str, str | None]]) -> Side:
    context = Context.of(Questions.of([Query(name, None, kind) for name, kind in column]))
    return of_names(read_names([name for name, _ in column], ["und"] * len(column), context.kind), context)


def answers(blocks: list[Block], pair: int) -> dict[int, tuple[int, float, bool]]:
    """For each place on the left: the place that answers it, the likeness, whether the texts are equal."""
    block = next(block for block in blocks if pair in block.rows)
    row = int(np.flatnonzero(block.rows == pair)[0])
    places = np.flatnonzero(block.answer[row] >= 0).tolist()
    return {
        place: (int(block.answer[row, place]), float(block.value[row, place]), bool(block.same[row, place]))
        for place in places
    }


def tokens_of(one: Side, name: int) -> range:
    return range(int(one.names.first[name]), int(one.names.first[name + 1]))


def plain_value(left: Side, right: Side, a: int, b: int, people: bool) -> tuple[float, bool]:
    """How alike two tokens are in their roles, and whether their texts are equal."""
    form_a, form_b = int(left.names.form[a]), int(right.names.form[b])
    found = likeness(left, right, np.array([form_a]), np.array([form_b]))
    value, same = float(found.value[0]), bool(found.same[0])
    if people and found.gendered[0]:
        value = min(value, GENDERED_LIKENESS)
    if people and found.nicknamed[0]:
        value = max(value, NICKNAME_LIKENESS)
    roles = Role(left.names.role[a]), Role(right.names.role[b])
    if Role.INITIAL in roles and not same:
        begins = int(left.forms.initials[form_a]) & int(right.forms.initials[form_b])
        value = INITIAL_LIKENESS if begins else 0.0
    named_only = Role.NUMBER in roles or (roles.count(Role.GENERIC) == 1 and value < LEAST_GENERIC)
    if named_only and not same and not found.sensed[0]:
        value = 0.0
    unlike = any(one in NAMES and other in WORDS for one, other in (roles, roles[::-1]))
    return (0.0 if unlike else value), same


def plain_answers(left: Side, right: Side, name: int) -> dict[int, tuple[int, float, bool]]:
    """The most alike pair of tokens first, then the next of those that are left; equals by their places."""
    people = {int(left.kind[name]), int(right.kind[name])} <= {KINDS.index("person"), UNKNOWN_KIND}
    open_: dict[tuple[int, int], tuple[float, float, bool]] = {}
    for i, a in enumerate(tokens_of(left, name)):
        for j, b in enumerate(tokens_of(right, name)):
            value, same = plain_value(left, right, a, b, people)
            open_[i, j] = (float(np.float32(value) + np.float32(1e-4) * (i == j and value > 0)), value, same)
    found: dict[int, tuple[int, float, bool]] = {}
    while open_:
        best = max(open_, key=lambda place: (open_[place][0], -place[0], -place[1]))
        if open_[best][0] < np.float32(LEAST_LIKENESS):
            break
        found[best[0]] = (best[1], *open_[best][1:])
        open_ = {
            place: worth for place, worth in open_.items() if place[0] != best[0] and place[1] != best[1]
        }
    return found


@given(st.lists(st.tuples(asked, asked), min_size=1, max_size=4))
def test_as_the_plain_search(pairs: list[tuple[tuple[str, str | None], tuple[str, str | None]]]) -> None:
    """Blocks of pairs are aligned as a plain search aligns each pair."""
    left, right = side([a for a, _ in pairs]), side([b for _, b in pairs])
    rows = np.arange(len(pairs))
    blocks = align(left, right, rows, rows)
    for row in range(len(pairs)):
        plain, fast = plain_answers(left, right, row), answers(blocks, row)
        assert {i: (j, same) for i, (j, _, same) in plain.items()} == {
            i: (j, same) for i, (j, _, same) in fast.items()
        }
        assert [pytest.approx(value, abs=1e-6) for _, value, _ in plain.values()] == [
            fast[i][1] for i in plain
        ]


@given(st.lists(st.tuples(asked, asked), min_size=1, max_size=6))
def test_each_pair_in_one_block(pairs: list[tuple[tuple[str, str | None], tuple[str, str | None]]]) -> None:
    """Every pair stands in one block, which is as wide as its longer name at least."""
    left, right = side([a for a, _ in pairs]), side([b for _, b in pairs])
    rows = np.arange(len(pairs))
    blocks = align(left, right, rows, rows)
    assert rows.tolist() == sorted(row for block in blocks for row in block.rows.tolist())
    for block in blocks:
        sizes = np.maximum(left.names.size[block.rows], right.names.size[block.rows])
        assert sizes.max() <= block.answer.shape[1]
        for answer in block.answer:
            taken = [place for place in answer.tolist() if place >= 0]
            assert len(set(taken)) == len(taken)


@given(st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=8))
def test_likeness(tokens: list[str]) -> None:
    """Likeness is 0..1, symmetric, 1 for the same text, and the same in a column as by itself."""
    one = side([(" ".join(["ilham", *tokens]), None)])
    forms = len(one.forms.role)
    a, b = (np.ravel(grid) for grid in np.meshgrid(np.arange(forms), np.arange(forms), indexing="ij"))
    found, mirrored = likeness(one, one, a, b), likeness(one, one, b, a)
    assert 0 <= found.value.min() <= found.value.max() <= 1
    assert found.value == pytest.approx(mirrored.value, abs=1e-6)
    assert found.gendered.tolist() == mirrored.gendered.tolist()
    assert [1.0] == np.unique(found.value[found.same]).tolist()
    alone = [likeness(one, one, a[i : i + 1], b[i : i + 1]) for i in range(len(a))]
    assert found.value.tolist() == [float(single.value[0]) for single in alone]


@pytest.mark.parametrize(
    ("left", "right", "gendered"),
    [
        ("ivanov", "ivanova", True),
        ("əliyev", "əliyeva", True),
        ("alijew", "alijewa", True),
        ("иванов", "ivanova", True),
        ("putin", "putina", True),
        ("ivanov", "ivanov", False),
        ("ali", "alia", False),
        ("baku", "bakua", False),
        ("ivanov", "petrova", False),
    ],
)
def test_gendered(left: str, right: str, gendered: bool) -> None:
    """A feminine ending is seen after -v and -n, in any orthography, and nowhere else."""
    found = likeness(side([(left, None)]), side([(right, None)]), np.array([0]), np.array([0]))
    assert gendered == bool(found.gendered[0])


@pytest.mark.parametrize(
    ("left", "right", "kind", "answered"),
    [
        ("Bob", "Robert", "person", True),
        ("Bob", "Robert", None, True),
        ("Bob", "Robert", "place", False),
        ("Bob", "Klaus", "person", False),
        ("Ю.", "Yuri", "person", True),
        ("Ju.", "Юрий", "person", True),
        ("J.", "Yuri", "person", True),
        ("Э.", "Elmar", "person", True),
        ("И.", "Elmar", "person", False),
        ("Berg", "Berg", "place", True),
        ("Meer", "Meir", "place", False),
        ("12", "12", "place", True),
        ("12", "21", "place", False),
        ("XIV", "XVI", None, False),
    ],
)
def test_answers(left: str, right: str, kind: str | None, answered: bool) -> None:
    """A form of the given name, its initial in any script, and the same number answer; others do not."""
    one, other = side([(f"Lavrov {left}", kind)]), side([(f"Lavrov {right}", kind)])
    assert answered == (1 in answers(align(one, other, np.array([0]), np.array([0])), 0))
