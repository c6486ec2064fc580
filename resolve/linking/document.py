"""One document: its names, its countries and its cast, and what each mention in it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from resolve.index.layout import Index
from resolve.linking.bearers import Bearers
from resolve.linking.context import Countries
from resolve.linking.definitions import apply_definitions, find_definitions
from resolve.linking.known import Known
from resolve.linking.marks import Marks
from resolve.linking.nesting import outermost
from resolve.linking.persons.meant import Persons
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.spelled import full_stem
from resolve.linking.persons.surnames import Surnames
from resolve.linking.quoted import Quoted, besides, decide_quoted
from resolve.linking.senses import decide_known
from resolve.linking.verdict import Verdict
from resolve.linking.wordings import Wordings
from resolve.mentions.scan import Scan

_PERSON: Final = "person"
_PLACE: Final = "place"
_WHOLE: Final = Form.WHOLE


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document.

    Attributes:
        known: names of the gazetteer, by place.
        people: other names of persons, by place.
        quoted: names in quotation marks, by place.
        adjectives: tokens of adjectives of countries, each with its country.
        words: the words of the document as they stand, where an inflected name needs them.
    """

    known: Sequence[Known]
    people: Sequence[Person]
    quoted: Sequence[Quoted]
    adjectives: Sequence[tuple[int, int]]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the names of the documents of one scan.

    Attributes:
        scan: of the documents.
        marks: what is known of their tokens.
        surnames: the stems of their surnames.
        wordings: what names of the gazetteer may mean.
        bearers: who bears the names of persons.
        bodies: who bears those of organizations.
        index: of the gazetteer.
        rows: the row of each entity, by its ID.
        numbers: of each token, its place in the vocabulary.
        spaced: of each token, whether a space stands before it.
    """

    scan: Scan
    marks: Marks
    surnames: Surnames
    wordings: Wordings
    bearers: Bearers
    bodies: Bearers
    index: Index
    rows: dict[str, int]
    numbers: memoryview
    spaced: bytes

    def link(self, number: int, found: Found) -> list[Verdict]:
        """Say what the names in a document mean.

        Args:
            number: of the document.
            found: its names.

        Returns:
            Mentions by place, the longest first.
        """
        senses = [self.wordings.senses(name.wording) for name in found.known]
        likeliest = [(name.first, of_name[0]) for name, of_name in zip(found.known, senses, strict=True)]
        lands = [
            (first, sense.country) for first, sense in likeliest if sense.kind == _PLACE and sense.country
        ]
        countries = Countries.of([*lands, *found.adjectives])
        decided = zip(found.known, senses, strict=True)
        verdicts = [decide_known(name, of_name, countries) for name, of_name in decided]
        verdicts = outermost(besides(verdicts, self._in_quotation_marks(number, found.quoted)))
        defined = find_definitions(self.scan.texts[number], verdicts)
        if defined:
            verdicts = outermost(apply_definitions(self.scan, number, verdicts, defined))
        if not found.people:
            return verdicts
        persons = Persons(self.scan.langs[number], self.index, self.rows, self.bearers, countries)
        # Who is named in full, anywhere in the document, tells whom a surname alone means.
        full = [person for person in found.people if person.form == _WHOLE]
        steps: list[tuple[int, Verdict | Person]] = [(v.first, v) for v in _acting(verdicts)]
        for _, step in sorted([*steps, *((p.first, p) for p in full)], key=lambda pair: pair[0]):
            if isinstance(step, Person):
                verdicts.append(persons.name_in_full(step, full_stem(step, found.words)))
            elif step.last > step.first:
                persons.enter(step, self._atoms(step), step.lemma, self._office_before(step.first))
        places = {(name.first, name.last) for name in found.known if name.located}
        parts = (
            persons.part(person)
            for person in found.people
            if person.form != _WHOLE and (person.first, person.last) not in places
        )
        verdicts += [verdict for verdict in parts if verdict is not None]
        return outermost(verdicts)

    def _in_quotation_marks(self, number: int, quoted: Sequence[Quoted]) -> list[Verdict]:
        lang = self.scan.langs[number]
        answers = [decide_quoted(name, self.bodies.answer(name.text, lang), self.rows) for name in quoted]
        return [verdict for verdict in answers if verdict is not None]

    def _atoms(self, verdict: Verdict) -> frozenset[int]:
        """By what the surname of a name in full is compared."""
        return self.surnames.atoms(self.numbers[verdict.last], verdict.lemma.split()[-1])

    def _office_before(self, token: int) -> str:
        return self.marks.office[self.numbers[token - 1]] if token and self.spaced[token] else ""


def _acting(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Persons who are named by themselves, not inside the name of a foundation or an airport."""
    found: list[Verdict] = []
    until = -1
    for verdict in verdicts:
        if verdict.kind == _PERSON and verdict.first > until:
            found.append(verdict)
        until = max(until, verdict.last)
    return found
