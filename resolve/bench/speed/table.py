"""The figures of a run as lines of text."""

import statistics
from collections.abc import Sequence

from resolve.bench.aligned import aligned_lines
from resolve.bench.intervals import Share
from resolve.bench.speed.figures import Adlar, Peer, Run

_MEBIBYTE = 1 << 20


def run_lines(run: Run) -> list[str]:
    """One load: Adlar beside the peers, then what concerns Adlar alone."""
    load, one = run.load, run.adlar
    return [
        f"{load.size:,} names, {load.asked:,} queries, {load.distinct:,} of them different",
        "",
        *_beside(run),
        "",
        *_alone(one, load.size),
    ]


def curve_lines(runs: Sequence[Run]) -> list[str]:
    """Queries a second and recall of every tool over the sizes, and what grows with them."""
    tools = list(dict.fromkeys(peer.name for run in runs for peer in run.peers))
    sizes = [f"{run.load.size:,}" for run in runs]
    rates = [("queries/s", *sizes), ("Adlar", *(f"{run.adlar.per_second:,.0f}" for run in runs))]
    right = [("acc@1", *sizes), ("Adlar", *(_value(run.adlar.accuracy.recall) for run in runs))]
    for tool in tools:
        beside = [next((peer for peer in run.peers if peer.name == tool), None) for run in runs]
        rates.append((tool, *(_rate(peer) for peer in beside)))
        right.append(
            (tool, *(_value(peer.accuracy.recall) if peer and peer.accuracy else "-" for peer in beside))
        )
    growth = [
        ("Adlar", *sizes),
        ("candidates a fuzzy query", *(f"{run.adlar.fuzzy_candidates:.1f}" for run in runs)),
        ("lookup p50, ms", *(f"{1e3 * run.adlar.lookup_at(0.5):.2f}" for run in runs)),
        ("lookup p99, ms", *(f"{1e3 * run.adlar.lookup_at(0.99):.2f}" for run in runs)),
        ("index, names/s", *(f"{run.load.size / statistics.median(run.adlar.index):,.0f}" for run in runs)),
        ("index, bytes a name", *(f"{run.adlar.index_bytes / run.load.size:,.0f}" for run in runs)),
        ("memory of a batch, MiB", *(_mebibytes(run.adlar.batch_peak) for run in runs)),
    ]
    return [*aligned_lines(rates), "", *aligned_lines(right), "", *aligned_lines(growth)]


def _beside(run: Run) -> list[str]:
    one = run.adlar
    head = (
        "tool",
        "queries/s",
        "Adlar is",
        "queries",
        "acc@1",
        "Adlar, same",
        "answered right",
        "unknown answered",
        "build s",
        "MiB",
    )
    rows: list[tuple[str, ...]] = [
        head,
        (
            "Adlar",
            f"{one.per_second:,.0f}",
            "1",
            f"{one.rows:,}",
            _value(one.accuracy.recall),
            "",
            _value(one.accuracy.matched),
            _value(one.accuracy.wrong_unknown),
            f"{statistics.median(one.index):.1f}",
            _mebibytes(one.batch_peak),
        ),
    ]
    failed = []
    for peer in run.peers:
        if peer.accuracy is None:
            rows.append((peer.name, *("-",) * (len(head) - 1)))
            failed.append(f"{peer.name}: {peer.failure}")
            continue
        rows.append(
            (
                peer.name,
                _rate(peer),
                f"{run.times_faster(peer) or 0:,.2f} x",
                f"{peer.asked:,}",
                _value(peer.accuracy.recall),
                _value(one.recall_of_first(peer.asked)),
                _value(peer.accuracy.matched),
                _value(peer.accuracy.wrong_unknown),
                f"{peer.build:.1f}",
                _mebibytes(peer.peak),
            )
        )
    return [*aligned_lines(rows), *failed]


def _alone(one: Adlar, names: int) -> list[str]:
    accuracy = one.accuracy
    by_how = "  ".join(f"{how} {_value(share)}" for how, share in accuracy.by_how.items())
    return [
        f"acc@1 {accuracy.recall}  {by_how}",
        f"resolver alone, one process: {one.column_per_second:,.0f} queries/s",
        f"single lookup, warm: p50 {1e3 * one.lookup_at(0.5):.2f} ms, p99 {1e3 * one.lookup_at(0.99):.2f} ms",
        f"resolve name, cold: {statistics.median(one.start):.2f} s; "
        f"of it opening {1e3 * statistics.median(one.opening):.0f} ms",
        f"index: {names / statistics.median(one.index):,.0f} names/s, {one.index_bytes / names:,.0f} bytes a "
        f"name, {_mebibytes(one.index_peak)} MiB; gazetteer before it: {one.gazetteer:.1f} s, "
        f"{_mebibytes(one.gazetteer_peak)} MiB",
        f"candidates: {one.candidates:.1f} a query, {one.fuzzy_candidates:.1f} a fuzzy query",
    ]


def _rate(peer: Peer | None) -> str:
    if peer is None or not peer.per_second:
        return "-"
    return f"{peer.per_second:,.0f}" if peer.per_second >= 10 else f"{peer.per_second:.2f}"


def _value(share: Share) -> str:
    return f"{share.value:.3f}" if share.rows else "-"


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:,.0f}"
