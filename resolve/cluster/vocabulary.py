"""What the words in the names of bodies say, in whatever language: party, parti, партия.

1. `words/vocabulary.tsv`: words that are translated, and what is made of the names of places (Turkish)
2. `words/words.tsv`: kinds of place and body, qualifiers and numbers
3. `words/exonyms.tsv`, `words/exonyms_cldr.tsv`: places, also where a case or an adjective changes their end

A word may say several things (мир: peace, world), and most words of names say nothing here: they are names.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from resolve import tables
from resolve.text.folding import fold
from resolve.text.words import Role, word

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOCABULARY: Final = "words/vocabulary.tsv"
_ENDINGS: Final = "words/endings.tsv"
_OTHER: Final = "und"
_PLACES: Final = ("words/exonyms.tsv", "words/exonyms_cldr.tsv")
_PLACE: Final = "place:"
_OPEN: Final = "*"

NOTHING: Final = "particle"
"""The concept of words that say nothing by themselves."""

_SILENT: Final = (Role.PARTICLE, Role.LEGAL, Role.MARK)
_SENSED: Final = (Role.GENERIC, Role.QUALIFIER, Role.NUMBER)

_SHORTEST_STEM: Final = 4
"""Letters of a place's name that stay at least where its end is cut off."""

_SHORTEST_PLACE: Final = 4
_LONGEST_STEM: Final = 20
_SHORTEST_PART: Final = 4
"""Letters of the last part of a compound, at least."""

_PLACE_ENDINGS: Final = (
    *("stan", "ien", "land", "iya", "ija", "ia", "ya", "ey", "ei", "en", "ия", "ья"),
    *("a", "e", "i", "o", "y", "а", "я", "е", "и", "ы", "о", "й", "ь"),
)
"""What the name of a place loses before a case or an adjective changes its end, the longest first."""

_ADJECTIVE: Final = "ск"
_CUT_OFF: Final = "ская"
"""What Russian adjectives end in, which `text.compounds` cuts off before a kind of body."""

_LINKS: Final = ("", "s", "es", "n", "en")
"""What German sets between the parts of a compound."""

Meanings = frozenset[str]
NONE: Final[Meanings] = frozenset()


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words that stand as they are, and stems that an ending of their language may follow; folded.

    Attributes:
        whole: the concepts of each word.
        stems: the concepts of each stem, by language.
    """

    whole: dict[str, Meanings]
    stems: dict[str, dict[str, Meanings]]

    def of_stem(self, stem: str, rest: str) -> Meanings:
        """What a stem says with an ending after it; nothing in languages that do not have the ending."""
        told = self.stems.get(stem, {})
        return NONE.union(*(said for lang, said in told.items() if not rest or rest in _endings(lang)))

    def of_any(self, stem: str) -> Meanings:
        """What a stem says in any language."""
        return NONE.union(*self.stems.get(stem, {}).values())


@functools.lru_cache(maxsize=100_000)
def meanings(token: str) -> tuple[Meanings, ...]:
    """What a token says: of a compound each part by itself, nothing for a name proper.

    Args:
        token: lower case, without a closing full stop.

    Returns:
        One set of concepts, empty for a name proper and `NOTHING` alone for a word without weight; of a
        compound one for each part.
    """
    folded = fold([token])[0]
    known = _vocabulary()
    if folded in known.whole:
        return (known.whole[folded],)
    told = word(token)
    if told.role in _SILENT:
        return (frozenset({NOTHING}),)
    found, stem = _by_stem(folded, known)
    if stem and (last := _last_part(folded[len(stem) :], known)):
        return found, last
    if not found and told.role in _SENSED and told.sense:
        return (frozenset({f"sense:{told.role}:{told.sense}"}),)
    return (found,)


def _by_stem(folded: str, known: _Vocabulary) -> tuple[Meanings, str]:
    """What the longest stem of a token says, and the stem."""
    for end in range(min(len(folded), _LONGEST_STEM), 1, -1):
        stem, rest = folded[:end], folded[end:]
        if found := known.of_stem(stem, rest):
            return found, stem
        if stem in known.stems and _last_part(rest, known):
            return known.of_any(stem), stem
    return NONE, ""


def _last_part(rest: str, known: _Vocabulary) -> Meanings:
    """What the last part of a compound says, of which the first is known; nothing if it is none."""
    for link in _LINKS:
        part = rest[len(link) :]
        if rest.startswith(link) and len(part) >= _SHORTEST_PART:
            found = known.whole.get(part) or known.of_any(part)
            if found:
                return found
    return NONE


@functools.cache
def _vocabulary() -> _Vocabulary:
    whole: defaultdict[str, Meanings] = defaultdict(frozenset)
    stems: defaultdict[str, defaultdict[str, Meanings]] = defaultdict(lambda: defaultdict(frozenset))
    for concept, lang, written in tables.read_rows(_VOCABULARY).rows:
        (folded,) = fold([written.rstrip(_OPEN)])
        if written.endswith(_OPEN):
            stems[folded][lang] |= {concept}
            if folded.endswith(_ADJECTIVE):
                stems[folded.removesuffix(_ADJECTIVE)][lang] |= {concept}
        else:
            whole[folded] |= {concept}
    for concept, lang, name in _places():
        whole[name] |= {concept}
        if stem := _stem_of_place(name):
            stems[stem][lang] |= {concept}
    for stem, told in stems.items():
        if stem in whole:
            whole[stem] = whole[stem].union(*told.values())
    return _Vocabulary(dict(whole), {stem: dict(told) for stem, told in stems.items()})


@functools.cache
def _endings(lang: str) -> frozenset[str]:
    """What may follow a stem of a language, folded."""
    rows = tables.read_rows(_ENDINGS).rows
    own = lang if any(lang == of for of, _ in rows) else _OTHER
    endings = [ending for of, ending in rows if of == own]
    cut = [ending.removesuffix(_CUT_OFF) for ending in endings if ending.endswith(_CUT_OFF)]
    return frozenset(fold([*endings, *filter(None, cut)]))


def _places() -> Iterator[tuple[str, str, str]]:
    """Names of places of one word, folded, each with its concept and language.

    Those too that stand for a place as a whole name only: it is persons who bear the same.
    """
    for table in _PLACES:
        rows = [row for row in tables.read_rows(table).rows if row[2].isalpha()]
        names = fold([name.lower() for _, _, name, _ in rows])
        for (key, lang, *_), name in zip(rows, names, strict=True):
            yield _PLACE + key, lang, name


def _stem_of_place(name: str) -> str:
    """The name without its end; empty for one that is too short to be cut."""
    if len(name) < _SHORTEST_PLACE:
        return ""
    for ending in _PLACE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST_STEM:
            return name[: -len(ending)]
    return name
