"""The plain comparison by which the build knows a name of a pinned source again."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """Return a name in lower case without marks, so that `Köln` and `KOLN` are one.

    Args:
        name: A name in any script.
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("İ", "I"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
