"""Names of the pinned sources as they are kept, and as they are compared."""

from __future__ import annotations

import unicodedata

# Soft hyphens, zero-width spaces and marks of direction are layout; joiners (U+200C, U+200D) are spelling.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\ufeff"))


def clean(name: str) -> str:
    """Return a name without invisible characters that are no spelling, and without doubled blanks.

    Args:
        name: A name in any script.
    """
    return " ".join(name.translate(INVISIBLE).split())


def fold(name: str) -> str:
    """Return a name in lower case without marks, so that `Köln` and `KOLN` are one.

    Args:
        name: A name in any script.
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("İ", "I"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
