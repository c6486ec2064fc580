"""Whether the score of a resolution can be taken at its word, beside the same question to rapidfuzz.

Both judge the same rows: a query and our best candidate, which is the right entity or not. Our score is taken
as it is. For rapidfuzz the likeness of the query to the likest name of that entity, on an ASCII fold, becomes
a probability by a logistic curve (Platt) that is fitted on the rows of entities trained on.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve.bench.calibration import auc, brier, expected_calibration_error, fit_platt
from resolve.bench.intervals import Share
from resolve.bench.peers import ASCII_FOLD, run_peer

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trust:
    """How good a score is as a probability, over rows of unseen entities.

    Attributes:
        name: whose score.
        rows: rows, NIL included.
        error: expected calibration error, 0..1, 0 best.
        brier: mean squared error, 0..1, 0 best.
        auc: 0..1, 1 best.
    """

    name: str
    rows: int
    error: float
    brier: float
    auc: float

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "name": self.name,
            "rows": self.rows,
            "expected_calibration_error": round(self.error, 4),
            "brier": round(self.brier, 4),
            "auc": round(self.auc, 4),
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """Our score and rapidfuzz on the same rows.

    Attributes:
        ours: the score of the resolution.
        rapidfuzz: token_sort_ratio with Platt scaling.
        nil: share of rows whose entity is not in the gazetteer.
        right: share of rows whose best candidate is right.
    """

    ours: Trust
    rapidfuzz: Trust
    nil: Share
    right: Share

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "scores": [self.ours.members, self.rapidfuzz.members],
            "nil": self.nil.members,
            "right": self.right.members,
        }


def calibrate(answers: pl.DataFrame, names: pl.DataFrame) -> Calibration:
    """Judge the scores of answers.

    Args:
        answers: queries with gold, trained, `got_best_entity_id` and `got_score`; of several languages.
        names: the names among which they were sought: lang (the language left out), entity_id, name.
    """
    right = (answers["got_best_entity_id"] == answers["gold"]).fill_null(False).to_numpy()
    score = answers["got_score"].fill_null(0).to_numpy().astype(np.float64)
    trained = answers["trained"].to_numpy()
    likeness = _likeness(answers, names)
    scaled = fit_platt(likeness[trained], right[trained]).apply(likeness)
    unseen = ~trained
    nil = answers.filter(pl.Series(unseen))["gold"].null_count()
    return Calibration(
        _trust("Adlar", score[unseen], right[unseen]),
        _trust("rapidfuzz token_sort_ratio, Platt", scaled[unseen], right[unseen]),
        Share(nil, int(unseen.sum())),
        Share(int(right[unseen].sum()), int(unseen.sum())),
    )


def _trust(name: str, scores: Floats, right: Truths) -> Trust:
    return Trust(
        name,
        len(scores),
        expected_calibration_error(scores, right),
        brier(scores, right),
        auc(scores, right),
    )


def _likeness(answers: pl.DataFrame, names: pl.DataFrame) -> Floats:
    """How alike each query is to the likest name of its best candidate, 0..1; 0 where there is none."""
    rows = answers.select("query", "lang", "kind", entity_id="got_best_entity_id").with_row_index("row")
    pairs = rows.join(names.select("lang", "entity_id", "name"), on=["lang", "entity_id"])
    asked = list(pairs.select("query", "name", "kind").iter_rows())
    token_sort = next(one for one in run_peer(ASCII_FOLD, asked) if one.name == "rapidfuzz token_sort_ratio")
    best = np.zeros(answers.height)
    np.maximum.at(best, pairs["row"].to_numpy(), token_sort.scores)
    return best
