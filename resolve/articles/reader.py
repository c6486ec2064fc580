"""The way of a document: from its text to the entities that it mentions.

    text -> tokens -> stems -> names of the gazetteer -> names of persons -> countries -> cast -> mentions

`Reader.read` is that way; it works on many documents at once, so that each distinct token is read once and
each distinct name asked for once.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np

from resolve.linking.answerer import Answerer
from resolve.linking.bearers import Bearers
from resolve.linking.context import Countries, adjectives
from resolve.linking.known import Known, find_known
from resolve.linking.nesting import outermost
from resolve.linking.people import Form, Marks, Person, find_people, office_before, offices, ordinary
from resolve.linking.persons import Persons, asked_stems, full_stem, lemma_of, query_of
from resolve.linking.senses import decide_known
from resolve.linking.surnames import Surnames
from resolve.linking.verdict import Verdict
from resolve.linking.wordings import Wordings
from resolve.mentions.mention import Document, Mention
from resolve.mentions.nameparts import NameParts
from resolve.mentions.phrasebook import Phrasebook, among
from resolve.mentions.scan import Scan, scan
from resolve.mentions.tokens import Bools, Ints
from resolve.text.language import detect_languages
from resolve.types import Decision

_PERSON: Final = "person"
_Name = TypeVar("_Name", Known, Person)


class Reader:
    """Reads documents with the names of one gazetteer."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._phrasebook = Phrasebook.of(answerer.index)
        self._parts = NameParts.of(answerer.index)
        self._wordings = Wordings(answerer, self._phrasebook)
        self._bearers = Bearers(answerer)
        self._rows: dict[str, int] = {}
        self._ids: dict[int, str] = {}

    def read(self, documents: Sequence[Document]) -> list[Mention]:
        """Find the mentions in documents.

        Args:
            documents: any texts.

        Returns:
            In the order of the documents, then by place, the longest first.
        """
        # text -> tokens -> stems
        langs = _languages(documents)
        scanned = scan([document.text for document in documents], langs, self._phrasebook)
        # -> names of the gazetteer -> names of persons
        surname_stems = self._surname_stems(scanned)
        marks = self._marks(scanned, surname_stems)
        known = find_known(scanned, self._phrasebook, self._wordings, marks.given | marks.surname)
        self._wordings.ask(name.wording for name in known)
        taken = _taken(scanned, known)
        surnames = Surnames(scanned, surname_stems)
        surnames.read(scanned.number[[name.last for name in known if name.last > name.first]].tolist())
        people = find_people(scanned, marks, taken, surnames)
        self._bearers.ask(_questions(scanned, people))
        # -> countries -> cast -> mentions
        country = adjectives(scanned, self._phrasebook, self._answerer.index)
        names_of, people_of = _by_document(known, len(langs)), _by_document(people, len(langs))
        country_of = _places_of(scanned, country)
        out: list[Mention] = []
        for number, document in enumerate(documents):
            if not names_of[number] and not people_of[number]:
                continue
            verdicts = self._link(
                scanned, number, names_of[number], people_of[number], country_of.get(number, []), surnames
            )
            out += [self._mention(document, langs[number], verdict) for verdict in verdicts]
        return out

    def _link(
        self,
        scanned: Scan,
        number: int,
        known: Sequence[Known],
        people: Sequence[Person],
        adjectives_at: Sequence[tuple[int, int]],
        surnames: Surnames,
    ) -> list[Verdict]:
        lang = scanned.langs[number]
        senses = [self._wordings.senses(name.wording) for name in known]
        places = [
            (name.first, of_name[0].country)
            for name, of_name in zip(known, senses, strict=True)
            if of_name[0].kind == "place" and of_name[0].country
        ]
        countries = Countries.of([*places, *adjectives_at])
        persons = Persons(lang, self._answerer.index, self._entity_rows(), self._bearers, countries)
        verdicts = outermost(
            [decide_known(name, of_name, countries) for name, of_name in zip(known, senses, strict=True)]
        )
        full = [person for person in people if person.form == Form.WHOLE]
        steps: list[tuple[int, Verdict | Person]] = [(v.first, v) for v in verdicts if v.kind == _PERSON]
        steps += [(person.first, person) for person in full]
        words = _words(scanned, number, full)
        for _, step in sorted(steps, key=lambda pair: pair[0]):
            if isinstance(step, Person):
                verdicts.append(persons.name_in_full(step, full_stem(step, words)))
            elif step.last > step.first:
                surname = step.lemma.split()[-1]
                stems = surnames.stems(int(scanned.number[step.last]))
                atoms = frozenset().union(*(stem.atoms for stem in stems if stem.lemma == surname))
                persons.enter(step, atoms, step.lemma, office_before(scanned, step.first))
        for person in people:
            if person.form != Form.WHOLE:
                found = persons.part(person)
                if found is not None:
                    verdicts.append(found)
        return outermost(verdicts)

    def _surname_stems(self, scanned: Scan) -> Bools:
        """Which stems are surnames that somebody known bears: as written, or as they sound."""
        found = self._parts.surname_stems(scanned.stems)
        readings = scanned.readings
        heard = readings.stem[readings.heard & among(readings.plus, self._parts.surnames)]
        found[heard] = True
        return found & ~scanned.stems.derived

    def _marks(self, scanned: Scan, surname_stems: Bools) -> Marks:
        size = len(scanned.sample)
        surname = np.zeros(size, bool)
        surname[scanned.stems.token[surname_stems]] = True
        shaped = np.zeros(size, bool)
        shaped[scanned.stems.token[self._parts.shaped_stems(scanned.stems)]] = True
        given = self._parts.given_tokens(scanned.stems, size)
        return Marks(given, surname, shaped, offices(scanned), ordinary(scanned))

    def _entity_rows(self) -> dict[str, int]:
        if not self._rows:
            ids = self._answerer.index.entities.id
            self._rows = {ids[row]: row for row in range(len(ids))}
        return self._rows

    def _id(self, entity: int) -> str:
        found = self._ids.get(entity)
        if found is None:
            found = self._ids[entity] = self._answerer.index.entities.id[entity]
        return found

    def _mention(self, document: Document, lang: str, verdict: Verdict) -> Mention:
        entity = verdict.entity if verdict.decision == Decision.MATCH else None
        return Mention(
            document.doc,
            verdict.start,
            verdict.end,
            document.text[verdict.start : verdict.end],
            verdict.lemma,
            verdict.kind,
            None if entity is None else self._id(entity),
            verdict.decision,
            verdict.score,
            verdict.matched_name,
            verdict.reason,
            lang,
            verdict.group,
        )


def _languages(documents: Sequence[Document]) -> list[str]:
    """The language of each document, told by its text where it is not given."""
    unknown = [number for number, document in enumerate(documents) if document.lang is None]
    told = dict(zip(unknown, detect_languages([documents[n].text for n in unknown]), strict=True))
    return [
        told[number] if document.lang is None else document.lang.split("-")[0].lower()
        for number, document in enumerate(documents)
    ]


def _taken(scanned: Scan, known: Sequence[Known]) -> Bools:
    """Which tokens belong to a name of several tokens."""
    taken = np.zeros(len(scanned.tokens), bool)
    for name in known:
        if name.last > name.first:
            taken[name.first : name.last + 1] = True
    return taken


def _questions(scanned: Scan, people: Sequence[Person]) -> list[tuple[str, str]]:
    """What the resolver is asked about persons, each with the language of its text."""
    asked: list[tuple[str, str]] = []
    for number, members in enumerate(_by_document(people, len(scanned.texts))):
        words = _words(scanned, number, members)
        lang = scanned.langs[number]
        for person in members:
            if person.form == Form.WHOLE:
                asked.append((lemma_of(person, full_stem(person, words)), lang))
            else:
                asked += [(query_of(person, stem), lang) for stem in asked_stems(person)]
    return asked


def _words(scanned: Scan, number: int, people: Sequence[Person]) -> frozenset[str]:
    """The words of a document as they stand, if a name in full needs them to be told its stem."""
    open_stems = [
        person for person in people if person.form == Form.WHOLE and not any(s.known for s in person.stems)
    ]
    return frozenset(scanned.texts[number].split()) if open_stems else frozenset()


def _by_document(found: Sequence[_Name], documents: int) -> list[list[_Name]]:
    """Names by the documents that they stand in."""
    rows: list[list[_Name]] = [[] for _ in range(documents)]
    for name in found:
        rows[name.document].append(name)
    return rows


def _places_of(scanned: Scan, country: Ints) -> dict[int, list[tuple[int, int]]]:
    """Where adjectives of countries stand: of each document that has some, tokens and countries."""
    of_token = country[scanned.number]
    places: dict[int, list[tuple[int, int]]] = {}
    for token in np.flatnonzero(of_token).tolist():
        places.setdefault(int(scanned.tokens.document[token]), []).append((token, int(of_token[token])))
    return places
