"""Glances: what candidates are worth at first sight, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from resolve import Resolver
from resolve.candidates.glance import KIND_WORTH, OUTLINE_WORTH, Glance
from resolve.names import KINDS, UNKNOWN_KIND, read_names
from resolve.names.outline import outlines, unlike


def glance_at(names: list[str], kinds: list[int]) -> Glance:
    given = np.array(kinds, np.uint8)
    return Glance.of(read_names(names, ["und"] * len(names), given), given)


def test_worth_by_hand(small: Resolver) -> None:
    """A pair is worth the share of sounds that both have, and a little more if the kind agrees."""
    index = small.index
    texts = list(index.spellings.text)
    kinds = index.entities.kind[index.spellings.entity]
    asked, query_kinds = ["Ilham Aliev", "Baku", "Lavrof"], [KINDS.index("person"), UNKNOWN_KIND, 1]
    glance = glance_at(asked, query_kinds)
    query, name = (np.ravel(grid) for grid in np.meshgrid(np.arange(3), np.arange(len(texts)), indexing="ij"))
    plain = []
    for q, n in zip(query.tolist(), name.tolist(), strict=True):
        apart = unlike(glance.outline[q : q + 1], index.spellings.outline[n : n + 1])[0]
        plain.append(OUTLINE_WORTH * (1 - apart) + KIND_WORTH * (query_kinds[q] == kinds[n]))
    assert plain == pytest.approx(glance.worth(index, query, name).tolist())


def test_index_holds_the_outlines_of_its_names(small: Resolver) -> None:
    """The outline that the index keeps of a name is that of the name when it is read."""
    spellings, known = small.index.spellings, small.index.entities
    read = read_names(list(spellings.text), list(spellings.lang), known.kind[spellings.entity])
    assert outlines(read).tolist() == spellings.outline.tolist()


def test_the_same_name_is_worth_most(small: Resolver) -> None:
    """No name looks better at a glance than the query itself."""
    index = small.index
    texts = list(index.spellings.text)
    glance = glance_at(["Sergey Lavrov"], [UNKNOWN_KIND])
    every = np.arange(len(texts))
    worth = glance.worth(index, np.zeros(len(texts), np.int64), every)
    assert pytest.approx(OUTLINE_WORTH) == worth[texts.index("Sergey Lavrov")] == worth.max()
