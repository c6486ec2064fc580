"""Keys packed: from a 64-bit key to the names that have it.

Most keys lead to one name, which stands in the key's own entry; the others lead to a list, and keys that lead
to the same names share it. Behind a list that is full stand further names, which take the places of those
that are removed from it (see `rekeyed`); they are not searched.

A key is found by its highest bits, which are the number of its bucket, and told from the others in it by the
next 16 and by as many more as the entry has room for: 26 bits at a million names, 22 at ten million. Of a
million keys that are not there, one or two are taken for another one; the names that come by mistake are then
compared like all others.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError
from resolve.index.arrays import as_offsets
from resolve.index.runs import Ints, distinct, expand, first_rows, in_pieces, positions
from resolve.sound import alphabet

NAMES_A_KEY: Final = 64
"""Names kept of one key, those of the most prominent entities first."""

RESERVE: Final = 192
"""Further names kept of one key."""

_FULLNESS_BITS: Final = 3
"""A bucket holds 4 to 8 keys on average: two to the power of it, or half of that."""

_KEY_BITS: Final = 64
_REST_BITS: Final = 16
ENTRY_BITS: Final = 32
"""Bits of an entry: its target and further bits of its key."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Names by their keys.

    Attributes:
        bucket: offsets of the buckets into `rest` and `entry`; a power of two of them, and one.
        rest: of each key, the 16 bits after those of its bucket.
        entry: of each key, in the lowest `target_bits` bits its target, above it further bits of the key. A
            target is twice the number of a name, or twice the place of a list and one.
        lists: lists of names, each begun by its length; a list of `NAMES_A_KEY` is followed by twice the
            number of its further names, and one if these are not all, and by them.
        target_bits: the number of bits, an array of one.
    """

    bucket: npt.NDArray[np.int32]
    rest: npt.NDArray[np.uint16]
    entry: npt.NDArray[np.uint32]
    lists: npt.NDArray[np.int32]
    target_bits: npt.NDArray[np.int64]

    @classmethod
    def pack(cls, key: npt.NDArray[np.uint64], name: npt.NDArray[np.int32]) -> Self:
        """Pack keys.

        Args:
            key: n keys, sorted.
            name: the name of each, rising within equal keys; the most prominent is the first.

        Raises:
            IndexFaultError: there are too many names.
        """
        first = first_rows(key)
        target, lists = pack_targets(name, first)
        bits, bucket_bits = bits_for(target), bits_of_buckets(len(first))
        held = np.zeros(1 << bucket_bits, np.int64)
        rest, entry = np.empty(len(first), np.uint16), np.empty(len(first), np.uint32)
        for here in in_pieces(len(first)):
            bucket, rest[here], more = parted(key[first[here]], bucket_bits, bits)
            entry[here] = more << np.uint32(bits) | target[here].astype(np.uint32)
            counts = np.bincount((bucket - bucket[0]).astype(np.int64))
            held[int(bucket[0]) :][: len(counts)] += counts
        return cls(as_offsets(np.append(0, np.cumsum(held))), rest, entry, lists, np.array([bits]))

    def find(self, key: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """Find the names that have keys.

        Args:
            key: n keys.

        Returns:
            Rows of `key` and names, in no order; at most `NAMES_A_KEY` names a key.
        """
        bits = int(self.target_bits[0])
        bucket, rest, more = parted(key, (len(self.bucket) - 1).bit_length() - 1, bits)
        begin = self.bucket[bucket].astype(np.int64)
        owner, at = expand(begin, self.bucket[bucket + np.uint64(1)] - begin)
        alike = np.flatnonzero(self.rest[at] == rest[owner])
        owner, entry = owner[alike], self.entry[at[alike]]
        alike = np.flatnonzero(entry >> np.uint32(bits) == more[owner])
        owner, target = owner[alike], (entry[alike] & np.uint32((1 << bits) - 1)).astype(np.int64)
        alone, listed = np.flatnonzero(target & 1 == 0), np.flatnonzero(target & 1)
        place = target[listed] >> 1
        of_list, at = expand(place + 1, self.lists[place].astype(np.int64))
        return (
            np.concatenate((owner[alone], owner[listed][of_list])),
            np.concatenate((target[alone] >> 1, self.lists[at].astype(np.int64))),
        )

    def shared(self) -> tuple[Ints, Ints]:
        """The names of each key that more than one name has; keys that lead to the same names count once.

        Returns:
            Offsets, and names, those of one key in one run; at most `NAMES_A_KEY` names a key.
        """
        bits = int(self.target_bits[0])
        target = (self.entry & np.uint32((1 << bits) - 1)).astype(np.int64)
        place = np.unique(target[target & 1 == 1] >> 1)
        length = self.lists[place].astype(np.int64)
        first = np.concatenate((np.zeros(1, np.int64), np.cumsum(length)))
        return first, self.lists[positions(place + 1, length)].astype(np.int64)


def pack_targets(
    name: npt.NDArray[np.int32], first: Ints, cut: npt.NDArray[np.bool_] | None = None
) -> tuple[Ints, npt.NDArray[np.int32]]:
    """Names of keys as targets, and the lists that these lead to.

    Equal lists are kept once. Which are equal is told by sums of 64-bit hashes of their names, as keys
    themselves are made.

    Args:
        name: the names of all keys, of each rising.
        first: where those of each key begin; every key has one.
        cut: of each key, whether it has more names than are given here.
    """
    held = np.diff(first, append=len(name))
    target = name[first].astype(np.int64)
    target <<= 1
    many = np.flatnonzero(held > 1)
    if not len(many):
        return target, np.zeros(0, np.int32)
    held = held[many]
    more = held > NAMES_A_KEY + RESERVE
    if cut is not None:
        more |= cut[many]
    count = np.minimum(held, NAMES_A_KEY + RESERVE)
    flat = name[positions(first[many], count)]
    start = np.cumsum(count) - count
    sums = np.add.reduceat(alphabet.finish(flat.astype(np.uint64)), start) + more.astype(np.uint64)
    chosen, list_of = distinct(sums)
    start, shown, more = start[chosen], np.minimum(count[chosen], NAMES_A_KEY), more[chosen]
    hidden = count[chosen] - shown
    room = 1 + shown + (shown == NAMES_A_KEY) * (1 + hidden)
    place = np.cumsum(room) - room
    lists = np.empty(int(room.sum()), np.int32)
    lists[place] = shown
    lists[positions(place + 1, shown)] = flat[positions(start, shown)]
    full = np.flatnonzero(shown == NAMES_A_KEY)
    place_of_hidden = place[full] + 1 + NAMES_A_KEY
    lists[place_of_hidden] = (hidden[full] << 1) | more[full]
    lists[positions(place_of_hidden + 1, hidden[full])] = flat[
        positions(start[full] + NAMES_A_KEY, hidden[full])
    ]
    target[many] = (place[list_of] << 1) | 1
    return target, lists


def bits_of_buckets(keys: int) -> int:
    """How many bits number the buckets of so many keys."""
    return max(1, keys.bit_length() - _FULLNESS_BITS)


def bits_for(target: Ints) -> int:
    """How many bits hold targets.

    Raises:
        IndexFaultError: there are too many names.
    """
    most = int(target.max(initial=0))
    if most.bit_length() >= ENTRY_BITS:
        raise IndexFaultError(
            f"the gazetteer is too large for one match index: names, or names that share a key, up to number"
            f" {most >> 1:,}, and room is for 2**30; build it in two parts"
        )
    return max(1, most.bit_length())


def parted(
    key: npt.NDArray[np.uint64], bucket_bits: int, target_bits: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
    """The bucket of each key, the bits after it, and those after these that an entry has room for."""
    after = key << np.uint64(bucket_bits)
    more = (after << np.uint64(_REST_BITS)) >> np.uint64(_KEY_BITS - ENTRY_BITS + target_bits)
    return (
        key >> np.uint64(_KEY_BITS - bucket_bits),
        (after >> np.uint64(_KEY_BITS - _REST_BITS)).astype(np.uint16),
        more.astype(np.uint32),
    )
