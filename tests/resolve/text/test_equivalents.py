"""Names that are no spellings of each other and still say the same."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from conftest import read_cases

from resolve.text.compounds import parts
from resolve.text.equivalents import equivalent, equivalent_token, given, phrase
from resolve.text.normalize import normalize
from resolve.text.tokenize import tokens, without_acronym_suffix
from seeds.pins import PINS

ROOT = Path(__file__).resolve().parents[3]


def number(name: str, lang: str = "und") -> int:
    return equivalent(phrase(parts(tokens(normalize(without_acronym_suffix(name)).text), lang)))


@pytest.mark.parametrize(
    "case", read_cases("words/equivalents.tsv"), ids=lambda case: f"{case['one']}-{case['other']}"
)
@pytest.mark.parametrize("lang", ["und", "de", "ru"])
def test_equivalents(case: dict[str, str], lang: str) -> None:
    """Two names say the same if they have the same number, in whatever language they are taken apart."""
    one, other = number(case["one"], lang), number(case["other"], lang)
    assert (case["same"] == "yes") == (one == other != 0)


@pytest.mark.parametrize(
    "case", read_cases("words/given_names.tsv"), ids=lambda case: f"{case['one']}-{case['other']}"
)
def test_given_names(case: dict[str, str]) -> None:
    """Two given names may be of one person, or of one sovereign only, if they share a number."""
    one, other = (normalize(case[side]).text for side in ("one", "other"))
    anyone = bool(set(given(one)) & set(given(other)))
    sovereign = bool(set(given(one, sovereign=True)) & set(given(other, sovereign=True)))
    assert case["same"] == ("yes" if anyone else "sovereign" if sovereign else "no")


def test_a_person_s_name_is_no_place_inside_a_name() -> None:
    """Jordan is the country as a whole name only; Ungarn is the country wherever it stands."""
    assert (0, equivalent("ürdün")) == (equivalent_token("jordan"), equivalent("jordan"))
    assert equivalent("ungarn") == equivalent_token("ungarn") != 0


def test_a_token_has_the_number_of_the_whole_name() -> None:
    """What one token of a longer name stands for is numbered as the whole names are."""
    assert number("Bundesrepublik") == 0
    assert equivalent_token("венгрия") == number("Macaristan") != 0


def installed_as_pinned() -> bool:
    try:
        return all(version(package) == pinned for package, pinned in PINS.items())
    except PackageNotFoundError:
        return False


@pytest.mark.skipif(
    not installed_as_pinned(), reason="pip install " + " ".join(f"{p}=={v}" for p, v in PINS.items())
)
@pytest.mark.parametrize("script", ["exonyms.py", "organization_names.py"])
def test_derived_tables_are_what_their_source_gives(script: str) -> None:
    """The derived tables are what CLDR and the hand-kept organizations give, byte by byte."""
    command = [sys.executable, str(ROOT / "seeds" / script), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert (done.returncode, done.stderr) == (0, "")
