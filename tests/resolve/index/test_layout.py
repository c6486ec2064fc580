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
from resolve.index import phrases
from resolve.index.called import Called
from resolve.index.ids import Ids, weave_ids
from resolve.index.layout import Index, country_number
from resolve.index.phrases import Phrases, pack_names, weave_names
from resolve.index.tags import Tags
from resolve.index.texts import Texts
from resolve.index.volume import Volume, drafted
from resolve.index.weave import Weave


def content(holder: object) -> dict[str, object]:
    """All arrays and texts of an index as lists, by the names of their fields."""
    found: dict[str, object] = {}
    for field in fields(holder):
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


words = st.lists(st.sampled_from(["Kara", "Bağlar", "", "a\nb", "Баку", "x" * 300]), min_size=1, max_size=4)


@given(st.lists(words.map(" ".join) | any_text, max_size=60))
def test_phrases(column: list[str]) -> None:
    """Names kept by their words are the sequence that was packed: by place, by rows, one by one."""
    packed = Phrases.of_column(pl.Series(column, dtype=pl.String))
    assert column == list(packed)
    assert column == [packed[i] for i in range(len(packed))]
    assert column[::-2] == packed.take(np.arange(len(column))[::-2])
    with pytest.raises(IndexError):
        packed[len(column)]


@given(st.lists(words.map(" ".join), max_size=30), st.booleans(), st.booleans())
def test_woven_names(column: list[str], many: bool, apart: bool) -> None:
    """Names are woven with newer ones, in whichever way either of them was packed."""
    half = len(column) // 2
    older, newer = (pl.Series(part, dtype=pl.String) for part in (column[:half], column[half:]))
    sides = Phrases.of_column(older) if many else Texts.of_column(older)
    others = Phrases.of_column(newer) if apart else Texts.of_column(newer)
    weave = Weave.inserted(half, np.zeros(0, np.int64), np.zeros(len(newer), np.int64))
    assert column[half:] + column[:half] == list(weave_names(weave, sides, others))


@pytest.mark.parametrize("many", [0, 1_000])
def test_the_smaller_way(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that share words are kept by these, others as they are; also where a sample tells first."""
    monkeypatch.setattr(phrases, "_MANY", many)
    words = ("Məmmədovlu", "Quliyeva"), ("Rəşadxan", "Nigarxanım")
    shared = pl.Series([f"{a} {b}" for a in words[0] for b in words[1]] * 50)
    assert (Phrases, Texts) == (type(pack_names(shared)), type(pack_names(pl.Series(["Ab", "Cd", "Ef"]))))


@given(st.lists(st.tuples(any_text, st.lists(any_text, min_size=1, max_size=4)), max_size=30))
def test_called(entities: list[tuple[str, list[str]]]) -> None:
    """What entities are called comes from their spellings, and from beside them where it is none of these."""
    names = [name for name, _ in entities]
    spellings = [spelling for _, own in entities for spelling in own]
    entity = np.array([row for row, (_, own) in enumerate(entities) for _ in own], np.int32)
    same = np.array([at for at, row in enumerate(entity) if spellings[at] == names[row]], np.int64)
    packed = Called.of_column(pl.Series(names, dtype=pl.String), entity, same, Texts.pack(spellings))
    assert names == list(packed)
    assert names[::-1] == packed.take(np.arange(len(names))[::-1])


ids = st.builds("{}{}".format, st.sampled_from(["Q", "geonames:", "x:0", ""]), st.integers(0, 10**11))


@given(st.lists(ids | any_text, max_size=40), st.sets(ids | any_text), st.data())
def test_ids(column: list[str], strange: set[str], data: st.DataObject) -> None:
    """IDs kept by their numbers are the sequence that was packed, and are found again."""
    packed = Ids.of_column(pl.Series(column, dtype=pl.String))
    assert column == list(packed)
    assert column == [packed[i] for i in range(len(packed))]
    wanted = strange | (data.draw(st.sets(st.sampled_from(column))) if column else set())
    expected = [row for row, text in enumerate(column) if text in wanted]
    assert expected == packed.find(wanted).tolist()
    assert expected == Texts.pack(column).find(wanted).tolist()


@given(st.lists(ids | any_text, max_size=30), st.booleans(), st.booleans())
def test_woven_ids(column: list[str], many: bool, apart: bool) -> None:
    """IDs are woven with newer ones, in whichever way either of them was packed."""
    half = len(column) // 2
    older, newer = (pl.Series(part, dtype=pl.String) for part in (column[:half], column[half:]))
    sides = Ids.of_column(older) if many else Texts.of_column(older)
    others = Ids.of_column(newer) if apart else Texts.of_column(newer)
    weave = Weave.inserted(half, np.zeros(0, np.int64), np.zeros(len(newer), np.int64))
    assert column[half:] + column[:half] == list(weave_ids(weave, sides, others))


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
            file = tmp_path / f"{kind.__name__}{len(column)}"
            with drafted(file) as draft:
                kind.pack(column).save(draft, "texts")
            assert column == list(kind.load(Volume.open(file), "texts"))


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
