"""Persons' names as they stand in texts, whole or in part, whether anybody knows them or not.

1. whole    a given name and what follows it in capitals (Orxan Qasımov); two capitals behind an office
            (naziri Orxan Qasımov); a capital before a known surname, where capitals mark names (tr, az)
2. initial  one or two letters with a full stop, and a surname (V.Putin, S. Lavrov)
3. bare     a surname that the gazetteer, the lexicon or the documents know

Where the gazetteer's own names stand is known before (`known`); here is what is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from resolve.linking.roles import office
from resolve.linking.surnames import Stem, Surnames
from resolve.linking.wordlists import is_article, is_grammar
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Gap, Ints
from resolve.text.normalize import lower
from resolve.text.words import Role, word

MOST_GIVEN: Final = 3
"""Tokens before the surname. Unit: tokens."""

_INITIAL: Final = 2
_MARKED_LANGUAGES: Final = ("az", "tr")
_MARKS: Final = "'’ʼ‘´′`"


class Form(IntEnum):
    """How much of a name stands there."""

    WHOLE = 0
    INITIAL = 1
    BARE = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in a text.

    Attributes:
        document: number of the document.
        first: number of its first token.
        last: number of its last token, which holds the surname.
        start: first code point, in the document.
        end: the code point after the last.
        form: how much of the name stands there.
        before: the text up to the surname, as written; empty for a bare one.
        stems: of the surname.
        office: the office that stands directly before it, empty if none does.
        opens: whether it opens a sentence or stands among capitals, so that its own capital tells nothing.
        marked: whether a mark sets its ending off, or a comma follows, as behind a name.
        article: whether an article stands directly before it, as before a common noun.
    """

    document: int
    first: int
    last: int
    start: int
    end: int
    form: Form
    before: str
    stems: tuple[Stem, ...]
    office: str
    opens: bool
    marked: bool
    article: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of each token of the vocabulary.

    Attributes:
        given: a given name.
        surname: with some stem a surname.
        shaped: with some stem that ends as surnames do.
        office: a noun of office.
        ordinary: no name: a word of grammar, a kind of place or body.
    """

    given: Bools
    surname: Bools
    shaped: Bools
    office: Bools
    ordinary: Bools


def offices(scan: Scan) -> Bools:
    """Which tokens of the vocabulary are nouns of office."""
    return np.array([bool(office(text, lang)) for text, lang in _spelt(scan)], bool)


def ordinary(scan: Scan) -> Bools:
    """Which tokens of the vocabulary are words of grammar, kinds of place or body, or numbers."""
    out = []
    for text, lang in _spelt(scan):
        plain = lower(text)
        out.append(
            is_grammar(plain, lang)
            or not plain[:1].isalpha()
            or word(plain).role in (Role.GENERIC, Role.LEGAL, Role.NUMBER, Role.QUALIFIER)
        )
    return np.array(out, bool)


def _spelt(scan: Scan) -> Iterator[tuple[str, str]]:
    tokens = scan.tokens
    for at in scan.sample.tolist():
        document = int(tokens.document[at])
        yield scan.texts[document][int(tokens.start[at]) : int(tokens.end[at])], scan.langs[document]


def find_people(scan: Scan, marks: Marks, taken: Bools, surnames: Surnames) -> list[Person]:
    """Persons' names in documents, in order of place; none overlaps another.

    Args:
        scan: of the documents.
        marks: what is known of their tokens.
        taken: whether each token of the texts is part of a name of several tokens.
        surnames: the stems of tokens that may be surnames.
    """
    tokens, number = scan.tokens, scan.number
    capital = tokens.upper & ~tokens.address & ~taken
    named = capital & ~marks.office[number] & ~marks.ordinary[number]
    initial = capital & (tokens.end - tokens.start <= _INITIAL)
    initial &= _followed(tokens.gap, (Gap.DOT, Gap.DOT_SPACE))
    behind = _behind(marks.office[number], tokens.gap)
    calling = marks.given[number] | marks.surname[number] | (behind & ~scan.shouted)
    points = np.flatnonzero((named & calling) | initial)
    surnames.read(number[_near(points, len(tokens), MOST_GIVEN + 1)].tolist())
    walk = _Walk(scan, marks, surnames, named, initial, behind)
    found = list(walk.people(points.tolist()))
    return sorted([*found, *_echoes(scan, walk, named, found, surnames)], key=lambda person: person.first)


def _echoes(
    scan: Scan, walk: "_Walk", named: Bools, found: list[Person], surnames: Surnames
) -> Iterator[Person]:
    """Surnames alone that only the names in full of the same texts tell to be such."""
    atoms = {
        atom
        for person in found
        if person.form == Form.WHOLE
        for stem in person.stems[:1]
        for atom in stem.atoms
    }
    stems = np.isin(scan.stems.atom, np.array(sorted(atoms), np.uint64)) & ~scan.stems.derived
    echoing = np.zeros(len(scan.sample), bool)
    echoing[scan.stems.token[stems]] = True
    free = named & echoing[scan.number]
    for person in found:
        free[person.first : person.last + 1] = False
    places = np.flatnonzero(free)
    surnames.read(scan.number[places].tolist())
    yield from (walk.bare(place) for place in places.tolist())


def _followed(gap: np.ndarray[tuple[int], np.dtype[np.uint8]], by: tuple[Gap, ...]) -> Bools:
    found = np.zeros(len(gap), bool)
    found[:-1] = np.isin(gap[1:], by)
    return found


def _behind(office: Bools, gap: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> Bools:
    found = np.zeros(len(gap), bool)
    found[1:] = office[:-1] & (gap[1:] == Gap.SPACE)
    return found


def _near(points: Ints, size: int, most: int) -> Ints:
    near = (points[:, None] + np.arange(-1, most + 2)).ravel()
    return np.unique(near[(near >= 0) & (near < size)])


class _Walk:
    """Looks at places one by one; the columns that it reads are plain lists, which is faster there."""

    def __init__(
        self, scan: Scan, marks: Marks, surnames: Surnames, named: Bools, initial: Bools, behind: Bools
    ) -> None:
        self._scan = scan
        self._surnames = surnames
        number = scan.number
        self._number = number
        self._named = named
        self._initial = initial
        self._behind = behind
        self._given = marks.given[number]
        self._surname = marks.surname[number]
        self._shaped = marks.shaped[number]
        self._size = len(number)

    def people(self, points: Iterable[int]) -> Iterator[Person]:
        """The names at places where one may begin, none overlapping another."""
        until = -1
        for place in points:
            if place > until:
                person = self.person(place)
                if person is not None and person.first > until:
                    yield person
                    until = person.last

    def bare(self, place: int) -> Person:
        """A surname alone."""
        return self._made(place, place, Form.BARE)

    def person(self, place: int) -> Person | None:
        """The name that begins at a place, or ends there if a capital before it belongs to it."""
        if self._initial[place]:
            last = self._after_initials(place)
            return None if last is None else self._made(place, last, Form.INITIAL)
        shouted = bool(self._scan.shouted[place])
        if self._given[place] or (self._behind[place] and not shouted):
            last = self._end_of_whole(place, shouted)
            if last is not None:
                return self._made(place, last, Form.WHOLE)
        if not self._surname[place]:
            return self.bare(place) if self._behind[place] else None
        if self._stranger_before(place):
            return self._made(place - 1, place, Form.WHOLE)
        return self.bare(place)

    def _goes_on(self, place: int) -> bool:
        return (
            place < self._size
            and bool(self._named[place])
            and self._scan.tokens.gap[place] == Gap.SPACE
            and not self._scan.tokens.opens[place]
        )

    def _end_of_whole(self, place: int, shouted: bool) -> int | None:
        """The token of the surname of a name that begins with a given name, or behind an office."""
        at = place
        while at - place < MOST_GIVEN and self._goes_on(at + 1):
            at += 1
            settled = self._surname[at] or self._shaped[at]
            if settled and not (self._goes_on(at + 1) and self._given[at] and self._surname[at + 1]):
                return at
            if shouted and not self._given[at]:
                return None
            if not self._given[at]:
                # The last capital is the surname, even one that nobody knows.
                return at
        return at if at > place else None

    def _after_initials(self, place: int) -> int | None:
        at = place + 1
        while at < self._size and self._initial[at] and at - place < MOST_GIVEN:
            at += 1
        if (
            at >= self._size
            or not self._named[at]
            or self._scan.tokens.end[at] - self._scan.tokens.start[at] < 3
        ):
            return None
        return at

    def _stranger_before(self, place: int) -> bool:
        """Whether an unknown capital stands before a surname, in a language where that makes a name."""
        before = place - 1
        if before < 0 or self._scan.tokens.gap[place] != Gap.SPACE or self._scan.shouted[place]:
            return False
        lang = self._scan.langs[int(self._scan.tokens.document[place])]
        return (
            lang in _MARKED_LANGUAGES
            and bool(self._named[before])
            and not self._scan.tokens.opens[before]
            and not self._surname[before]
        )

    def _made(self, first: int, last: int, form: Form) -> Person:
        tokens = self._scan.tokens
        document = int(tokens.document[first])
        text = self._scan.texts[document]
        return Person(
            document,
            first,
            last,
            int(tokens.start[first]),
            int(tokens.end[last]),
            form,
            text[int(tokens.start[first]) : int(tokens.start[last])],
            self._surnames.stems(int(self._number[last])),
            office_before(self._scan, first) if self._behind[first] else "",
            bool(tokens.opens[first]) or bool(self._scan.shouted[first]),
            any(text[at] in _MARKS for at in range(int(tokens.start[last]), int(tokens.end[last])))
            or text[int(tokens.end[last]) : int(tokens.end[last]) + 1] == ",",
            is_article(self._before(first), self._scan.langs[document]),
        )

    def _before(self, token: int) -> str:
        return _text_of(self._scan, token - 1) if token else ""


def office_before(scan: Scan, token: int) -> str:
    """The office that stands directly before a token, empty if none does."""
    if not token or scan.tokens.gap[token] != Gap.SPACE:
        return ""
    return office(_text_of(scan, token - 1), scan.langs[int(scan.tokens.document[token - 1])])


def _text_of(scan: Scan, token: int) -> str:
    document = int(scan.tokens.document[token])
    return scan.texts[document][int(scan.tokens.start[token]) : int(scan.tokens.end[token])]
