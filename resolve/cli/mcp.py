"""`resolve mcp`: the tools of the service for language-model clients."""

from __future__ import annotations

import logging
import sys

from gazetteer.cli.terminal import GazetteersOption, QuietOption
from resolve.cli.extras import needing
from resolve.cli.meter import Meter


def mcp_command(gazetteer: GazetteersOption = None, quiet: QuietOption = False) -> None:
    """Offer tools to a language-model client: the Model Context Protocol over standard input and output.

    The client starts it and ends it. The tools are resolve_names, entity,
    transliterate and link_text; they read the gazetteer and nothing else.

    Example: resolve mcp --gazetteer my-gazetteer
    """
    with needing("mcp", "mcp", "mcp_types"):
        # `resolve --help` must not wait for the protocol.
        from resolve.service.mcp import serve_tools
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    with Meter(quiet) as meter:
        serve_tools(gazetteer, meter)
