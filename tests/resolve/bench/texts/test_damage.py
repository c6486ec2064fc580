"""Damaged texts: what they look like, and that their gold moves along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.bench.texts.damage import DAMAGES, SLIPS, damage
from resolve.bench.texts.gold import GoldMention, GoldText


def text_of(words: str, lang: str, *mentions: tuple[str, str]) -> GoldText:
    """Return a text with the mentions whose surface and lemma are given."""
    gold = [
        GoldMention(words.index(surface), words.index(surface) + len(surface), lemma, "person", "per:x")
        for surface, lemma in mentions
    ]
    return GoldText("one", lang, words, None, tuple(gold))


@pytest.mark.parametrize(
    ("how", "lang", "before", "after"),
    [
        ("in capitals", "tr", "Şimşek'in ılık çayı", "ŞİMŞEK'İN ILIK ÇAYI"),
        ("in capitals", "az", "İlham Əliyev gəldi", "İLHAM ƏLİYEV GƏLDİ"),
        ("in capitals", "de", "Straße nach Wien", "STRASSE NACH WIEN"),
        ("without diacritics", "tr", "Şimşek'in ılık çayı", "Simsek'in ilik cayi"),
        ("without diacritics", "az", "İlham Əliyev gəldi", "Ilham Eliyev geldi"),
        ("without diacritics", "de", "Straße nach Łódź", "Strasse nach Lodz"),
        ("without apostrophes", "tr", "Bakü'ye, Ankara’dan 'iyi' haber", "Baküye, Ankaradan 'iyi haber"),
    ],
)
def test_what_a_text_is_afterwards(how: str, lang: str, before: str, after: str) -> None:
    """Each damage does what its name says, by the rules of the language."""
    assert after == damage(text_of(before, lang), DAMAGES[how]).text


@pytest.mark.parametrize(
    ("how", "surface", "lemma"),
    [
        ("in capitals", "WEISSEN SEES", "WEISSER SEE"),
        ("without diacritics", "Weissen Sees", "Weisser See"),
        ("without apostrophes", "Weißen Sees", "Weißer See"),
    ],
)
def test_lemma_moves_along(how: str, surface: str, lemma: str) -> None:
    """A lemma is damaged as its surface is, also where it stands nowhere in the text."""
    text = text_of("Am Ufer des Weißen Sees steht Scholz’ Haus", "de", ("Weißen Sees", "Weißer See"))
    one = damage(text, DAMAGES[how])
    assert (surface, lemma) == (one.text[one.mentions[0].start : one.mentions[0].end], one.mentions[0].lemma)


def test_apostrophe_inside_a_span_shortens_it() -> None:
    """A span that loses its apostrophe is one code point shorter, and its lemma the same."""
    one = damage(
        text_of("Dün Overçuk'u aradı", "tr", ("Overçuk'u", "Overçuk")), DAMAGES["without apostrophes"]
    )
    assert (4, 12, "Overçuk") == (one.mentions[0].start, one.mentions[0].end, one.mentions[0].lemma)


def test_slips_are_one_in_a_hundred() -> None:
    """The share of letters that differ is about one in a hundred; the same seed makes the same slips."""
    text = text_of("Bakanlar dünkü toplantıda yeni yasayı görüştü " * 400, "tr")
    first, again, other = (damage(text, DAMAGES["slips of a scan"], seed) for seed in (1, 1, 2))
    letters = sum(letter.isalpha() for letter in text.text)
    before, after = text.text.split(" "), first.text.split(" ")
    assert len(before) == len(after)
    wrong = sum(left != right for left, right in zip(before, after, strict=True))
    assert 0.7 * SLIPS < wrong / letters < 1.3 * SLIPS
    assert first == again
    assert first.text != other.text


@given(st.text(max_size=60), st.sampled_from(sorted(DAMAGES)), st.sampled_from(["tr", "az", "de"]), st.data())
def test_offsets_are_valid_in_any_text(words: str, how: str, lang: str, data: st.DataObject) -> None:
    """Whatever a text holds, spans stay inside it, in order, and a damaged surface is its surface damaged."""
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    gold = GoldMention(start, end, words[start:end], "person", "per:x")
    text = GoldText("one", lang, words, None, (gold,))
    one = damage(text, DAMAGES[how])
    (moved,) = one.mentions
    assert 0 <= moved.start <= moved.end <= len(one.text)
    assert one.text[moved.start : moved.end] == moved.lemma
    for place in (0, start, end, len(words)):
        part = damage(GoldText("one", lang, words[:place], None, ()), DAMAGES[how])
        if how in {"in capitals", "without diacritics"}:
            assert one.text.startswith(part.text)
