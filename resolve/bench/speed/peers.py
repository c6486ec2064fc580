"""Other matchers on the same load: scripts of benchmarks/speed/peers, each in a process of its own.

What they are given and what they say stands in protocol.py there. A peer that fails, or takes too long, has a
row that says so.
"""

import math
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import polars as pl

from resolve.bench.speed.figures import Peer
from resolve.bench.speed.judge import judge_scored
from resolve.bench.speed.load import Load
from resolve.bench.speed.process import watch
from resolve.bench.speed.spellings import ROOM
from resolve.errors import UsageError

SCRIPTS: Final = ROOM / "peers"

ANSWERING: Final = 60.0
"""Seconds of answering after which a peer stops; how many queries it came to is said."""

TIMEOUT: Final = 1800.0
"""Seconds after which a peer is ended, building included."""

MEMORY: Final = 16 << 30
"""Bytes that a peer may take."""


@dataclass(frozen=True, slots=True)
class Script:
    """A peer.

    Attributes:
        name: the tool and its way.
        file: its script.
        modules: what it needs, all of the extra `bench`.
    """

    name: str
    file: str
    modules: tuple[str, ...]


PEERS: Final = (
    Script("rapidfuzz cdist token_sort_ratio", "rapidfuzz_cdist.py", ()),
    Script("rapidfuzz cdist ratio, words sorted once", "rapidfuzz_sorted.py", ()),
    Script("sparse_dot_topn char 3-grams", "char_ngrams.py", ("sklearn", "sparse_dot_topn")),
    Script("DuckDB Jaro-Winkler, blocked", "duckdb_jaro_winkler.py", ("duckdb", "pyarrow")),
    Script("splink link_only, blocked", "splink_link.py", ("splink", "duckdb", "pyarrow")),
    Script("symspellpy, distance 2", "symspell.py", ("symspellpy",)),
)
"""The peers, in the order in which they are run."""


def require_scripts() -> None:
    """Raise unless the scripts are there.

    Raises:
        UsageError: they are not; they are in the source tree, not in the package.
    """
    missing = [peer.file for peer in PEERS if not (SCRIPTS / peer.file).is_file()]
    if missing:
        raise UsageError(
            f"{SCRIPTS}: no {missing[0]}; the peers are in the source tree of Adlar, not in the package"
        )


@dataclass(frozen=True, slots=True)
class Contest:
    """What peers are run on.

    Attributes:
        load: names and queries.
        names, queries: the same as text, a line each.
        threads: that a peer may use.
    """

    load: Load
    names: Path
    queries: Path
    threads: int


def open_contest(load: Load, folder: Path, threads: int) -> Contest:
    """Write names and queries as the peers read them.

    Args:
        load: names and queries.
        folder: where the texts go.
        threads: that a peer may use.
    """
    contest = Contest(load, folder / "names.txt", folder / "queries.txt", threads)
    for table, column, text in (
        (load.names, "name", contest.names),
        (load.queries, "query", contest.queries),
    ):
        pl.scan_parquet(table).select(column).sink_csv(text, include_header=False, quote_style="never")
    return contest


def run_peer(peer: Script, contest: Contest) -> Peer:
    """Let a peer answer the queries of a load, as many as it comes to.

    Args:
        peer: which one.
        contest: names and queries.

    Returns:
        Its figures, or why there are none.
    """
    missing = [name for name in peer.modules if find_spec(name) is None]
    if missing:
        return _failed(peer, f"no {' and '.join(missing)}; install the extra: pip install 'adlar[bench]'", 0)
    written = contest.names.with_name("peer.tsv")
    written.unlink(missing_ok=True)
    task = {
        "names": str(contest.names),
        "queries": str(contest.queries),
        "answers": str(written),
        "seconds": ANSWERING,
        "threads": contest.threads,
        "memory": MEMORY,
    }
    outcome = watch([sys.executable, str(SCRIPTS / peer.file)], task, TIMEOUT, {})
    if outcome.answer is None:
        return _failed(peer, outcome.failure or "no answer", outcome.peak_bytes)
    schema = {"row": pl.Int64, "score": pl.Float64}
    found = pl.read_csv(written, has_header=False, separator="\t", schema=schema)
    answers = pl.read_parquet(contest.load.answers, n_rows=found.height)
    return Peer(
        peer.name,
        None,
        found.height,
        float(outcome.answer["build_seconds"]),
        float(outcome.answer["query_seconds"]),
        outcome.peak_bytes,
        judge_scored(answers, _entities(contest.load, found["row"]), found["score"]),
        outcome.answer["versions"],
    )


def _entities(load: Load, rows: pl.Series) -> pl.Series:
    """The entity of each row of names; null for row -1."""
    ids = pl.read_parquet(load.names, columns=["entity_id"])["entity_id"]
    return ids.gather(rows.clip(0)).zip_with(
        rows >= 0, pl.Series([None], dtype=pl.String).new_from_index(0, len(rows))
    )


def _failed(peer: Script, why: str, peak: int) -> Peer:
    return Peer(peer.name, why, 0, math.nan, 0.0, peak, None, {})
