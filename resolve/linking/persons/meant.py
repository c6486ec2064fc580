"""Persons in one document: who is named in full, and whom an initial or a surname alone then means.

1. names in full: a person of the gazetteer, or one whom nobody knows
2. a surname, with or without an initial, means the member of the cast who bears it
3. where no member does, it means a person of the gazetteer if there is but one bearer, and the document
   speaks of the person's country; else it is for review, or an unknown name
"""

from typing import Final

from resolve.index.layout import Index
from resolve.linking.bearers import Bearers
from resolve.linking.context import Countries
from resolve.linking.persons.cast import Cast, Member, choose
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.spelled import asked_stems, lemma_of, query_of
from resolve.linking.persons.surnames import Stem
from resolve.linking.verdict import Verdict
from resolve.linking.wordlists import is_common_surname
from resolve.types import Candidate, Decision

LINKED: Final = 0.97
"""By what the score of a name in full is multiplied for a part of it."""

VOUCHED: Final = 0.9
"""By what the similarity of an only bearer is multiplied."""

LEAST_BEARER: Final = 0.5
"""Least similarity of a surname and the name of its bearer, 0..1."""

RIVAL: Final = 0.85
"""Share of the best similarity from which another bearer is a rival, 0..1."""

_PERSON: Final = "person"
_MATCH, _REVIEW, _NIL = Decision.MATCH, Decision.REVIEW, Decision.NIL
_WHOLE, _INITIAL, _BARE = Form.WHOLE, Form.INITIAL, Form.BARE


class Persons:
    """The persons of one document, as they are met from the first token to the last."""

    def __init__(
        self, lang: str, index: Index, rows: dict[str, int], bearers: Bearers, countries: Countries
    ) -> None:
        self._lang = lang
        self._index = index
        self._rows = rows
        self._bearers = bearers
        self._countries = countries
        self._cast = Cast()
        self._whom: dict[tuple[tuple[Stem, ...], str], tuple[Stem, list[Member]]] = {}
        self._groups: dict[int, int] = {}
        self._group_count = 0

    def enter(self, verdict: Verdict, atoms: frozenset[int], given: str, office: str) -> None:
        """A name in full that the gazetteer holds word by word enters the cast."""
        member = self._cast.known(verdict.entity) if verdict.entity is not None else None
        if member is None:
            entity = verdict.entity if verdict.decision == _MATCH else None
            member = Member(
                verdict.lemma,
                given,
                atoms,
                entity,
                verdict.decision,
                verdict.score,
                verdict.matched_name,
                None if entity is not None else self._group(atoms),
            )
        member.atoms |= atoms
        self._cast.add(member, verdict.first, office)

    def name_in_full(self, person: Person, stem: Stem) -> Verdict:
        """Decide on a name in full that the gazetteer does not hold word by word."""
        lemma = lemma_of(person, stem)
        answer = self._bearers.answer(lemma, self._lang)
        best = next(iter(self._bearers.candidates(lemma, self._lang)), None)
        if answer.decision == _MATCH and best is not None and best.entity_id == answer.entity_id:
            verdict = self._found(person, lemma, best, _MATCH, best.score, answer.reason)
            self.enter(verdict, stem.atoms, person.before, person.office)
            return verdict
        member = self._cast.unknown(person.before, stem.atoms, self._lang)
        if member is None:
            review = answer.decision == _REVIEW and best is not None
            member = Member(
                lemma,
                person.before,
                stem.atoms,
                None,
                _REVIEW if review else _NIL,
                answer.score if review else None,
                answer.matched_name if review else None,
                self._group(stem.atoms, new=True),
            )
        member.atoms |= stem.atoms
        self._cast.add(member, person.first, person.office)
        return self._as(person, lemma, member, "nobody known by that name")

    def part(self, person: Person) -> Verdict | None:
        """Decide on an initial with a surname, or a surname alone; None if it need not be a name."""
        stem, found = self._meant(person)
        if found:
            if self._common(person, stem):
                return None
            member = choose(found, person.first, person.office)
            lemma = lemma_of(person, stem)
            if member is None:
                names = ", ".join(other.lemma for other in found[:3])
                reason = f"{len(found)} persons of that surname in the document: {names}"
                return _open(person, lemma, _REVIEW, reason, self._group(stem.atoms))
            return self._as(person, lemma, member, f"the person named {member.lemma} in the document")
        return self._by_gazetteer(person)

    def _meant(self, person: Person) -> tuple[Stem, list[Member]]:
        """Whom a part of a name may mean, worked out once for each spelling: by then the cast is whole."""
        key = person.stems, person.before
        meant = self._whom.get(key)
        if meant is None:
            meant = self._whom[key] = self._cast.meant(person, self._lang)
        return meant

    def _common(self, person: Person, stem: Stem) -> bool:
        """Whether a surname alone is as likely a common word in its place."""
        bare = person.form == _BARE and not person.office and not person.marked
        telling = not person.opens and not person.article
        return bare and not telling and is_common_surname(stem.lemma, self._lang)

    def _by_gazetteer(self, person: Person) -> Verdict | None:
        best: tuple[float, Stem, list[Candidate]] | None = None
        for stem in asked_stems(person):
            found = [
                candidate
                for candidate in self._bearers.candidates(query_of(person, stem), self._lang)
                if candidate.similarity >= LEAST_BEARER
            ]
            if found:
                alike = max(candidate.similarity for candidate in found) * (0.5 + stem.weight / 2)
                if best is None or alike > best[0]:
                    best = alike, stem, found
        if best is None:
            if not (person.office or person.form == _INITIAL) or person.opens:
                return None
            stem = asked_stems(person)[0]
            reason = "a surname that nobody known bears"
            return _open(person, lemma_of(person, stem), _NIL, reason, self._group(stem.atoms))
        _, stem, found = best
        if self._common(person, stem) or (self._lang == "de" and person.article):
            return None
        top = max(candidate.similarity for candidate in found)
        rivals = [candidate for candidate in found if candidate.similarity >= RIVAL * top]
        near = self._countries.before(person.first)
        beside = [candidate for candidate in rivals if near and self._country(candidate) == near]
        chosen = rivals[0] if len(rivals) == 1 else beside[0] if len(beside) == 1 and person.office else None
        lemma = lemma_of(person, stem)
        if chosen is not None and self._vouched(person, chosen):
            reason = "the only bearer known, and the document speaks of the country"
            return self._found(person, lemma, chosen, _MATCH, chosen.similarity * VOUCHED, reason)
        if person.opens and not person.office and person.form == _BARE:
            return None
        names = ", ".join(candidate.name for candidate in found[:3])
        reason = f"not a full name; {len(found)} bearers: {names}"
        return _open(person, lemma, _REVIEW, reason, self._group(stem.atoms), found[0].score)

    def _vouched(self, person: Person, candidate: Candidate) -> bool:
        country = self._country(candidate)
        spoken_of = bool(country) and self._countries.spoken_of.get(country, 0) > 0
        return spoken_of and (not person.opens or bool(person.office) or person.form == _INITIAL)

    def _country(self, candidate: Candidate) -> int:
        return int(self._index.entities.country[self._rows[candidate.entity_id]])

    def _group(self, atoms: frozenset[int], new: bool = False) -> int:
        """The number of an unknown name: that of the first one of the surname, unless it is a new person."""
        known = None if new else next((self._groups[atom] for atom in atoms if atom in self._groups), None)
        if known is None:
            known = self._group_count
            self._group_count += 1
        for atom in atoms:
            self._groups.setdefault(atom, known)
        return known

    def _as(self, person: Person, lemma: str, member: Member, reason: str) -> Verdict:
        linked = member.entity is not None
        score = member.score * LINKED if member.score is not None and linked else member.score
        told = reason if linked or person.form == _WHOLE else f"{reason}, whom nobody knows"
        name, group = member.matched_name, member.group
        return _verdict(person, lemma, member.entity, member.decision, score, name, told, group)

    def _found(
        self, person: Person, lemma: str, found: Candidate, decision: Decision, score: float, reason: str
    ) -> Verdict:
        row = self._rows[found.entity_id]
        return _verdict(person, lemma, row, decision, min(1.0, score), found.matched_name, reason)


def _open(
    person: Person, lemma: str, decision: Decision, reason: str, group: int, score: float | None = None
) -> Verdict:
    return _verdict(person, lemma, None, decision, score, None, reason, group)


def _verdict(
    person: Person,
    lemma: str,
    entity: int | None,
    decision: Decision,
    score: float | None,
    matched_name: str | None,
    reason: str,
    group: int | None = None,
) -> Verdict:
    place = person.first, person.last, person.start, person.end
    return Verdict(*place, lemma, _PERSON, entity, decision, score, matched_name, reason, group)
