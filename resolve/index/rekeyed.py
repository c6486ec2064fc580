"""Packed keys brought up to date: names that are no more taken out, new ones put in, all others renumbered.

An entry that no change touches keeps its place and the bits of its key. A list of names that a change
touches is written anew; if so many names were taken out of it that more would have to be known than are kept,
all keys have to be packed anew.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import as_offsets
from resolve.index.keyed import NAMES_A_KEY, Keyed, bits_for, bits_of_buckets, pack_targets, parted
from resolve.index.lists import Bools, Lists, Numbers
from resolve.index.runs import Ints, expand, first_rows, in_pieces
from resolve.index.weave import Weave

Targets = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of packed keys.

    Attributes:
        packed: the keys.
        target: of each entry its target.
        listed: the entries that lead to a list.
        list_of: which list each of these leads to.
        lists: the lists.
    """

    packed: Keyed
    target: Targets
    listed: Ints
    list_of: Ints
    lists: Lists

    @classmethod
    def of(cls, packed: Keyed) -> "_Entries":
        target = packed.entry & np.uint32((1 << int(packed.target_bits[0])) - 1)
        listed = np.flatnonzero(target & 1 == 1)
        at = target[listed] >> 1
        number = np.zeros(len(packed.lists), np.int32)
        number[at] = 1
        start = np.flatnonzero(number)
        number[start] = np.arange(len(start), dtype=np.int32)
        return cls(packed, target, listed, number[at].astype(np.int64), Lists.of(packed.lists, start))

    @property
    def bucket_bits(self) -> int:
        """How many bits number the buckets."""
        return (len(self.packed.bucket) - 1).bit_length() - 1

    def find(self, key: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """The entry of each key, -1 where there is none, and the entry before which it belongs."""
        bits = int(self.packed.target_bits[0])
        bucket, rest, more = parted(key, self.bucket_bits, bits)
        begin = self.packed.bucket[bucket].astype(np.int64)
        owner, at = expand(begin, self.packed.bucket[bucket + np.uint64(1)] - begin)
        there = self.packed.rest[at].astype(np.uint64) << np.uint64(32) | self.packed.entry[at] >> bits
        asked = (rest.astype(np.uint64) << np.uint64(32) | more)[owner]
        entry = np.full(len(key), -1)
        same = np.flatnonzero(there == asked)
        entry[owner[same]] = at[same]
        return entry, begin + np.bincount(owner[there < asked], minlength=len(key))

    def touched(self, place: Numbers) -> Bools:
        """Which entries lead to a name that is no more."""
        gone = place < 0
        if not gone.any():
            return np.zeros(len(self.target), bool)
        alone = self.target & 1 == 0
        found: Bools = alone & gone[np.where(alone, self.target >> 1, 0)]
        found[self.listed] = self.lists.touched(gone)[self.list_of]
        return found

    def names(self, wanted: Bools, place: Numbers) -> tuple[Ints, Numbers]:
        """The names that entries lead to and that stay: entry and new number of each."""
        alone = np.flatnonzero(wanted & (self.target & 1 == 0))
        listed = wanted[self.listed]
        owner, held = self.lists.names(self.list_of[listed])
        entry = np.concatenate((alone, self.listed[listed][owner]))
        name = place[np.concatenate(((self.target[alone] >> 1).astype(np.int32), held))]
        return entry[name >= 0], name[name >= 0]

    def bounds(self, wanted: Bools, place: Numbers, names: int) -> tuple[Ints, Numbers]:
        """Entries that have more names than are kept, and the least number that these may now have."""
        rows = np.flatnonzero(wanted[self.listed])
        rows = rows[self.lists.cut[self.list_of[rows]]]
        if not len(rows):
            return rows, np.zeros(0, np.int32)
        owner, held = self.lists.names(self.list_of[rows])
        last = np.zeros(len(rows), np.int64)
        np.maximum.at(last, owner, held)
        staying = np.append(np.where(place < 0, names, place), names)
        following = np.minimum.accumulate(staying[::-1])[::-1]
        return self.listed[rows], following[last + 1].astype(np.int32)

    def renumbered(self, kept: Bools, place: Numbers) -> tuple[Targets, Numbers]:
        """The targets of entries that lead to what they led to, and their lists; all others are 0."""
        of_list = kept[self.listed]
        rows = np.zeros(len(self.lists.start), bool)
        rows[self.list_of[of_list]] = True
        lists, start = self.lists.renumbered(rows, place)
        target = np.empty_like(self.target)
        for here in in_pieces(len(target)):
            held = self.target[here]
            alone = kept[here] & (held & 1 == 0)
            target[here] = np.where(alone, place[np.where(alone, held >> 1, 0)] << 1, 0)
        target[self.listed] = np.where(of_list, start[self.list_of] << 1 | 1, 0)
        return target, lists


def rekeyed(
    packed: Keyed, place: Numbers, names: int, key: npt.NDArray[np.uint64], name: Numbers
) -> Keyed | None:
    """Bring packed keys up to date.

    Args:
        packed: the keys as they are.
        place: of each name its new number, -1 for one that is no more; those that stay keep their order.
        names: how many names there are now.
        key: keys of the names that are new, sorted.
        name: the name of each, rising within equal keys.

    Returns:
        Keys that lead to the same names as if all were packed anew; None where they have to be.
    """
    entries = _Entries.of(packed)
    size = len(entries.target)
    first = first_rows(key)
    entry, before = entries.find(key[first])
    touched = entries.touched(place)
    touched[entry[entry >= 0]] = True
    # New keys are numbered after the entries that there are.
    owner = np.where(entry >= 0, entry, size + np.arange(len(first)))
    owner = np.repeat(owner, np.diff(np.append(first, len(key))))
    cut, bound = entries.bounds(touched, place, names)
    limit = np.full(len(owner), names, np.int32)
    if len(cut):
        at = np.minimum(np.searchsorted(cut, owner), len(cut) - 1)
        limit = np.where(cut[at] == owner, bound[at], limit)
    known = name < limit
    staying, held = entries.names(touched, place)
    owner, held = np.concatenate((staying, owner[known])), np.concatenate((held, name[known]))
    order = np.lexsort((held, owner))
    owner, held = owner[order], held[order]
    begin = first_rows(owner)
    begin_of, end_of = (np.searchsorted(owner, cut, side) for side in ("left", "right"))
    if (end_of - begin_of < NAMES_A_KEY).any():
        return None
    group = owner[begin]
    target, lists = pack_targets(held, begin, np.isin(group, cut))
    kept, old_lists = entries.renumbered(~touched, place)
    target += (target & 1) * (len(old_lists) << 1)
    old = group < size
    lists = np.concatenate((old_lists, lists))
    bits = bits_for(np.array([2 * max(names, len(lists))]))
    kept[group[old]] = target[old]
    living = ~touched
    living[group[old]] = True
    added = group[~old] - size
    return _laid_out(
        entries,
        np.flatnonzero(~living),
        kept,
        (key[first[added]], before[added], target[~old]),
        lists,
        bits,
    )


def _laid_out(
    entries: _Entries,
    gone: Ints,
    target: Targets,
    new: tuple[npt.NDArray[np.uint64], Ints, Ints],
    lists: Numbers,
    target_bits: int,
) -> Keyed | None:
    """Packed keys without some entries, and with new keys, each before an entry and with its target."""
    packed, bucket_bits = entries.packed, entries.bucket_bits
    key, before, new_target = new
    bits = int(packed.target_bits[0])
    needed = max(bits, target_bits)
    if bits_of_buckets(len(target) - len(gone) + len(key)) > bucket_bits + 1:
        return None
    bucket, rest, more = parted(key, bucket_bits, needed)
    for here in in_pieces(len(target)):
        target[here] |= packed.entry[here] >> needed << needed
    new_entry = more << np.uint32(needed) | new_target.astype(np.uint32)
    buckets = len(packed.bucket) - 1
    of_gone = np.searchsorted(packed.bucket, gone, "right") - 1
    change = np.bincount(bucket.astype(np.int64), minlength=buckets) - np.bincount(of_gone, minlength=buckets)
    offsets = packed.bucket.astype(np.int64)
    offsets[1:] += np.cumsum(change)
    weave = Weave.inserted(len(target), gone, before)
    return Keyed(
        as_offsets(offsets),
        weave.of(packed.rest, rest),
        weave.of(target, new_entry),
        lists,
        np.array([needed]),
    )
