"""Tokens: a normalized name cut at white space and punctuation.

A token keeps a following full stop, which marks an initial or an abbreviation (`v.`, `st.`); apostrophes
inside a token do not part it (o'brien, мамедъяров'а). Names are cut by one regular expression; what needs a
look at the whole name (abbreviations with case endings, fused marks of a father's name, dotted abbreviations)
is put right before and after.
"""

import functools
import re
from typing import Final

from resolve import tables

TOKEN: Final = re.compile(r"[^\s.,;:()\[\]{}<>\"“”„‟«»‹›|_+*&!?…·•/\\=~@#%^‐‑‒–—−-]+\.?")
APOSTROPHES: Final = "'’ʼ‘ʻʹʺ`´′"
_APOSTROPHE: Final = re.compile(f"[{APOSTROPHES}]")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.[\s]?){2,}")
_CAPITALS: Final = re.compile(r"[^\W\d_]{2,}[-'’][^\W\d_]{1,4}\b")
_JOINED_MARK: Final = re.compile(r"[-‐‑](?=(?:o[gğ]h?l[uiyı]|[kqg][iıy]z[iıy]|огл[ыу]|угли|[кг]ызы)\b)")


_SHORTENED: Final = re.compile(r"\b(о-ва?|р-на?|r-n[iu]?|пр-к?т|г-н|г-жа|м-н|мин-во)\b")
"""Abbreviations that keep the end of a word, mostly Russian: island, islands, district, avenue, Mr, Mrs."""

HYPHENS: Final = tuple(
    (before, after, following)
    for before, afters, followings in (
        ("", "o", "gğ"),
        ("", "kqg", "iıy"),
        ("", "оу", "г"),
        ("", "кг", "ы"),
        ("о", "в", ("",)),
        ("р", "н", ("",)),
        ("r", "n", ("",)),
        ("р", "кт", ("",)),
        ("г", "нж", ("",)),
        ("м", "н", ("",)),
        ("н", "в", ("",)),
    )
    for after in afters
    for following in followings
)
"""What stands around each hyphen that the two rules above may take out: the character before it (empty: any),
the one after it, and the next (empty: any). Other hyphens part tokens."""


def tokens(text: str) -> list[str]:
    """Cut a normalized name.

    Args:
        text: what `normalize` gave, lower case.

    Returns:
        Tokens in order, without apostrophes, some with a closing full stop.
    """
    if "-" in text or "‑" in text:
        text = _SHORTENED.sub(lambda match: match[0].replace("-", ""), _JOINED_MARK.sub("", text))
    if "." in text and _DOTTED.fullmatch(text):
        return [text.replace(".", "").replace(" ", "")]
    found = TOKEN.findall(text)
    if _APOSTROPHE.search(text):
        return [t for t in (_APOSTROPHE.sub("", t) for t in found) if t.strip(".")]
    return found


@functools.cache
def _suffixes() -> frozenset[str]:
    return frozenset(row[0] for row in tables.read_rows("text/acronym_suffixes.tsv").rows)


def without_acronym_suffix(name: str) -> str:
    """Cut the case ending that Azerbaijani and Turkish writers join to an abbreviation.

    ATƏT-in Minsk Qrupu -> ATƏT Minsk Qrupu.

    Args:
        name: a name before it is put into lower case.
    """

    def cut(match: re.Match[str]) -> str:
        acronym, suffix = re.split("[-'’]", match.group(), maxsplit=1)
        return acronym if acronym.isupper() and suffix.islower() and suffix in _suffixes() else match.group()

    return _CAPITALS.sub(cut, name)
