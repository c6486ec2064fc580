"""Words inside names, and what they say in any language."""

from __future__ import annotations

import pytest
from conftest import read_cases

from resolve.text.words import NUMBERED, Role, word


@pytest.mark.parametrize(
    "case", read_cases("words/senses.tsv"), ids=lambda case: f"{case['one']}-{case['other']}"
)
def test_senses(case: dict[str, str]) -> None:
    """Two words say the same if they have one role and one sense."""
    one, other = word(case["one"]), word(case["other"])
    assert (case["same"] == "yes") == (one == other and one.sense > 0)


@pytest.mark.parametrize("token", ["0", "5000", "7" * 30])
def test_a_number_out_of_reach_has_no_sense(token: str) -> None:
    """Numbers up to 4999 have senses of their own; what is beyond is a number without one."""
    assert (word(token).role, word(token).sense) == (Role.NUMBER, 0)


def test_numbers_do_not_share_senses_with_words() -> None:
    """The sense of a number lies above those of all words."""
    assert word("4999").sense == NUMBERED + 4999
    assert word("rayonu").sense < NUMBERED
