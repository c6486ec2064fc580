"""What is at hand for answering: the snapshot in force, the queue of names, the limits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from resolve.service.holding import EVERY, Holding
from resolve.service.limits import Limits
from resolve.service.opened import Opened
from resolve.service.queue import NameQueue

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Desk:
    """All that requests share.

    Attributes:
        holding: the snapshot in force.
        engine: the one thread in which columns of names are resolved.
        annex: the one thread for what else takes a while, so that no name waits for a long text.
        queue: names that wait for the resolver.
        limits: the bounds of a request.
    """

    holding: Holding
    engine: Executor
    annex: Executor
    queue: NameQueue
    limits: Limits

    async def work(self, task: Callable[[], _T]) -> _T:
        """Do what takes a while beside the names that are resolved."""
        return await asyncio.get_running_loop().run_in_executor(self.annex, task)

    @asynccontextmanager
    async def attended(self, every: float = EVERY) -> AsyncIterator[None]:
        """Take up new snapshots inside the context; the threads end with it, after what they are at.

        Args:
            every: how often a new snapshot is looked for. Unit: seconds.
        """
        watching = asyncio.create_task(self.holding.watch(every))
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            self.engine.shutdown()
            self.annex.shutdown()


@dataclass(frozen=True, slots=True)
class Visit:
    """One request on its way.

    Attributes:
        desk: what all requests share.
        opened: the snapshot that was in force when it came; it is answered from that one throughout.
        base: the address that the service was called by, such as `http://127.0.0.1:8000`.
    """

    desk: Desk
    opened: Opened
    base: str


def furnish(holding: Holding, limits: Limits) -> Desk:
    """Set up a desk.

    Args:
        holding: the snapshot in force.
        limits: the bounds of a request.
    """
    engine = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
    annex = ThreadPoolExecutor(max_workers=1, thread_name_prefix="annex")
    return Desk(holding, engine, annex, NameQueue(engine, limits.waiting), limits)
