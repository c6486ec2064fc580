"""Other matchers on the same pairs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.bench import peers
from resolve.errors import UsageError

PAIRS = [(f"Name {n}", "Name 7", "person") for n in range(30)]


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=30))
def test_threshold_is_the_best_there_is(rows: list[tuple[int, bool]]) -> None:
    """No other threshold decides more pairs rightly."""
    scores, wanted = np.array([s for s, _ in rows], float), np.array([w for _, w in rows])
    right = [int(((scores >= at) == wanted).sum()) for at in [*set(scores), scores.max() + 1]]
    at = peers.best_threshold(scores, wanted)
    assert max(right) == int(((scores >= at) == wanted).sum())


def test_scores_stand_in_the_order_of_the_pairs() -> None:
    """The pair of equal names has score 1, and no other pair has."""
    for measure in peers.run_peer(peers.ASCII_FOLD, PAIRS):
        assert [7] == np.flatnonzero(measure.scores == 1).tolist()


def _peer(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (folder / "peer.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(peers, "PEERS", folder)


def test_one_score_for_all_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that gives every pair the same score does not see them, and is no figure."""
    head = """print('{"versions": {}, "measures": {"blind": 0.7}}')"""
    _peer(tmp_path, monkeypatch, f"import sys\n{head}\nfor _ in sys.stdin: print([0.8])\n")
    with pytest.raises(UsageError, match="gave all 30 pairs one score"):
        peers.run_peer("peer.py", PAIRS)


def test_failure_of_a_peer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last words of a peer that failed are in the message."""
    _peer(tmp_path, monkeypatch, "import sys\nsys.exit('no such matcher')\n")
    with pytest.raises(UsageError, match="no such matcher"):
        peers.run_peer("peer.py", PAIRS)
