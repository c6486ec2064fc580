"""Persons' names as they stand in texts, whole or in part, whether anybody knows them or not.

1. whole    a given name and what follows it in capitals (Orxan Qasımov); two capitals behind an office
            (naziri Orxan Qasımov); a capital before a known surname, where capitals mark names (tr, az)
2. initial  one or two letters with a full stop, and a surname (V.Putin, S. Lavrov)
3. bare     a surname that the gazetteer, the lexicon or the documents know

Where the gazetteer's own names stand is known before (`known`); here is what is left.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.linking.marks import Marks
from resolve.linking.persons.person import Form, Person
from resolve.linking.persons.surnames import Surnames
from resolve.linking.persons.walk import MOST_GIVEN, Walk
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Gap, Ints

_INITIAL: Final = 2


def find_people(scan: Scan, marks: Marks, taken: Bools, surnames: Surnames) -> list[Person]:
    """Persons' names in documents, in order of place; none overlaps another.

    Args:
        scan: of the documents.
        marks: what is known of their tokens.
        taken: whether each token of the texts is part of a name of several tokens.
        surnames: the stems of tokens that may be surnames.
    """
    tokens, number = scan.tokens, scan.number
    is_office = np.array([bool(office) for office in marks.office], bool)[number]
    capital = tokens.upper & ~tokens.address & ~taken
    named = capital & ~is_office & ~marks.ordinary[number]
    initial = capital & (tokens.end - tokens.start <= _INITIAL)
    initial &= _followed(tokens.gap, (Gap.DOT, Gap.DOT_SPACE))
    behind = _behind(is_office, tokens.gap)
    calling = marks.given[number] | marks.surname[number] | (behind & ~scan.shouted)
    points = np.flatnonzero((named & calling) | initial)
    surnames.read(number[_near(points, len(tokens), MOST_GIVEN + 1)].tolist())
    walk = Walk(scan, marks, surnames, named, initial, behind)
    found = list(walk.people(points.tolist()))
    return sorted([*found, *_echoes(scan, walk, named, found, surnames)], key=lambda person: person.first)


def _echoes(
    scan: Scan, walk: Walk, named: Bools, found: Sequence[Person], surnames: Surnames
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


def _followed(gap: npt.NDArray[np.uint8], by: tuple[Gap, ...]) -> Bools:
    found = np.zeros(len(gap), bool)
    found[:-1] = np.isin(gap[1:], by)
    return found


def _behind(office: Bools, gap: npt.NDArray[np.uint8]) -> Bools:
    found = np.zeros(len(gap), bool)
    found[1:] = office[:-1] & (gap[1:] == Gap.SPACE)
    return found


def _near(points: Ints, size: int, most: int) -> Ints:
    near = (points[:, None] + np.arange(-1, most + 2)).ravel()
    return np.unique(near[(near >= 0) & (near < size)])
