"""The orthographies of the conversion layer: a language in a script, by its shortest BCP 47 tag."""

from __future__ import annotations

from resolve.errors import UnknownLanguageError, nearest_first

__all__ = ["LATIN", "ORTHOGRAPHIES", "find_orthography", "locale_of"]

ORTHOGRAPHIES = ("az", "az-Cyrl", "de", "en", "ru", "tr", "und")
"""Codes; `az` is az-Latn, `ru` is ru-Cyrl, `und` is text whose language is not known."""

LATIN = frozenset({"az", "de", "en", "tr", "und"})
"""The orthographies in Latin script; as a target `und` is Latin of no language."""

_SHORTEST = {
    "az-latn": "az",
    "de-latn": "de",
    "en-latn": "en",
    "ru-cyrl": "ru",
    "tr-latn": "tr",
    "und-latn": "und",
} | {code.lower(): code for code in ORTHOGRAPHIES}


def find_orthography(code: str) -> str:
    """The orthography that a code names, in the one spelling used inside: `az-Latn` is `az`.

    Raises:
        UnknownLanguageError: the code names none; the message lists all, the nearest first.
    """
    found = _SHORTEST.get(code.replace("_", "-").lower())
    if found is None:
        there = ", ".join(nearest_first(code, ORTHOGRAPHIES))
        raise UnknownLanguageError(f"no orthography is called {code!r}; there are: {there}")
    return found


def locale_of(code: str) -> str:
    """The locale whose rules of casing an orthography follows: `tr`, `az`, or `root` for all others."""
    return code if code in ("az", "tr") else "root"
