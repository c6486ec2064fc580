"""Each system against its case table, and against what it says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resolve.conversion import System, systems, transliterate
from resolve.conversion.registry import find_system, systems_between
from resolve.conversion.rules import convert_words, list_rules, trace_word
from resolve.errors import UnknownSystemError, UsageError

CASES = Path(__file__).parents[2] / "cases" / "conversion"
# RFC 6497: target tag, t, source tag, then fields: a key (letter, digit) with values of 3 to 8 characters.
TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?-t-[a-z]{2,3}(-[a-z]{4})?(-[a-z][0-9](-[a-z0-9]{3,8})+)?")
ALL = pytest.mark.parametrize("system", systems(), ids=lambda system: system.id)


def read_cases() -> list[tuple[str, str, str]]:
    cases: list[tuple[str, str, str]] = []
    for path in sorted(CASES.glob("*-t-*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        cases += [(path.stem, cells[0], cells[1]) for cells in rows[1:]]
    return cases


@pytest.mark.parametrize(("system", "text", "expected"), read_cases())
def test_case(system: str, text: str, expected: str) -> None:
    """A system writes a name as its authority does."""
    found = find_system(system)
    assert expected == transliterate(text, found.source, found.target, system=system)


@ALL
def test_has_cases(system: System) -> None:
    """Every system has a table of cases, sorted and without doubles."""
    lines = (CASES / f"{system.id}.tsv").read_text("utf-8").splitlines()
    inputs = [line.split("\t")[0] for line in lines if not line.startswith("#")][1:]
    assert sorted(set(inputs)) == inputs
    assert len(inputs) >= 7


@ALL
def test_header(system: System) -> None:
    """A header is complete, and the id is a BCP 47-T tag of its source and target."""
    assert TAG.fullmatch(system.id)
    target, _, rest = system.id.partition("-t-")
    source = re.split(r"-[a-z][0-9]-", rest)[0]
    assert (source.removesuffix("-latn"), target.removesuffix("-latn")) == (
        system.source.lower(),
        system.target.lower(),
    )
    assert all((system.what, system.authority, system.licence, system.note))
    assert 1900 < system.year < 2100


@ALL
def test_ranks(system: System) -> None:
    """The systems of a direction are ranked 1, 2, ... without a gap."""
    ranks = [other.rank for other in systems_between(system.source, system.target)]
    assert ranks in (list(range(1, len(ranks) + 1)), list(range(2, len(ranks) + 2)))


@ALL
def test_rules_are_reachable(system: System) -> None:
    """No rule stands twice, and a key that has one rule without context becomes what that rule says."""
    rules = list_rules(system.id)
    contexts = [(rule.left, rule.key, rule.right) for rule in rules]
    assert len(set(contexts)) == len(contexts)
    free = [rule for rule in rules if not rule.left and not rule.right]
    made = convert_words(system.id, [f"-{rule.key}-" for rule in free])
    bound = {rule.key for rule in rules if rule.left or rule.right}
    assert [f"-{rule.result}-" for rule in free if rule.key not in bound] == [
        form for rule, form in zip(free, made, strict=True) if rule.key not in bound
    ]


@ALL
def test_trace(system: System) -> None:
    """The pieces of a traced word make up the word and its plain conversion, on every case."""
    for name, text, _ in read_cases():
        if name == system.id and text.islower() and text.isalpha():
            pieces = trace_word(system.id, text)
            assert text == "".join(piece.source for piece in pieces)
            assert convert_words(system.id, [text]) == ["".join(piece.target for piece in pieces)]


def test_unknown_system() -> None:
    """An id that does not exist is named, with those that do, the nearest first."""
    with pytest.raises(UnknownSystemError, match=r"'de-t-ru-m0-dude'; there are: de-t-ru-m0-duden, "):
        find_system("de-t-ru-m0-dude")


def test_system_of_another_direction() -> None:
    """A system is not used for a direction that is not its own."""
    with pytest.raises(UsageError, match="leads from ru to de, not from az to de"):
        transliterate("Əli", "az", "de", system="de-t-ru")
