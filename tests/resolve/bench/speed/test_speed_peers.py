"""Other matchers: what becomes of one that fails, and of one that is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolve.bench.speed import peers
from resolve.bench.speed.load import Load, make_load
from resolve.bench.speed.peers import Script

SAYS = """
import json, sys
task = json.load(sys.stdin)
lines = len(open(task["queries"], encoding="utf-8").read().splitlines())
open(task["answers"], "w").write("0\\t1.0\\n-1\\t0.0\\n")
print(json.dumps({"versions": {"peer": "7"}, "build_seconds": 1, "query_seconds": 4, "asked": lines}))
"""


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """A small load."""
    return make_load(tmp_path_factory.mktemp("load"), 120, 40, seed=1)


def _run(load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> peers.Peer:
    (folder / "peer.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(peers, "SCRIPTS", folder)
    return peers.run_peer(Script("a peer", "peer.py", ()), peers.open_contest(load, folder, 1))


def test_rows_become_entities(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that came to two queries is judged on these two."""
    found = _run(load, tmp_path, monkeypatch, SAYS)
    assert (None, 2, 1.0, 4.0, {"peer": "7"}) == (
        found.failure,
        found.asked,
        found.build,
        found.queries,
        found.versions,
    )
    assert 0.5 == found.per_second
    assert found.accuracy is not None
    assert 2 >= found.accuracy.recall.rows


def test_texts_have_a_line_a_name(load: Load, tmp_path: Path) -> None:
    """Names and queries are given as they are, a line each."""
    contest = peers.open_contest(load, tmp_path, 1)
    assert load.size == len(contest.names.read_text(encoding="utf-8").splitlines())
    assert load.asked == len(contest.queries.read_text(encoding="utf-8").splitlines())


def test_failure_has_a_row(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last words of a peer that failed stand in its row, and it has no rate."""
    found = _run(load, tmp_path, monkeypatch, "import sys; sys.exit('out of luck')")
    assert ("out of luck", 0.0, None) == (found.failure, found.per_second, found.accuracy)


def test_slow_peer_has_a_row(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that takes too long is ended, and its row says so."""
    monkeypatch.setattr(peers, "TIMEOUT", 0.3)
    found = _run(load, tmp_path, monkeypatch, "import time; time.sleep(30)")
    assert "no answer within 0 s" == found.failure


def test_missing_peer_has_a_row(load: Load, tmp_path: Path) -> None:
    """A peer that is not installed has a row, which says how to install it."""
    peer = Script("a peer", "peer.py", ("no_such_module",))
    found = peers.run_peer(peer, peers.open_contest(load, tmp_path, 1))
    assert "no no_such_module; install the extra: pip install 'adlar[bench]'" == found.failure
