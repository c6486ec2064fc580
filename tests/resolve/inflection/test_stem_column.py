"""Stems of a column: against a plain inflector, against a plain reader of the rules, and for any strings."""

from __future__ import annotations

import time

import numpy as np
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from plain_inflection import CASES, inflect

from resolve.inflection import STEM_LANGUAGES, StemColumn, best_rows, stem_column, sureness
from resolve.inflection.rules import WHOLE, Rule, rules
from resolve.inflection.seams import CAPITALS, NO_SEAM, marks, seams
from resolve.inflection.sounds import ANY_VOWEL, VOICED_CONSONANT, sounds
from resolve.text.folding import fold

LETTERS = {"az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "tr": "abcçdefgğhıijklmnoöprsştuüvyz"}
SURFACES = {lang: [row["surface"] for row in read_cases(f"inflection/{lang}.tsv")] for lang in STEM_LANGUAGES}

languages = st.sampled_from(STEM_LANGUAGES)
# Letters and marks that endings are made of, and a few that they are not.
strings = st.text(alphabet="abkqlmnorstuvyzəıöüğşßABİSTX'’-\"”. 7я\ud800", max_size=14)


def lemmas_of(column: StemColumn, token: int) -> set[str]:
    """Return the stems of one token that are no derivation."""
    rows = np.arange(column.first[token], column.first[token + 1])
    return {lemma for row, lemma in zip(rows, column.lemmas(rows), strict=True) if not column.derived[row]}


@given(data=st.data(), lang=st.sampled_from(["az", "tr"]), case=st.sampled_from(CASES))
def test_every_case_of_any_name_is_read(data: st.DataObject, lang: str, case: str) -> None:
    """Whatever case a plain inflector puts a name into, the name is among the stems, marked or not."""
    name = data.draw(st.text(alphabet=LETTERS[lang], min_size=3, max_size=10).filter(_has_vowel))
    surfaces = [inflect(name, lang, case), inflect(name, lang, case, "'"), inflect(name, lang, case, "’")]
    column = stem_column(surfaces, lang)
    assert [] == [surface for i, surface in enumerate(surfaces) if name not in lemmas_of(column, i)]


@given(data=st.data(), lang=st.sampled_from(["az", "tr"]), case=st.sampled_from(CASES))
def test_every_case_is_read_without_diacritics(data: st.DataObject, lang: str, case: str) -> None:
    """The same holds for a text without diacritics, its names being written so, too."""
    name = data.draw(st.text(alphabet=LETTERS[lang], min_size=3, max_size=10).filter(_has_vowel))
    plain, *surfaces = fold([name, inflect(name, lang, case), inflect(name, lang, case, "'")])
    column = stem_column(surfaces, lang, plain=True)
    assert [] == [surface for i, surface in enumerate(surfaces) if plain not in lemmas_of(column, i)]


def _has_vowel(text: str) -> bool:
    return any(letter in "aeəıioöuü" for letter in text)


@given(token=strings, lang=languages)
def test_column_reads_the_rules_as_they_stand(token: str, lang: str) -> None:
    """The walk over all tokens finds what trying each rule on one token finds."""
    column = stem_column([token], lang)
    rows = range(len(column))
    expected = {(token, 1.0)} | {
        plain for rule in rules(lang, False).rows[1:] for plain in _cut(token, rule, lang)
    }
    best: dict[str, float] = {}
    for lemma, weight in expected:
        best[lemma] = max(weight, best.get(lemma, 0.0))
    found: dict[str, float] = {}
    for row, lemma in zip(rows, column.lemmas(), strict=True):
        found[lemma] = max(float(column.weight[row]), found.get(lemma, 0.0))
    assert {lemma: pytest.approx(weight) for lemma, weight in best.items()} == found


@pytest.mark.parametrize("lang", STEM_LANGUAGES)
def test_plain_reader_agrees_on_real_surfaces(lang: str) -> None:
    """The same, for the surfaces of the case tables, all in one column."""
    tokens = sorted({surface.split()[-1] for surface in SURFACES[lang]})
    column = stem_column(tokens, lang)
    for i, token in enumerate(tokens):
        rows = np.arange(column.first[i], column.first[i + 1])
        cuts = {lemma for rule in rules(lang, False).rows[1:] for lemma, _ in _cut(token, rule, lang)}
        assert {token} | cuts == set(column.lemmas(rows))


def _cut(token: str, rule: Rule, lang: str) -> list[tuple[str, float]]:
    """The lemma and weight that one rule gives for one token, none if it does not fit."""
    size = len(token) - len(rule.text)
    if size < 0 or not _is_written(rule.text, token[size:], lang):
        return []
    stop, seam = size, NO_SEAM
    for _ in range(2):
        if stop and token[stop - 1] in marks():
            seam = seam or marks()[token[stop - 1]]
            stop -= 1
    stem = token[:stop]
    no_small = not any(letter.islower() for letter in stem)
    if (
        seam == NO_SEAM
        and no_small
        and len(stem) > 1
        and token[stop:]
        and all(c.islower() for c in token[stop:])
    ):
        seam = CAPITALS
    own = seams(lang)
    weight = (rule.bare if seam == NO_SEAM else rule.marked) * float(own.weight[seam])
    if not weight:
        return []
    if len(stem) < (3 if seam == NO_SEAM else 1) and not (rule.restored[:1].isupper() and not stem):
        return []
    if not own.free[seam] and not _agrees(stem, rule, lang):
        return []
    lemma = stem + (rule.restored.upper() if token.isupper() else rule.restored)
    if rule.derived and lemma[:1].islower():
        lemma = ("İ" if lemma[0] == "i" and lang != "de" else lemma[0].upper()) + lemma[1:]
    return [(lemma, weight)]


def _small(letter: str, lang: str) -> str:
    if lang != "de" and letter in "Iİ":
        return "ı" if letter == "I" else "i"
    return letter.lower()


def _is_written(ending: str, written: str, lang: str) -> bool:
    return ending == "".join(_small(letter, lang) for letter in written)


def _agrees(stem: str, rule: Rule, lang: str) -> bool:
    letters = [sounds(lang).get(_small(letter, lang), VOICED_CONSONANT) for letter in stem]
    vowels = [sound.vowel for sound in letters if sound.vowel]
    close = letters[-1].close if letters else VOICED_CONSONANT.close
    return bool(
        rule.vowels & (vowels[-1] if vowels else ANY_VOWEL)
        and rule.closes & close
        and (not rule.polysyllabic or len(vowels) > 1)
    )


@given(
    tokens=st.lists(st.text(max_size=20), max_size=8),
    lang=st.sampled_from(["az", "de", "tr", "und"]),
    plain=st.booleans(),
)
def test_column_is_well_formed(tokens: list[str], lang: str, plain: bool) -> None:
    """Every token has its rows, the whole one first, the others shorter and shorter; all values are 0..1."""
    column = stem_column(tokens, lang, plain=plain)
    assert len(tokens) + 1 == len(column.first)
    assert tokens == column.lemmas(column.first[:-1])
    for i, token in enumerate(tokens):
        rows = slice(column.first[i], column.first[i + 1])
        assert [i] * (rows.stop - rows.start) == column.token[rows].tolist()
        assert 0 == column.rule[rows.start]
        assert sorted(column.end[rows].tolist(), reverse=True) == column.end[rows].tolist()
        stems = [column.stem(row) for row in range(rows.start, rows.stop)]
        assert {token} == {token[: stem.end] + stem.suffix for stem in stems}
    for values in (column.weight, column.alone, sureness(column, np.ones(len(column)))):
        assert bool(np.all((values >= 0) & (values <= 1)))


def test_tokens_do_not_touch_each_other() -> None:
    """A token has the same stems alone and among others."""
    tokens = sorted({surface for surfaces in SURFACES.values() for surface in surfaces})
    for lang in STEM_LANGUAGES:
        column = stem_column(tokens, lang)
        for i in range(0, len(tokens), 7):
            rows = np.arange(column.first[i], column.first[i + 1])
            assert stem_column([tokens[i]], lang).lemmas() == column.lemmas(rows)


def test_best_rows_take_what_is_vouched_for() -> None:
    """For each token the surest stem; where nobody vouches, what stands before a mark, else the whole."""
    column = stem_column(["Bakının", "Putin", "ATƏT-in", "azərbaycanlı", "Boeing-in"], "az")
    known = np.array(
        [lemma in {"Bakı", "Put", "Azərbaycan", "Putin"} for lemma in column.lemmas()], np.float32
    )
    assert ["Bakı", "Putin", "ATƏT", "azərbaycanlı", "Boeing-in"] == column.lemmas(
        best_rows(column, sureness(column, known))
    )
    assert ["Bakının", "Putin", "ATƏT", "azərbaycanlı", "Boeing-in"] == column.lemmas(
        best_rows(column, sureness(column, np.zeros(len(column))))
    )


def test_an_empty_column() -> None:
    """No tokens, no stems."""
    for lang in (*STEM_LANGUAGES, "und"):
        column = stem_column([], lang)
        assert (0, []) == (len(column), column.lemmas())
        assert [] == best_rows(column, sureness(column, np.zeros(0))).tolist()


def test_whole_token_is_rule_zero() -> None:
    """Nothing is cut by the first rule of every language, and something by each other one or by a mark."""
    for lang in STEM_LANGUAGES:
        first, *others = rules(lang, False).rows
        assert first is WHOLE
        assert [] == [rule for rule in others if not rule.text and rule.bare]


def test_hostile_tokens_take_no_longer() -> None:
    """Time grows with the tokens: long ones, and apostrophes by the thousand, are not walked through."""
    hostile = ["a" * 1_000_000 + "'nın", "'" * 100_000, "lar" * 100_000, "nın'" * 100_000]
    start = time.thread_time()
    for lang in STEM_LANGUAGES:
        assert len(hostile) == len(stem_column(hostile, lang))
    assert time.thread_time() - start < 5
