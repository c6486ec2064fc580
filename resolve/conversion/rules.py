"""The rules of a system, compiled by ICU: words of lower case go in, words of lower case come out.

A rule file is written in ICU's transform syntax (UTS 35, part 2, "Transform Rules"), one rule a line,
`left { key } right > result ;`, key and result being plain letters, marks on those of the result included.
Any ICU can load it as it stands.

Each system is compiled twice: as it stands, and with a mark after each result that tells which rule made
it. The second shows which piece of a word became which, for mixed capitals, for alternatives and for
explanations. The marks are private-use characters of plane 15, which are no letters and so never occur in a
word.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import icu

from resolve.conversion.registry import KEPT
from resolve.errors import DataError
from resolve.tables import read_text

__all__ = ["ICU_VERSION", "Piece", "Rule", "alphabet", "convert_words", "list_rules", "trace_word"]

ICU_VERSION: str = icu.ICU_VERSION
"""The version of ICU that is loaded; another one may convert otherwise."""

_RULE = re.compile(
    r"""
    (?: (?P<left> [^{}>]+ ) \{ )?
    \s* (?P<key> [\w\u064b-\u065f\u0670]+ ) \s*
    (?: \} (?P<right> [^{}>]+ ) )?
    > \s* (?P<result> [\w\u0300-\u036f]* ) \s* ;
    """,
    re.VERBOSE,
)
_ASIDE = re.compile(r"\s*(?:\#.*)?|\s*\$\w+\s*=.*;\s*")
_FIRST_MARK = 0xF0000
_MARK = re.compile("[\U000f0000-\U000ffffd]")

# ICU replaces inside one buffer, so its time grows with the square of the length: short buffers keep it
# linear.
_BUFFER = 2_000
_compiled = threading.local()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the key is what it reads, the result what it writes; left and right are its context."""

    line: int
    left: str
    key: str
    right: str
    result: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word and what became of it; rule is None for a letter that no rule touches."""

    source: str
    target: str
    rule: Rule | None


@cache
def list_rules(system: str) -> tuple[Rule, ...]:
    """The rules of a system, in their order.

    Args:
        system: id of a registered system; KEPT has none.

    Raises:
        DataError: a line is neither comment nor variable nor rule.
    """
    if system == KEPT:
        return ()
    name = _name(system)
    rules: list[Rule] = []
    for number, line in enumerate(read_text(name).splitlines(), 1):
        found = _RULE.fullmatch(line.strip())
        if found is not None:
            left, key, right, result = (part or "" for part in found.group("left", "key", "right", "result"))
            rules.append(Rule(number, left.strip(), key, right.strip(), result))
        elif _ASIDE.fullmatch(line) is None:
            raise DataError(name, number, f"expected 'left {{ key }} right > result ;', found {line!r}")
    return tuple(rules)


@cache
def alphabet(system: str) -> frozenset[str]:
    """The characters that some rule of a system reads."""
    return frozenset("".join(rule.key for rule in list_rules(system)))


def convert_words(system: str, words: Iterable[str]) -> list[str]:
    """Convert words of lower case, many in one call of ICU.

    Args:
        system: id of a registered system.
        words: letters only, so that a line feed parts them and no rule sees over it.

    Returns:
        As many words, in the same order.
    """
    converted: list[str] = []
    for batch in _batches(words):
        transliterator = _compile(system, marked=False)
        converted += str(transliterator.transliterate("\n".join(batch))).split("\n")
    return converted


def trace_word(system: str, word: str) -> list[Piece]:
    """Convert one word of lower case and tell which piece became which.

    Args:
        system: id of a registered system.
        word: letters only.

    Returns:
        The pieces in order; their sources make up the word, their targets its conversion.
    """
    rules = list_rules(system)
    marked = str(_compile(system, marked=True).transliterate(word))
    pieces: list[Piece] = []
    start = 0
    for mark in _MARK.finditer(marked):
        rule = rules[ord(mark.group()) - _FIRST_MARK]
        end = mark.start() - len(rule.result)
        pieces += [Piece(letter, letter, None) for letter in marked[start:end]]
        pieces.append(Piece(rule.key, rule.result, rule))
        start = mark.end()
    return pieces + [Piece(letter, letter, None) for letter in marked[start:]]


def _batches(words: Iterable[str]) -> Iterable[Sequence[str]]:
    batch: list[str] = []
    size = 0
    for word in words:
        if batch and size + len(word) > _BUFFER:
            yield batch
            batch, size = [], 0
        batch.append(word)
        size += len(word) + 1
    if batch:
        yield batch


def _compile(system: str, *, marked: bool) -> icu.Transliterator:
    # ICU does not promise that threads may share a transliterator: each thread compiles its own.
    cached: dict[tuple[str, bool], icu.Transliterator] = _compiled.__dict__.setdefault("systems", {})
    transliterator = cached.get((system, marked))
    if transliterator is None:
        text = _mark(system) if marked else read_text(_name(system))
        try:
            transliterator = icu.Transliterator.createFromRules(system, text, icu.UTransDirection.FORWARD)
        except icu.ICUError as error:
            raise DataError(_name(system), 0, f"ICU cannot compile the rules: {error}") from error
        cached[system, marked] = transliterator
    return transliterator


def _mark(system: str) -> str:
    """The rules with a mark after each result, and left contexts that look through marks.

    Blanks part the elements of a left context, for marks may stand between any two.
    """
    lines = read_text(_name(system)).splitlines()
    through = r"[\U000F0000-\U000FFFFD]*"
    for index, rule in enumerate(list_rules(system)):
        left = f"{f' {through} '.join(rule.left.split())} {through} {{ " if rule.left else ""
        right = f" }} {rule.right}" if rule.right else ""
        lines[rule.line - 1] = f"{left}{rule.key}{right} > {rule.result} \\U{_FIRST_MARK + index:08X} ;"
    return "\n".join(lines)


def _name(system: str) -> str:
    return f"conversion/{system}.txt"
