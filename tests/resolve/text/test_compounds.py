"""Names taken apart: by the case table, and never at the cost of a letter."""

from __future__ import annotations

import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS
from strategies import names as written

from resolve import tables
from resolve.errors import DataError
from resolve.text import compounds
from resolve.text.compounds import parts
from resolve.text.words import Role, named_after, word

CASES = read_cases("words/compounds.tsv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, str]) -> None:
    """A name is taken into the parts of the table, or stays whole."""
    assert case["parts"].split() == parts(case["name"].split(), case["lang"])


compound_names = st.sampled_from(["de", "tr", "en"]).flatmap(written) | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "nord", "südost", "west"]),
    st.text(ALPHABETS["de"].lower(), min_size=1, max_size=9),
    st.sampled_from(["", "insel", "inseln", "see", "straße"]),
)


@given(compound_names, st.sampled_from(["de", "und"]))
def test_cutting_loses_nothing(name: str, lang: str) -> None:
    """The parts of a compound written together are the compound, and none is empty."""
    tokens = name.lower().split()
    found = parts(tokens, lang)
    assert "".join(tokens) == "".join(found)
    assert all(found)


@given(compound_names)
def test_cut_once(name: str) -> None:
    """A token is cut into two parts at most."""
    assert all(len(parts([token], "de")) <= 2 for token in name.lower().split())


@given(st.sampled_from(sorted(ALPHABETS)).flatmap(written), st.sampled_from(["tr", "az", "en", "ru"]))
def test_other_languages_are_not_cut(name: str, lang: str) -> None:
    """Where a name is in another language than German, as many tokens come out as went in."""
    tokens = name.lower().split()
    assert len(tokens) == len(parts(tokens, lang))


def test_place_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that stands neither first nor last is named."""
    table = tables.Table({}, ("part", "place", "least", "rest"), [("insel", "middle", "4", "any")])
    monkeypatch.setattr(tables, "read_rows", lambda _name: table)
    compounds._patterns.cache_clear()
    try:
        with pytest.raises(DataError, match="insel: place is 'middle', expected first or last"):
            parts(["marshallinseln"], "de")
    finally:
        compounds._patterns.cache_clear()


@pytest.mark.parametrize(
    ("part", "place"),
    [(part, place) for part, place, *_ in tables.read_rows("words/compounds.tsv").rows],
)
def test_parts_are_known_words(part: str, place: str) -> None:
    """What is cut off is a kind of place or a qualifier, so that it is not taken for a name."""
    expected = {"first": Role.QUALIFIER, "last": Role.GENERIC}
    assert expected[place] == word(part).role


def test_named_after_are_senses_of_generic_words() -> None:
    """Each sense of the table is that of some generic word, and airports and museums are among them."""
    senses = {row[0] for row in tables.read_rows("words/named_after.tsv").rows}
    known = {sense for _, role, sense in tables.read_rows("words/words.tsv").rows if role == "generic"}
    assert set() == senses - known
    assert {word("airport").sense, word("müzesi").sense} <= named_after()
    assert word("şəhəri").sense not in named_after()
