"""The distinct spellings of entities, and how many bear each.

A gazetteer has a name once for every language that writes it so; here an entity has it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import first_rows
from resolve.keys.plain import sums
from resolve.linkage.commonness import unlisted_bearers
from resolve.names import KINDS, PROPER
from resolve.sound import alphabet
from resolve.text.words import Role

if TYPE_CHECKING:
    from resolve.index.layout import Index

Ints = npt.NDArray[np.int64]

_FULL: Final = 2
"""Names proper that a person's full name has at least."""

_LANGUAGES: Final = 63
"""Languages that are told apart: those with the most names."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The names of an index, each spelling of an entity once.

    Attributes:
        first: of each name of the index, the one that stands for its spelling, a row of the index.
        folded: of each name of the index, a number that names share which are written alike but for accents,
            case and order.
        tongues: of each name of the index, one bit for each language in which its entity is written so.
        of_entity: of each entity, one bit for each language that it has a name in.
        count: of each entity, how many spellings it has.
        typed: of each entity, the share of its spellings that say what it is (district, airport), 0..1.
        bare: of each name of the index, whether it is less than a person's full name: a surname alone.
        bearers: how many entities bear each spelling.
    """

    first: Ints
    folded: Ints
    tongues: npt.NDArray[np.uint64]
    of_entity: npt.NDArray[np.uint64]
    count: Ints
    typed: npt.NDArray[np.float64]
    bare: npt.NDArray[np.bool_]
    bearers: Bearers


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many entities bear a spelling: of one kind, and of one country.

    Attributes:
        of_name: of each name of the index, how many entities of its kind bear its spelling.
        at_home: those of them that are in its entity's country.
        homeless: those of which the country is not known.
        unlisted: of each name, how many persons may bear it whom the gazetteer does not list.
    """

    of_name: Ints
    at_home: Ints
    homeless: Ints
    unlisted: npt.NDArray[np.float64]


def read_spellings(index: Index) -> Spellings:
    """Find the distinct spellings of the entities of an index."""
    names = index.names
    folded = np.unique(sums(alphabet.finish(index.forms.fold[names.form]), names), return_inverse=True)[1]
    entity = index.spellings.entity.astype(np.int64)
    order = np.lexsort((~index.spellings.preferred, folded, entity))
    place = entity[order] * (int(folded.max(initial=0)) + 1) + folded[order]
    starts = first_rows(place)
    size = np.diff(np.append(starts, len(order)))
    first = np.empty(len(order), np.int64)
    first[order] = np.repeat(order[starts], size)
    bits = _language_bits(index)
    tongues = np.zeros(len(order), np.uint64)
    entities = len(index.entities.kind)
    of_entity = np.zeros(entities, np.uint64)
    if len(order):
        tongues[order] = np.repeat(np.bitwise_or.reduceat(bits[order], starts), size)
        np.bitwise_or.at(of_entity, entity, bits)
    generic = np.zeros(len(order), bool)
    generic[np.repeat(np.arange(len(order)), names.size)[names.role == Role.GENERIC]] = True
    distinct = order[starts]
    count = np.bincount(entity[distinct], minlength=entities)
    typed = np.bincount(entity[distinct], generic[distinct], minlength=entities) / np.maximum(count, 1)
    person = index.entities.kind[entity] == KINDS.index("person")
    bare = person & (sums(PROPER[names.role].astype(np.uint64), names) < _FULL)
    bearers = _bearers(index, folded, distinct)
    return Spellings(first, folded, tongues, of_entity, count, typed, bare, bearers)


def _language_bits(index: Index) -> npt.NDArray[np.uint64]:
    """The bit of each name's language; none where it is not known, or too rare to have one."""
    language = index.spellings.language
    found, often = np.unique(language[language > 0], return_counts=True)
    bit = np.zeros(int(language.max(initial=0)) + 1, np.uint64)
    for place, number in enumerate(found[np.argsort(-often, kind="stable")][:_LANGUAGES]):
        bit[number] = np.uint64(1 << place)
    return bit[language]


def _bearers(index: Index, folded: Ints, distinct: Ints) -> Bearers:
    entity = index.spellings.entity
    kind, country = index.entities.kind[entity].astype(np.int64), index.entities.country[entity]
    borne = (kind << 40) | folded
    everywhere = _counted(borne, borne[distinct])
    home = (borne << 16) | country
    nowhere = borne << 16
    at_home, homeless = _counted(home, home[distinct]), _counted(nowhere, home[distinct])
    return Bearers(everywhere, at_home, homeless, unlisted_bearers(index))


def _counted(asked: Ints, held: Ints) -> Ints:
    """How often each value stands in a column."""
    values, often = np.unique(held, return_counts=True)
    at = np.minimum(np.searchsorted(values, asked), len(values) - 1)
    return np.where(values[at] == asked, often[at], 0) if len(values) else np.zeros(len(asked), np.int64)
