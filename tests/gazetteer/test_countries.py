"""Country codes: the table is what ISO 3166 and CLDR say."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from gazetteer.countries import canonical_country, countries

NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""What CLDR has names for and what is no country: unions, the rest of Oceania, codes for tests."""


def test_all_that_cldr_names() -> None:
    """Every territory of two letters that CLDR has a name for is there."""
    named = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code)}
    assert named - NO_COUNTRIES <= countries()
    assert set() == NO_COUNTRIES & countries()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("az", "AZ"),
        ("XK", "XK"),
        ("SU", "SU"),
        ("ZZ", None),
        ("UK", None),
        ("AZE", None),
        ("", None),
        ("ß", None),
    ],
)
def test_code(code: str, expected: str | None) -> None:
    """A code that names a country, now or once, has one form; others have none."""
    assert expected == canonical_country(code)
