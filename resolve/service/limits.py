"""How much a stranger may send, and for how long it is worked on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from resolve import settings
from resolve.errors import Limit, RequestError

TOO_LARGE: Final = 413
UNAVAILABLE: Final = 503

MOST_CANDIDATES: Final = 50
"""The most candidates of one name that are listed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one request, and of all that wait. A request beyond one is refused, with its name.

    Attributes:
        body: bytes of a body.
        names: names, pairs or IDs in one request.
        name_length: code points of a name.
        text_length: code points of a text.
        seconds: time from the first byte of a request to its answer.
        waiting: names of all requests together that wait to be resolved.
    """

    body: int = 4 * 1024 * 1024
    names: int = 1_000
    name_length: int = settings.MAX_NAME
    text_length: int = 200_000
    seconds: float = 30.0
    waiting: int = 20_000

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Give up what is done inside the context when its time is over.

        Raises:
            RequestError: it is; 503.
        """
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError:
            message = f"not done in time; the limit seconds is {self.seconds:g}"
            raise RequestError(UNAVAILABLE, message, limit=Limit("seconds", self.seconds, None)) from None

    def check_names(self, found: int, path: str) -> None:
        """Raise if a request holds too many names.

        Raises:
            RequestError: it does; 413.
        """
        self._check("names", "names", self.names, found, path)

    def check_name(self, name: str, path: str) -> None:
        """Raise if a name is too long.

        Raises:
            RequestError: it is; 413.
        """
        self._check("name_length", "characters", self.name_length, len(name), path)

    def check_text(self, text: str, path: str) -> None:
        """Raise if a text is too long.

        Raises:
            RequestError: it is; 413.
        """
        self._check("text_length", "characters", self.text_length, len(text), path)

    def check_body(self, found: int) -> None:
        """Raise if a body is too large.

        Raises:
            RequestError: it is; 413.
        """
        self._check("body", "bytes", self.body, found, None)

    def _check(self, name: str, unit: str, allowed: int, found: int, path: str | None) -> None:
        if found > allowed:
            message = f"{found:,} {unit}; the limit {name} is {allowed:,}"
            raise RequestError(TOO_LARGE, message, path, Limit(name, allowed, found))
