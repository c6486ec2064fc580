"""The name of a group, and the conversions by which its other spellings come from it.

The canonical form is the spelling that most of the others are conversions of, and of these the most frequent.
Where that does not decide, a letter of its own, such as ə, speaks for the original: conversions lose it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from resolve.cluster.values import Link
from resolve.conversion import ORTHOGRAPHIES, SURE, detect, variants
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolve.cluster.values import Spelling

_LONGEST_ABBREVIATION: Final = 6
"""Letters of an abbreviation, at most."""

TRIED: Final = 12
"""Spellings of a group that are tried as the origin of the others, the most frequent first."""


def derive(
    members: Sequence[Spelling], likeness: Mapping[tuple[int, int], float]
) -> tuple[str, tuple[Link, ...]]:
    """The canonical form of a group, and how its other spellings hang together with it.

    Args:
        members: the spellings of one group.
        likeness: of places of two of them, the lower first: the probability that they name one entity.

    Returns:
        The canonical form, an abbreviation or a name without a capital only if there is nothing else: the one
        that most others are conversions of; among these the most frequent, then that with the most letters of
        its own, then the likest to the others. And a link for each of these.
    """
    names = list(dict.fromkeys(spelling.name for spelling in members))
    if len(names) == 1:
        return names[0], ()
    place = {name: number for number, name in enumerate(names)}
    langs: defaultdict[str, set[str]] = defaultdict(set)
    mentions: defaultdict[str, int] = defaultdict(int)
    for spelling in members:
        langs[spelling.name].update(spelling.langs)
        mentions[spelling.name] += spelling.mentions
    alike: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (one, other), value in likeness.items():
        left, right = members[one].name, members[other].name
        alike[left, right] = alike[right, left] = max(alike[left, right], value)
    short = _abbreviations(names)
    orthography = {name: _orthography(name, tuple(sorted(langs[name]))) for name in names}
    tried = sorted(names, key=lambda name: (-mentions[name], name))[:TRIED]
    made = {
        origin: {
            name: system
            for name in names
            if name != origin and (system := _system(origin, orthography[origin], name, orthography[name]))
        }
        for origin in tried
    }

    def worth(name: str) -> tuple[bool, bool, int, int, int, float, str]:
        closeness = sum(alike[name, other] for other in names if other != name)
        known = -len(made[name]), -mentions[name], -_own_letters(name), -closeness
        return name in short, name.islower(), *known, name

    best = min(tried, key=worth)
    links = []
    for name in sorted(place):
        if name == best:
            continue
        origin = best
        if name not in made[best]:
            origin = next((other for other in sorted(tried, key=worth) if name in made[other]), best)
        links.append(Link(name, origin, made[origin].get(name), alike[name, origin]))
    return best, tuple(links)


def _abbreviations(names: Sequence[str]) -> set[str]:
    """Those names of a group that are abbreviations.

    That is a word of few letters: capitals alone, or the same without one, or the initials of another name.
    """
    letters = {name: "".join(filter(str.isalpha, name)) for name in names if len(name.split()) == 1}
    # Any name may be written in capitals, and is none for that where it stands with the first alone.
    capitals = {text.casefold() for text in letters.values() if text.isupper()}
    initials = set()
    for name in names:
        words = name.split()
        if len(words) > 1:
            every = "".join(word[0] for word in words)
            initials |= {every.casefold(), "".join(filter(str.isupper, every)).casefold()}
    return {
        name
        for name, text in letters.items()
        if 0 < len(text) <= _LONGEST_ABBREVIATION
        and (
            text.isupper() or text.casefold() in initials or (text.islower() and text.casefold() in capitals)
        )
    }


def _own_letters(name: str) -> int:
    """How many letters of a Latin spelling are not those of every Latin alphabet."""
    return sum(not letter.isascii() and "LATIN" in unicodedata.name(letter, "") for letter in name)


def _orthography(name: str, langs: tuple[str, ...]) -> str | None:
    """The orthography of a name: that of its rows, else what its letters tell for sure."""
    for lang in langs:
        if lang in ORTHOGRAPHIES and lang != "und":
            return lang
    found = detect(name)
    return found.orthography if found.probability >= SURE else None


def _system(origin: str, source: str | None, name: str, target: str | None) -> str | None:
    """What makes a name out of another, None if no system does."""
    if source is None:
        return None
    folded = name.casefold()
    # Where the orthography of the name is not known, those in which names travel are tried.
    for written in (target,) if target is not None else ("de", "en", "tr", "az", "ru"):
        if written == source:
            continue
        for text, system in _forms(origin, source, written):
            if text.casefold() == folded:
                return system
    return None


@lru_cache(maxsize=10_000)
def _forms(name: str, source: str, target: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((variant.text, variant.system) for variant in variants(name, source, target))
    except UsageError:
        # No system leads there.
        return ()
