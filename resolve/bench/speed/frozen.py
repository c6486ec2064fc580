"""A run as JSON: every figure with what it was measured on, fit to be kept and compared."""

import json
import statistics
from collections.abc import Sequence
from typing import Final

from resolve.bench.machine import describe_commit, describe_machine, describe_versions
from resolve.bench.speed.figures import Adlar, Peer, Run, Seconds
from resolve.bench.speed.run import Plan

FORMAT: Final = 1
"""Changes when a member changes its meaning."""


def frozen_run(plan: Plan, runs: Sequence[Run]) -> str:
    """The runs that there are so far, as a JSON text.

    Args:
        plan: what was to be measured.
        runs: what was, the smallest load first.
    """
    told = {name: version for run in runs for peer in run.peers for name, version in peer.versions.items()}
    members = {
        "format": FORMAT,
        "commit": describe_commit(),
        "machine": describe_machine(),
        "versions": describe_versions(told),
        "plan": plan.members,
        "runs": [run_members(run) for run in runs],
    }
    return json.dumps(members, ensure_ascii=False, indent=1) + "\n"


def run_members(run: Run) -> dict[str, object]:
    """One load and all tools on it, as members of a JSON object."""
    return {
        "names": run.load.size,
        "queries": run.load.asked,
        "distinct_queries": run.load.distinct,
        "adlar": _adlar(run.adlar, run.load.size),
        "peers": [_peer(run, peer) for peer in run.peers],
    }


def _adlar(one: Adlar, names: int) -> dict[str, object]:
    return {
        "batch": {**_timed(one.batch, one.rows, "queries"), "peak_bytes": one.batch_peak},
        "resolver_alone": _timed(one.column, one.column_rows, "queries"),
        "lookup": {
            "queries": len(one.lookups),
            **{f"p{percent}_seconds": round(one.lookup_at(percent / 100), 6) for percent in (50, 90, 99)},
        },
        "cold_start": _times(one.start),
        "opening": _times(one.opening),
        "gazetteer": {"seconds": round(one.gazetteer, 3), "peak_bytes": one.gazetteer_peak},
        "index": {
            **_timed(one.index, names, "names"),
            "bytes": one.index_bytes,
            "bytes_a_name": round(one.index_bytes / names, 1),
            "peak_bytes": one.index_peak,
        },
        "candidates_a_query": round(one.candidates, 2),
        "candidates_a_fuzzy_query": round(one.fuzzy_candidates, 2),
        "accuracy": one.accuracy.members,
    }


def _peer(run: Run, peer: Peer) -> dict[str, object]:
    ratio = run.times_faster(peer)
    if peer.accuracy is None or ratio is None:
        return {"name": peer.name, "failure": peer.failure, "peak_bytes": peer.peak}
    return {
        "name": peer.name,
        "failure": None,
        "queries": peer.asked,
        "build_seconds": round(peer.build, 3),
        "query_seconds": round(peer.queries, 3),
        "queries_a_second": round(peer.per_second, 2),
        "peak_bytes": peer.peak,
        "accuracy": peer.accuracy.members,
        "adlar_times_faster": round(ratio, 3),
        "adlar_recall_at_1_on_the_same": run.adlar.recall_of_first(peer.asked).members,
    }


def _timed(seconds: Seconds, count: int, what: str) -> dict[str, object]:
    return {
        what: count,
        **_times(seconds),
        f"{what}_a_second": round(count / statistics.median(seconds), 1),
    }


def _times(seconds: Seconds) -> dict[str, object]:
    return {
        "seconds": [round(one, 4) for one in seconds],
        "median_seconds": round(statistics.median(seconds), 4),
    }
