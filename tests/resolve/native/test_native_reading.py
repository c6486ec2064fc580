"""Reading in C against reading in Python: the same tokens, sounds and roles."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import require
from hypothesis import example, given
from hypothesis import strategies as st

from resolve import compiled as native
from resolve import folded, roles
from resolve.compiled import Library
from resolve.settings import MAX_TOKENS
from resolve.sound import readings, spoken
from resolve.text import cut
from resolve.text.apart import join_father, take_apart
from resolve.text.compounds import parts
from resolve.text.equivalents import equivalent, equivalents, phrase
from resolve.text.words import Role

WORDS = """
    ilham Əliyev ALİJEW o'brien CH’KALOVKA ATƏT-in bülbül oğlu kara-oğlu o-va р-н пр-кт r-n Marshallinseln
    nord süd Гвинейский залив sk sjoe v. St. Н.А.Т.О. u.s.a. İstanbul ISPARTA ığdır 12 xiv ² ﬁn ЅОСНІ Mаrk
    გიორგი شهر 王小明 Schwarzes Meer Schwarzesmeer eaux isches tz ẞ straße Ǆ — - ' ’ . .. ' × Aƻ-in Meer
    oğlu-qızı Ivanov Petroviç Иванович dr prof şəhəri city gölü
"""
languages = st.sampled_from(["und", "de", "tr", "az", "ru", "de-AT", "en", "fr", "pl", "sv"])
texts = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.text(st.characters(max_codepoint=0x2100, categories=["L", "P", "Z", "N", "S"]), max_size=20),
    st.lists(st.sampled_from(WORDS.split()), max_size=15).map(" ".join),
    st.lists(st.sampled_from([*WORDS.split(), "-", "'", " ", "."]), max_size=8).map("".join),
)
columns = st.lists(st.tuples(texts, languages), max_size=8)
letters = st.text(
    st.characters(categories=["Ll", "Lo", "Nd"], max_codepoint=0x52F).filter(lambda c: c not in "ªº"),
    min_size=1,
    max_size=30,
)


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the compiled library, which the tests need."""
    found = native.library()
    if found is None:
        require("native", "the library is not compiled: python .ci/build_native.py")
    assert found is not None
    return found


def _tokens(found: cut.Cut) -> list[list[tuple[str, str]]]:
    both = list(zip(found.texts, found.langs, strict=True))
    return [
        [both[token] for token in found.token[begin:end]]
        for begin, end in zip(found.first[:-1], found.first[1:], strict=True)
    ]


@given(columns)
@example([("x" * 1001, "und"), ("Bülbül-oğlu", "az"), ("Ag-1", "de"), ("Kara-Oğlu", "tr")])
def test_names_are_cut_alike(library: Library, column: list[tuple[str | None, str]]) -> None:
    """Tokens, notes and errors of any column are those of the names one by one."""
    written, langs = [text for text, _ in column], [lang for _, lang in column]
    plain, compiled = cut._cut_plainly(written, langs), cut._cut_in_c(library, written, langs)
    assert _tokens(plain) == _tokens(compiled)
    assert (plain.texts, plain.notes, plain.errors) == (compiled.texts, compiled.notes, compiled.errors)


@given(columns)
def test_columns_are_taken_apart_as_names_are(column: list[tuple[str | None, str]]) -> None:
    """Each name has the tokens that it has when it is taken apart by itself, and no token is left over."""
    found = cut.cut_names([text for text, _ in column], [lang for _, lang in column])
    expected = [
        parts(join_father([text for text, _ in name]), name[0][1])[:MAX_TOKENS] if name else []
        for name in _tokens(found)
    ]
    parted = take_apart(found)
    assert expected == [[text for text, _ in name] for name in _tokens(parted)]
    assert set(parted.token.tolist()) == set(range(len(parted.texts)))


@given(columns)
def test_whole_names_are_looked_up_alike(column: list[tuple[str | None, str]]) -> None:
    """Among many names a place or body is found as it is by itself."""
    many = [*column, *[(f"Schwarzes Meer{'x' * (row % 7)}", "de") for row in range(300)]]
    found = take_apart(cut.cut_names([text for text, _ in many], [lang for _, lang in many]))
    expected = [equivalent(phrase([text for text, _ in name])) for name in _tokens(found)]
    assert expected == equivalents(found).tolist()


@given(st.lists(st.tuples(letters, languages), max_size=6))
def test_tokens_sound_alike(library: Library, column: list[tuple[str, str]]) -> None:
    """Rules letter by letter and rules as regular expressions give the same sounds in each reading."""
    tokens = [text for text, _ in column]
    tried = [readings.of_language(lang) for _, lang in column]
    plain, compiled = spoken._speak_plainly(tokens, tried), spoken._speak_in_c(library, tokens, tried)
    assert plain.codes[plain.by_reading].tolist() == compiled.codes[compiled.by_reading].tolist()
    assert plain.first.tolist() == compiled.first.tolist()
    assert plain.codes[plain.sound].tolist() == compiled.codes[compiled.sound].tolist()
    assert len(plain.codes) == len(compiled.codes)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=[]), max_size=50), max_size=6)
)
@example(["əliyev", "straße", "ё" * 30, "й\u0323\u064b", "\U0001f600x\ud800", "", "\0"])
def test_texts_are_folded_alike(library: Library, texts: list[str]) -> None:
    """Letter by letter and text by text, the same letters remain, with the same hashes."""
    plain, compiled = folded._fold_plainly(texts), folded._fold_in_c(library, texts)
    assert plain.letters.tolist() == compiled.letters.tolist()
    assert plain.first.tolist() == compiled.first.tolist()
    assert plain.hash.tolist() == compiled.hash.tolist()


@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.sampled_from(Role), st.booleans()), max_size=MAX_TOKENS),
            st.sampled_from(["person", "body", ""]),
        ),
        max_size=6,
    )
)
def test_roles_are_alike(library: Library, column: list[tuple[list[tuple[Role, bool]], str]]) -> None:
    """Any names of any tokens get the same roles."""
    flat = [token for tokens, _ in column for token in tokens]
    role = np.array([role for role, _ in flat], np.uint8)
    sensed = np.array([sensed for _, sensed in flat], bool)
    first = np.cumsum([0, *[len(tokens) for tokens, _ in column]])
    person = np.array([kind == "person" for _, kind in column], bool)
    body = np.array([kind == "body" for _, kind in column], bool)
    before = role.copy()
    assert roles._roles_plainly(role, sensed, first, person, body).tolist() == (
        roles.roles_in_names(role, sensed, first, person, body).tolist()
    )
    assert before.tolist() == role.tolist()
