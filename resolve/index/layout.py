"""What an index is made of: plain arrays and texts, each a file of its own.

names      one row a spelling: its entity, its tokens (runs of forms with roles)
forms      one row a distinct token: its readings (runs of sounds), its rarity
sounds     one row a distinct sound string
shapes     one row a distinct coarse string, with the names that hold it and the 4-grams that lead to it
keys       sorted 64-bit keys and the name each leads to, the most prominent first
entities   one row an entity: ID, preferred name, kind, country, birth year, prominence
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, TypeVar, overload

import numpy as np
import numpy.typing as npt

from resolve.forms import Forms, Sounds
from resolve.names import Names

_T = TypeVar("_T")

GRAMS: Final = 1 << 16
"""Number of possible 4-grams: four codes of four bits."""


LENGTHS: Final = 32
"""Room for the lengths of coarse strings, 0 to 24; a power of two."""


class Texts(Sequence[str]):
    """Strings packed into one block of UTF-8 with offsets; read only, decoded one at a time."""

    __slots__ = ("_block", "_bytes", "_first", "_offsets", "_size")

    def __init__(self, block: npt.NDArray[np.uint8], first: npt.NDArray[np.int64]) -> None:
        self._block = block
        self._first = first
        # One text is cut out of plain buffers in a tenth of the time that it takes from arrays.
        self._bytes = block.data
        self._offsets = first.data
        self._size = len(first) - 1

    @classmethod
    def pack(cls, texts: Sequence[str]) -> "Texts":
        """Pack strings."""
        packed = [t.encode() for t in texts]
        first = np.zeros(len(packed) + 1, np.int64)
        np.cumsum([len(p) for p in packed], out=first[1:])
        return cls(np.frombuffer(b"".join(packed), np.uint8), first)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not -self._size <= at < self._size:
            raise IndexError(f"text {at} of {self._size}")
        at %= self._size
        return str(self._bytes[self._offsets[at] : self._offsets[at + 1]], "utf-8")

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The texts of some rows, in their order."""
        block, first = self._bytes, self._first[rows].tolist()
        ends = self._first[np.asarray(rows) + 1].tolist()
        return [str(block[begin:end], "utf-8") for begin, end in zip(first, ends, strict=True)]

    def save(self, stem: Path) -> None:
        """Write the two arrays."""
        np.save(stem.with_suffix(".block.npy"), self._block)
        np.save(stem.with_suffix(".first.npy"), self._first)

    @classmethod
    def load(cls, stem: Path) -> "Texts":
        """Map the two arrays."""
        block, first = (
            np.load(stem.with_suffix(f".{part}.npy"), mmap_mode="r") for part in ("block", "first")
        )
        return cls(block.view(np.ndarray), first.view(np.ndarray))


@dataclass(frozen=True, slots=True)
class Shapes:
    """Distinct coarse strings of tokens: the unit of fuzzy candidate search.

    Attributes:
        hash: hashes of the coarse strings, sorted.
        of_sound: the shape of each sound string.
        rarity: 0..1, 1 for a shape that one name holds, near 0 for one that all hold.
        norm: the length of the shape's vector of 4-gram weights.
        name_first, name: the names that hold the shape: name[name_first[i]:name_first[i + 1]], the most
            prominent first.
        gram_first, gram_shape: the shapes that hold a 4-gram, likewise, by 4-gram * LENGTHS + length of the
            shape, so that the shapes of a range of lengths lie together.
        gram_weight: the weight of each 4-gram, its squared inverse frequency.
    """

    hash: npt.NDArray[np.uint64]
    of_sound: npt.NDArray[np.int32]
    rarity: npt.NDArray[np.float32]
    norm: npt.NDArray[np.float32]
    name_first: npt.NDArray[np.int64]
    name: npt.NDArray[np.int32]
    gram_first: npt.NDArray[np.int64]
    gram_shape: npt.NDArray[np.int32]
    gram_weight: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Sorted keys; names[i] is a name with keys[i]."""

    keys: npt.NDArray[np.uint64]
    names: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spellings:
    """What is known of each spelling besides its tokens.

    Attributes:
        text: as the gazetteer writes it.
        lang: its BCP 47 tag.
        language: its primary language, see `language_number`.
        entity: the row of its entity.
        preferred: whether it is a preferred name.
        abbreviation: whether it is an abbreviation.
        rarity: the sum of the rarities of its names proper, for ranking candidates.
        outline: see `outline.outlines`.
    """

    text: Texts
    lang: Texts
    language: npt.NDArray[np.uint16]
    entity: npt.NDArray[np.int32]
    preferred: npt.NDArray[np.bool_]
    abbreviation: npt.NDArray[np.bool_]
    rarity: npt.NDArray[np.float32]
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

    id: Texts
    name: Texts
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

    def save(self, directory: Path) -> None:
        """Write every array as `part.array.npy`."""
        for part, holder in self._parts():
            for name in _slots(holder):
                value = getattr(holder, name)
                stem = directory / f"{part}_{name}"
                if isinstance(value, Texts):
                    value.save(stem)
                else:
                    np.save(stem.with_suffix(".npy"), np.ascontiguousarray(value))
        np.save(directory / "form_rarity.npy", self.form_rarity)

    @classmethod
    def load(cls, directory: Path) -> "Index":
        """Map every array; nothing is read until it is used."""

        def array(part: str, name: str) -> npt.NDArray[np.generic]:
            loaded: npt.NDArray[np.generic] = np.load(directory / f"{part}_{name}.npy", mmap_mode="r")
            return loaded.view(np.ndarray)

        def part(kind: type[_T], part_name: str) -> _T:
            values = [
                Texts.load(directory / f"{part_name}_{name}")
                if (kind.__name__, name) in _TEXTS
                else array(part_name, name)
                for name in _slots(kind)
            ]
            return kind(*values)

        return cls(
            part(Names, "names"),
            part(Forms, "forms"),
            part(Sounds, "sounds"),
            part(Shapes, "shapes"),
            part(Keyed, "keyed"),
            part(Spellings, "spellings"),
            part(Entities, "entities"),
            np.load(directory / "form_rarity.npy", mmap_mode="r").view(np.ndarray),
        )

    def _parts(self) -> list[tuple[str, object]]:
        return [
            ("names", self.names),
            ("forms", self.forms),
            ("sounds", self.sounds),
            ("shapes", self.shapes),
            ("keyed", self.keyed),
            ("spellings", self.spellings),
            ("entities", self.entities),
        ]


_TEXTS: Final = frozenset(
    {
        ("Forms", "texts"),
        ("Spellings", "text"),
        ("Spellings", "lang"),
        ("Entities", "id"),
        ("Entities", "name"),
    }
)


def _slots(holder: object) -> list[str]:
    return [f.name for f in fields(holder)]  # type: ignore[arg-type]


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
