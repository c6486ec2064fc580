"""Names that wait together: in columns, in order, none lost, one that fails alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest
from serving import PATIENCE

from resolve import Decision, Options, Query, Resolution, Resolver
from resolve.errors import RequestError
from resolve.service.queue import COLUMN, SHARE, NameQueue


class Columns:
    """Stands where the resolver stands, keeps the columns that it was given, and fails on command."""

    def __init__(self) -> None:
        self.columns: list[list[str | None]] = []
        self.gate = threading.Event()
        self.gate.set()

    def answer(self, queries: Sequence[Query], options: Options) -> list[Resolution]:
        """Answer each query with its name; `fail` fails, as does every column that holds it."""
        self.columns.append([query.name for query in queries])
        self.gate.wait(PATIENCE)
        if any(query.name == "fail" for query in queries):
            raise ValueError("broken")
        return [Resolution(q.name, Decision.NIL, None, None, None, None, None, "") for q in queries]


def run(columns: Columns, *requests: Sequence[str], most: int = 10_000) -> list[list[Resolution]]:
    """Answer requests that come while the resolver is busy with a first one."""

    async def all_of_them() -> list[list[Resolution]]:
        with ThreadPoolExecutor(1) as executor:
            queue = NameQueue(executor, most)
            resolver = cast("Resolver", columns)
            columns.gate.clear()
            first = asyncio.create_task(queue.resolve(resolver, [Query("first")], Options()))
            while not columns.columns:
                await asyncio.sleep(0.01)
            tasks = [
                asyncio.create_task(queue.resolve(resolver, [Query(name) for name in names], Options()))
                for names in requests
            ]
            # Each task comes to where it waits, or is refused, when it is its turn for the first time.
            await asyncio.sleep(0)
            columns.gate.set()
            await first
            answers = await asyncio.gather(*tasks)
            assert 0 == queue.waiting
            return answers

    return asyncio.run(all_of_them())


def names_of(answers: list[list[Resolution]]) -> list[list[str | None]]:
    """Return the names that were answered."""
    return [[one.query for one in answer] for answer in answers]


def test_requests_share_a_column() -> None:
    """What waits goes together, and each request gets its own answers in its order."""
    columns = Columns()
    requests = [["a", "b"], ["c"], ["b", "d"]]
    assert requests == names_of(run(columns, *requests))
    assert [["first"], ["a", "b", "c", "b", "d"]] == columns.columns


def test_large_request_lets_small_ones_through() -> None:
    """A small request is in the first column, however much a large one that came before it holds."""
    columns = Columns()
    large, small = [str(number) for number in range(2 * COLUMN)], ["small"]
    assert [large, small] == names_of(run(columns, large, small))
    assert [*large[:SHARE], "small"] == columns.columns[1]
    assert max(map(len, columns.columns)) <= COLUMN + SHARE


def test_failure_stays_alone() -> None:
    """A query that fails says so in its own place; the others of its column are answered."""
    answers = run(Columns(), ["a", "fail", "b"], ["c"])
    assert ["nil", "error", "nil", "nil"] == [str(one.decision) for answer in answers for one in answer]
    assert "a defect of ours: ValueError: broken" == answers[0][1].reason


def test_too_many_wait() -> None:
    """Beyond the limit nothing more is taken, and what waits is answered."""
    with pytest.raises(RequestError, match="4 names wait; the limit waiting is 3") as caught:
        run(Columns(), ["a", "b"], ["c", "d"], most=3)
    assert 503 == caught.value.status
    assert caught.value.limit is not None
    assert "waiting" == caught.value.limit.name


def test_who_gives_up_leaves_nothing() -> None:
    """The names of a request that was given up are not worked on."""
    columns = Columns()

    async def give_up() -> None:
        with ThreadPoolExecutor(1) as executor:
            queue = NameQueue(executor, 10)
            resolver = cast("Resolver", columns)
            columns.gate.clear()
            first = asyncio.create_task(queue.resolve(resolver, [Query("first")], Options()))
            while not columns.columns:
                await asyncio.sleep(0.01)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await queue.resolve(resolver, [Query("late")], Options())
            assert 0 == queue.waiting
            columns.gate.set()
            await first

    asyncio.run(give_up())
    assert [["first"]] == columns.columns


def test_other_options_are_another_column() -> None:
    """Only what is asked alike goes together."""
    columns = Columns()

    async def both() -> None:
        with ThreadPoolExecutor(1) as executor:
            queue = NameQueue(executor, 10)
            resolver = cast("Resolver", columns)
            await asyncio.gather(
                queue.resolve(resolver, [Query("a")], Options(top=1)),
                queue.resolve(resolver, [Query("b")], Options(top=2)),
            )

    asyncio.run(both())
    assert [["a"], ["b"]] == columns.columns
