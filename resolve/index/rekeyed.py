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
from resolve.index.lists import Lists, Numbers
from resolve.index.moved import Moved
from resolve.index.renumbered import Entries, Renumbering
from resolve.index.runs import Ints, expand, first_rows, lacking
from resolve.index.weave import Weave

Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Touched:
    """The entries that a change touches, and what they led to.

    Attributes:
        entry: these entries, rising.
        target: where each of them led.
        flat: all lists.
    """

    entry: Ints
    target: Ints
    flat: Numbers

    def _listed(self) -> tuple[Ints, Lists]:
        """Those that lead to a list, and the list of each."""
        rows = np.flatnonzero(self.target & 1)
        return rows, Lists.of(self.flat, self.target[rows] >> 1)

    def names(self, place: Numbers) -> tuple[Ints, Numbers]:
        """The names that they lead to and that stay: entry and new number of each."""
        alone = np.flatnonzero(self.target & 1 == 0)
        rows, lists = self._listed()
        owner, held = lists.names(np.arange(len(rows)))
        entry = self.entry[np.concatenate((alone, rows[owner]))]
        name = place[np.concatenate(((self.target[alone] >> 1).astype(np.int32), held))]
        return entry[name >= 0], name[name >= 0]

    def bounds(self, place: Numbers, names: int) -> tuple[Ints, Numbers]:
        """Entries that have more names than are kept, and the least number that these may now have."""
        rows, lists = self._listed()
        cut = np.flatnonzero(lists.cut)
        if not len(cut):
            return cut, np.zeros(0, np.int32)
        owner, held = lists.names(cut)
        last = np.zeros(len(cut), np.int64)
        np.maximum.at(last, owner, held)
        staying = np.append(np.where(place < 0, names, place), names)
        following = np.minimum.accumulate(staying[::-1])[::-1]
        return self.entry[rows[cut]], following[last + 1].astype(np.int32)


def rekeyed(packed: Keyed, moved: Moved, names: int, key: Keys, name: Numbers) -> Keyed | None:
    """Bring packed keys up to date.

    Args:
        packed: the keys as they are.
        moved: of each name its number now.
        names: how many names there are now.
        key: keys of the names that are new, sorted.
        name: the name of each, rising within equal keys.

    Returns:
        Keys that lead to the same names as if all were packed anew; None where they have to be.

    Raises:
        IndexFaultError: the index is damaged.
    """
    place, renumbering = moved.place, Renumbering(packed, moved)
    size = len(packed.entry)
    first = first_rows(key)
    entry, before = _find(packed, key[first])
    touched = renumbering.touched()
    touched[entry[entry >= 0]] = True
    rows = np.flatnonzero(touched)
    target = packed.entry[rows] & np.uint32((1 << renumbering.bits) - 1)
    known = _Touched(rows, target.astype(np.int64), packed.lists)
    # New keys are numbered after the entries that there are.
    owner = np.where(entry >= 0, entry, size + np.arange(len(first)))
    owner = np.repeat(owner, np.diff(np.append(first, len(key))))
    cut, bound = known.bounds(place, names)
    limit = np.full(len(owner), names, np.int32)
    if len(cut):
        at = np.minimum(np.searchsorted(cut, owner), len(cut) - 1)
        limit = np.where(cut[at] == owner, bound[at], limit)
    listed = name < limit
    staying, held = known.names(place)
    owner, held = np.concatenate((staying, owner[listed])), np.concatenate((held, name[listed]))
    order = np.lexsort((held, owner))
    owner, held = owner[order], held[order]
    begin = first_rows(owner)
    begin_of, end_of = (np.searchsorted(owner, cut, side) for side in ("left", "right"))
    if (end_of - begin_of < NAMES_A_KEY).any():
        return None
    group = owner[begin]
    new_target, new_lists = pack_targets(held, begin, np.isin(group, cut))
    old_lists, starts = renumbering.lists(touched)
    new_target += (new_target & 1) * (len(old_lists) << 1)
    lists = np.concatenate((old_lists, new_lists))
    bits = max(renumbering.bits, bits_for(np.array([2 * max(names, len(lists))])))
    entries = renumbering.entries(touched, starts, bits)
    old = group < size
    entries[group[old]] |= new_target[old].astype(np.uint32)
    added = group[~old] - size
    fresh = key[first[added]], before[added], new_target[~old]
    return _laid_out(packed, lacking(group[old], rows), entries, fresh, lists, bits)


def _find(packed: Keyed, key: Keys) -> tuple[Ints, Ints]:
    """The entry of each key, -1 where there is none, and the entry before which it belongs."""
    bits = int(packed.target_bits[0])
    bucket, rest, more = parted(key, _bucket_bits(packed), bits)
    begin = packed.bucket[bucket].astype(np.int64)
    owner, at = expand(begin, packed.bucket[bucket + np.uint64(1)] - begin)
    there = packed.rest[at].astype(np.uint64) << np.uint64(32) | packed.entry[at] >> bits
    asked = (rest.astype(np.uint64) << np.uint64(32) | more)[owner]
    entry = np.full(len(key), -1)
    same = np.flatnonzero(there == asked)
    entry[owner[same]] = at[same]
    return entry, begin + np.bincount(owner[there < asked], minlength=len(key))


def _bucket_bits(packed: Keyed) -> int:
    """How many bits number the buckets."""
    return (len(packed.bucket) - 1).bit_length() - 1


def _laid_out(
    packed: Keyed, gone: Ints, entries: Entries, new: tuple[Keys, Ints, Ints], lists: Numbers, bits: int
) -> Keyed | None:
    """Packed keys without some entries, and with new keys, each before an entry and with its target."""
    key, before, target = new
    bucket_bits = _bucket_bits(packed)
    if bits_of_buckets(len(entries) - len(gone) + len(key)) > bucket_bits + 1:
        return None
    bucket, rest, more = parted(key, bucket_bits, bits)
    entry = more << np.uint32(bits) | target.astype(np.uint32)
    change = np.zeros(len(packed.bucket), np.int64)
    np.add.at(change, bucket.astype(np.int64) + 1, 1)
    np.add.at(change, np.searchsorted(packed.bucket, gone.astype(np.int32), "right"), -1)
    weave = Weave.inserted(len(entries), gone, before)
    return Keyed(
        as_offsets(packed.bucket + np.cumsum(change)),
        weave.of(packed.rest, rest),
        weave.of(entries, entry),
        lists,
        np.array([bits]),
    )
