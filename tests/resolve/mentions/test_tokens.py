"""Cutting running text into tokens: the fast way cuts as a plain one does, and loses no place."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resolve.mentions import tokens as fast
from resolve.mentions.tokens import LONGEST, Gap, cut

LIVELY = st.text(st.sampled_from("aİə9Bß'’-.,:!?@ \n\t\0\"“”\u0301\u200b\ud800漢"), max_size=60)


def is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" or (category == "Cf" and character != "\u200b")


def plain_tokens(text: str) -> list[tuple[int, int]]:
    """Cut one text character by character."""
    marks = [is_word(character) for character in text]
    for place in range(1, len(text) - 1):
        mark = (
            unicodedata.category(text[place - 1])[0] in "M" or unicodedata.category(text[place - 1]) == "Cf"
        )
        if text[place] in "'’ʼ‘ʻ´′`ʹ" and is_word(text[place - 1]) and is_word(text[place + 1]) and not mark:
            marks[place] = True
    found, begin = [], None
    for place, inside in enumerate([*marks, False]):
        if inside and begin is None:
            begin = place
        elif not inside and begin is not None:
            found.append((begin, place))
            begin = None
    return found


@given(texts=st.lists(st.one_of(st.text(max_size=40), LIVELY), max_size=5))
@example(texts=["", "'", "a'", "'a", "a'b", "\ud800x"])
def test_cut_as_plainly(texts: list[str]) -> None:
    """Tokens are those that one finds character by character, in each document, in order."""
    found = cut(texts)
    expected = [(number, *bounds) for number, text in enumerate(texts) for bounds in plain_tokens(text)]
    columns = found.document.tolist(), found.start.tolist(), found.end.tolist()
    assert expected == list(zip(*columns, strict=True))


@given(texts=st.lists(LIVELY, min_size=1, max_size=4))
def test_equal_spellings_have_equal_numbers(texts: list[str]) -> None:
    """Two tokens have one number if they are spelt the same, and two if not."""
    found = cut(texts)
    spelt = [
        texts[number][start:end]
        for number, start, end in zip(
            found.document.tolist(), found.start.tolist(), found.end.tolist(), strict=True
        )
    ]
    assert len(set(spelt)) == len(set(zip(spelt, found.spelling.tolist(), strict=True)))
    assert len(set(spelt)) == len(set(found.spelling.tolist()))


def test_spellings_do_not_hang_on_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token has the same number wherever it stands, also where the work is parted before or in it."""
    text = " ".join(f"Word{number % 7}" for number in range(400)) + " " + "x" * 3 * LONGEST
    whole = cut([text]).spelling.tolist()
    monkeypatch.setattr(fast, "_BLOCK", 4 * LONGEST)
    assert whole == cut([text]).spelling.tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakı Moskva", Gap.SPACE),
        ("Bakı\nMoskva", Gap.SPACE),
        ("Bakı\n\nMoskva", Gap.BREAK),
        ("Azərbaycan-Rusiya", Gap.HYPHEN),
        ("V.Putin", Gap.DOT),
        ("K.-S. Tokajew", Gap.DOT),
        ("S. Lavrov", Gap.DOT_SPACE),
        ('ADY "Bakı"', Gap.QUOTE),
        ("Bakı, Moskva", Gap.BREAK),
        ("Halle (Saale)", Gap.PARENTHESIS),
        ("Bakı: (Moskva", Gap.BREAK),
    ],
)
def test_gaps(text: str, expected: Gap) -> None:
    """What stands between two tokens tells whether they may be one name."""
    assert expected == Gap(int(cut([text]).gap[1]))


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Bakı böyükdür. Moskva da", ["Bakı", "Moskva"]),
        ("Bakı, Moskva və Aktau", ["Bakı"]),
        ('O dedi: "Bakı gözəldir"', ["O", "Bakı"]),
        ("Başlıq\nBakı gözəldir", ["Başlıq", "Bakı"]),
    ],
)
def test_sentences_open(text: str, opening: list[str]) -> None:
    """A token opens a sentence, a line or a quotation behind a full stop, a break or a quotation mark."""
    found = cut([text])
    bounds = zip(found.start.tolist(), found.end.tolist(), found.opens.tolist(), strict=True)
    assert opening == [text[start:end] for start, end, opens in bounds if opens]


def test_addresses() -> None:
    """What hangs together with an @ is an address, the words around it are none."""
    text = "Yazın: i.dostalik@caucasuswatch.de ünvanına"
    found = cut([text])
    bounds = zip(found.start.tolist(), found.end.tolist(), found.address.tolist(), strict=True)
    kept = [text[start:end] for start, end, address in bounds if not address]
    assert ["Yazın", "ünvanına"] == [word for word in kept if re.fullmatch(r"\w{4,}", word)]
