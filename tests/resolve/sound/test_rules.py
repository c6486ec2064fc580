"""Rules of readings, taken apart."""

from __future__ import annotations

import pytest

from resolve.errors import DataError
from resolve.sound.rules import Letters, Rule, take_apart


def one(letters: str) -> Letters:
    """Return the set of these letters."""
    return Letters(frozenset(letters))


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("sch", [Rule(None, (one("s"), one("c"), one("h")), ())]),
        ("c(?=[ei])", [Rule(None, (one("c"),), (one("ei"),))]),
        ("au?", [Rule(None, (one("a"), one("u")), ()), Rule(None, (one("a"),), ())]),
        (r"e(?=\s|$)", [Rule(None, (one("e"),), (one("\n"),))]),
        ("(?<![^\\s])st", [Rule(one("\n"), (one("s"), one("t")), ())]),
        ("(?<=[^a-c\\s])y", [Rule(Letters(frozenset("abc\n"), others=True), (one("y"),), ())]),
        ("a(?:b|cd)", [Rule(None, (one("a"), one("b")), ()), Rule(None, (one("a"), one("c"), one("d")), ())]),
    ],
)
def test_rule(source: str, rules: list[Rule]) -> None:
    """A source stands for these rules, in this order."""
    assert tuple(rules) == take_apart(source)


@pytest.mark.parametrize("source", ["a*", "(?=a", "a{2}", "a.?[", "(?P<x>a)", "(?<=ab)c", "(?<!a|b)c"])
def test_other_expressions(source: str) -> None:
    """What no rule is written with is refused, and named."""
    with pytest.raises(DataError, match=r"sound/readings\.tsv"):
        take_apart(source)
