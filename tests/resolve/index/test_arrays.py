"""Arrays come back from disk as they were, whichever way they were kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from resolve.errors import IndexFaultError
from resolve.index.arrays import as_offsets, load_array, narrowed, save_array
from resolve.index.volume import Volume, drafted


def saved(file: Path, array: np.ndarray) -> Volume:
    """Return a file that holds an array."""
    with drafted(file) as draft:
        save_array(draft, "column", array)
    return Volume.open(file)


@pytest.mark.parametrize("held", [0, 3, 5_000])
@pytest.mark.parametrize("shape", [(5_000,), (1_000, 5), (0,), (3, 0)])
def test_kept(held: int, shape: tuple[int, ...], tmp_path: Path) -> None:
    """Full columns and those that are nearly all zeros keep their values, shape and type."""
    array = np.zeros(shape, np.uint16)
    array.reshape(-1)[-held or array.size :] = 7
    loaded = load_array(saved(tmp_path / "file", array), "column")
    assert (array.tolist(), array.dtype, shape) == (loaded.tolist(), loaded.dtype, loaded.shape)


def test_room(tmp_path: Path) -> None:
    """A column of zeros with a few values takes the room of these."""
    array = np.zeros(100_000, np.int64)
    array[[5, 99_999]] = 1, -1
    saved(tmp_path / "file", array)
    assert (tmp_path / "file").stat().st_size < 1_000


def test_values_beyond_the_end(tmp_path: Path) -> None:
    """Values that do not fit into their column are damage, by name."""
    with drafted(tmp_path / "file") as draft:
        draft.add("column.places", np.arange(9_999, 10_001))
        draft.add("column.values", np.ones(2, np.int32))
        draft.add("column.shape", np.array([100, 100]))
    with pytest.raises(IndexFaultError, match="column holds values beyond its end"):
        load_array(Volume.open(tmp_path / "file"), "column")


def test_offsets() -> None:
    """Offsets are kept in four bytes, and refused where they do not fit."""
    kept = as_offsets(np.array([0, 2**31 - 1]))
    assert ([0, 2**31 - 1], 4) == (kept.tolist(), kept.itemsize)
    with pytest.raises(IndexFaultError, match="2,147,483,648 values"):
        as_offsets(np.array([0, 2**31]))


@pytest.mark.parametrize(
    ("most", "kind"), [(0, np.uint8), (255, np.uint8), (256, np.uint16), (65_536, np.uint32)]
)
def test_narrowed(most: int, kind: type) -> None:
    """Numbers take as many bytes as the greatest needs."""
    assert ([0, most], kind) == ((kept := narrowed(np.array([0, most]))).tolist(), kept.dtype.type)
