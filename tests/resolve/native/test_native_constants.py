"""Numbers that stand in C as well as in Python are the same in both: no structure tells of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resolve import settings
from resolve.decide import Ground
from resolve.index import keyed, layout, runs
from resolve.names import folded, outline
from resolve.native import reasons
from resolve.sound import alphabet, readings, rulebook, spoken
from resolve.text import equivalents, plain, signs
from resolve.text.words import Role

FOLDER = Path(__file__).parents[3] / "resolve" / "native"


def defined(file: str, name: str) -> int:
    """The number that a C file gives a name."""
    found = re.search(rf"^#define {name} (\S+)", (FOLDER / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{file} defines no {name}"
    return int(found[1], 0)


def members(file: str, first: str) -> list[str]:
    """The members of the enumeration in a C file that begins with a name."""
    found = re.search(rf"enum {{\s+({first}\b[^}}]*?)\s+}};", (FOLDER / file).read_text(encoding="utf-8"))
    assert found, f"{file} has no enumeration that begins with {first}"
    return re.split(r",\s+", found[1])


@pytest.mark.parametrize(
    ("file", "name", "number"),
    [
        ("engine.h", "MAX_SOUNDS", alphabet.MAX_SOUNDS),
        ("engine.h", "MAX_TOKENS", settings.MAX_TOKENS),
        ("engine.h", "MAX_GIVEN", equivalents.MOST_GIVEN),
        ("engine.h", "READINGS", spoken.MAX_READINGS),
        ("engine.h", "ROLES", len(Role)),
        ("cut.c", "CHARACTERS", plain.KNOWN),
        ("readings.c", "LETTERS", rulebook.KNOWN),
        ("readings.c", "MOST_PLACES", rulebook.MOST_PLACES),
        ("readings.c", "CLASSES", rulebook._CLASSES),
        ("folded.c", "LETTERS", folded._LETTERS),
        ("signs.c", "LETTERS", signs.KNOWN),
        ("signs.c", "SHORT_SIZE", signs._LONGEST_BRIEF),
        ("folded.c", "HASHED_BYTES", folded._HASHED_BYTES),
        ("outline.c", "BITS", outline._BITS),
        ("shapes.c", "LENGTHS", layout.LENGTHS),
        ("sounds.c", "DIGITS", alphabet.code("0")),
        ("keyed.c", "REST_BITS", keyed._REST_BITS),
        ("keyed.c", "ENTRY_BITS", keyed.ENTRY_BITS),
        ("worth.h", "WORTH_DROPPED", runs._WORTH_DROPPED),
        ("promising.c", "WORTH_MASK", runs._WORTH_MASK),
    ],
)
def test_defined_alike(file: str, name: str, number: int) -> None:
    """A limit or a width is one number."""
    assert int(number) == defined(file, name)


def test_room() -> None:
    """There is room for what the tables of today need."""
    assert len(readings.all_names()) <= defined("keys.h", "MAX_ORTHOGRAPHIES")
    assert len(readings.all_names()) <= defined("readings.c", "MOST_READINGS")
    assert len(alphabet.ALPHABET) < defined("engine.h", "CODES")
    assert len(alphabet.COARSE_ALPHABET) < defined("outline.c", "CLASSES")


def test_members() -> None:
    """Roles, and what a character may be, have the same numbers; C names the first roles only."""
    roles = members("roles.c", "CORE")
    assert [role.name for role in Role][: len(roles)] == roles
    assert [f"{kind.name} = {kind.value}" for kind in plain.Kind] == members("cut.c", "LATIN = 1")
    shown = [f"{sign.name} = {sign.value}" for sign in signs.Sign]
    assert [*shown, f"ROMAN = {signs._ONLY_ROMAN}"] == members("signs.c", "LATIN = 1")


def test_words_of_reasons() -> None:
    """Templates and grounds have the same numbers; a low score has its own words, whatever is left."""
    assert list(reasons.WORDS) == members("reasons.c", "SAME_TEXT")
    *grounds, low = Ground
    assert [f"ON_{ground.name}" for ground in grounds] == members("reasons.c", "ON_NOTHING_NEAR")
    assert low == Ground.LOW
