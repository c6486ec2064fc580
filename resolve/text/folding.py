"""Accents folded away: what is left when a name is typed on another keyboard."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_FOLD: Final = str.maketrans(
    {"ı": "i", "ə": "e", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е", "й": "й"}
)
_MARKS: Final = re.compile(r"[\u0300-\u036f]")


def fold(texts: Sequence[str]) -> list[str]:
    """Fold accents: İlham, Ilham and ilham meet, Əliyev and Eliyev; other letters keep their script."""
    if not texts:
        return []
    joined = unicodedata.normalize("NFD", "\n".join(texts))
    return _MARKS.sub("", joined).translate(_FOLD).split("\n")
