"""`resolve serve`: names resolved over HTTP."""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from gazetteer.cli.terminal import GazetteersOption, QuietOption
from resolve.cli.extras import needing
from resolve.cli.meter import Meter


def serve_command(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0: to everybody.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="0: any that is free.")] = 8000,
    gazetteer: GazetteersOption = None,
    quiet: QuietOption = False,
) -> None:
    """Resolve names over HTTP: for OpenRefine, for browsers, for other programs.

    Says where it listens on standard error. A new snapshot of the gazetteer is
    taken up while it runs. Ctrl-C or SIGTERM ends it, after what runs is done.

    Example: resolve serve --port 8000
    """
    with needing("serve", "starlette", "uvicorn"):
        # `resolve --help` must not wait for a web server.
        from resolve.service.server import serve
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.INFO)
    with Meter(quiet) as meter:
        serve(host, port, gazetteer, meter)
