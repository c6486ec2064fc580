"""Other matchers on the same pairs: scripts of benchmarks/quality/peers, each run by a chosen interpreter.

A peer reads pairs as JSON lines (left, right, kind) and writes JSON lines: first `versions` and `measures`,
with the threshold of each measure, null where it has no default of its own; then the scores of each pair.
"""

import json
import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.bench.calibration import auc
from resolve.bench.cases import DEFAULT_CASES
from resolve.bench.intervals import Matching, Share
from resolve.errors import UsageError

PEERS: Final = DEFAULT_CASES.parent / "peers"
"""Where the scripts stand, in the source tree."""

ASCII_FOLD: Final = "ascii_fold.py"
CHAR_NGRAMS: Final = "char_ngrams.py"
LOGIC_V2: Final = "logic_v2.py"

EXTRA: Final = ("sklearn", "sparse_dot_topn")
"""Modules of the extra `bench` that `CHAR_NGRAMS` needs."""

LEAST_DISTINCT: Final = 20
"""Distinct pairs from which one score for all of them is taken for a fault of the peer's script."""

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one measure of a peer says of n pairs.

    Attributes:
        name: of peer and measure.
        threshold: least score of a match by the peer's own default; None if it has none.
        scores: n scores, 0..1.
        versions: what ran: package -> version.
    """

    name: str
    threshold: float | None
    scores: Floats
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a matcher decides the pairs of the half that is for reporting.

    Attributes:
        name: the matcher.
        threshold: least score of a match, 0..1.
        tuned: whether the threshold was chosen on the other half, for want of a default.
        accuracy: of all pairs, those rightly told to be a match or not.
        matching: match against not match.
        nil_accepted: of the pairs graded nil, those called a match.
        auc: the probability that a match scores higher than another pair, 0..1.
    """

    name: str
    threshold: float
    tuned: bool
    accuracy: Share
    matching: Matching
    nil_accepted: Share
    auc: float

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "name": self.name,
            "threshold": round(self.threshold, 4),
            "tuned": self.tuned,
            "accuracy": self.accuracy.members,
            **self.matching.members,
            "nil_accepted": self.nil_accepted.members,
            "auc": None if math.isnan(self.auc) else round(self.auc, 4),
        }


def require_extra() -> None:
    """Raise unless the extra `bench` is installed.

    Raises:
        UsageError: it is not; the message tells how to install it.
    """
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the peers need {' and '.join(missing)}, not found; install the extra: "
            "pip install 'adlar[bench]'"
        )


def run_peer(
    script: str, pairs: Sequence[tuple[str, str, str]], python: str | Path = sys.executable
) -> list[Measure]:
    """Let a peer score pairs.

    Args:
        script: its name in `PEERS`.
        pairs: left, right, kind of each.
        python: the interpreter that runs it.

    Returns:
        One measure or more.

    Raises:
        UsageError: no such script or interpreter; the peer failed, and the message has its last words; or it
            gave all pairs one score.
    """
    path = PEERS / script
    if not path.is_file():
        raise UsageError(f"{path}: not there; the peers are in the source tree of Adlar, not in the package")
    lines = "".join(
        json.dumps({"left": left, "right": right, "kind": kind}) + "\n" for left, right, kind in pairs
    )
    try:
        done = subprocess.run(
            [str(python), str(path)],
            input=lines,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise UsageError(f"{python}: {error.strerror}; expected a Python interpreter for {script}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise UsageError(f"the peer {script}, run by {python}, failed: {last}")
    head, *rows = (json.loads(line) for line in done.stdout.splitlines())
    scores = np.array(rows, np.float64).reshape(len(pairs), len(head["measures"]))
    constant = [name for column, name in enumerate(head["measures"]) if len(set(scores[:, column])) == 1]
    if constant and len({pair[:2] for pair in pairs}) >= LEAST_DISTINCT:
        raise UsageError(
            f"the peer {script} gave all {len(pairs)} pairs one score ({', '.join(constant)}); expected "
            "scores that differ: it does not see the pairs"
        )
    return [
        Measure(name, threshold, scores[:, column], head["versions"])
        for column, (name, threshold) in enumerate(head["measures"].items())
    ]


def best_threshold(scores: Floats, wanted: Truths) -> float:
    """The threshold at which most pairs are decided rightly, match against the rest; the highest of equals.

    Not the one of best F1: among hard negatives that is 0, which calls every pair a match.

    Args:
        scores: n scores, 0..1.
        wanted: whether each pair is a match.

    Returns:
        One of the scores, or a value above all of them if it is best to call no pair a match.
    """
    order = np.argsort(-scores, kind="stable")
    gained = np.cumsum(np.where(wanted[order], 1, -1))
    # A threshold takes all pairs of one score, or none.
    last = np.append(np.diff(scores[order]) != 0, True)
    gained = np.where(last, gained, -len(scores))
    at = int(np.argmax(gained))
    return float(scores[order][at]) if gained[at] > 0 else float(np.nextafter(scores.max(), np.inf))


def standing(
    name: str,
    scores: Floats,
    wanted: Truths,
    nil: Truths,
    reported: Truths,
    threshold: float | None,
) -> Standing:
    """How a matcher that has only scores decides.

    Args:
        name: the matcher.
        scores: n scores.
        wanted: whether each pair is graded match.
        nil: whether it is graded nil.
        reported: whether it belongs to the half that is reported; the rest is for tuning.
        threshold: its own; None to choose it on the rest.
    """
    at = best_threshold(scores[~reported], wanted[~reported]) if threshold is None else threshold
    return decided(name, scores >= at, scores, wanted, nil, reported, at, tuned=threshold is None)


def decided(
    name: str,
    said: Truths,
    scores: Floats,
    wanted: Truths,
    nil: Truths,
    reported: Truths,
    threshold: float,
    tuned: bool = False,
) -> Standing:
    """The standing of a matcher that decides by itself.

    Args:
        name: the matcher.
        said: whether it calls each of n pairs a match.
        scores: its n scores, 0..1.
        wanted: whether each pair is graded match.
        nil: whether it is graded nil.
        reported: whether it belongs to the half that is reported.
        threshold: least score of a match.
        tuned: whether the threshold was chosen on the other half.
    """
    return Standing(
        name,
        threshold,
        tuned,
        Share(int(((said == wanted) & reported).sum()), int(reported.sum())),
        Matching(
            int((said & wanted & reported).sum()),
            int((said & reported).sum()),
            int((wanted & reported).sum()),
        ),
        Share(int((said & nil & reported).sum()), int((nil & reported).sum())),
        auc(scores[reported], wanted[reported]),
    )
