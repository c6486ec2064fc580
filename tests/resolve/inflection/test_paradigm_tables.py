"""The tables of the inflection: what they may hold, and what is said of a broken one."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import pytest

from resolve import tables
from resolve.errors import DataError
from resolve.inflection import STEM_LANGUAGES
from resolve.inflection.paradigms import endings
from resolve.inflection.rules import rules
from resolve.inflection.seams import marks
from resolve.inflection.sounds import sounds


@pytest.mark.parametrize("lang", STEM_LANGUAGES)
@pytest.mark.parametrize("plain", [False, True])
def test_weights_are_shares(lang: str, plain: bool) -> None:
    """Every rule weighs something in one place at least, and never more than a name known as a whole."""
    found = rules(lang, plain).rows
    assert [] == [rule for rule in found if not 0 <= rule.bare <= 1 or not 0 <= rule.marked <= 1]
    assert [] == [rule for rule in found if not rule.bare and not rule.marked]


@pytest.mark.parametrize("table", ["chains", "endings"])
def test_examples_end_in_what_they_show(table: str) -> None:
    """The example of each row ends in an ending of the language, after its mark or at its end."""
    wrong = []
    for row in tables.read_rows(f"inflection/{table}.tsv").rows:
        lang, example = row[0], row[-1] if table == "chains" else row[-2]
        texts = {ending.text for ending in endings(lang)}
        small = example.replace("İ", "i").lower().rstrip("’")
        if not any(small.endswith(text) for text in texts if text) and not example.endswith("’"):
            wrong.append(row)
    assert [] == wrong


@pytest.mark.parametrize(
    ("row", "read", "told"),
    [
        (
            ("xx", "a", "vowel sideways"),
            lambda: sounds.__wrapped__("xx"),
            "a is 'vowel sideways'; expected voiceless",
        ),
        (("§", "dash"), lambda: marks.__wrapped__(), "'dash' is no seam; expected one of none, apostrophe"),
    ],
)
def test_broken_row_is_named(
    monkeypatch: pytest.MonkeyPatch, row: tuple[str, ...], read: Callable[[], object], told: str
) -> None:
    """A cell that means nothing is named, with what was expected."""
    broken = tables.Table(MappingProxyType({}), tuple("abc"[: len(row)]), [row])
    monkeypatch.setattr(tables, "read_rows", lambda _: broken)
    with pytest.raises(DataError, match=told):
        read()


def test_chain_of_unknown_slots_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain may only hold slots that the endings have."""
    rows = {
        "inflection/endings.tsv": [("xx", "CASE", "DAT", "A", "1", "", "")],
        "inflection/chains.tsv": [("xx", "CASE PL", "any", "1", "1", "no", "")],
    }
    monkeypatch.setattr(tables, "read_rows", lambda name: tables.Table(MappingProxyType({}), (), rows[name]))
    with pytest.raises(DataError, match="expected slots of CASE after any"):
        endings.__wrapped__("xx")
