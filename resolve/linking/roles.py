"""Roles: the nouns of office, rank and calling that stand before persons' names."""

import functools
from typing import Final

from resolve import tables
from resolve.text.folding import fold
from resolve.text.normalize import lower
from resolve.text.words import Role, word

_HEADS: Final = "roles/heads.tsv"
_LEAST_COMPOUND: Final = 3


def is_role(text: str, lang: str) -> bool:
    """Whether a token is such a noun, in the form in which it stands before a name.

    Args:
        text: as written.
        lang: of the text.
    """
    plain = lower(text)
    words, endings = _heads(lang)
    if plain in words or word(plain).role == Role.TITLE:
        return True
    return bool(endings) and plain.endswith(endings) and len(plain) > _LEAST_COMPOUND + min(map(len, endings))


@functools.cache
def _heads(lang: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words: set[str] = set()
    endings: list[str] = []
    for head, language, form in tables.read_rows(_HEADS).rows:
        if language == lang:
            if form == "ending":
                endings.append(head)
            else:
                words.update((head, *fold([head])))
    return frozenset(words), tuple(endings)
