"""ISO 3166-1 alpha-2 codes: whether one names a country, and its canonical letter case."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "countries_iso3166.tsv"

COUNTRY_EXPECTED = "a country code of ISO 3166-1, two letters such as AZ"
"""What a country must be, in words."""


@cache
def countries() -> frozenset[str]:
    """Return the codes that name a country or a territory, now or once, in capitals.

    Codes that ISO 3166-1 leaves to users are not among them, but for XK (Kosovo); nor are those that it keeps
    for unions of states.
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(code for code, _ in rows)


def canonical_country(code: str) -> str | None:
    """Return a country code in capitals, or None if it names no country.

    Args:
        code: Two letters in any letter case.
    """
    # Capitals of other letters can be two of these: those of ß are SS.
    capitals = code.upper() if code.isascii() else ""
    return capitals if capitals in countries() else None
