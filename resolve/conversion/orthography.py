"""The orthographies of the conversion layer: a language in a script, by its shortest BCP 47 tag."""

from __future__ import annotations

import re

from resolve.errors import UnknownLanguageError, nearest_first

__all__ = [
    "ANY_CYRILLIC",
    "CYRILLIC",
    "LATIN",
    "ORTHOGRAPHIES",
    "UNICASE",
    "find_orthography",
    "locale_of",
    "script_of",
]

# The script is left out of a code where it is the usual one of the language (CLDR, likely subtags).
_SCRIPTS = {
    "az": "Latn",
    "az-Arab": "Arab",
    "az-Cyrl": "Cyrl",
    "de": "Latn",
    "en": "Latn",
    "hy": "Armn",
    "ka": "Geor",
    "kk": "Cyrl",
    "ky": "Cyrl",
    "ru": "Cyrl",
    "tg": "Cyrl",
    "tk-Cyrl": "Cyrl",
    "tr": "Latn",
    "uk": "Cyrl",
    "und": "Latn",
    "und-Cyrl": "Cyrl",
    "uz-Cyrl": "Cyrl",
}

ORTHOGRAPHIES = tuple(_SCRIPTS)
"""Codes; `az` is az-Latn, `ru` is ru-Cyrl, `und` is text whose language is not known."""

LATIN = frozenset(code for code, script in _SCRIPTS.items() if script == "Latn")
"""The orthographies in Latin script; as a target `und` is Latin of no language."""

CYRILLIC = frozenset(code for code, script in _SCRIPTS.items() if script == "Cyrl")
"""The orthographies in Cyrillic script."""

ANY_CYRILLIC = "und-Cyrl"
"""Cyrillic of no language: what reads it reads all of `CYRILLIC`."""

UNICASE = frozenset(code for code, script in _SCRIPTS.items() if script in ("Arab", "Geor"))
"""The orthographies without capitals: what is written in them is taken for a name, and gets one."""

_SHORTEST = {
    tag.lower(): code
    for code, script in _SCRIPTS.items()
    for tag in (code, f"{code.partition('-')[0]}-{script}")
}


def find_orthography(code: str) -> str:
    """The orthography that a code names, in the one spelling used inside: `az-Latn` is `az`.

    Raises:
        UnknownLanguageError: the code names none; the message lists all: those of the language,
            then the nearest.
    """
    found = _SHORTEST.get(code.replace("_", "-").lower())
    if found is None:
        language = re.split("[-_]", code.lower())[0]
        nearest = sorted(
            nearest_first(code, ORTHOGRAPHIES), key=lambda there: there.partition("-")[0] != language
        )
        there = ", ".join(nearest)
        raise UnknownLanguageError(f"no orthography is called {code!r}; there are: {there}")
    return found


def script_of(code: str) -> str:
    """The script of an orthography code, by ISO 15924; `und` counts as Latin.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return _SCRIPTS[find_orthography(code)]


def locale_of(code: str) -> str:
    """The locale whose rules of casing an orthography follows: `tr`, `az`, or `root` for all others."""
    return code if code in ("az", "tr") else "root"
