"""`resolve mcp`: the tools of the service for language-model clients."""

from __future__ import annotations

import logging
import sys

from gazetteer.cli.terminal import GazetteersOption, QuietOption
from resolve.cli.meter import Meter
from resolve.errors import UsageError


def mcp_command(gazetteer: GazetteersOption = None, quiet: QuietOption = False) -> None:
    """Offer tools to a language-model client: the Model Context Protocol over standard input and output.

    The client starts it and ends it. The tools are resolve_names, entity,
    transliterate and link_text; they read the gazetteer and nothing else.

    Example: resolve mcp --gazetteer my-gazetteer
    """
    try:
        # The protocol is an extra; `resolve --help` must not wait for it either.
        from resolve.service.mcp import serve_tools
    except ModuleNotFoundError as error:
        if error.name not in ("mcp", "mcp_types"):
            raise
        raise UsageError(
            f"the extra `mcp` is missing ({error.name}); pip install 'adlar[mcp]' provides it"
        ) from None
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    with Meter(quiet) as meter:
        serve_tools(gazetteer, meter)
