"""What an index is made of comes back from disk as it was."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from resolve import Resolver
from resolve.index.layout import Index, country_number
from resolve.index.texts import NamesByRow, Tags, Texts


def content(holder: object) -> dict[str, object]:
    """All arrays and texts of an index as lists, by the names of their fields."""
    found: dict[str, object] = {}
    for field in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, field.name)
        if is_dataclass(value):
            found |= {f"{field.name}.{name}": part for name, part in content(value).items()}
        elif value is None:
            found[field.name] = None
        else:
            found[field.name] = (str(getattr(value, "dtype", "")), list(map(str, value)))
    return found


@given(st.lists(any_text, max_size=40))
def test_texts(column: list[str]) -> None:
    """Packed texts are the sequence that was packed: by place, from the end, by slice, one by one."""
    packed = Texts.pack(column)
    assert column == list(packed)
    assert column == [packed[i] for i in range(len(packed))]
    assert column[::-1] == [packed[-1 - i] for i in range(len(packed))]
    assert column[1:3] == packed[1:3]
    assert column[::-2] == packed.take(np.arange(len(column))[::-2])
    for beyond in (len(column), -len(column) - 1):
        with pytest.raises(IndexError):
            packed[beyond]


@given(st.lists(any_text, max_size=40))
def test_tags(column: list[str]) -> None:
    """Strings kept as numbers of the different ones are the sequence that was packed."""
    packed = Tags.pack(column)
    assert column == list(packed)
    assert list(dict.fromkeys(column)) == list(packed.different)


@given(st.lists(any_text, max_size=20), st.lists(any_text, max_size=20))
def test_names_by_row(column: list[str], names: list[str]) -> None:
    """Strings that stand in another column are taken from there, all others are kept beside it."""
    rows = np.array([column.index(name) if name in column else -1 for name in names], np.int64)
    packed = NamesByRow.of_column(pl.Series(names, dtype=pl.String), rows, Texts.pack(column))
    assert names == list(packed)
    assert names[::-1] == packed.take(np.arange(len(names))[::-1])


def test_saved_and_loaded(small: Resolver, tmp_path: Path) -> None:
    """Every array and every text is the same after a way over the disk."""
    small.index.save(tmp_path)
    loaded = content(Index.load(tmp_path))
    assert content(small.index) == loaded
    assert len(loaded) > 30


def test_texts_saved_and_loaded(tmp_path: Path) -> None:
    """No text at all comes back too."""
    for column in ([], [""], ["Bakı", "", "Баку"]):
        for kind in (Texts, Tags):
            kind.pack(column).save(tmp_path / "texts")
            assert column == list(kind.load(tmp_path / "texts"))


def test_names_are_by_prominence(small: Resolver) -> None:
    """Entities stand by falling prominence, and names in the order of their entities."""
    index = small.index
    assert sorted(index.entities.prominence.tolist(), reverse=True) == index.entities.prominence.tolist()
    assert sorted(index.spellings.entity.tolist()) == index.spellings.entity.tolist()


@pytest.mark.parametrize(
    ("code", "number"), [("AZ", 0x415A), ("az", 0x415A), (None, 0), ("", 0), ("AZE", 0), ("ÄÖ", 0)]
)
def test_country_number(code: str | None, number: int) -> None:
    """Two letters are a country, in capitals or not; all else is none."""
    assert number == country_number(code)
