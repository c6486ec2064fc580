"""Keys packed: from a 64-bit key to the names that have it.

Most keys lead to one name, which stands in the key's own entry; the others lead to a list, and keys that lead
to the same names share it. A key is found by its highest bits, which are the number of its bucket, and told
from the others in it by the next 16 and by as many more as the entry has room for: 26 bits at a million
names, 22 at ten million. Of a million keys that are not there, one or two are taken for another one; the
names that come by mistake are then compared like all others.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError
from resolve.index.arrays import as_offsets
from resolve.index.runs import Ints, expand, first_rows, group, positions
from resolve.sound import alphabet

NAMES_A_KEY: Final = 64
"""Names kept of one key, those of the most prominent entities first."""

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
        lists: lists of names, each begun by its length.
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
        count = np.minimum(np.diff(np.append(first, len(key))), NAMES_A_KEY)
        target = name[first].astype(np.int64) << 1
        many = np.flatnonzero(count > 1)
        lists, place = _shared_lists(name, first[many], count[many])
        target[many] = (place << 1) | 1
        bits = max(1, int(target.max(initial=0)).bit_length())
        if bits >= ENTRY_BITS:
            raise IndexFaultError(
                f"the gazetteer is too large for one match index: {len(lists):,} numbers of names that share"
                f" a key, or names up to {int(name.max()):,}, and room is for 2**30; build it in two parts"
            )
        distinct = key[first]
        bucket_bits = max(1, len(distinct).bit_length() - _FULLNESS_BITS)
        bucket, rest, more = _parted(distinct, bucket_bits, bits)
        entry = (more << np.uint32(bits)) | target.astype(np.uint32)
        return cls(
            as_offsets(group(bucket.astype(np.int64), 1 << bucket_bits)), rest, entry, lists, np.array([bits])
        )

    def find(self, key: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """Find the names that have keys.

        Args:
            key: n keys.

        Returns:
            Rows of `key` and names, in no order; at most `NAMES_A_KEY` names a key.
        """
        bits = int(self.target_bits[0])
        bucket, rest, more = _parted(key, (len(self.bucket) - 1).bit_length() - 1, bits)
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


def _shared_lists(
    name: npt.NDArray[np.int32], begin: Ints, count: Ints
) -> tuple[npt.NDArray[np.int32], Ints]:
    """Lists of names, equal ones once, and where the list of each run of names stands.

    Which are equal is told by sums of 64-bit hashes of their names, as keys themselves are made.
    """
    if not len(begin):
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    held = name[positions(begin, count)]
    start = np.cumsum(count) - count
    sums = np.add.reduceat(alphabet.finish(held.astype(np.uint64)), start)
    _, chosen, list_of = np.unique(sums, return_index=True, return_inverse=True)
    length = count[chosen]
    place = np.cumsum(length + 1) - (length + 1)
    lists = np.empty(int((length + 1).sum()), np.int32)
    lists[place] = length
    lists[positions(place + 1, length)] = held[positions(start[chosen], length)]
    return lists, place[list_of]


def _parted(
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
