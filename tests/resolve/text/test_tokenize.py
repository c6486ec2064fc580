"""Tokens of a name, and what each does in it."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS, names

from resolve import settings
from resolve.names import KINDS, UNKNOWN_KIND, read_names
from resolve.text.normalize import normalize
from resolve.text.tokenize import tokens, without_acronym_suffix
from resolve.text.words import Role

languages = st.sampled_from(sorted(ALPHABETS))


@pytest.mark.parametrize("case", read_cases("text/tokens.tsv"), ids=lambda case: case["name"])
def test_tokens(case: dict[str, str]) -> None:
    """A name is cut into the tokens of the table."""
    assert case["tokens"] == "|".join(tokens(normalize(without_acronym_suffix(case["name"])).text))


@pytest.mark.parametrize(
    "case", read_cases("words/roles.tsv"), ids=lambda case: f"{case['name']}-{case['kind']}"
)
def test_roles(case: dict[str, str]) -> None:
    """Each token of a name has the role of the table."""
    kind = KINDS.index(case["kind"]) if case["kind"] else UNKNOWN_KIND
    roles = read_names([case["name"]], ["und"], np.array([kind], np.uint8)).names.role
    assert case["roles"] == " ".join(Role(role).name.lower() for role in roles)


@given(st.text(max_size=40))
def test_tokens_of_any_text(text: str) -> None:
    """No token is empty or holds a blank, and their characters come in the order of the text."""
    found = tokens(text)
    assert [] == [token for token in found if not token.strip(".") or token != "".join(token.split())]
    rest = iter(text)
    assert all(character in rest for character in "".join(found))


@given(languages.flatmap(names))
def test_words_are_tokens(name: str) -> None:
    """Words of letters alone are the tokens, in their order."""
    assert name.split() == tokens(name)


@given(st.lists(languages.flatmap(names), max_size=6))
def test_column_is_read_as_its_names_are(column: list[str]) -> None:
    """A name among others is read as it is by itself."""
    kinds = np.full(len(column), UNKNOWN_KIND, np.uint8)
    table = read_names(column, ["und"] * len(column), kinds)
    for row, name in enumerate(column):
        alone = read_names([name], ["und"], kinds[:1])
        part = slice(int(table.names.first[row]), int(table.names.first[row + 1]))
        forms = [table.table.forms.texts[form] for form in table.names.form[part]]
        assert [alone.table.forms.texts[form] for form in alone.names.form] == forms
        assert alone.names.role.tolist() == table.names.role[part].tolist()


def test_names_of_many_tokens() -> None:
    """Of a name of a hundred words the first ones are read."""
    table = read_names([" ".join(["ad"] * 100)], ["und"], np.array([UNKNOWN_KIND], np.uint8))
    assert settings.MAX_TOKENS == table.names.size[0]
