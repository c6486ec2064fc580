"""The stages in C against those in Python: the same to the last bit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resolve import compiled as native
from resolve import stages
from resolve.candidates import near
from resolve.candidates.pairs import Pairs
from resolve.compiled import Library
from resolve.errors import IndexFaultError
from resolve.evidence.measure import measure_names
from resolve.names import read_names
from resolve.native import evidence
from resolve.native.ranges import refuse_wild_numbers
from resolve.native.structs import side_struct
from resolve.sides import Context, Side, of_index, of_names
from resolve.sound import alphabet, views
from resolve.stages import SIZES, NativeStages, PlainStages, stages_of
from resolve.types import Query, Questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from resolve.index.layout import Index

TOKENS = """
    ilham əliyev alijew əliyeva алиев heydər oğlu qızı i. h. v. sergej sergey lavrov lavrova лавров viktoroviç
    ivanov ivanova yeni new şəhər city nato нато agit osce dr von ag qarabağ karabach xiv ramil ramin bob
    robert berg bergen 12 21 ju. yuri schmidt schmit schmitd airport aeroport flughafen kara bağlar karabağlar
    müzesi museum 王小明 გიორგი شهر
"""
names = st.one_of(
    st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=14).map(" ".join),
    # Names without a letter are never compared.
    st.text(st.characters(max_codepoint=0x24F, categories=["L", "P", "Zs", "N"]), max_size=30).map(
        "a{}".format
    ),
)
kinds = st.sampled_from([None, "person", "place", "organization"])
pairs = st.lists(st.tuples(names, kinds, names, kinds), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def embedded() -> Index:
    """Return the index of the embedded gazetteer."""
    from resolve.index.store import open_index

    return open_index(None)


def side(column: list[tuple[str, str | None]]) -> Side:
    context = Context.of(Questions.of([Query(name, None, kind) for name, kind in column]))
    return of_names(read_names([name for name, _ in column], ["und"] * len(column), context.kind), context)


def same(one: object, other: object) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in one.__slots__)


def says_the_same(library: Library, column: Sequence[tuple[str, str | None, str, str | None]]) -> None:
    """Assert that every feature and every answer of a token is what the stage in Python says."""
    left, right = side([row[:2] for row in column]), side([row[2:] for row in column])
    # Names without a token are never compared.
    rows = np.flatnonzero((left.names.size > 0) & (right.names.size > 0))
    assume(len(rows))
    plain = measure_names(left, right, rows, rows)
    fast = evidence.measure_names(library, side_struct(left), side_struct(right), rows, rows)
    assert plain.values.tolist() == fast.values.tolist()
    assert plain.partial.tolist() == fast.partial.tolist()
    assert same(plain.alignment, fast.alignment)


@given(pairs)
def test_evidence_of_names(library: Library, column: list[tuple[str, str | None, str, str | None]]) -> None:
    """The evidence of names of several tokens is the same, to the last bit."""
    says_the_same(library, column)


@st.composite
def respelled(draw: st.DrawFn) -> tuple[str, None, str, None]:
    """Draw a long token, and the same with some letters changed, left out or put in."""
    letters = st.text(st.sampled_from("abcdefghijklmnoprstuvyzğışçöü"), min_size=1, max_size=34)
    one = draw(letters)
    other = list(one)
    for _ in range(draw(st.integers(0, 9))):
        at = draw(st.integers(0, len(other)))
        other[at : at + draw(st.integers(0, 2))] = draw(letters)[: draw(st.integers(0, 2))]
    return one, None, "".join(other) or one, None


@given(st.lists(respelled(), min_size=1, max_size=8))
def test_evidence_of_long_tokens(library: Library, column: list[tuple[str, None, str, None]]) -> None:
    """Sound strings of every length are as far apart as the stage in Python says."""
    says_the_same(library, column)


@given(st.lists(st.text(st.sampled_from(alphabet.ALPHABET), max_size=30), max_size=20))
def test_views_of_sounds(library: Library, strings: list[str]) -> None:
    """The views of sound strings are those of the functions in Python."""
    codes = alphabet.encode(strings)
    fast = views.views_of(codes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "library", lambda: None)
        assert same(views.views_of(codes), fast)


def test_embedded_gazetteer(library: Library, embedded: Index) -> None:
    """Over the embedded gazetteer both find the same near names, and say the same of them."""
    draw = np.random.default_rng(7)
    texts = [
        embedded.spellings.text[int(row)] for row in draw.integers(0, len(embedded.names.first) - 1, 600)
    ]
    slips = [text[:at] + text[at + 1 :] for text, at in zip(texts, draw.integers(0, 6, 600), strict=True)]
    queries = [Query(text) for text in slips]
    context = Context.of(Questions.of(queries))
    asked = read_names(slips, ["und"] * len(slips), context.kind)
    every = np.arange(len(slips))
    gazetteer = of_index(embedded)
    plain, fast = PlainStages(embedded, gazetteer), NativeStages(embedded, gazetteer, library)
    found = plain.search(asked, context.kind).near(every)
    assert len(found.query) > len(slips)
    assert same(found, fast.search(asked, context.kind).near(every))
    query_side = of_names(asked, context)
    weighed, quick = plain.measure(query_side, found), fast.measure(query_side, found)
    assert weighed.evidence.values.tolist() == quick.evidence.values.tolist()
    columns = ("odds", "sure", "bearing", "same")
    assert [getattr(weighed, c).tolist() for c in columns] == [getattr(quick, c).tolist() for c in columns]
    assert same(plain.rank(weighed, len(slips)), fast.rank(quick, len(slips)))


def test_room_for_counts() -> None:
    """Far fewer numbers are counted at once than the table of a search has slots (counts.h)."""
    assert max(near.GRAM_BUDGET, near.NAME_BUDGET) * 2 < 8192


def test_no_queries(library: Library, embedded: Index) -> None:
    """Nothing asked, nothing found."""
    asked = read_names([], [], np.zeros(0, np.uint8))
    none, nothing = np.zeros(0, np.int64), Context.of(Questions.of([]))
    fast = NativeStages(embedded, of_index(embedded), library)
    assert len(fast.search(asked, nothing.kind).near(none).query) == 0
    assert len(fast.measure(of_names(asked, nothing), Pairs(none, none)).odds) == 0


def test_without_library(embedded: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a library, or with one that was compiled for other structures, Python does the work."""
    monkeypatch.setattr(stages, "library", lambda: None)
    assert isinstance(stages_of(embedded, of_index(embedded)), PlainStages)
    monkeypatch.undo()
    monkeypatch.setattr(stages, "SIZES", (*SIZES[1:], 1))
    assert isinstance(stages_of(embedded, of_index(embedded)), PlainStages)


def test_library_of_other_sources(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A library that was compiled from other sources than those beside it is not used, and that is told."""
    shutil.copytree(Path(native.__file__).parent / "native", tmp_path / "native")
    monkeypatch.setattr(native, "FILE", str(tmp_path / native.FILE))
    assert native.library.__wrapped__() is not None
    with (tmp_path / "native" / "cut.c").open("a") as source:
        source.write("/* another rule */")
    assert native.library.__wrapped__() is None
    assert "was compiled from other sources" in caplog.text


def test_damaged_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no library is passed over."""
    (tmp_path / "native").mkdir()
    (tmp_path / native.FILE).write_bytes(b"\x7fELF, and then nothing")
    monkeypatch.setattr(native, "__file__", str(tmp_path / "compiled.py"))
    assert native.library.__wrapped__() is None
    shutil.rmtree(tmp_path)
    assert native.library.__wrapped__() is None


@pytest.mark.parametrize("column", ["form", "role"])
def test_wild_numbers(embedded: Index, column: str) -> None:
    """An index whose numbers point nowhere is named as damaged before C reads by them."""
    refuse_wild_numbers(embedded)
    wild = np.array(getattr(embedded.names, column))
    wild[len(wild) // 2] = 200 if column == "role" else -1
    with pytest.raises(IndexFaultError, match=f"names.{column} holds numbers beyond 0"):
        refuse_wild_numbers(replace(embedded, names=replace(embedded.names, **{column: wild})))
    with pytest.raises(IndexFaultError, match=r"names\.first does not rise"):
        refuse_wild_numbers(replace(embedded, names=replace(embedded.names, first=embedded.names.first[:-1])))


@pytest.mark.parametrize(
    ("part", "column"),
    [
        *(
            ("forms", "fold"),
            ("forms", "given"),
            ("sounds", "codes"),
            ("sounds", "masks"),
            ("names", "sense"),
        ),
        *(("shapes", "gram_weight"), ("spellings", "preferred"), ("entities", "prominence")),
    ],
)
def test_short_columns(embedded: Index, part: str, column: str) -> None:
    """A column that is shorter than its neighbours, or narrower, is named before C reads behind its end."""
    whole = getattr(getattr(embedded, part), column)
    for less in (whole[:-1], whole[..., :-1]):
        damaged = replace(getattr(embedded, part), **{column: less})
        with pytest.raises(IndexFaultError, match=rf"{part}\.{column} holds .* expected"):
            refuse_wild_numbers(replace(embedded, **{part: damaged}))


@pytest.mark.parametrize(("column", "value"), [("rarity", 2), ("gram_weight", 1e6), ("rarity", np.nan)])
def test_wild_weights(embedded: Index, column: str, value: float) -> None:
    """What would overflow a sum of votes is named as damage."""
    weights = np.array(getattr(embedded.shapes, column))
    weights[-1] = value
    with pytest.raises(IndexFaultError, match=rf"shapes\.{column} holds values beyond 0 to"):
        refuse_wild_numbers(replace(embedded, shapes=replace(embedded.shapes, **{column: weights})))
