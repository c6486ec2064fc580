"""The types and properties of this service: what a query can be about, and what is told of an entity."""

from dataclasses import dataclass
from typing import Final

from resolve.errors import RequestError, nearest_first
from resolve.service.plain.checked import KINDS
from resolve.service.wire.decode import BAD_REQUEST


@dataclass(frozen=True, slots=True)
class Property:
    """An attribute of entities.

    Attributes:
        id: its identifier.
        name: for a person to read.
        description: what its values are.
        asked: whether a query can give it.
        told: whether data extension gives it.
        kinds: the types that have it.
    """

    id: str
    name: str
    description: str
    asked: bool
    told: bool
    kinds: tuple[str, ...] = KINDS


TYPE_NAMES: Final = {
    "person": "Person",
    "place": "Place",
    "organization": "Organization",
    "other": "Other thing",
}
"""The types by their IDs."""

LANG: Final = "lang"

PROPERTIES: Final = (
    Property("kind", "Kind", "person, place, organization or other", True, True),
    Property("country", "Country", "ISO 3166-1 alpha-2, such as AZ", True, True),
    Property("birth_year", "Year of birth", "of a person", True, True, ("person",)),
    Property(
        LANG, "Language of the name", "BCP 47 tag of the name that is asked for, such as az", True, False
    ),
    Property("name", "Name", "the canonical name", False, True),
    Property("names", "Names", "all spellings; settings: lang, limit", False, True),
    Property("population", "Population", "inhabitants", False, True, ("place",)),
    Property("description", "Description", "a few words", False, True),
    Property("same_as", "Same as", "identifiers elsewhere, as CURIEs such as geonames:587084", False, True),
)
"""All properties. Data extension also gives whatever else the gazetteer's sources said, by column."""

ASKED: Final = {one.id: one for one in PROPERTIES if one.asked}
"""The properties that a query can give, by ID."""


def find_asked(id: str, path: str) -> Property:
    """The property that a query gives.

    Raises:
        RequestError: a query cannot give it.
    """
    if id not in ASKED:
        there = ", ".join(nearest_first(id[:40], ASKED))
        raise RequestError(BAD_REQUEST, f"no property {id[:40]!r} to match by; there are: {there}", path)
    return ASKED[id]


def told_properties(more: tuple[str, ...]) -> tuple[Property, ...]:
    """The properties that data extension gives.

    Args:
        more: columns of the gazetteer besides those of every gazetteer.
    """
    columns = (Property(column, column, "what the sources said", False, True) for column in more)
    return (*(one for one in PROPERTIES if one.told), *columns)
