"""Blocks made in a thread beside the one that uses them: unpacking and parsing share two cores."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 8
"""Blocks that wait at most."""

PATIENCE = 0.1
"""Seconds after which the thread looks whether it is still wanted."""


@contextmanager
def read_ahead(blocks: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """Give blocks that are made in another thread, in their order.

    What making them raises is raised where they are used. The thread ends with the context, whether all
    blocks were used or not.

    Args:
        blocks: What makes them; used in the other thread only.
    """
    ready: Queue[bytes | BaseException | None] = Queue(DEPTH)
    unwanted = threading.Event()

    def put(item: bytes | BaseException | None) -> bool:
        while not unwanted.is_set():
            try:
                ready.put(item, timeout=PATIENCE)
            except Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for block in blocks:
                if not put(block):
                    return
        except BaseException as error:
            put(error)
        else:
            put(None)

    maker = threading.Thread(target=make, name="read-ahead", daemon=True)
    maker.start()
    try:
        yield _taken(ready)
    finally:
        unwanted.set()
        while not ready.empty():
            _discard(ready)
        maker.join()


def _taken(ready: Queue[bytes | BaseException | None]) -> Iterator[bytes]:
    while (item := ready.get()) is not None:
        if isinstance(item, BaseException):
            raise item
        yield item


def _discard(ready: Queue[bytes | BaseException | None]) -> None:
    try:
        ready.get_nowait()
    except Empty:
        return
