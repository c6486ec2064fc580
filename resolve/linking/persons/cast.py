"""The cast of a document: the persons whom it names in full, and whom a part of a name means among them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from resolve.linking.persons.initials import agree
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.surnames import Stem
from resolve.linking.roles import is_public
from resolve.types import Decision

_INITIAL: Final = Form.INITIAL

MARGIN: Final = 2
"""How much more often than the others one of several bearers of a surname must be named to be meant by it."""


@dataclass(slots=True, eq=False)
class Member:
    """A person named in full in a document.

    Attributes:
        lemma: the name as first written, without inflection.
        given: the given names in it.
        atoms: by which surnames are compared.
        entity: row of the index; None for a person whom nobody knows, or of whom there are several.
        decision: on the full name.
        score: of the decision, 0..1.
        matched_name: the gazetteer's spelling.
        group: number of the unknown name; None for a match.
        places: tokens where the person is named in full.
        offices: those that stand before the name in full.
    """

    lemma: str
    given: str
    atoms: frozenset[int]
    entity: int | None
    decision: Decision
    score: float | None
    matched_name: str | None
    group: int | None
    places: list[int] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)


class Cast:
    """The members, found by their surnames."""

    def __init__(self) -> None:
        self._of_entity: dict[int, Member] = {}
        self._of_atom: dict[int, dict[Member, None]] = {}

    def known(self, entity: int) -> Member | None:
        """The member who is an entity of the gazetteer."""
        return self._of_entity.get(entity)

    def unknown(self, given: str, atoms: frozenset[int], lang: str) -> Member | None:
        """The member whom nobody knows, of a surname and a given name that begins alike."""
        return next(
            (
                member
                for member in self._bearing(atoms)
                if member.entity is None and agree(given, member.given, lang)
            ),
            None,
        )

    def add(self, member: Member, place: int, office: str) -> None:
        """Put down that a member, new or not, is named in full at a token, behind an office or none."""
        member.places.append(place)
        member.offices.add(office)
        if member.entity is not None:
            self._of_entity[member.entity] = member
        for atom in member.atoms:
            self._of_atom.setdefault(atom, {})[member] = None

    def meant(self, person: Person, lang: str) -> tuple[Stem, list[Member]]:
        """The members whom a part of a name may mean, by the stem of it that is cut the least.

        Those whose surname is written so go before those whose surname only sounds so.
        """
        initial = person.form == _INITIAL
        for stem in person.stems:
            bearing = self._bearing(stem.atoms)
            written = [member for member in bearing if stem.written in member.atoms]
            found = [
                member
                for member in written or bearing
                if not initial or agree(person.before, member.given, lang)
            ]
            if found:
                return stem, found
        return person.stems[0], []

    def _bearing(self, atoms: frozenset[int]) -> list[Member]:
        return list(dict.fromkeys(member for atom in atoms for member in self._of_atom.get(atom, ())))


def choose(found: Sequence[Member], place: int, office: str) -> Member | None:
    """The one of several members who is meant at a place.

    1. the only one in the office that stands before the name
    2. the only one named before; where there is none, in a headline, the first one named after
    3. the only one of them in an office, or one who is named far more often than the others
    """
    serving = [member for member in found if office and office in member.offices]
    if len(serving) == 1:
        return serving[0]
    before = [member for member in found if member.places[0] < place]
    if len(before) == 1 or not before:
        return (before or sorted(found, key=lambda member: member.places[0]))[0]
    in_office = [member for member in before if any(map(is_public, member.offices))]
    if len(in_office) == 1 and (not office or office in in_office[0].offices):
        return in_office[0]
    ranked = sorted(before, key=lambda member: -len(member.places))
    ahead = len(ranked[0].places) - len(ranked[1].places)
    return ranked[0] if ahead >= MARGIN else None
