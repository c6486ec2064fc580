"""Whose name a word is, where the lexicon knows it of several languages."""

from __future__ import annotations

from resolve.conversion.custom import NO_VOTE, choose
from resolve.conversion.lexicon import Form
from resolve.conversion.rows import Row


def form(origin: str, text: str) -> Form:
    row = Row("given", origin, (("kərim",), ("kerim",), (), (text,), ()), "test")
    return Form(text, "ru", 1.0, (row,), ("kerim",))


AZERBAIJANI, PERSIAN = form("az", "керим"), form("fa", "карим")


def test_a_turkish_bearer_is_neither_azerbaijani_nor_persian() -> None:
    """In a Turkish text Kerim alone is no Azerbaijani, so it is no Persian Karim either: rules decide."""
    assert () == choose((AZERBAIJANI, PERSIAN), NO_VOTE, "tr")


def test_a_surname_vouches_for_whom_it_is_at_home_with() -> None:
    """A name that speaks for Persian, or for Azerbaijani, takes the form of that language."""
    assert (PERSIAN,) == choose((AZERBAIJANI, PERSIAN), ("fa", 2), "tr")
    assert (AZERBAIJANI,) == choose((AZERBAIJANI, PERSIAN), ("az", 2), "tr")


def test_a_name_of_one_far_language_needs_nobody_to_vouch() -> None:
    """A name that no neighbour bears is what it is."""
    assert (PERSIAN,) == choose((PERSIAN,), NO_VOTE, "tr")
