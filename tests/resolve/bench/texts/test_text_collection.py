"""The project's own texts with gold mentions: that they are what their README says."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import gazetteer
from gazetteer.store import EMBEDDED
from resolve.bench.texts.gold import (
    DEFAULT_TEXTS,
    UNCOUNTED,
    GoldText,
    kinds_in,
    read_gold_table,
    read_texts,
)
from resolve.errors import UsageError
from resolve.text.language import detect_languages

KIND_OF = kinds_in(gazetteer.open(EMBEDDED))
TEXTS = read_texts(DEFAULT_TEXTS, KIND_OF)


def test_there_are_enough_of_each_language() -> None:
    """Each language has 24 texts or more, and half of them are about names that are easily confused."""
    languages = Counter(text.lang for text in TEXTS)
    confusable = Counter(text.lang for text in TEXTS if text.confusable)
    assert {"az", "de", "tr"} == set(languages)
    assert all(languages[lang] >= 24 and 2 * confusable[lang] >= languages[lang] for lang in languages)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.doc)
def test_text_is_short_news(text: GoldText) -> None:
    """A text has 40 to 150 words, is in NFC and in the language of its folder, and names something."""
    assert 40 <= len(text.text.split()) <= 150
    assert unicodedata.is_normalized("NFC", text.text)
    assert [text.lang] == detect_languages([text.text])
    assert any(mention.wanted for mention in text.mentions) or not any(m.entity_id for m in text.mentions)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.doc)
def test_gold_is_whole(text: GoldText) -> None:
    """What is marked once is marked wherever it stands: no spelling of an entity is left bare in its text."""
    surfaces = {text.text[m.start : m.end]: m.entity_id for m in text.mentions if m.entity_id}
    covered = {place for m in text.mentions for place in range(m.start, m.end)}
    bare = []
    for surface in surfaces:
        if " " not in surface:  # single words may be common words as well
            continue
        place = text.text.find(surface)
        while place >= 0:
            if place not in covered:
                bare.append((surface, place))
            place = text.text.find(surface, place + 1)
    assert [] == bare


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.doc)
def test_mentions_are_whole_words(text: GoldText) -> None:
    """A mention neither begins nor ends inside a word, and has no space at its edges."""
    wrong = [
        text.text[m.start : m.end]
        for m in text.mentions
        if text.text[m.start - 1 : m.start].isalnum()
        or text.text[m.end : m.end + 1].isalnum()
        or text.text[m.start : m.end] != text.text[m.start : m.end].strip()
    ]
    assert [] == wrong


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.doc)
def test_lemmas_stand_in_their_surfaces(text: GoldText) -> None:
    """A lemma is the surface without an ending, or differs from it in endings only."""
    odd = [
        (text.text[m.start : m.end], m.lemma)
        for m in text.mentions
        if m.kind not in UNCOUNTED and not _like(text.text[m.start : m.end], m.lemma)
    ]
    assert [] == odd


def _like(surface: str, lemma: str) -> bool:
    words = list(zip(surface.split(), lemma.split(), strict=True))
    return all(word[:2] == stem[:2] and abs(len(word) - len(stem)) <= 6 for word, stem in words)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# tries: something\n\nBaku.", "class is ''"),
        ("# class: word\n# tries: something\n\nBaku.", "expected both, with a class of words"),
        ("# class: words\n\nBaku.", "tries is ''"),
        ("# class: words\n# tries: it\n\n[[Baku|loc:bakuu]]", "'loc:bakuu' is no ID"),
        ("# class: words\n# tries: it\n\n[[Baku|loc:baku", "not closed"),
    ],
)
def test_bad_texts_are_refused(tmp_path: Path, content: str, message: str) -> None:
    """A head or a mark that is none is told with the file it is in."""
    path = tmp_path / "de" / "one.txt"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as refused:
        read_texts(tmp_path, KIND_OF)
    assert str(path) in str(refused.value)


def test_no_texts(tmp_path: Path) -> None:
    """A folder without texts is refused, not measured as nothing."""
    with pytest.raises(UsageError, match="no texts"):
        read_texts(tmp_path, KIND_OF)


def test_gold_in_a_table(shared: Path) -> None:
    """Gold beside documents is read with the offsets of the file, and what is nested may be left out."""
    texts = read_gold_table(shared / "seeds" / "gold.tsv")
    assert ["tr", "az", "de"] == [text.lang for text in texts]
    assert 180 == sum(len(text.mentions) for text in texts)
    assert 148 == sum(mention.wanted for text in texts for mention in text.mentions)


HEAD = "doc\tstart\tend\tsurface\tlemma\tkind\tentity_key\tnote\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column doc"),
        (HEAD.replace("note", "notes"), "no column note"),
        (
            HEAD + "one.txt\t2\t6\tBaku\tBaku\tplace\tloc:baku\t\n",
            "row 2: ' Bak' stands there; expected 'Baku'",
        ),
        (HEAD + "one.txt\t3\n", "row 2: 2 cells; expected 8"),
        (HEAD + "one.txt\t3\tx\tBaku\tBaku\tplace\tloc:baku\t\n", "end 'x'; expected whole numbers"),
        (HEAD + "two.txt\t3\t7\tBaku\tBaku\tplace\tloc:baku\t\n", "two.txt: No such file"),
    ],
)
def test_gold_table_is_checked(tmp_path: Path, content: str, message: str) -> None:
    """A table that is none is refused, with the row and what was expected in it."""
    (tmp_path / "one.txt").write_text("In Baku.", encoding="utf-8")
    (tmp_path / "gold.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_gold_table(tmp_path / "gold.tsv")
