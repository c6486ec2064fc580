"""Learn how much each piece of evidence tells of two names of a list being one.

    python -m benchmarks.quality.learn_clusters --names names.parquet [--output FILE]

Lists are drawn from the training half of the evaluation data as `benchmarks/quality/cluster.py` draws them,
and their pairs measured as `resolve cluster` does it. Which pairs are one is known: the curves are fitted to
that, by kind. The other half is for `benchmarks/quality/cluster.py`, which says how good it is.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.quality.cluster import KINDS, Hidden, hide, without_kind
from resolve.bench.additive import climbed, fit_additive, pieces
from resolve.bench.holdout import SALT
from resolve.cluster.evidence import AGAINST, MEANT, SPELT, ListEvidence
from resolve.cluster.likeness import Likeness
from resolve.cluster.model import HOPELESS, UNKNOWN, hopeful

POINTS = {
    "alone": (HOPELESS, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 1.0),
    "likeness": (0.5, 0.7, 0.8, 0.88, 0.94, 1.0),
    "onset": (0.5, 1.0),
    "conflict": (0.35, 0.6, 1.0),
    "lacking": (0.3, 0.5, 1.0),
    "several": (0.5, 1.0),
    "length": (0.08, 0.16, 0.27, 0.45, 0.7, 1.0),
    "answered": (0.5, 0.66, 0.8, 0.9, 1.0),
    "words": (0.5, 1.0),
    "unsaid": (0.5, 1.0),
}
"""The values at which the curve of a feature may bend; all other curves are one straight line."""

BY_HAND = {
    "equivalent": (14.0, "by hand: the table says so, whatever the spellings say"),
}
"""Features that the drawn lists show too rarely: log odds, and why."""

DRAWN = ((2_000, 300), (2_300, 700), (2_000, 2_000), (4_000, 6_000))
"""Lists of each kind: how many entities are passed over, and how many are drawn. Where there are enough, the
first 2,000 are left for a look at what comes out; lists of several lengths, since chance grows with them."""

DRAWN_OF_FEW = ((0, 200), (200, 200), (400, 400), (0, 2_000))
"""The same for a kind of which there are less."""

DRAWN_UNTAGGED = ((0, 300), (300, 700), (0, 7_000))
"""Lists of that kind in which the language of most names is not known: of those it has many more."""

WEIGHTS = Path(__file__).parent.parent.parent / "resolve" / "data" / "cluster" / "weights.tsv"

Row = tuple[str, str, str, float, float, str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of names that were measured, and whether they are one."""

    evidence: ListEvidence
    right: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, hidden: Hidden) -> Pairs:
        """Measure the likely pairs of a list."""
        found = Likeness(hidden.spellings)
        pairs = found.likely_pairs()
        wanted = hidden.pairs()
        right = np.array([(one, other) in wanted for one, other in pairs.tolist()])
        return cls(found.evidence(pairs), right)

    def hopeful(self, whole: bool) -> npt.NDArray[np.bool_]:
        """The pairs of which the spelling may tell something.

        Args:
            whole: whether a name that is less than a full one is like no other, and need not be looked at.
        """
        return hopeful(self.evidence) & ~(self.evidence.partial & whole)


def draw_lists(table: pl.DataFrame) -> dict[str, list[Hidden]]:
    """Draw the lists of each kind, and those of all kinds together."""
    lists: dict[str, list[Hidden]] = {}
    for kind in KINDS:
        few = DRAWN_OF_FEW if kind == "organization" else DRAWN
        lists[kind] = [hide(table, kind, tuned=True, most=most, skip=skip) for skip, most in few]
    lists["organization"] += [
        hide(table, "organization", tuned=True, most=most, skip=skip, untagged=True)
        for skip, most in DRAWN_UNTAGGED
    ]
    lists[UNKNOWN] = [
        without_kind([person, place, lists["organization"][number % len(DRAWN_OF_FEW)]])
        for number, (person, place) in enumerate(zip(lists["person"], lists["place"], strict=True))
    ]
    return lists


def fit(
    model: tuple[str, str],
    features: Sequence[str],
    values: Sequence[npt.NDArray[np.float32]],
    right: npt.NDArray[np.bool_],
) -> Iterator[Row]:
    """Yield the rows of the model of a kind and way."""
    kind, way = model
    steps = pieces(features, POINTS)
    against = np.array([step.feature in AGAINST for step in steps])
    height, bias = fit_additive(climbed(np.concatenate(values), features, steps), against, right)
    yield kind, way, "bias", 0.0, bias, "learnt"
    risen: dict[str, float] = {}
    for step, gain in zip(steps, height, strict=True):
        if step.feature in BY_HAND:
            yield kind, way, step.feature, 1.0, *BY_HAND[step.feature]
            continue
        risen[step.feature] = risen.get(step.feature, 0.0) + float(gain)
        yield kind, way, step.feature, step.end, risen[step.feature], "learnt"


def learn(kind: str, lists: Sequence[Hidden]) -> Iterator[Row]:
    """Yield the rows of a kind: kind, way, feature, value, log odds, source."""
    found = [Pairs.of(hidden) for hidden in lists]
    looked_at = [one.hopeful(whole=kind in ("person", UNKNOWN)) for one in found]
    spelt = [one.evidence.spelt[rows] for one, rows in zip(found, looked_at, strict=True)]
    right = np.concatenate([one.right[rows] for one, rows in zip(found, looked_at, strict=True)])
    yield from fit((kind, "spelt"), list(SPELT), spelt, right)
    if kind != "person":
        meant = [one.evidence.meant[one.evidence.translated] for one in found]
        right = np.concatenate([one.right[one.evidence.translated] for one in found])
        yield from fit((kind, "meant"), list(MEANT), meant, right)


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=Path, required=True, help="names.parquet of the evaluation data")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    lists = draw_lists(pl.read_parquet(given.names))
    digest = hashlib.sha256(given.names.read_bytes()).hexdigest()[:12]
    rows = sorted(row for kind, drawn in lists.items() for row in learn(kind, drawn))
    head = (
        "# what: how much evidence tells of two names of a list being one: log odds = bias + the sum of a "
        "curve of each feature",
        "# columns: kind (unknown: of all kinds together); way (spelt: how the names are spelt; meant: what "
        "their words mean); feature (of resolve.cluster.evidence, or bias); value, a point of its curve, "
        "0..1 (0 at value 0, straight between points); log_odds there; source (learnt, or set by hand with "
        "the reason)",
        "# authority: learnt by benchmarks/quality/learn_clusters.py from lists of "
        f"entities of {given.names.name} (sha256 {digest}); unseen are the entities for which "
        f"int(sha256('{SALT}:' + entity_id)[:8], 16) is odd",
        f"# year: {date.today().year}",
        "# licence: CC0-1.0",
        "kind\tway\tfeature\tvalue\tlog_odds\tsource",
    )
    lines = [
        f"{kind}\t{way}\t{name}\t{value:g}\t{odds + 0.0:.2f}\t{source}"
        for kind, way, name, value, odds, source in rows
    ]
    given.output.write_text(
        "\n".join((*head, *lines)).replace("\t-0.00\t", "\t0.00\t") + "\n", encoding="utf-8"
    )
    print({kind: [len(hidden.spellings) for hidden in drawn] for kind, drawn in lists.items()})


if __name__ == "__main__":
    main()
