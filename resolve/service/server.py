"""Running the service: a socket, the announcement, and a stop that finishes what runs."""

import asyncio
import logging
import socket
from types import FrameType
from typing import Final

import uvicorn
from starlette.applications import Starlette

from gazetteer.types import Where
from resolve.errors import UsageError
from resolve.index.build import Progress
from resolve.service.app import make_app
from resolve.service.holding import Holding
from resolve.service.limits import Limits

_GRACE: Final = 30
"""How long a stop waits for what runs. Unit: seconds."""

_BACKLOG: Final = 2_048
_CONNECTIONS: Final = 1_000
_IDLE: Final = 30
"""After how long a connection that nothing comes from is closed. Unit: seconds."""


class _Server(uvicorn.Server):
    """Announces itself when it is ready, and ends in order on the first signal."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for bound in sockets or ():
            host, port = bound.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            logging.getLogger(__name__).info("listening on http://%s:%s", shown, port)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Uvicorn would raise the signal again when it is done, and the command would end by it.
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True


def serve(
    host: str,
    port: int,
    gazetteer: Where,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve until a signal ends it.

    Args:
        host: the address to listen on.
        port: the port; 0 for any that is free.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.
        progress: told of the steps of building the match index, if there is none.
        limits: the bounds of a request; None for the usual ones.

    Raises:
        UsageError: the address cannot be listened on.
        GazetteerError: no gazetteer there, or a damaged one.
    """
    with listen(host, port) as bound:
        app = make_app(Holding(gazetteer, progress), limits)
        asyncio.run(make_server(app).serve([bound]))


def make_server(app: Starlette) -> uvicorn.Server:
    """Set up the server of an application; it says where it listens when it is ready."""
    return _Server(
        uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=_IDLE,
            limit_concurrency=_CONNECTIONS,
            backlog=_BACKLOG,
            lifespan="on",
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address.

    Args:
        host: a name or an address of this machine.
        port: the port; 0 for any that is free.

    Raises:
        UsageError: the address cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"--host {host}: no address of this machine: {error}") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise UsageError(
            f"{host}:{port} cannot be listened on: {error.strerror}; --port 0 takes any port that is free"
        ) from None
    return bound
