"""Lower, upper and title case by language: in Turkish and Azerbaijani i pairs with İ and ı with I.

Source: Unicode Standard, SpecialCasing.txt; spelling rules of the Turkish Language Association (TDK).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import icu

from resolve.conversion.orthography import find_orthography, locale_of

__all__ = ["lower", "lower_words", "title", "upper", "upper_words"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def lower(text: str, language: str) -> str:
    """The text in lower case; an i that kept the dot of İ loses it: `İLHAM` and `i̇lham` are `ilham`.

    Args:
        text: any text.
        language: an orthography code; `tr` and `az` lower I to ı.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return _recase("toLower", text, language).replace("i\u0307", "i")


def upper(text: str, language: str) -> str:
    """The text in upper case.

    Args:
        text: any text.
        language: an orthography code; `tr` and `az` raise i to İ.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return _recase("toUpper", text, language)


def title(text: str, language: str) -> str:
    """The text with a capital at the start of each word and small letters after it.

    Args:
        text: any text.
        language: an orthography code; `tr` and `az` raise i to İ and lower I to ı.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return _recase("toTitle", text, language).replace("i\u0307", "i")


def lower_words(words: Sequence[str], language: str) -> list[str]:
    """Many words in lower case, each as `lower` gives it, in one call of ICU.

    Args:
        words: letters and marks only; a line feed parts them, which no rule of casing looks through.
        language: an orthography code; `tr` and `az` lower I to ı.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return lower("\n".join(words), language).split("\n") if words else []


def upper_words(words: Sequence[str], language: str) -> list[str]:
    """Many words in upper case, each as `upper` gives it, in one call of ICU.

    Args:
        words: letters and marks only, as for `lower_words`.
        language: an orthography code; `tr` and `az` raise i to İ.

    Raises:
        UnknownLanguageError: there is no such orthography.
    """
    return upper("\n".join(words), language).split("\n") if words else []


def _recase(operation: str, text: str, language: str) -> str:
    locale = _locale(locale_of(find_orthography(language)))
    if _SURROGATE.search(text) is None:
        return str(getattr(icu.UnicodeString(text), operation)(locale))
    # A lone surrogate is no text to ICU; it has no case, and what stands around it is cased apart.
    return "".join(
        piece if _SURROGATE.fullmatch(piece) else _recase(operation, piece, language)
        for piece in re.split("([\ud800-\udfff])", text)
    )


@cache
def _locale(name: str) -> icu.Locale:
    return icu.Locale(name)
