"""What an index is made of: plain arrays and texts.

names      one row a spelling: its tokens (runs of forms with roles)
forms      one row a distinct token: its readings (runs of sounds)
sounds     one row a distinct sound string
shapes     one row a distinct coarse string, with the names that hold it and the 4-grams that lead to it
keyed      keys and the names that each leads to, the most prominent first
spellings  one row a spelling: what is known of it besides its tokens
entities   one row an entity: ID, preferred name, kind, country, birth year, prominence
origins    of several gazetteers: from which one each entity and each spelling is
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import load_array, save_array
from resolve.index.called import Called
from resolve.index.ids import Identified, Ids, load_ids
from resolve.index.keyed import Keyed
from resolve.index.origins import Origins
from resolve.index.phrases import Phrases, Written, load_names
from resolve.index.runs import gathered
from resolve.index.tags import Tags
from resolve.index.texts import Texts
from resolve.index.volume import Volume, drafted
from resolve.index.weights import Weights
from resolve.names import Names
from resolve.names.forms import Forms, Sounds

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")

ARRAYS: Final = "arrays"
"""The file of an index that holds its arrays."""

GRAMS: Final = 1 << 16
"""Number of possible 4-grams: four codes of four bits."""

LENGTHS: Final = 32
"""Room for the lengths of coarse strings, 0 to 24; a power of two."""

NAMES_A_SHAPE: Final = 1_500
"""Names kept of one shape, those of the most prominent entities first."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Distinct coarse strings of tokens: the unit of fuzzy candidate search.

    Attributes:
        hash: hashes of the coarse strings, sorted.
        of_sound: the shape of each sound string.
        rarity: 0..1, 1 for a shape that one name holds, near 0 for one that all hold.
        norm: the length of the shape's vector of 4-gram weights.
        held: how many names hold the shape.
        name_first, name: the first `NAMES_A_SHAPE` of them: name[name_first[i]:name_first[i + 1]], the most
            prominent first.
        gram_row: of each 4-gram that some shape holds its number from 1, of others 0.
        gram_first, gram_shape: the shapes that hold a 4-gram, likewise, by number * LENGTHS + length of the
            shape, so that the shapes of a range of lengths lie together.
        gram_weight: the weight of each 4-gram, its squared inverse frequency.
    """

    hash: npt.NDArray[np.uint64]
    of_sound: npt.NDArray[np.int32]
    rarity: npt.NDArray[np.float32]
    norm: npt.NDArray[np.float32]
    held: npt.NDArray[np.int32]
    name_first: npt.NDArray[np.int32]
    name: npt.NDArray[np.int32]
    gram_row: npt.NDArray[np.uint16]
    gram_first: npt.NDArray[np.int32]
    gram_shape: npt.NDArray[np.int32]
    gram_weight: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spellings:
    """What is known of each spelling besides its tokens.

    Attributes:
        text: as the gazetteer writes it.
        lang: its BCP 47 tag.
        language: its primary language, see `language_number`; derived from `lang`.
        entity: the row of its entity.
        preferred: whether it is a preferred name.
        abbreviation: whether it is an abbreviation.
        weight: what votes for it count, see `weights.weights`.
        outline: see `outline.outlines`.
    """

    text: Written
    lang: Tags
    language: npt.NDArray[np.uint16]
    entity: npt.NDArray[np.int32]
    preferred: npt.NDArray[np.bool_]
    abbreviation: npt.NDArray[np.bool_]
    weight: Weights
    outline: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Entities:
    """What is known of each entity.

    Attributes:
        id: canonical IDs.
        name: preferred names.
        kind: numbers of kinds, places in `names.KINDS`.
        country: two letters as a number, 0 if not known (see `country_number`).
        birth_year: 0 if not known.
        prominence: >= 0, natural logarithm of how much likelier than an unknown entity it is meant by its
            name.
    """

    id: Identified
    name: Called
    kind: npt.NDArray[np.uint8]
    country: npt.NDArray[np.uint16]
    birth_year: npt.NDArray[np.int16]
    prominence: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Index:
    """A whole match index."""

    names: Names
    forms: Forms
    sounds: Sounds
    shapes: Shapes
    keyed: Keyed
    spellings: Spellings
    entities: Entities
    form_rarity: npt.NDArray[np.float32]
    origins: Origins | None = None

    def save(self, directory: Path) -> str:
        """Write every array to the file `ARRAYS`, each under the name of its part and its own.

        Returns:
            The hash of what was written, see `Volume.difference`.
        """
        with drafted(directory / ARRAYS) as draft:
            for part in _PARTS:
                holder = getattr(self, part)
                for slot in _slots(holder):
                    value, name = getattr(holder, slot), f"{part}.{slot}"
                    if isinstance(value, (Texts, Phrases, Tags, Called, Ids)):
                        value.save(draft, name)
                    elif name != _DERIVED:
                        save_array(draft, name, value)
            save_array(draft, _RARITY, self.form_rarity)
            if self.origins is not None:
                self.origins.save(draft)
        return draft.hash

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The index that was written there; nothing of an array is read until it is used.

        Raises:
            IndexFaultError: there is none, or the arrays are not those of one index.
        """
        volume = Volume.open(directory / ARRAYS)

        def part(kind: type[_T], name: str, known: Mapping[str, object]) -> _T:
            return kind(
                *(
                    known[slot] if slot in known else load_array(volume, f"{name}.{slot}")
                    for slot in _slots(kind)
                )
            )

        text, lang = load_names(volume, "spellings.text"), Tags.load(volume, "spellings.lang")
        entity = load_array(volume, "spellings.entity")
        spellings = {"text": text, "lang": lang, "language": languages(lang), "entity": entity}
        called = Called.load(volume, "entities.name", entity, text)
        return cls(
            part(Names, "names", {}),
            part(Forms, "forms", {"texts": Texts.load(volume, "forms.texts")}),
            part(Sounds, "sounds", {}),
            part(Shapes, "shapes", {}),
            part(Keyed, "keyed", {}),
            part(Spellings, "spellings", spellings),
            part(Entities, "entities", {"id": load_ids(volume, "entities.id"), "name": called}),
            load_array(volume, _RARITY),
            Origins.load(volume),
        )


_PARTS: Final = ("names", "forms", "sounds", "shapes", "keyed", "spellings", "entities")
_RARITY: Final = "form_rarity"
_DERIVED: Final = "spellings.language"


def _slots(holder: "DataclassInstance | type[DataclassInstance]") -> list[str]:
    return [field.name for field in fields(holder)]


def languages(lang: Tags) -> npt.NDArray[np.uint16]:
    """The primary language of each tag, see `language_number`."""
    numbers = np.array([language_number(tag) for tag in lang.different], np.uint16)
    return gathered(numbers, lang.number)


def language_number(tag: str | None) -> int:
    """The primary language of a BCP 47 tag as a number; 0 if it is not known."""
    primary = (tag or "und").split("-")[0].lower()
    if primary == "und" or not 2 <= len(primary) <= 3 or not primary.isascii() or not primary.isalpha():
        return 0
    number = 0
    for letter in primary:
        number = number << 5 | (ord(letter) - ord("a") + 1)
    return number


def country_number(code: str | None) -> int:
    """An ISO 3166-1 alpha-2 code as a number; 0 for none."""
    if not code or len(code) != 2 or not code.isascii():
        return 0
    return int.from_bytes(code.upper().encode(), "big")
