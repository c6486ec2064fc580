"""Names that wait together are resolved together.

The resolver works on columns: twenty names cost it little more than one. So what arrives while it is busy is
gathered and goes to it as one column, in a thread of its own; the event loop stays free. Nobody waits for
company: if the resolver is idle, a single name goes at once.

A large request cannot hold up small ones: each column takes a share of every request that waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Final

from resolve.errors import Limit, RequestError
from resolve.resolver import Resolver
from resolve.service.limits import UNAVAILABLE
from resolve.types import Decision, Options, Query, Resolution

COLUMN: Final = 512
"""Names that are resolved at once; with it a column takes about a tenth of a second."""

SHARE: Final = 64
"""Names of one request in a column, as long as others wait."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Request:
    """Names of one request: those that wait, and the answers that are there."""

    resolver: Resolver
    options: Options
    waiting: deque[Query]
    done: asyncio.Future[list[Resolution]]
    answers: list[Resolution] = field(default_factory=list)

    def goes_with(self, other: "_Request") -> bool:
        return self.resolver is other.resolver and self.options == other.options


class NameQueue:
    """Names on their way to the resolver.

    Args:
        executor: where the resolver runs; one thread.
        most: how many names may wait.
    """

    def __init__(self, executor: Executor, most: int) -> None:
        self._executor = executor
        self._most = most
        self._requests: deque[_Request] = deque()
        self._waiting = 0
        self._pump: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many names wait."""
        return self._waiting

    async def resolve(
        self, resolver: Resolver, queries: Sequence[Query], options: Options
    ) -> list[Resolution]:
        """Resolve names, together with those that others ask for.

        Args:
            resolver: by what.
            queries: the names.
            options: how they are answered.

        Returns:
            One answer a query, in their order. One that failed is an `error` that says so.

        Raises:
            RequestError: too many names wait; 503.
        """
        if not queries:
            return []
        if self._waiting + len(queries) > self._most:
            found = self._waiting + len(queries)
            message = f"{found:,} names wait; the limit waiting is {self._most:,}: try again later"
            raise RequestError(UNAVAILABLE, message, limit=Limit("waiting", self._most, found))
        request = _Request(resolver, options, deque(queries), asyncio.get_running_loop().create_future())
        self._requests.append(request)
        self._waiting += len(queries)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._work())
        try:
            return await request.done
        finally:
            # Whoever gave up waiting leaves nothing behind to be worked on.
            self._waiting -= len(request.waiting)
            request.waiting.clear()

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while shares := self._next_column():
            first = shares[0][0]
            queries = [query for _, share in shares for query in share]
            try:
                answers = await loop.run_in_executor(
                    self._executor, _answer, first.resolver, queries, first.options
                )
            except BaseException as error:
                for request, _ in shares:
                    if not request.done.done():
                        request.done.set_exception(error)
                raise
            start = 0
            for request, share in shares:
                request.answers += answers[start : start + len(share)]
                start += len(share)
                if request.waiting:
                    self._requests.append(request)
                elif not request.done.done():
                    request.done.set_result(request.answers)

    def _next_column(self) -> list[tuple[_Request, list[Query]]]:
        """Shares of requests that go together with the one that waits longest."""
        shares: list[tuple[_Request, list[Query]]] = []
        others: deque[_Request] = deque()
        size = 0
        while self._requests and size < COLUMN:
            request = self._requests.popleft()
            if not request.waiting:
                continue
            if shares and not request.goes_with(shares[0][0]):
                others.append(request)
                continue
            most = COLUMN if not self._requests and not shares else SHARE
            share = [request.waiting.popleft() for _ in range(min(most, len(request.waiting)))]
            shares.append((request, share))
            size += len(share)
        self._requests.extendleft(reversed(others))
        self._waiting -= size
        return shares


def _answer(resolver: Resolver, queries: Sequence[Query], options: Options) -> list[Resolution]:
    """Answer a column; if that fails, each query alone, so that one spoils no other."""
    try:
        return resolver.answer(queries, options)
    except Exception as error:
        if len(queries) == 1:
            _LOG.exception("a query failed: %r", queries[0])
            reason = f"a defect of ours: {type(error).__name__}: {error}"
            return [Resolution(queries[0].name, Decision.ERROR, None, None, None, None, None, reason)]
        return [_answer(resolver, [query], options)[0] for query in queries]
