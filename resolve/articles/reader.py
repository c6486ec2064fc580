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
from resolve.linking.context import adjectives
from resolve.linking.document import Found, Linker
from resolve.linking.known import Known, find_known
from resolve.linking.marks import Marks
from resolve.linking.persons.people import find_people
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.spelled import asked_stems, full_stem, lemma_of, query_of
from resolve.linking.persons.surnames import Surnames
from resolve.linking.quoted import Quoted, find_quoted
from resolve.linking.verdict import Verdict
from resolve.linking.wordings import Wordings
from resolve.mentions.mention import Document, Mention, Row
from resolve.mentions.nameparts import NameParts
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.scan import Scan, scan
from resolve.mentions.tokens import Bools, Gap, Ints
from resolve.text.language import detect_languages
from resolve.types import Decision

_Name = TypeVar("_Name", Known, Person, Quoted)
_MATCH: Final = Decision.MATCH
_WHOLE: Final = Form.WHOLE


class Reader:
    """Reads documents with the names of one gazetteer."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._phrasebook = Phrasebook.of(answerer.index)
        self._parts = NameParts.of(answerer.index)
        self._wordings = Wordings(answerer, self._phrasebook)
        self._bearers = Bearers(answerer, "person")
        self._bodies = Bearers(answerer, "organization", strict=True)
        self._ids = list(answerer.index.entities.id)
        self._rows = {entity: row for row, entity in enumerate(self._ids)}
        origins = answerer.index.origins
        self._origins: list[str | None] = [None] * len(self._ids) if origins is None else [*origins.entity]

    @property
    def is_combined(self) -> bool:
        """Whether the names are of several gazetteers, so that each mention names which one."""
        return self._answerer.index.origins is not None

    def read(self, documents: Sequence[Document]) -> list[Mention]:
        """Find the mentions in documents.

        Args:
            documents: any texts.

        Returns:
            In the order of the documents, then by place, the longest first.
        """
        return [Mention(*row) for row in self.rows(documents)]

    def rows(self, documents: Sequence[Document]) -> list[Row]:
        """Find the mentions in documents, as the values of `Mention`: a frame is made of these at once."""
        # text -> tokens -> stems
        langs = _languages(documents)
        scanned = scan([document.text for document in documents], langs, self._phrasebook)
        marks = Marks.of(scanned, self._parts)
        # -> names of the gazetteer -> names of persons
        known = find_known(scanned, self._phrasebook, self._wordings, marks.given | marks.surname)
        self._wordings.ask(name.wording for name in known)
        surnames = Surnames(scanned, marks.surname_stems)
        surnames.read(scanned.number[[name.last for name in known if name.last > name.first]].tolist())
        people = find_people(scanned, marks, _taken(scanned, known), surnames)
        # -> countries -> cast -> mentions
        countries = adjectives(scanned, self._phrasebook, self._answerer.index)
        quoted = find_quoted(scanned)
        found = _by_document(scanned, known, people, quoted, countries)
        self._bearers.ask(_questions(found, langs))
        self._bodies.ask((name.text, langs[name.document]) for name in quoted)
        linker = Linker(
            scanned,
            marks,
            surnames,
            self._wordings,
            self._bearers,
            self._bodies,
            self._answerer.index,
            self._rows,
            scanned.number.data,
            (scanned.tokens.gap == Gap.SPACE).tobytes(),
        )
        return [
            self._row(documents[number], langs[number], verdict)
            for number, in_document in enumerate(found)
            if in_document.known or in_document.people or in_document.quoted
            for verdict in linker.link(number, in_document)
        ]

    def _row(self, document: Document, lang: str, verdict: Verdict) -> Row:
        _, _, start, end, lemma, kind, entity, decision, score, matched_name, reason, group = verdict
        linked = entity is not None and decision == _MATCH
        surface = document.text[start:end]
        entity_id = self._ids[entity] if linked and entity is not None else None
        return (
            document.doc,
            start,
            end,
            surface,
            lemma,
            kind,
            entity_id,
            decision,
            score,
            matched_name,
            reason,
            lang,
            group,
            None if entity_id is None or entity is None else self._origins[entity],
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


def _by_document(
    scanned: Scan,
    known: Sequence[Known],
    people: Sequence[Person],
    quoted: Sequence[Quoted],
    country: Ints,
) -> list[Found]:
    """What was found, document by document."""
    documents = len(scanned.texts)
    of_token = country[scanned.number]
    places: list[list[tuple[int, int]]] = [[] for _ in range(documents)]
    tokens = np.flatnonzero(of_token)
    at = zip(
        scanned.tokens.document[tokens].tolist(), tokens.tolist(), of_token[tokens].tolist(), strict=True
    )
    for document, token, number in at:
        places[document].append((token, number))
    columns = zip(
        _parted(known, documents),
        _parted(people, documents),
        _parted(quoted, documents),
        places,
        scanned.texts,
        strict=True,
    )
    return [
        Found(names, persons, bodies, at, _words(text, persons))
        for names, persons, bodies, at, text in columns
    ]


def _parted(names: Sequence[_Name], documents: int) -> list[list[_Name]]:
    rows: list[list[_Name]] = [[] for _ in range(documents)]
    for name in names:
        rows[name.document].append(name)
    return rows


def _words(text: str, people: Sequence[Person]) -> frozenset[str]:
    """The words of a text as they stand, if a name in full needs them to be told its stem."""
    needed = any(p.form == _WHOLE and not any(stem.known for stem in p.stems) for p in people)
    return frozenset(text.split()) if needed else frozenset()


def _questions(found: Sequence[Found], langs: Sequence[str]) -> list[tuple[str, str]]:
    """What the resolver is asked about persons, each with the language of its text."""
    asked: list[tuple[str, str]] = []
    for in_document, lang in zip(found, langs, strict=True):
        for person in in_document.people:
            if person.form == _WHOLE:
                asked.append((lemma_of(person, full_stem(person, in_document.words)), lang))
            else:
                asked += [(query_of(person, stem), lang) for stem in asked_stems(person)]
    return asked
