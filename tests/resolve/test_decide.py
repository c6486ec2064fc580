"""Decisions: on what ground, by the case table."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st

from resolve import settings
from resolve.decide import DECISIONS, Ground, decide, decide_pairs
from resolve.types import Decision, Options

unit = st.floats(0, 1, width=32)


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("case", read_cases("decide.tsv"), ids=lambda case: case["case"])
def test_case(case: dict[str, str]) -> None:
    """A best candidate of that score is decided on that ground."""
    options = Options(threshold=number(case["threshold"]), review_threshold=number(case["review_threshold"]))
    ground = decide(
        np.array([float(case["score"])], np.float32),
        np.array([float(case["similarity"])], np.float32),
        np.array([case["bearing"] == "yes"]),
        np.array([int(case["rivals"])]),
        options,
    )
    assert (case["ground"], case["decision"]) == (
        Ground(ground[0]).name.lower(),
        DECISIONS[Ground(ground[0])],
    )


@given(st.lists(st.tuples(unit, unit, st.booleans(), st.integers(0, 3)), min_size=1, max_size=6))
def test_column_is_one_by_one(rows: list[tuple[float, float, bool, int]]) -> None:
    """Every row is decided for itself, and on a ground that leads to a decision."""

    def column(part: list[tuple[float, float, bool, int]]) -> list[int]:
        score, similarity, bearing, rivals = (np.array(cells) for cells in zip(*part, strict=True))
        return decide(score, similarity, bearing, rivals, Options()).tolist()

    assert [column([row])[0] for row in rows] == column(rows)
    assert all(Ground(ground) in DECISIONS for ground in column(rows))


@given(unit, unit, st.booleans(), unit, unit)
def test_higher_threshold_makes_no_match(
    score: float, similarity: float, bearing: bool, low: float, high: float
) -> None:
    """What is no match at a threshold is none at a higher one."""
    low, high = sorted((low, high))
    decided = [
        DECISIONS[
            Ground(
                decide(
                    np.array([score]),
                    np.array([similarity]),
                    np.array([bearing]),
                    np.array([0]),
                    Options(threshold),
                )[0]
            )
        ]
        for threshold in (low, high)
    ]
    assert decided[0] == Decision.MATCH or decided[1] != Decision.MATCH


@pytest.mark.parametrize(
    ("similarity", "bearing", "ground"),
    [
        (0.99, False, Ground.CLEAR),
        (settings.PAIR_MATCH, False, Ground.CLEAR),
        (settings.PAIR_MATCH - 0.01, False, Ground.UNSURE),
        (settings.PAIR_REVIEW, False, Ground.UNSURE),
        (settings.PAIR_REVIEW - 0.01, False, Ground.LOW),
        (0.99, True, Ground.NOT_A_FULL_NAME),
        (0.01, True, Ground.NOT_A_FULL_NAME),
        (0.0, False, Ground.LOW),
    ],
)
def test_pairs(similarity: float, bearing: bool, ground: Ground) -> None:
    """Two names are decided by their similarity; less than a full name is never a match."""
    assert [ground] == decide_pairs(np.array([similarity]), np.array([bearing])).tolist()
