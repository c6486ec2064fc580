"""A wording: a way in which names of the gazetteer stand in texts, and the senses that it may have."""

from dataclasses import dataclass
from enum import IntEnum


class Tier(IntEnum):
    """How near a name is to the language of the text."""

    OWN = 0
    OTHER = 1
    UNTOLD = 2


@dataclass(frozen=True, slots=True)
class Sense:
    """An entity that a wording may mean.

    Attributes:
        entity: row of the index.
        kind: a place in `names.KINDS`.
        country: see `layout.country_number`; 0 if not known.
        share: how likely this sense is among those of the wording, 0..1.
        similarity: of the wording and the name, 0..1.
        matched_name: the name.
        tier: of the name.
        exact: whether the wording is the name letter by letter, accents included.
    """

    entity: int
    kind: str
    country: int
    share: float
    similarity: float
    matched_name: str
    tier: Tier
    exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """A name as it stands in texts of one language, without inflection; there is one object of each.

    Attributes:
        lemma: as written.
        lang: the language of the text.
        tier: the nearest of its names.
        exact: whether one of the nearest is the wording letter by letter.
        preferred: whether a preferred name of an entity is among the names.
        place: whether all that it may mean are places.
        capitals: whether the nearest names are written in capitals alone.
        names: rows of the names, a sense each, the most prominent first.
    """

    lemma: str
    lang: str
    tier: Tier
    exact: bool
    preferred: bool
    place: bool
    capitals: bool
    names: tuple[int, ...]
