"""Right answers: whom a tool found for each query, and whether it said so."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve.bench.intervals import Share
from resolve.bench.peers import best_threshold
from resolve.bench.speed.load import HOW

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the answers to some queries are.

    Attributes:
        recall: of the queries whose entity is there, those for which it is the best answer.
        by_how: the same for each way of writing a query.
        matched: of the queries whose entity is there, those for which it is the answer that is given.
        wrong_unknown: of the queries for somebody unknown, those that are answered all the same.
        threshold: least score of an answer that is given, chosen on one half of the queries, the shares of
            answers given being those of the other; None for a tool that decides by itself.
    """

    recall: Share
    by_how: Mapping[str, Share]
    matched: Share
    wrong_unknown: Share
    threshold: float | None

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "recall_at_1": self.recall.members,
            "recall_at_1_by_how": {how: share.members for how, share in self.by_how.items()},
            "matched": self.matched.members,
            "unknown_answered": self.wrong_unknown.members,
            "threshold": None if self.threshold is None else round(self.threshold, 4),
        }


def judge_decided(answers: pl.DataFrame, best: pl.Series, said: pl.Series) -> Accuracy:
    """Judge a tool that decides by itself.

    Args:
        answers: n rows: how, gold.
        best: n entity IDs, null for none.
        said: n truths: whether the best one is given as the answer.
    """
    given = said.to_numpy().astype(bool)
    return _accuracy(answers, _right(answers, best), given, np.ones(len(given), bool), None)


def judge_scored(answers: pl.DataFrame, best: pl.Series, scores: pl.Series) -> Accuracy:
    """Judge a tool that has scores only: the best threshold on every other query is tried on the rest.

    Args:
        answers: n rows: how, gold.
        best: n entity IDs, null for none.
        scores: n scores, the higher the better.
    """
    right = _right(answers, best)
    values = scores.to_numpy().astype(np.float64)
    reported = np.arange(len(right)) % 2 == 1
    if not len(right) or reported.all():
        return _accuracy(answers, right, right, reported, None)
    threshold = best_threshold(values[~reported], right[~reported])
    return _accuracy(answers, right, values >= threshold, reported, threshold)


def right_answers(answers: pl.DataFrame, best: pl.Series) -> pl.Series:
    """For each query, whether its entity is the best answer; null for somebody unknown."""
    return pl.DataFrame({"gold": answers["gold"], "best": best}).select(
        right=pl.when(pl.col("gold").is_not_null()).then((pl.col("gold") == pl.col("best")).fill_null(False))
    )["right"]


def _right(answers: pl.DataFrame, best: pl.Series) -> Truths:
    return np.asarray((answers["gold"] == best).fill_null(False).to_numpy(), bool)


def _accuracy(
    answers: pl.DataFrame, right: Truths, given: Truths, reported: Truths, threshold: float | None
) -> Accuracy:
    how = answers["how"].to_numpy()
    known = how != "unknown"

    def share(hits: Truths, rows: Truths) -> Share:
        return Share(int((hits & rows).sum()), int(rows.sum()))

    return Accuracy(
        share(right, known),
        {kind: share(right, how == kind) for kind in HOW if kind != "unknown"},
        share(right & given, known & reported),
        share(given, ~known & reported),
        threshold,
    )
