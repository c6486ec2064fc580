"""The way through the benchmark: a load for each size, Adlar and the peers on it, one after the other."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from resolve.bench.speed.figures import Run
from resolve.bench.speed.load import make_load
from resolve.bench.speed.ours import Steps, measure_adlar
from resolve.bench.speed.peers import PEERS, open_contest, require_scripts, run_peer

CURVE_FROM: Final = 10_000
"""Names of the smallest load of a curve; the next ones have ten times as many."""

Step = Callable[[str], None]
"""Is told what is done next."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    Attributes:
        sizes: names of each load.
        queries: of each load, at most.
        jobs: processes of a batch, and threads of a peer.
        repeat: how often what is quick enough is timed.
        seed: of all that is drawn.
        peers: whether the peers are run.
    """

    sizes: tuple[int, ...]
    queries: int
    jobs: int
    repeat: int
    seed: int
    peers: bool

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "sizes": list(self.sizes),
            "queries": self.queries,
            "jobs": self.jobs,
            "repeat": self.repeat,
            "seed": self.seed,
            "peers": self.peers,
        }


def curve_to(names: int) -> tuple[int, ...]:
    """The sizes of a curve: `CURVE_FROM`, ten times as many and so on, and last the one given."""
    sizes = []
    size = CURVE_FROM
    while size < names:
        sizes.append(size)
        size *= 10
    return (*sizes, names)


def run_speed(plan: Plan, step: Step) -> Iterator[Run]:
    """Measure load after load, the smallest first.

    Args:
        plan: what is measured.
        step: told what is done next.

    Yields:
        A run for each size; the files of a load are gone when the next one is made.

    Raises:
        UsageError: a size that cannot be made, or no source tree.
        BenchmarkError: a step of Adlar failed.
    """
    if plan.peers:
        require_scripts()
    for size in plan.sizes:
        with tempfile.TemporaryDirectory(prefix="adlar-speed-") as name:
            folder = Path(name)
            step(f"{size} names: making them")
            load = make_load(folder, size, plan.queries, plan.seed)
            step(f"{size} names: Adlar")
            adlar = measure_adlar(Steps(folder, load, plan.jobs), plan.repeat)
            peers = []
            contest = open_contest(load, folder, plan.jobs)
            for peer in PEERS if plan.peers else ():
                step(f"{size} names: {peer.name}")
                peers.append(run_peer(peer, contest))
            yield Run(load, adlar, peers)
