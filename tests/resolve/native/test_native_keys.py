"""Keys, outlines and the search by keys in C against those in Python: the same to the last bit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS
from strategies import names as written

from resolve import sides
from resolve.candidates.pairs import Pairs
from resolve.candidates.search import PlainSearch
from resolve.errors import IndexFaultError
from resolve.keys import name_keys, order
from resolve.keys.plain import plain_keys
from resolve.names import KINDS, UNKNOWN_KIND, NameTable, read_names
from resolve.names.outline import outlines, plain_outlines
from resolve.native.ranges import refuse_wild_numbers
from resolve.sides import of_index
from resolve.sound.readings import all_names
from resolve.stages import NativeStages

if TYPE_CHECKING:
    from resolve.compiled import Library
    from resolve.index.layout import Index

TOKENS = """
    ilham əliyev alijew aliyev алиев heydər oğlu qızı i. h. v. sergey lavrov putin merkel yeni new şəhər city
    nato нато agit dr von ag qarabağ karabach xiv kara bağlar karabağlar 12 王小明 გიორგი airport türkiyə
"""
MAX_ORTHOGRAPHIES = 64

tokens = st.lists(st.sampled_from(TOKENS.split()), max_size=14).map(" ".join)
names = st.sampled_from(sorted(ALPHABETS)).flatmap(written) | tokens
columns = st.lists(st.tuples(names, st.sampled_from(["az", "de", "ru", "und"])), max_size=8)
kinds = st.sampled_from([*range(len(KINDS)), UNKNOWN_KIND])


@pytest.fixture(scope="module")
def embedded() -> Index:
    """Return the index of the embedded gazetteer."""
    from resolve.index.store import open_index

    return open_index(None)


@pytest.fixture(scope="module")
def stages(library: Library, embedded: Index) -> NativeStages:
    """Return the stages over the embedded gazetteer."""
    return NativeStages(embedded, of_index(embedded), library)


def read(column: list[tuple[str, str]]) -> NameTable:
    kind = np.full(len(column), UNKNOWN_KIND, np.uint8)
    return read_names([name for name, _ in column], [lang for _, lang in column], kind)


def same(one: object, other: object) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in one.__slots__)


def both(index: Index, stages: NativeStages, names: NameTable, kind: list[int]) -> Pairs:
    """What both searches find, after they were compared."""
    given_kinds = np.array(kind, np.uint8)
    plain = PlainSearch(index, names, given_kinds)
    fast = stages.search(names, given_kinds)
    assert plain.glance.outline.tolist() == fast.glance.outline.tolist()
    keyed = fast.keyed()
    assert same(plain.keyed(), keyed)
    found = fast.with_bearers(keyed)
    assert same(plain.with_bearers(keyed), found)
    wanted = np.arange(len(kind))[:: 1 + len(kind) % 3]
    assert same(plain.near(wanted), fast.near(wanted))
    return found


@given(columns, st.data())
def test_keys_of_names(library: Library, column: list[tuple[str, str]], data: st.DataObject) -> None:
    """Names have the keys, with their levels, that the definition in Python gives, and slices of them too."""
    asked = read(column)
    plain = plain_keys(asked)
    assert same(plain, name_keys(asked))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(column))] * 2)))
    here = (plain.row >= start) & (plain.row < end)
    found = name_keys(asked, start, end)
    assert (plain.row[here].tolist(), plain.key[here].tolist()) == (found.row.tolist(), found.key.tolist())


@given(columns)
def test_outlines_of_names(library: Library, column: list[tuple[str, str]]) -> None:
    """Outlines are those that numpy counts."""
    asked = read(column)
    assert plain_outlines(asked).tolist() == outlines(asked).tolist()


@given(st.lists(st.tuples(names, kinds), max_size=8))
def test_search_of_any_names(embedded: Index, stages: NativeStages, column: list[tuple[str, int]]) -> None:
    """Whatever is asked, both find the same names."""
    both(embedded, stages, read([(name, "und") for name, _ in column]), [kind for _, kind in column])


def test_search_of_known_names(embedded: Index, stages: NativeStages) -> None:
    """Names of the gazetteer, whole and without their first word, of many entities and of few, by blocks."""
    draw = np.random.default_rng(7)
    rows = draw.integers(0, len(embedded.spellings.entity), 500).tolist()
    texts = [embedded.spellings.text[row] for row in rows]
    column = [(text, "und") for text in texts] + [(text.split(" ", 1)[-1], "und") for text in texts]
    found = both(embedded, stages, read(column), [UNKNOWN_KIND] * 500 + [0] * 500)
    assert set(rows) <= set(found.name.tolist())


def test_nothing_asked(embedded: Index, stages: NativeStages) -> None:
    """Nothing asked, nothing found."""
    assert 0 == len(both(embedded, stages, read([]), []).query)


@pytest.mark.parametrize(("column", "wild"), [("bucket", -1), ("bucket", 2**30), ("lists", 2**30)])
def test_damage(library: Library, embedded: Index, column: str, wild: int) -> None:
    """Numbers that point nowhere are named as damage before anything is read by them."""
    damaged = replace(embedded.keyed, **{column: np.full_like(getattr(embedded.keyed, column), wild)})
    texts = [(embedded.spellings.text[row], "und") for row in range(400)]
    stages = NativeStages(replace(embedded, keyed=damaged), of_index(embedded), library)
    search = stages.search(read(texts), np.zeros(400, np.uint8))
    with pytest.raises(IndexFaultError, match="a key leads nowhere"):
        search.keyed()


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("target_bits", np.array([32]), "targets of 32 bits"),
        ("bucket", np.zeros(4, np.int32), "3 buckets"),
        ("rest", np.zeros(1, np.uint16), r"keyed\.rest holds 1 values"),
    ],
)
def test_wild_packing(embedded: Index, column: str, value: npt.NDArray[np.integer], named: str) -> None:
    """Keys that are packed in no way that can be are named as damage before C looks for any."""
    wild = replace(embedded, keyed=replace(embedded.keyed, **{column: value}))
    with pytest.raises(IndexFaultError, match=named):
        refuse_wild_numbers(wild)


# Keys that are spread evenly, as hashes are, and such as are not.
uneven = st.integers(0, 3) | st.integers(0, 255).map(lambda n: n << 56) | st.integers(0, 2**64 - 1)


@given(st.lists(uneven, max_size=300), st.lists(st.integers(0, order.BYTES), max_size=3), st.integers(1, 30))
def test_order_of_keys(library: Library, column: list[int], ends: list[int], often: int) -> None:
    """Parts of the keys, sorted, are all of them sorted; those that are equal stay in their order."""
    key = np.array(column * often, np.uint64)
    name = np.arange(len(key), dtype=np.int32)
    to_key, to_name = np.empty_like(key), np.empty_like(name)
    ends = sorted({0, *ends, order.BYTES})
    place = np.concatenate(([0], np.cumsum(order.keys_a_byte(key))))[ends]
    for part in range(len(ends) - 1):
        here = slice(place[part], place[part + 1])
        order.pick_keys(key, name, ends[part], ends[part + 1], to_key[here], to_name[here])
        order.sort_keys(to_key[here], to_name[here])
    expected = np.argsort(key, kind="stable")
    assert (key[expected].tolist(), expected.tolist()) == (to_key.tolist(), to_name.tolist())


@given(st.lists(uneven, min_size=1, max_size=60, unique=True), st.lists(uneven, max_size=30))
def test_rows_of_hashes(library: Library, known: list[int], asked: list[int]) -> None:
    """A hash is found where it stands, however unevenly hashes are spread, and no other is."""
    rising = np.array(sorted(known), np.uint64)
    hashes = np.array([*asked, *known], np.uint64)
    expected = [sorted(known).index(one) if one in known else -1 for one in [*asked, *known]]
    assert expected == sides._rows_of(rising, hashes).tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sides, "library", lambda: None)
        assert expected == sides._rows_of(rising, hashes).tolist()


def test_room_for_readings(library: Library) -> None:
    """No more readings than the library has room for."""
    assert len(all_names()) <= MAX_ORTHOGRAPHIES
