"""Names without case and diacritics, for plain search.

1. Compatibility decomposition, so that diacritics stand apart.
2. Small letters; then diacritics are dropped.
3. Letters that do not decompose become plain ones (data/letters.tsv).
   Both sides of that table are as step 2 leaves them.
4. Whatever is neither a letter nor a digit becomes one space.

This finds what a person types without the right keyboard. It is no transliteration and no matching by sound:
that is the work of the resolver.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

TABLE = Path(__file__).parent / "data" / "letters.tsv"


@cache
def plain_letters() -> dict[str, str]:
    """Return the letters that have no decomposition, each with what is typed for it."""
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    next(lines)
    return dict(line.split("\t", 1) for line in lines)


def fold_text(text: str) -> str:
    """Return a text folded for search; empty if no name can hold it.

    Args:
        text: What somebody typed. Half a surrogate pair, as bytes that are no UTF-8 become on a command line,
            stands in no name.
    """
    if any("\ud800" <= mark <= "\udfff" for mark in text):
        return ""
    return str(fold(pl.Series([text]))[0])


def fold(names: pl.Series) -> pl.Series:
    """Return names folded for search.

    Args:
        names: Names in any letters.
    """
    letters = plain_letters()
    return (
        names.str.normalize("NFKD")
        .str.to_lowercase()
        .str.replace_all(r"\p{M}+", "")
        .str.replace_many(list(letters), list(letters.values()))
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
