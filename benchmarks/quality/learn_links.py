"""Learn how much each piece of evidence tells of two entities being one.

    python -m benchmarks.quality.learn_links --names names.parquet [--places 0.5] [--output FILE]

Two lists are made of one half of the evaluation data (`benchmarks/quality/two_lists.py`), and linked as
`resolve link` does it, up to the probability. Which pairs are one is known: the curves are fitted to that, by
kind, then what the rivals of a pair count. The other half is for `benchmarks/quality/linkage.py`, which says
how good it is.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.quality.two_lists import as_tables, two_lists
from benchmarks.quality.world import Entry, read_world
from resolve.bench.additive import climbed, fit_additive, pieces
from resolve.bench.holdout import SALT
from resolve.index.build import build_index
from resolve.index.layout import Index
from resolve.linkage.candidates import shared_names
from resolve.linkage.evidence import AGAINST, FEATURES, EntityPairs, gather, weigh_names
from resolve.linkage.facts import read_facts
from resolve.linkage.rivals import rivalry
from resolve.linkage.spellings import read_spellings
from resolve.names import KINDS

POINTS = {
    "likeness": (0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 1.0),
    "answered": (0.34, 0.67, 1.0),
    "tongues": (0.5, 1.0),
    "namesakes": (0.15, 0.3, 0.6, 1.0),
    "distance": (0.05, 0.1, 0.15, 0.22, 0.3, 0.4, 0.55, 1.0),
    "people": (0.1, 0.25, 0.5, 1.0),
    "birth_conflict": (0.4, 1.0),
}
"""The values at which the curve of a feature may bend; all other curves are one straight line."""

BY_HAND = {
    "crosswalk": dict.fromkeys(("person", "place", "organization"), (8.0, "by hand: the sources say so")),
    "common": {
        "person": (
            -8.0,
            "by hand: like namesakes; lists show it too rarely: cut in four, 18 of 5,300 pairs",
        )
    },
    "listed_apart": {
        "place": (-4.0, "by hand: lists without places are full of namesakes of one size, these two are not")
    },
    "nowhere": {
        "place": (-2.0, "by hand: other lists need not be of one part of the world, as these two are")
    },
}
"""What no two lists show: of a feature, by kind, log odds, and why."""

LEARNT = ("person", "place", "organization")
WEIGHTS = Path(__file__).parent.parent.parent / "resolve" / "data" / "linkage" / "weights.tsv"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """Two lists as one gazetteer, and what is one in them.

    Attributes:
        entries: of both lists.
        index: of the gazetteer.
        entities: its table of entities.
        truth: of each entity of the index, a number that those share which are one.
    """

    entries: list[Entry]
    index: Index
    entities: pl.DataFrame
    truth: npt.NDArray[np.int64]

    @classmethod
    def of(cls, path: Path, tuned: bool, places: float, others: float = 1.0) -> World:
        """The lists of one half of the evaluation data; see `world.read_world`."""
        entries = list(two_lists(read_world(path, tuned, places, others)))
        entities, names = as_tables(entries)
        index = build_index(entities, names)
        numbers: dict[str, int] = {}
        truth = {entry.entity_id: numbers.setdefault(entry.truth, len(numbers)) for entry in entries}
        return cls(entries, index, entities, np.array([truth[key] for key in index.entities.id]))

    def pairs(self) -> EntityPairs:
        """The pairs of entities that are looked at, with their evidence."""
        spellings = read_spellings(self.index)
        facts = read_facts(self.index, spellings, self.entities)
        names = shared_names(self.index, spellings, facts)
        return gather(self.index, spellings, facts, names, weigh_names(self.index, spellings, names))

    def wanted(self) -> Counter[str]:
        """How many pairs are one, by kind."""
        found: Counter[str] = Counter()
        kinds = {entry.truth: entry.kind for entry in self.entries}
        for truth, count in Counter(entry.truth for entry in self.entries).items():
            found[kinds[truth]] += count * (count - 1) // 2
        return found


def fit_logistic(columns: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """Return the weight of each column, by Newton's method."""
    weights = np.zeros(columns.shape[1])
    for _ in range(50):
        said = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        curved = columns.T @ (columns * (said * (1 - said))[:, None]) + 1e-6 * np.eye(len(weights))
        weights -= np.linalg.solve(curved, columns.T @ (said - right))
    return weights


def learn(world: World, kind: str) -> Iterator[tuple[str, str, float, float, str]]:
    """Yield the rows of a kind: kind, feature, value, log odds, source."""
    pairs = world.pairs()
    right = world.truth[pairs.one] == world.truth[pairs.other]
    rows = np.flatnonzero(world.index.entities.kind[pairs.one] == KINDS.index(kind))
    steps = pieces(list(FEATURES), POINTS)
    against = np.array([step.feature in AGAINST for step in steps])
    way = climbed(pairs.values[rows], list(FEATURES), steps)
    height, bias = fit_additive(way, against, right[rows])
    odds = way @ height + bias
    rivals = rivalry(pairs.one[rows], pairs.other[rows], odds)
    beside = fit_logistic(np.stack([odds, rivals, np.ones(len(odds))], axis=1), right[rows])
    constants = {"sharpness": beside[0], "rivalry": beside[1], "offset": beside[2], "bias": bias}
    for name, value in constants.items():
        yield kind, name, 0.0, float(value), "learnt"
    risen: dict[str, float] = {}
    for step, gain in zip(steps, height, strict=True):
        if kind in BY_HAND.get(step.feature, {}):
            yield kind, step.feature, 1.0, *BY_HAND[step.feature][kind]
            continue
        risen[step.feature] = risen.get(step.feature, 0.0) + float(gain)
        yield kind, step.feature, step.end, risen[step.feature], "learnt"


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=Path, required=True, help="names.parquet of the evaluation data")
    parser.add_argument("--places", type=float, default=0.5, help="the share of its places, 0..1")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    world = World.of(given.names, True, given.places)
    digest = hashlib.sha256(given.names.read_bytes()).hexdigest()[:12]
    rows = sorted(row for kind in LEARNT for row in learn(world, kind))
    head = (
        "# what: how much evidence tells of two entities of a gazetteer being one: log odds = bias + the sum "
        "of a curve of each feature; beside rivals: sharpness * log odds + rivalry * ln(1 + odds of rivals) "
        "+ offset",
        "# columns: kind; feature (of resolve.linkage.evidence, or one of the constants that "
        "resolve.linkage.model.LinkModel explains); value, a point of its curve, 0..1 (0 at value 0, "
        "straight between points); log_odds there; source (learnt, or set by hand with the reason)",
        "# authority: learnt by benchmarks/quality/learn_links.py from two lists that "
        f"benchmarks/quality/two_lists.py made of {given.names.name} (sha256 {digest}) and GeoNames' cities, "
        f"{len(world.entries)} entries; unseen are the entities for which "
        f"int(sha256('{SALT}:' + entity_id)[:8], 16) is odd",
        f"# year: {date.today().year}",
        "# licence: CC0-1.0",
        "kind\tfeature\tvalue\tlog_odds\tsource",
    )
    lines = [
        f"{kind}\t{name}\t{value:g}\t{odds + 0.0:.2f}\t{source}" for kind, name, value, odds, source in rows
    ]
    given.output.write_text(
        "\n".join((*head, *lines)).replace("\t-0.00\t", "\t0.00\t") + "\n", encoding="utf-8"
    )
    print(f"{len(world.entries)} entries, {dict(world.wanted())} pairs that are one")


if __name__ == "__main__":
    main()
