"""Strangers' text inside a page: escaped, without what a page cannot hold, its direction kept to itself."""

import html
import re
from functools import cache
from typing import Final
from urllib.parse import quote

from resolve import tables

_UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no page may hold, or no reader sees; a carriage return is no line end by itself here."""


def escaped(text: str) -> str:
    """Return text as it may stand in an element or in a quoted attribute.

    Args:
        text: any.
    """
    return html.escape(_UNFIT.sub("\ufffd", text.replace("\r\n", "\n")))


def isolated(text: str) -> str:
    """Return text whose direction, and marks that override it, end with itself.

    Args:
        text: any.
    """
    return f"<bdi>{escaped(text)}</bdi>"


def outward_links(identifiers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where identifiers lead.

    Args:
        identifiers: CURIEs.

    Returns:
        Addresses, ready for a quoted attribute, and what they are called; one for each known prefix.
    """
    found: dict[str, str] = {}
    for identifier in identifiers:
        prefix, _, rest = identifier.partition(":")
        if rest and prefix in _places():
            address, label = _places()[prefix]
            found.setdefault(label, html.escape(address.replace("{}", quote(rest, safe=""))))
    return [(address, label) for label, address in found.items()]


@cache
def _places() -> dict[str, tuple[str, str]]:
    return {prefix: (address, label) for prefix, address, label in tables.read_rows("page/links.tsv").rows}
