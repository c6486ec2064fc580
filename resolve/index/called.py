"""The names that entities are called by: nearly all of them stand among their spellings."""

from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import load_array, narrowed, save_array
from resolve.index.column import Column
from resolve.index.phrases import Written
from resolve.index.runs import Ints, find_sorted
from resolve.index.texts import Texts
from resolve.index.volume import Draft, Volume
from resolve.index.weave import Weave
from resolve.strings import Strings

if TYPE_CHECKING:
    import polars as pl


class Called(Column):
    """The name of each entity, as a place among its spellings.

    Args:
        place: of each entity, which of its spellings it is called by, counted from 0.
        entity: of each spelling, the row of its entity; rising.
        spellings: the spellings.
        lacking: the entities that are called otherwise than they are spelt, rising.
        others: what they are called.
    """

    __slots__ = ("_entity", "_lacking", "_others", "_place", "_spellings")

    def __init__(
        self,
        place: npt.NDArray[np.unsignedinteger],
        entity: npt.NDArray[np.int32],
        spellings: Written,
        lacking: npt.NDArray[np.int32],
        others: Texts,
    ) -> None:
        self._place, self._entity, self._spellings = place, entity, spellings
        self._lacking, self._others = lacking, others

    @classmethod
    def of_column(
        cls, names: "pl.Series", entity: npt.NDArray[np.int32], same: Ints, spellings: Written
    ) -> Self:
        """Find names among spellings.

        Args:
            names: of each entity its name, none of which is missing.
            entity: of each spelling, the row of its entity; rising.
            same: the spellings that are what their entity is called, rising.
            spellings: the spellings.
        """
        place = np.full(len(names), -1)
        place[entity[same[::-1]]] = same[::-1]
        lacking = np.flatnonzero(place < 0)
        place -= np.searchsorted(entity, np.arange(len(names), dtype=np.int32))
        place[lacking] = 0
        others = Texts.of_column(names[lacking])
        return cls(narrowed(place), entity, spellings, lacking.astype(np.int32), others)

    def __len__(self) -> int:
        return len(self._place)

    def _at(self, row: int) -> str:
        return self.take(np.array([row]))[0]

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The names of some entities, in their order."""
        spelling, others = self._stand(rows)
        taken = self._spellings.take(spelling) if len(self._spellings) else [""] * len(spelling)
        for at, name in others.items():
            taken[at] = name
        return taken

    def gather(self, rows: npt.NDArray[np.integer]) -> Strings:
        """The names of some entities as one column."""
        if not len(self._spellings):
            return Strings.of(self.take(rows))
        spelling, others = self._stand(rows)
        return self._spellings.gather(spelling).with_others(others)

    def _stand(self, rows: npt.NDArray[np.integer]) -> tuple[Ints, dict[int, str]]:
        """The spellings that some entities are called by, and at which places there is another name."""
        # In another type the whole column would be converted first.
        narrow = rows.astype(np.int32)
        spelling = find_sorted(self._entity, narrow) + self._place[rows]
        if not len(self._lacking):
            return spelling, {}
        other = np.minimum(np.searchsorted(self._lacking, narrow), len(self._lacking) - 1)
        places = np.flatnonzero(self._lacking[other] == rows).tolist()
        return spelling, {at: self._others[int(other[at])] for at in places}

    def woven(
        self, weave: Weave, newer: "Called", entity: npt.NDArray[np.int32], spellings: Written
    ) -> "Called":
        """These names and newer ones as one column.

        Args:
            weave: how the entities are woven.
            newer: the newer names.
            entity: of each spelling now, the row of its entity.
            spellings: the spellings now.
        """
        flags = []
        for names in (self, newer):
            flag = np.zeros(len(names), bool)
            flag[names._lacking] = True
            flags.append(flag)
        counts = [np.concatenate(([0], np.cumsum(flag))) for flag in flags]
        return Called(
            narrowed(weave.of(self._place, newer._place)),
            entity,
            spellings,
            np.flatnonzero(weave.of(flags[0], flags[1])).astype(np.int32),
            self._others.woven(weave.through(counts[0], counts[1]), newer._others),
        )

    def save(self, draft: Draft, name: str) -> None:
        """Add its arrays to a file, under names that begin so; those of the spellings are not among them."""
        for part, array in (("place", self._place), ("lacking", self._lacking)):
            save_array(draft, f"{name}.{part}", array)
        self._others.save(draft, name)

    @classmethod
    def load(cls, volume: Volume, name: str, entity: npt.NDArray[np.int32], spellings: Written) -> Self:
        """Its arrays out of a file."""
        place, lacking = (load_array(volume, f"{name}.{part}") for part in ("place", "lacking"))
        return cls(place, entity, spellings, lacking, Texts.load(volume, name))
