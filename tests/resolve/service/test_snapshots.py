"""A new snapshot of the gazetteer: taken up while the service runs, without a lost or a mixed answer."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import pytest
from serving import Service, running, wait_until

import gazetteer

FIRST = "entity_id,kind,lang,name\nx:1,person,az,Rəşad Quliyev\n"
SECOND = FIRST + "x:2,person,az,Nigar Sultanlı\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a gazetteer of one entity."""
    return build(tmp_path / "home", FIRST)


def build(home: Path, names: str) -> Path:
    """Build a snapshot into a gazetteer."""
    table = home.parent / "names.csv"
    table.write_text(names, encoding="utf-8")
    gazetteer.build_gazetteer([str(table)], home)
    return home


def wait_for_another(service: Service, snapshot: object) -> str:
    """Wait until the service answers from another snapshot than that; return its ID."""
    wait_until(lambda: service.get("/readyz")["snapshot"] != snapshot)
    return str(service.get("/readyz")["snapshot"])


def test_new_snapshot_is_taken_up(home: Path) -> None:
    """A new snapshot comes into force while requests come in; none fails, each is of one snapshot."""
    with running(home, every=0.05) as service:
        first = service.get("/readyz")["snapshot"]
        seen: set[tuple[object, str, str]] = set()
        stop = threading.Event()

        def ask() -> None:
            queries = [{"name": "Raschad Gulijew"}, {"name": "Nigar Sultanly"}]
            while not stop.is_set():
                answer = service.post("/resolve", {"queries": queries})
                assert 200 == answer.status
                results = answer["results"]
                seen.add((answer["snapshot"], *(str(one["entity_id"]) for one in results)))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            wait_until(lambda: len(seen) == 1)
            build(home, SECOND)
            second = wait_for_another(service, first)
            wait_until(lambda: any(one[0] == second for one in seen.copy()))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        expected = {(first, "x:1", "None"), (second, "x:1", "x:2")}
        assert expected == seen
        assert "x:2" == service.get("/search", q="nig")["results"][0]["entity_id"]


def test_damaged_snapshot_is_not_taken_up(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A snapshot that cannot be opened is told of once, and the old one stays; a good one comes in."""
    with running(home, every=0.05) as service:
        first = service.get("/readyz")["snapshot"]
        with caplog.at_level(logging.WARNING, "resolve.service.holding"):
            (home / "current").write_text("0123456789abcdef\n", encoding="ascii")
            wait_until(lambda: bool(caplog.messages))
            # It is looked at again, and not told of again.
            time.sleep(0.5)
        assert 1 == len(caplog.messages)
        assert "which is not there" in caplog.messages[0]
        assert first == service.get("/readyz")["snapshot"]
        build(home, SECOND)
        assert first != wait_for_another(service, first)
