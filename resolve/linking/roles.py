"""Roles: the nouns of office, rank and calling that stand before persons' names."""

import functools
from typing import Final

from resolve import tables
from resolve.text.folding import fold
from resolve.text.normalize import lower
from resolve.text.words import Role, word

_HEADS: Final = "roles/heads.tsv"
_LEAST_COMPOUND: Final = 3


def office(text: str, lang: str) -> str:
    """The office, rank or calling that a token names, in the form in which it stands before a name.

    Args:
        text: as written.
        lang: of the text.

    Returns:
        The same for all words of one office (naziri, Nazir); empty if the token names none.
    """
    plain = lower(text)
    words, endings = _heads(lang)
    known = word(plain)
    if known.role == Role.TITLE and known.sense:
        return f"office {known.sense}"
    if plain in words or known.role == Role.TITLE:
        return plain
    ending = next((end for end in endings if plain.endswith(end)), "")
    return plain if ending and len(plain) >= len(ending) + _LEAST_COMPOUND else ""


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
