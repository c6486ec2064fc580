"""Packed keys whose names get other numbers: entries and lists that no change touches, in C or plainly."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from resolve.compiled import Argument, Library, address, in_one_piece, library
from resolve.index.keyed import ENTRY_BITS, NAMES_A_KEY, Keyed
from resolve.index.lists import Bools, Lists, Numbers
from resolve.index.moved import Moved, nowhere, room_for_shifts
from resolve.index.runs import in_pieces

Entries = npt.NDArray[np.uint32]
_T = TypeVar("_T")


class PackedStruct(ctypes.Structure):
    """`Packed` of renumbered.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in ("entry", "lists", "place", "shift")],
        *[(name, ctypes.c_int64) for name in ("entries", "size", "names", "bits", "most")],
    ]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Packed keys, and the number that each name has now.

    Attributes:
        packed: the keys.
        names: where each name is now.
    """

    packed: Keyed
    names: Moved

    @property
    def bits(self) -> int:
        """How many bits of an entry its target takes.

        Raises:
            IndexFaultError: the index is damaged.
        """
        bits = int(self.packed.target_bits[0])
        if not 0 < bits < ENTRY_BITS:
            raise nowhere()
        return bits

    def touched(self) -> Bools:
        """Which entries lead to a name that is no more.

        Raises:
            IndexFaultError: the index is damaged.
        """
        if self.names.all_stay:
            return np.zeros(len(self.packed.entry), bool)
        compiled = library()
        if compiled is None:
            return _unless_wild(self._touched_plainly)
        of_list, touched = np.zeros(len(self.packed.lists), bool), np.zeros(len(self.packed.entry), bool)
        wild = np.zeros(1, np.int64)
        self._call(compiled, "touched_entries", of_list, touched, wild)
        if wild[0]:
            raise nowhere()
        return touched

    def lists(self, touched: Bools) -> tuple[Numbers, Moved]:
        """The lists that other entries than the touched ones lead to, renumbered, one after the other.

        Returns:
            The lists, and of the place at which each began before, where it is now.

        Raises:
            IndexFaultError: the index is damaged.
        """
        compiled = library()
        if compiled is None:
            return _unless_wild(lambda: self._lists_plainly(touched))
        size = len(self.packed.lists)
        starts, kept = Moved(np.zeros(size, np.int32), room_for_shifts(size)), np.empty(size, np.int32)
        used, end = np.zeros(size, np.uint8), np.zeros(1, np.int64)
        self._call(compiled, "renumber_lists", touched, used, starts.place, starts.shift, kept, end)
        if end[0] < 0:
            raise nowhere()
        return kept[: int(end[0])], starts

    def entries(self, touched: Bools, starts: Moved, bits: int) -> Entries:
        """All entries, with the targets that they have now; those of the touched ones are 0.

        Args:
            touched: the touched ones.
            starts: where lists begin now, see `lists`.
            bits: how many bits the targets take now, no fewer than before.
        """
        compiled = library()
        if compiled is None:
            return self._entries_plainly(touched, starts.place, bits)
        renumbered = np.empty(len(self.packed.entry), np.uint32)
        self._call(compiled, "renumber_entries", touched, starts.place, starts.shift, bits, renumbered)
        return renumbered

    def _call(self, compiled: Library, name: str, *arguments: Argument) -> None:
        columns = self.packed.entry, self.packed.lists, self.names.place, self.names.shift
        arrays = in_one_piece(columns, (np.uint32, np.int32, np.int32, np.int32))
        sizes = map(len, arrays[:-1])
        compiled.call(name, PackedStruct(*map(address, arrays), *sizes, self.bits, NAMES_A_KEY), *arguments)

    def _targets(self) -> Entries:
        target = self.packed.entry & np.uint32((1 << self.bits) - 1)
        if int(target[target & 1 == 0].max(initial=0)) >> 1 >= max(1, len(self.names.place)):
            raise nowhere()
        return target

    def _starts(self, target: Entries) -> Lists:
        """The lists that targets lead to."""
        begins = np.zeros(len(self.packed.lists), bool)
        begins[target[target & 1 == 1] >> 1] = True
        return Lists.of(self.packed.lists, np.flatnonzero(begins))

    def _touched_plainly(self) -> Bools:
        target, gone = self._targets(), self.names.place < 0
        lists = self._starts(target)
        of_list = np.zeros(len(self.packed.lists), bool)
        of_list[lists.start] = lists.touched(gone)
        listed = target & 1 == 1
        touched: Bools = ~listed & gone[np.where(listed, 0, target >> 1)]
        touched[listed] = of_list[target[listed] >> 1]
        return touched

    def _lists_plainly(self, touched: Bools) -> tuple[Numbers, Moved]:
        target = self._targets()
        lists = self._starts(target)
        wanted = np.zeros(len(self.packed.lists), bool)
        wanted[target[~touched & (target & 1 == 1)] >> 1] = True
        kept, begins = lists.renumbered(wanted[lists.start], self.names.place)
        start = np.zeros(len(self.packed.lists), np.int32)
        start[lists.start] = begins
        return kept, Moved.to(start)

    def _entries_plainly(self, touched: Bools, start: Numbers, bits: int) -> Entries:
        entry, target = self.packed.entry, self._targets()
        renumbered = np.empty_like(target)
        for here in in_pieces(len(target)):
            listed, at = target[here] & 1 == 1, target[here] >> 1
            now = (
                self.names.place[np.where(listed | touched[here], 0, at)] << 1
                if len(self.names.place)
                else at
            )
            now = np.where(listed, 0, now)
            now[listed] = start[at[listed]] << 1 | 1
            now[touched[here]] = 0
            renumbered[here] = entry[here] >> bits << bits | now.astype(np.uint32)
        return renumbered


def _unless_wild(work: Callable[[], _T]) -> _T:
    """What some work gives; numbers that lead beyond a column are damage, and not our mistake."""
    try:
        return work()
    except (IndexError, ValueError) as error:
        raise nowhere() from error
