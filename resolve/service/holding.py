"""The snapshot that requests are answered from, and how a new one takes its place.

A request keeps the snapshot that it began with. A new one is opened beside it - its match index is built by
another process, so that answers do not slow down - and then takes its place at once. One that cannot be
opened is told of, and the old one stays.
"""

import asyncio
import logging
import sys
import time
from pathlib import Path
from typing import Final

from gazetteer.combination.home import state_of
from gazetteer.combination.parts import names_of
from gazetteer.errors import GazetteerError
from gazetteer.types import Where
from resolve.errors import ResolveError
from resolve.index.build import Progress
from resolve.service.opened import open_snapshot

EVERY: Final = 1.0
"""How often the pointer of the gazetteer is looked at. Unit: seconds."""

AGAIN: Final = 60.0
"""After how long a snapshot that could not be opened is tried again. Unit: seconds."""

_LOG: Final = logging.getLogger(__name__)


class Holding:
    """The snapshot in force.

    Args:
        path: the gazetteer, or several, as `open_snapshot` takes it; when one of several has another
            snapshot, that is a new one too.
        progress: told of the steps of building the match index, if there is none.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
        IndexFaultError: the index can be written nowhere.
    """

    def __init__(self, path: Where, progress: Progress | None = None) -> None:
        self.opened = open_snapshot(path, progress)
        self._path = path
        self._refused: tuple[str, float] = ("", 0.0)

    async def watch(self, every: float = EVERY) -> None:
        """Warm the snapshot in force, then take up each new one, until cancelled."""
        await asyncio.to_thread(self.opened.warm)
        while True:
            await asyncio.sleep(every)
            await self.look()

    async def look(self) -> None:
        """Take up a new snapshot if there is one."""
        found = ""
        try:
            found = await asyncio.to_thread(state_of, self._path)
            if found == self.opened.state or self._is_refused(found):
                return
            await self._build_index()
            opened = await asyncio.to_thread(open_snapshot, self._path)
            await asyncio.to_thread(opened.warm)
            self.opened = opened
            _LOG.info("snapshot %s is in force", self.opened.snapshot)
        except (GazetteerError, ResolveError, OSError) as error:
            if not self._is_refused(found):
                _LOG.warning("snapshot %s stays in force: %s", self.opened.snapshot, error)
                self._refused = found, time.monotonic() + AGAIN

    def _is_refused(self, state: str) -> bool:
        """Whether a snapshot could not be opened lately."""
        refused, until = self._refused
        return state == refused and time.monotonic() < until

    async def _build_index(self) -> None:
        """Have the index built by another process; if that fails, opening the snapshot says why."""
        named = () if self._path is None else names_of(self._path)
        # A path is never the word for the embedded gazetteer, whatever it is called.
        where = [name if isinstance(name, str) else str(Path(name).absolute()) for name in named]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "resolve", "index", "--quiet", "--", *where),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await process.wait()
        except asyncio.CancelledError:
            process.kill()
            raise
