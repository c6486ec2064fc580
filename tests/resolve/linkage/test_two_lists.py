"""Two lists of one world are linked as well as is promised, on entities that nothing was learnt from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.quality.learn_links import World
from benchmarks.quality.linkage import by_source, proposed_pairs
from resolve.index.build import build_index
from resolve.linkage import find_links
from resolve.linkage.model import probabilities

PRECISION = 0.97
RECALL = {"person": 0.7, "place": 0.6, "organization": 0.75}


@pytest.fixture(scope="module")
def world(shared: Path) -> World:
    """A small part of the unseen half."""
    return World.of(shared / "eval" / "names.parquet", False, 0.06, 0.12)


def test_precision_and_recall(world: World) -> None:
    """Of the pairs that merges join 97 of 100 are one, and most of those that are one are joined."""
    truth = {entry.entity_id: entry.truth for entry in world.entries}
    kind = {entry.entity_id: entry.kind for entry in world.entries}
    pairs = proposed_pairs(find_links(world.index, world.entities))
    wrong = [pair for pair in pairs if truth[pair[0]] != truth[pair[1]]]
    assert len(pairs) > 1000
    assert len(wrong) / len(pairs) <= 1 - PRECISION
    wanted = world.wanted()
    found = {
        name: sum(kind[one] == name and truth[one] == truth[other] for one, other in pairs) / wanted[name]
        for name in RECALL
    }
    assert [] == [name for name, least in RECALL.items() if found[name] < least], found


def test_probability_is_to_be_believed(world: World) -> None:
    """What is said of pairs is near to what is true of them, in each fifth of those that may be one."""
    pairs = world.pairs()
    said = probabilities(world.index, pairs)
    true = world.truth[pairs.one] == world.truth[pairs.other]
    order = np.argsort(said)
    for part in np.array_split(order[said[order] > 0.02], 5):
        assert abs(said[part].mean() - true[part].mean()) < 0.08


def test_embedded_gazetteer_cut_by_source() -> None:
    """What GeoNames and the other sources of the embedded gazetteer call one is found, and little else."""
    entities, names = by_source()
    pairs = proposed_pairs(find_links(build_index(entities, names), entities))
    right = [pair for pair in pairs if pair[0][2:] == pair[1][2:]]
    wanted = names.select("old", "half").unique()["old"].is_duplicated().sum() // 2
    assert len(right) / len(pairs) >= PRECISION
    assert len(right) / wanted >= 0.8
