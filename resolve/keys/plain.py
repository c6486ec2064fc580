"""Keys made with numpy: the definition, and what works without a compiler."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.names import PROPER, Names, NameTable
from resolve.names.forms import FormTable
from resolve.sound import alphabet
from resolve.text.words import Role

Keys = npt.NDArray[np.uint64]

FINE_SALT: Final = np.uint64(0x5851F42D4C957F2D)
COARSE_SALT: Final = np.uint64(0x14057B7EF767814F)
SENSE_SALT: Final = np.uint64(0xD1342543DE82EF95)

LEAST_FOR_PARTS: Final = 3
"""Names proper of a name that has parts of its own as keys, at least; so many at most are joined to one."""

MOST_FOR_PARTS: Final = 6
"""Names proper of such a name, at most."""

BY_SENSE: Final = (Role.QUALIFIER, Role.CORE)
"""Roles of tokens that count by their sense, where a table knows it."""


class Level(IntEnum):
    """How much a key holds of its name, the most first."""

    FINE = 0
    COARSE = 1
    SKELETON = 2
    PART = 3


_MANY: Final = 4096
"""Forms from which on no two readings give all of them the same sounds, so that comparing is in vain."""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """The keys of n names, sorted by row and key, no pair twice.

    Attributes:
        row: of each key, its name, 0..n-1.
        key: 64-bit numbers.
        level: members of `Level`.
    """

    row: npt.NDArray[np.int64]
    key: Keys
    level: npt.NDArray[np.uint8]


def plain_keys(names: NameTable) -> NameKeys:
    """All keys of each name, in all readings of its tokens."""
    table, runs = names.table, names.names
    keyed = PROPER[runs.role]
    counts = sums(keyed.astype(np.uint64), runs).astype(np.int64)
    coarse = alphabet.finish(table.views.shapes ^ COARSE_SALT)
    columns = [sums(alphabet.finish(table.forms.fold[runs.form] ^ FINE_SALT), runs)]
    levels = [Level.FINE]
    part_rows: list[npt.NDArray[np.int64]] = []
    part_keys: list[Keys] = []
    of_name = np.repeat(np.arange(len(counts)), runs.size)
    many = keyed & (counts[of_name] >= LEAST_FOR_PARTS) & (counts[of_name] <= MOST_FOR_PARTS)
    # By level, so that of equal keys the one that holds the most of its name is met first.
    for hashes in (coarse, table.sounds.skeletons):
        for reading in _distinct_columns(table):
            value = np.where(keyed, _token_values(table, runs, hashes, reading), np.uint64(0))
            total = sums(value, runs)
            columns.append(total)
            levels.append(Level.SKELETON if hashes is table.sounds.skeletons else Level.COARSE)
            if hashes is table.sounds.skeletons:
                part_rows.append(of_name[many])
                part_keys.append((total[of_name] - value)[many])
    rows, keys, level = _distinct(np.stack(columns, axis=1), np.array(levels, np.uint8), counts > 0)
    joined_rows, joined = _joined(table, runs, keyed, counts)
    all_rows = np.concatenate((rows, *part_rows, joined_rows))
    all_keys = np.concatenate((keys, *part_keys, joined))
    parts = np.full(len(all_rows) - len(rows), Level.PART, np.uint8)
    all_levels = np.concatenate((level, parts))
    order = np.lexsort((all_levels, all_keys, all_rows))
    all_rows, all_keys, all_levels = all_rows[order], all_keys[order], all_levels[order]
    new = np.ones(len(all_rows), bool)
    new[1:] = (all_rows[1:] != all_rows[:-1]) | (all_keys[1:] != all_keys[:-1])
    return NameKeys(all_rows[new], all_keys[new], all_levels[new])


def sums(values: npt.NDArray[np.uint64], runs: Names) -> npt.NDArray[np.uint64]:
    """The sum of a token column over each name, modulo 2**64."""
    running = np.concatenate((np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)))
    return np.asarray(running[runs.first[1:]] - running[runs.first[:-1]], dtype=np.uint64)


def _distinct_columns(table: FormTable) -> list[int]:
    """The readings that give any form another sound than its own first reading, and one that does not."""
    home = table.by_reading[:, :1]
    seen: dict[bytes, int] = {}
    for reading in range(table.by_reading.shape[1]):
        seen.setdefault(
            table.by_reading[:, reading].tobytes() if len(home) < _MANY else bytes((reading,)), reading
        )
    return list(seen.values())


def _token_values(table: FormTable, runs: Names, hashes: Keys, reading: int) -> Keys:
    value = hashes[table.by_reading[runs.form, reading]]
    sense = table.forms.sense[runs.form]
    by_sense = alphabet.finish(sense.astype(np.uint64) ^ SENSE_SALT)
    return np.where((sense > 0) & np.isin(runs.role, BY_SENSE), by_sense, value)


def _distinct(
    columns: Keys, levels: npt.NDArray[np.uint8], kept: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], Keys, npt.NDArray[np.uint8]]:
    """The distinct keys of each row, with the level of the first column that holds each."""
    order = np.argsort(columns, axis=1, kind="stable")
    ordered = np.take_along_axis(columns, order, axis=1)
    new = np.ones(ordered.shape, bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    new &= kept[:, None]
    return np.nonzero(new)[0], ordered[new], levels[order[new]]


def _joined(
    table: FormTable, runs: Names, keyed: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], Keys]:
    """The skeleton of a name's tokens written together, in its own reading (Kara Bağlar = Karabağlar)."""
    of_name = np.repeat(np.arange(len(counts)), runs.size)
    tokens = np.flatnonzero(keyed & (counts[of_name] > 1) & (counts[of_name] <= LEAST_FOR_PARTS))
    rows, back = np.unique(of_name[tokens], return_inverse=True)
    home = table.by_reading[runs.form[tokens], 0]
    size = table.sounds.size[home].astype(np.int64)
    running = np.cumsum(size) - size
    start = running - running[np.searchsorted(back, np.arange(len(rows)))][back] if len(rows) else running
    codes = np.zeros((len(rows), alphabet.MAX_SOUNDS), np.uint8)
    for place in range(int(size.max(initial=0))):
        here = np.flatnonzero((place < size) & (start + place < alphabet.MAX_SOUNDS))
        codes[back[here], start[here] + place] = table.sounds.codes[home[here], place]
    return rows, alphabet.skeleton_hashes(codes)
