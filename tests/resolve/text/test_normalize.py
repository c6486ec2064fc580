"""Normalization: every oddity of a written name, and what holds for any text at all."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import cell_value, read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS

from resolve import tables
from resolve.text.normalize import Normalized, lower, normalize

ODD = "".join(
    (
        "İıIi\u0307\u0301\u0483ßẞſﬁǅĲﾊ０",
        "\u200b\u202e\u00ad\ufeff\ufe0f\u0007\u001c\u0085\u00a0",
        "".join(row[0] + row[2] for row in tables.read_rows("text/lookalikes.tsv").rows),
    )
)
written = st.text(max_size=30) | st.text(st.sampled_from(ODD + "".join(ALPHABETS.values())), max_size=12)


@pytest.mark.parametrize("case", read_cases("text/normalize.tsv"), ids=lambda case: case["case"])
def test_case(case: dict[str, str]) -> None:
    """A name becomes the text of the table, and what was folded or refused is said."""
    normal = normalize(cell_value(case["name"]))
    assert cell_value(case["text"]) == normal.text
    said = "; ".join(normal.notes), normal.error or ""
    assert (bool(case["notes"]), bool(case["error"])) == (bool(said[0]), bool(said[1]))
    assert (True, True) == (case["notes"] in said[0], case["error"] in said[1])


@given(st.text(st.characters(), max_size=40))
def test_never_raises(name: str) -> None:
    """Any text, half surrogate pairs too, gives a text or an error, and never both."""
    normal = normalize(name)
    assert (normal.error is not None) == (normal.text == "")


@given(written)
def test_idempotent(name: str) -> None:
    """What was normalized once stays as it is, and nothing more is found in it."""
    normal = normalize(name)
    if normal.error is None and normal.text.strip():
        assert Normalized(normal.text) == normalize(normal.text)


@given(written)
def test_letters_are_those_written(name: str) -> None:
    """No letter is invented: each is one that was written, or looks like one."""
    alike = {"ı": "i"}
    shapes = [(row[0], row[2]) for row in tables.read_rows("text/lookalikes.tsv").rows]
    given_letters = set(lower(unicodedata.normalize("NFKC", name))) | set(lower(name))
    may_be = given_letters | {alike.get(c, c) for c in given_letters}
    may_be |= {lower(b) for a, b in shapes if lower(a) in given_letters}
    may_be |= {lower(a) for a, b in shapes if lower(b) in given_letters}
    composed = set(unicodedata.normalize("NFD", "".join(may_be)))
    text = unicodedata.normalize("NFD", normalize(name).text)
    assert set() == {c for c in text if c.isalpha()} - composed


@given(st.sampled_from(sorted(ALPHABETS)).flatmap(lambda lang: st.text(ALPHABETS[lang], min_size=1)))
def test_plain_names_are_only_put_in_lower_case(name: str) -> None:
    """Letters of one of our alphabets give nothing to fold."""
    assert Normalized(lower(unicodedata.normalize("NFC", name))) == normalize(name)
