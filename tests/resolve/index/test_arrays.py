"""Arrays come back from disk as they were, whichever way they were kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from resolve.errors import IndexFaultError
from resolve.index.arrays import as_offsets, load_array, narrowed, save_array


@pytest.mark.parametrize("held", [0, 3, 5_000])
@pytest.mark.parametrize("shape", [(5_000,), (1_000, 5), (0,), (3, 0)])
def test_kept(held: int, shape: tuple[int, ...], tmp_path: Path) -> None:
    """Full columns and those that are nearly all zeros keep their values, shape and type."""
    array = np.zeros(shape, np.uint16)
    array.reshape(-1)[-held or array.size :] = 7
    save_array(tmp_path / "column", array)
    loaded = load_array(tmp_path / "column")
    assert (array.tolist(), array.dtype, shape) == (loaded.tolist(), loaded.dtype, loaded.shape)


def test_room(tmp_path: Path) -> None:
    """A column of zeros with a few values takes the room of these."""
    array = np.zeros(100_000, np.int64)
    array[[5, 99_999]] = 1, -1
    save_array(tmp_path / "column", array)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 1_000


def test_values_beyond_the_end(tmp_path: Path) -> None:
    """Values that do not fit into their column are damage, by name."""
    save_array(tmp_path / "column", np.eye(100, dtype=np.int32))
    np.save(tmp_path / "column.places.npy", np.arange(10_000, 10_100))
    with pytest.raises(IndexFaultError, match="column holds values beyond its end"):
        load_array(tmp_path / "column")


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
