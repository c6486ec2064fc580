"""The walk along places where a person's name may stand: how far the name goes, and how much of one it is."""

from collections.abc import Iterable, Iterator
from typing import Final

from resolve.linking.marks import Marks
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.surnames import Surnames
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Gap

MOST_GIVEN: Final = 3
"""Tokens before the surname. Unit: tokens."""

_LEAST_SURNAME: Final = 3
_MARKED_LANGUAGES: Final = ("az", "tr")
_MARKS: Final = "'’ʼ‘´′`"
_WHOLE, _INITIAL, _BARE = Form.WHOLE, Form.INITIAL, Form.BARE


class Walk:
    """Looks at places one by one, in plain buffers: those give single values much faster than arrays do."""

    def __init__(
        self, scan: Scan, marks: Marks, surnames: Surnames, named: Bools, initial: Bools, behind: Bools
    ) -> None:
        number, tokens = scan.number, scan.tokens
        self._texts = scan.texts
        self._langs = scan.langs
        self._surnames = surnames
        self._office = marks.office
        self._size = len(number)
        self._number = number.data
        self._document = tokens.document.data
        self._start = tokens.start.data
        self._end = tokens.end.data
        self._shouted = scan.shouted.tobytes()
        self._opens = tokens.opens.tobytes()
        self._spaced = (tokens.gap == Gap.SPACE).tobytes()
        self._named = named.tobytes()
        self._initial = initial.tobytes()
        self._behind = behind.tobytes()
        self._given = marks.given[number].tobytes()
        self._surname = marks.surname[number].tobytes()
        self._shaped = marks.shaped[number].tobytes()
        self._ended = marks.ended[number].tobytes()
        self._met: set[tuple[int, int]] = set()
        self._article = marks.article[number].tobytes()

    def people(self, points: Iterable[int]) -> Iterator[Person]:
        """The names at places where one may begin, none overlapping another."""
        until = -1
        for place in points:
            if place > until:
                person = self.person(place)
                if person is not None and person.first > until:
                    if person.form == _WHOLE:
                        self._met.add((person.document, self._number[person.first]))
                    yield person
                    until = person.last

    def bare(self, place: int) -> Person:
        """A surname alone."""
        return self._made(place, place, _BARE)

    def person(self, place: int) -> Person | None:
        """The name that begins at a place, or ends there if a capital before it belongs to it."""
        if self._initial[place]:
            last = self._after_initials(place)
            return None if last is None else self._made(place, last, _INITIAL)
        shouted = bool(self._shouted[place])
        if self._given[place] or (self._behind[place] and not shouted):
            last = self._end_of_whole(place, shouted)
            if last is not None:
                return self._made(place, last, _WHOLE)
        if not self._surname[place]:
            return self.bare(place) if self._behind[place] else None
        if self._stranger_before(place):
            return self._made(place - 1, place, _WHOLE)
        return self.bare(place)

    def _goes_on(self, place: int) -> bool:
        if place >= self._size or self._opens[place] or self._ended[place - 1]:
            return False
        return bool(self._named[place] and self._spaced[place])

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
        long_enough = at < self._size and self._end[at] - self._start[at] >= _LEAST_SURNAME
        return at if long_enough and self._named[at] else None

    def _stranger_before(self, place: int) -> bool:
        """Whether an unknown capital stands before a surname, as a given name does.

        So it is where capitals mark names, and where the same one began a name before.
        """
        before = place - 1
        if before < 0 or not self._spaced[place] or self._shouted[place]:
            return False
        if not self._named[before] or self._ended[before]:
            return False
        document = self._document[place]
        if (document, self._number[before]) in self._met:
            return True
        marked = self._langs[document] in _MARKED_LANGUAGES
        return marked and not self._opens[before] and not self._surname[before]

    def _made(self, first: int, last: int, form: Form) -> Person:
        document = self._document[first]
        text = self._texts[document]
        start, end, surname = self._start[first], self._end[last], self._start[last]
        return Person(
            document,
            first,
            last,
            start,
            end,
            form,
            text[start:surname],
            self._surnames.stems(self._number[last]),
            self._office[self._number[first - 1]] if self._behind[first] else "",
            bool(self._opens[first] or self._shouted[first]),
            text[end : end + 1] == "," or any(mark in _MARKS for mark in text[surname:end]),
            first > 0 and bool(self._article[first - 1]),
        )
