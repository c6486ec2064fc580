"""Roles: the nouns of office, rank and calling that stand before persons' names."""

import functools
from typing import Final

from resolve import tables
from resolve.text.folding import fold
from resolve.text.normalize import lower
from resolve.text.words import Role, word

_HEADS: Final = "roles/heads.tsv"
_LEAST_COMPOUND: Final = 3
_KIN: Final = "kin "


def office(text: str, lang: str) -> str:
    """The office, rank, calling or kinship that a token names, in the form in which it stands before a name.

    Args:
        text: as written.
        lang: of the text.

    Returns:
        The same for all words of one office (naziri, Nazir); empty if the token names none.
    """
    plain = lower(text)
    words, kin, endings = _heads(lang)
    known = word(plain)
    if plain in kin:
        return f"{_KIN}{plain}"
    if known.role == Role.TITLE and known.sense:
        return f"office {known.sense}"
    if plain in words or known.role == Role.TITLE:
        return plain
    ending = next((end for end in endings if plain.endswith(end)), "")
    return plain if ending and len(plain) >= len(ending) + _LEAST_COMPOUND else ""


def is_public(found: str) -> bool:
    """Whether what `office` found is an office, rank or calling, not kinship or a mere form of address."""
    return bool(found) and not found.startswith(_KIN)


@functools.cache
def _heads(lang: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """The words, the words of kinship and address, and the endings of compounds."""
    words: dict[str, set[str]] = {"word": set(), "kin": set(), "ending": set()}
    for head, language, form in tables.read_rows(_HEADS).rows:
        if language == lang:
            words[form].update((head, *fold([head])))
    return frozenset(words["word"]), frozenset(words["kin"]), tuple(sorted(words["ending"]))
