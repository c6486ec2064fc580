r"""The rules of the readings as sets of letters, one for each place that a rule looks at.

A rule of `readings.tsv` is written as a regular expression of a few simple forms; here it is taken apart, so
that it can be followed letter by letter:

    c(?=[ei])          the letter c, and behind it one of e, i
    (?<=[aeiou])y      the letter y, and before it a vowel
    eaux?              two rules: e a u x, and where that does not fit, e a u
    e(?=\s|$)           e at the end
"""

import functools
import re
from dataclasses import dataclass
from typing import Final

from resolve.errors import DataError

EDGE: Final = "\n"
"""Stands for the beginning and the end of a token."""

_PIECE: Final = re.compile(
    r"(?P<open>\(\?(?P<how>:|=|<=|<!))|(?P<close>\))|(?P<bar>\|)|\[(?P<other>\^?)(?P<set>[^\]]+)\]"
    r"|(?P<edge>\\s|\$)|(?P<letter>[^\[\]()|?\\$*+{}.^])(?P<maybe>\??)"
)
_RANGE: Final = re.compile("(.)-(.)")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters that may stand at one place.

    Attributes:
        named: letters; `EDGE` among them stands for the edge of the token.
        others: whether all letters may stand there but these.
    """

    named: frozenset[str]
    others: bool = False


Places = tuple[Letters, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks at.

    Attributes:
        before: what must stand before it, None for anything.
        letters: what it reads.
        ahead: what must follow.
    """

    before: Letters | None
    letters: Places
    ahead: Places


@functools.cache
def take_apart(source: str) -> tuple[Rule, ...]:
    """The rules that a source stands for, in the order in which they are tried.

    Args:
        source: as `readings.tsv` writes it.

    Raises:
        DataError: it is of another form.
    """
    pieces = list(_PIECE.finditer(source))
    if "".join(piece.group() for piece in pieces) != source:
        raise DataError(
            "sound/readings.tsv",
            0,
            f"{source!r} is no rule; expected letters, [sets], x?, (?:a|b), (?=ahead) and (?<=before)",
        )
    before: list[Places] = [()]
    if pieces and pieces[0]["how"] in ("<=", "<!"):
        before, rest = _alternatives(source, pieces[1:])
        if any(len(places) > 1 for places in before) or (pieces[0]["how"] == "<!" and len(before) > 1):
            raise DataError("sound/readings.tsv", 0, f"{source!r} looks back at more than a letter or [set]")
        if pieces[0]["how"] == "<!":
            before = [tuple(map(_opposite, places)) for places in before]
        pieces = rest
    bodies: list[Places] = [()]
    ahead: list[Places] = [()]
    while pieces:
        if pieces[0]["how"] == "=":
            ahead, pieces = _alternatives(source, pieces[1:])
        else:
            found, pieces = _step(source, pieces)
            bodies = [body + more for body in bodies for more in found]
    rules = (
        Rule(places[0] if places else None, body, after)
        for body in bodies
        for places in before
        for after in ahead
    )
    return tuple(dict.fromkeys(rules))


def _alternatives(source: str, pieces: list[re.Match[str]]) -> tuple[list[Places], list[re.Match[str]]]:
    """What may stand inside a bracket, and the pieces behind it."""
    done: list[Places] = []
    now: list[Places] = [()]
    while pieces and not pieces[0]["close"]:
        if pieces[0]["bar"]:
            done, now, pieces = done + now, [()], pieces[1:]
            continue
        found, pieces = _step(source, pieces)
        now = [places + more for places in now for more in found]
    if not pieces:
        raise DataError("sound/readings.tsv", 0, f"{source!r} lacks a closing bracket")
    return done + now, pieces[1:]


def _step(source: str, pieces: list[re.Match[str]]) -> tuple[list[Places], list[re.Match[str]]]:
    """What may stand at the next place, and the pieces behind it."""
    piece, rest = pieces[0], pieces[1:]
    if piece["how"] == ":":
        return _alternatives(source, rest)
    if piece["set"]:
        return [(_set(piece["set"], bool(piece["other"])),)], rest
    if piece["edge"]:
        return [(Letters(frozenset(EDGE)),)], rest
    if piece["letter"]:
        one = (Letters(frozenset(piece["letter"])),)
        return [one, ()] if piece["maybe"] else [one], rest
    raise DataError("sound/readings.tsv", 0, f"{source!r} has {piece.group()!r} where a letter is expected")


def _set(written: str, others: bool) -> Letters:
    ranges = [range(ord(a), ord(b) + 1) for a, b in _RANGE.findall(written)]
    single = _RANGE.sub("", written).replace(r"\s", EDGE)
    named = frozenset(single) | frozenset(chr(code) for codes in ranges for code in codes)
    # "Any other letter" is a letter: it never reaches over the edge of the token.
    return Letters(named | {EDGE} if others else named, others)


def _opposite(letters: Letters) -> Letters:
    return Letters(letters.named, not letters.others)
