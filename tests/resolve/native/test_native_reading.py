"""Reading in C against reading in Python: the same tokens, sounds and roles."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from resolve.codepoints import CodePoints
from resolve.compiled import Library
from resolve.names import folded, roles
from resolve.settings import MAX_TOKENS
from resolve.sound import readings, spoken
from resolve.text import cut, equivalents, signs, words
from resolve.text.apart import join_father, take_apart
from resolve.text.compounds import is_compound, parts
from resolve.text.equivalents import equivalent, phrase
from resolve.text.known import KnownTexts
from resolve.text.signs import Sign
from resolve.text.vocabulary import Vocabulary
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
tokens = st.one_of(
    st.sampled_from(WORDS.lower().split()),
    st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=12),
    st.text(st.sampled_from("ivx.1"), min_size=1, max_size=4),
    st.tuples(st.text("abcдя", max_size=3), st.sampled_from(words.father_endings())).map("".join),
)
letters = st.text(
    st.characters(categories=["Ll", "Lo", "Nd"], max_codepoint=0x52F).filter(lambda c: c not in "ªº"),
    min_size=1,
    max_size=30,
)


def _tokens(found: cut.Cut) -> list[list[tuple[str, str]]]:
    known = found.vocabulary
    both = [(text, known.langs[lang]) for text, lang in zip(known.tokens, known.lang, strict=True)]
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
    assert plain.vocabulary.tokens.texts() == compiled.vocabulary.tokens.texts()
    assert (plain.notes, plain.errors) == (compiled.notes, compiled.errors)


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
    assert set(parted.token.tolist()) == set(range(len(parted.vocabulary)))


@given(st.lists(tokens, max_size=8))
@example(
    ["i", "xiv", "vix.", "12a", "١٢", "王", "ju.", "сергеевич", "ич", "marshallinseln", "süd", "nordsee"]
)
def test_tokens_show_alike(library: Library, column: list[str]) -> None:
    """Letters show the same in C and in Python, and what shows nothing is asked for in vain."""
    bare = CodePoints.of([token.rstrip(".") for token in column])
    found = signs.signs_of(bare)
    assert [signs._sign_of(token) for token in bare] == found.tolist()
    for token, shown in zip(column, found.tolist(), strict=True):
        if token.rstrip(".") not in words.known_words() and not shown & (Sign.FATHER | Sign.BRIEF):
            assert words.CORE == words.word(token)
        if not shown & Sign.COMPOUND:
            assert not is_compound(token, "de")


@given(st.lists(tokens, max_size=8))
def test_words_are_told_alike(library: Library, column: list[str]) -> None:
    """Among many tokens each has the role, the sense and the numbers that it has by itself."""
    many = [*column, *[f"{token}.{'x' * row}" for row, token in enumerate(WORDS.lower().split() * 8)]]
    rows = np.zeros(len(many), np.int32)
    told = Vocabulary.of(CodePoints.of(many), rows, ("und",))
    expected = words.words(many)
    assert [(word.role, word.sense) for word in expected] == list(zip(told.role, told.sense, strict=True))
    body, names = equivalents.bodies_and_given(told.bare)
    alone_body, alone_names = equivalents.bodies_and_given(CodePoints.of(told.bare.texts()[:8]))
    assert (alone_body.tolist(), alone_names.tolist()) == (body[:8].tolist(), names[:8].tolist())


@given(st.lists(tokens, unique=True, max_size=40), st.lists(tokens, max_size=20))
def test_texts_are_found(library: Library, table: list[str], asked: list[str]) -> None:
    """A text is found where the table has it, whole or in parts, and nowhere else."""
    known = KnownTexts.of(library, table)
    every = [*asked, *table]
    assert [table.index(text) if text in table else -1 for text in every] == (
        known.find(CodePoints.of(every)).tolist()
    )
    halves = CodePoints.of([half for text in every for half in (text[:2], text[2:])])
    first = np.arange(0, len(halves) + 1, 2)
    part = np.arange(len(halves), dtype=np.int32)
    assert known.find(CodePoints.of(every)).tolist() == known.find_joined(halves, first, part).tolist()


@given(columns)
def test_whole_names_are_looked_up_alike(column: list[tuple[str | None, str]]) -> None:
    """Among many names a place or body is found as it is by itself."""
    many = [*column, *[(f"Schwarzes Meer{'x' * (row % 7)}", "de") for row in range(300)]]
    found = take_apart(cut.cut_names([text for text, _ in many], [lang for _, lang in many]))
    expected = [equivalent(phrase([text for text, _ in name])) for name in _tokens(found)]
    assert expected == equivalents.equivalents(found).tolist()


@given(st.lists(st.tuples(letters, languages), max_size=6))
def test_tokens_sound_alike(library: Library, column: list[tuple[str, str]]) -> None:
    """Rules letter by letter and rules as regular expressions give the same sounds in each reading."""
    tokens = [text for text, _ in column]
    tried = (*[readings.of_language(lang) for _, lang in column], ("en",))
    row = np.arange(len(column), dtype=np.int32)
    plain = spoken._speak_plainly(tokens, row, tried)
    compiled = spoken._speak_in_c(library, CodePoints.of(tokens), row, tried)
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
    plain, compiled = folded._fold_plainly(texts), folded._fold_in_c(library, CodePoints.of(texts))
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
