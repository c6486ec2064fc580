"""Arrays in one file come back as they were, and a file that is none says so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from resolve.errors import IndexFaultError
from resolve.index.volume import Volume, drafted

columns = arrays.arrays(
    st.sampled_from([np.uint8, np.int16, np.uint64, np.float32, np.bool_]),
    arrays.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=9),
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), columns, max_size=5))
def test_kept(tmp_path_factory: pytest.TempPathFactory, held: dict[str, np.ndarray]) -> None:
    """Values, shape and type are the same after a way over the disk, and what was not added is not there."""
    file = tmp_path_factory.mktemp("volume") / "arrays"
    with drafted(file) as draft:
        for name, array in held.items():
            draft.add(name, array)
    volume = Volume.open(file)
    assert None is volume.difference(draft.hash)
    assert "none of these" not in volume
    for name, array in held.items():
        found = volume.array(name)
        assert (array.tobytes(), array.shape, array.dtype) == (found.tobytes(), found.shape, found.dtype)


def test_read_only(tmp_path: Path) -> None:
    """What lies in a file cannot be changed by accident."""
    with drafted(tmp_path / "arrays") as draft:
        draft.add("a", np.arange(3))
    with pytest.raises(ValueError, match="read-only"):
        Volume.open(tmp_path / "arrays").array("a")[0] = 1


PLACES: dict[str, object] = {
    "an object": {"kind": "|O", "shape": [1], "begin": 0, "sum": ""},
    "text": {"kind": "<U4", "shape": [1], "begin": 0, "sum": ""},
    "no type": {"kind": "four bytes", "shape": [1], "begin": 0, "sum": ""},
    "beyond the end": {"kind": "<i8", "shape": [1_000], "begin": 0, "sum": ""},
    "begins beyond it": {"kind": "<i8", "shape": [1], "begin": 10**30, "sum": ""},
    "before the file": {"kind": "<i8", "shape": [1], "begin": -8, "sum": ""},
    "of a negative size": {"kind": "<i8", "shape": [-1], "begin": 0, "sum": ""},
    "of too many rows": {"kind": "<i8", "shape": [10**12, 10**12], "begin": 0, "sum": ""},
}


@pytest.mark.parametrize("place", PLACES)
def test_wild_place(place: str, tmp_path: Path) -> None:
    """A table that leads beyond the file, or to what are no numbers, is damage, by name."""
    write(tmp_path / "arrays", json.dumps({"a": PLACES[place]}))
    with pytest.raises(IndexFaultError, match="a is no array of numbers"):
        Volume.open(tmp_path / "arrays").array("a")


@pytest.mark.parametrize("table", ["", "[]", "{", '{"a": 1}', '{"a": {}}', "[" * 100_000])
def test_no_table(table: str, tmp_path: Path) -> None:
    """A file without a table is told apart."""
    write(tmp_path / "arrays", table)
    with pytest.raises(IndexFaultError, match="holds no table of arrays"):
        Volume.open(tmp_path / "arrays")


def test_lacking(tmp_path: Path) -> None:
    """An array that is not there is named, and so is a file that is not there."""
    write(tmp_path / "arrays", "{}")
    with pytest.raises(IndexFaultError, match="no array names"):
        Volume.open(tmp_path / "arrays").array("names")
    with pytest.raises(IndexFaultError, match="cannot be read: No such file"):
        Volume.open(tmp_path / "nowhere")


def write(file: Path, table: str) -> None:
    """Write a file with some bytes and a table."""
    file.write_bytes(bytes(64) + table.encode() + (64).to_bytes(8, "little"))
