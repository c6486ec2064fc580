"""What is kept of a run while its rows are written: numbers, and samples of bounded size."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.batch.answering import QUESTION
from resolve.batch.request import Counts
from resolve.columns import ANSWER_COLUMNS
from resolve.report.sample import Sample
from resolve.types import Decision

BINS: Final = 20
"""Bars of the distribution of scores, of equal width from 0 to 1."""

REVIEWS: Final = 10_000
"""Different questions with the decision review that are kept: more than a person looks at, and no
burden to a spreadsheet."""

SAMPLED: Final = 50
"""Different questions that are kept of each decision but review."""

TAGS: Final = 1_000
"""Different languages that are counted; the rows of those that come later are counted together."""

OTHER_TAGS: Final = "others"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of a run after its last row.

    Attributes:
        counts: rows by decision.
        scores: rows by decision and bar, 0..BINS-1; rows without a score are not among them.
        languages: rows by language, None where it was not given, and decision.
        samples: questions of each decision, see `Sample.drawn`; a decision that was never taken is not there.
    """

    counts: Counts
    scores: Mapping[tuple[Decision, int], int]
    languages: Mapping[tuple[str | None, Decision], int]
    samples: Mapping[Decision, pl.DataFrame]


class Gathering:
    """Looks at the rows of a run as they pass by."""

    def __init__(self, reviews: int = REVIEWS) -> None:
        """Begin with nothing.

        Args:
            reviews: how many different questions with the decision review are kept, >= 1.
        """
        self._rows = 0
        self._decisions: Counter[Decision] = Counter()
        self._scores: Counter[tuple[Decision, int]] = Counter()
        self._languages: Counter[tuple[str | None, Decision]] = Counter()
        self._tags: set[str | None] = set()
        self._samples = {
            decision: Sample(reviews if decision == Decision.REVIEW else SAMPLED) for decision in Decision
        }

    def see(self, questions: pl.DataFrame, answers: pl.DataFrame) -> None:
        """Look at the next rows.

        Args:
            questions: n rows with the columns `answering.QUESTION`.
            answers: n rows with `columns.ANSWER_COLUMNS`, without prefix.
        """
        number = pl.int_range(self._rows + 1, self._rows + 1 + questions.height, eager=True).alias("row")
        rows = questions.select(QUESTION).hstack(answers.select(ANSWER_COLUMNS)).hstack([number])
        self._rows += questions.height
        for decision, count in rows.group_by("decision").len().iter_rows():
            self._decisions[Decision(decision)] += count
            self._samples[Decision(decision)].add(rows.filter(pl.col("decision") == decision))
        self._count_scores(rows)
        self._count_languages(rows)

    def gathered(self) -> Gathered:
        """What was seen."""
        drawn = {decision: sample.drawn() for decision, sample in self._samples.items()}
        return Gathered(
            Counts(*(self._decisions[decision] for decision in Decision)),
            self._scores,
            self._languages,
            {decision: frame for decision, frame in drawn.items() if frame is not None},
        )

    def _count_scores(self, rows: pl.DataFrame) -> None:
        bar = (pl.col("score") * BINS).floor().cast(pl.Int64).clip(0, BINS - 1)
        scored = rows.filter(pl.col("score").is_not_null()).group_by("decision", bar.alias("bar")).len()
        for decision, place, count in scored.iter_rows():
            self._scores[Decision(decision), place] += count

    def _count_languages(self, rows: pl.DataFrame) -> None:
        counted = rows.group_by("lang", "decision").len().sort("lang", "decision")
        for tag, decision, count in counted.iter_rows():
            if tag not in self._tags and len(self._tags) >= TAGS:
                tag = OTHER_TAGS
            self._tags.add(tag)
            self._languages[tag, Decision(decision)] += count
