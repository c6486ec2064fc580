"""The names table: what is accepted, and what it becomes."""

from __future__ import annotations

import json

import polars as pl
import pytest
from conftest import read_cases
from hypothesis import given
from strategies import names_tables

from gazetteer.check import find_faults
from gazetteer.language import canonical_tag
from gazetteer.schema import COLUMNS, TYPES, as_text, canonical
from gazetteer.scripts import detect_scripts, script_properties

ROW = {"entity_id": "loc:baku", "kind": "place", "lang": "az", "name": "Bakı"}


@pytest.mark.parametrize("case", read_cases("gazetteer/language_tags.tsv"), ids=lambda case: case["tag"])
def test_language_tag(case: dict[str, str]) -> None:
    """A language tag has one form, and what is no tag has none."""
    assert (case["canonical"] or None) == canonical_tag(case["tag"])


@pytest.mark.parametrize(
    "case", read_cases("gazetteer/name_scripts.tsv"), ids=lambda case: f"{case['name']}-{case['tag']}"
)
def test_script(case: dict[str, str]) -> None:
    """A name's script is that of its letters, or else what its tag says."""
    names, tags = pl.Series("name", [case["name"]]), pl.Series("tag", [case["tag"]])
    assert [case["script"]] == detect_scripts(names, tags).to_list()


@pytest.mark.parametrize(
    "case", read_cases("gazetteer/values.tsv"), ids=lambda case: f"{case['column']}={case['value']}"
)
def test_value(case: dict[str, str]) -> None:
    """A value has one form, or is a fault."""
    value = json.loads(f'"{case["value"]}"') if "\\" in case["value"] else case["value"]
    frame = pl.DataFrame({**ROW, case["column"]: value})
    found = [fault.code for fault in find_faults(frame)]
    if case["canonical"].isidentifier() and case["canonical"] not in ("true", "false"):
        assert [case["canonical"]] == found
    else:
        assert ([], json.loads(case["canonical"])) == (found, canonical(as_text(frame))[case["column"]][0])


@pytest.mark.parametrize(
    ("said", "filled"),
    [
        ((None, None), (False, "alias")),
        (("true", None), (True, "preferred")),
        (("false", None), (False, "alias")),
        ((None, "preferred"), (True, "preferred")),
        ((None, "abbreviation"), (False, "abbreviation")),
        (("true", "abbreviation"), (True, "abbreviation")),
    ],
)
def test_preference(said: tuple[str | None, str | None], filled: tuple[bool, str]) -> None:
    """What is said of preference in one column fills the other."""
    frame = pl.DataFrame({**ROW, "is_preferred": [said[0]], "name_kind": [said[1]]})
    assert [filled] == canonical(as_text(frame)).select("is_preferred", "name_kind").rows()


@given(names_tables())
def test_canonical_form_is_stable(frame: pl.DataFrame) -> None:
    """The canonical form of the canonical form is itself, with the types of the schema."""
    once = canonical(as_text(frame))
    assert once.equals(canonical(as_text(once)))
    assert TYPES == {name: once.schema[name] for name in COLUMNS}


def test_numbers_and_lists_of_other_tools() -> None:
    """Whole numbers kept as floats and CURIEs kept as a list are understood."""
    frame = pl.DataFrame(
        {
            **ROW,
            "population": [2300500.0],
            "birth_year": [1961],
            "same_as": [["wikidata:Q9248", "geonames:587084"]],
        }
    )
    rows = canonical(as_text(frame))
    assert [(2300500, 1961, "geonames:587084 wikidata:Q9248")] == rows.select(
        "population", "birth_year", "same_as"
    ).rows()


def test_scripts_are_known_to_polars() -> None:
    """Each Unicode property value of the table finds letters; the codes are sorted and unique."""
    codes = list(script_properties())
    assert sorted(set(codes)) == codes
    for value in script_properties().values():
        assert [0] == pl.Series(["1"]).str.count_matches(rf"\p{{{value}}}").to_list()
