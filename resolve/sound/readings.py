"""Readings: from a written token to its sound strings, by the rules of each orthography it may be written in.

The rules of a reading are ordered, the first that fits at a place wins. They are applied to a whole column of
tokens at once: one pass of a regular expression replaces letter groups and letters in context by private
marks, one character translation then turns single letters and marks into sounds.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve import tables
from resolve.errors import DataError
from resolve.sound.alphabet import ALPHABET

_TABLE: Final = "sound/readings.tsv"
_MARKS: Final = 0xE000
"""First private-use code point; the result of rule k stands as chr(_MARKS + k) until the translation."""

_SEPARATOR: Final = "\n"
_LAST_DIGIT: Final = ord("9")
"""Separators and digits stand before it in ASCII, the letters of sounds behind it."""
_LETTERS_IN_CONTEXT: Final = re.compile(r"[(\[?]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One orthography's way from letters to sounds: compiled rules, ready for columns."""

    name: str
    groups: re.Pattern[str]
    to_sounds: dict[int, str | None]

    def sounds(self, tokens: Sequence[str]) -> list[str]:
        """Read tokens.

        Args:
            tokens: folded, lower-case tokens without white space.

        Returns:
            One sound string over `alphabet.ALPHABET` a token, doubled sounds written once; empty where
            nothing sounds.
        """
        text = _SEPARATOR.join(tokens)
        marked = self.groups.sub(lambda match: chr(_MARKS + (match.lastindex or 0)), text)
        return _undoubled(marked.translate(self.to_sounds)).split(_SEPARATOR) if tokens else []


def _undoubled(sounds: str) -> str:
    """Write each run of one sound once; digits and separators stay as they are."""
    letters = np.frombuffer(sounds.encode("ascii"), np.uint8)
    kept = np.ones(len(letters), bool)
    kept[1:] = (letters[1:] != letters[:-1]) | (letters[1:] <= _LAST_DIGIT)
    return letters[kept].tobytes().decode("ascii")


@functools.cache
def _rules() -> dict[str, list[tuple[str, str]]]:
    table = tables.read_rows(_TABLE)
    rules: dict[str, list[tuple[str, str]]] = {}
    for name, _order, source, sound in table.rows:
        if not set(sound) <= set(ALPHABET):
            raise DataError(
                _TABLE, 0, f"reading {name}, {source!r}: {sound!r} is not over the alphabet {ALPHABET}"
            )
        rules.setdefault(name, []).append((source, sound))
    return rules


class _Translation(dict[int, str | None]):
    """Letters to sounds; a letter without a rule is read as its base letter, or dropped."""

    def __missing__(self, key: int) -> str | None:
        base = unicodedata.normalize("NFD", chr(key))[0]
        found = self.get(ord(base)) if ord(base) != key else None
        self[key] = found
        return found


@functools.cache
def reading(name: str) -> Reading:
    """The reading of that name, compiled.

    Raises:
        DataError: readings.tsv has no such reading.
    """
    groups: list[str] = []
    translation = _Translation({ord(_SEPARATOR): _SEPARATOR} | {ord(d): d for d in "0123456789"})
    for source, sound in ordered_rules(name):
        if is_letter(source):
            translation.setdefault(ord(source), sound)
        else:
            groups.append(source)
            translation[_MARKS + len(groups)] = sound
    # A letter may have rules in context and a plain one; the plain one is the translation, so it must not
    # stand first.
    # An empty group behind each rule tells which one fitted; a group around it would hide the letter that the
    # rule begins with, by which most rules are passed over.
    pattern = "|".join(f"{_grouped(source)}()" for source in groups) or "(?!)"
    return Reading(name, re.compile(pattern, re.MULTILINE), translation)


def ordered_rules(name: str) -> list[tuple[str, str]]:
    """The rules of a reading in the order in which they are tried, what all readings share last.

    Raises:
        DataError: readings.tsv has no such reading.
    """
    rules = _rules()
    if name not in rules:
        raise DataError(_TABLE, 0, f"no reading {name!r}; there are {', '.join(sorted(rules))}")
    return rules[name] + [row for shared in ("latin", "cyrillic") if name != shared for row in rules[shared]]


def is_letter(source: str) -> bool:
    """Whether a rule reads a single letter, whatever stands around it; other rules are tried before it."""
    return len(source) == 1


def _grouped(source: str) -> str:
    """A rule's source as one group; its context must not reach into the next token of the column."""
    if not _LETTERS_IN_CONTEXT.search(source):
        return re.escape(source)
    return re.sub(r"\((?!\?)", "(?:", source).replace("[^", f"[^{_SEPARATOR}")


@functools.cache
def _orthographies() -> dict[str, tuple[str, ...]]:
    return {lang: tuple(names.split()) for lang, names in tables.read_rows("sound/orthographies.tsv").rows}


@functools.cache
def of_language(lang: str) -> tuple[str, ...]:
    """The names of the readings of a language, its own first.

    Args:
        lang: a BCP 47 tag; only the primary language counts. A language without a row is read as one that is
            not known.
    """
    rows = _orthographies()
    return rows.get(lang.split("-")[0].lower(), rows["und"])


@functools.cache
def all_names() -> tuple[str, ...]:
    """The names of all Latin readings in the table's order; Cyrillic letters read the same in each."""
    return tuple(name for name in _rules() if name not in {"latin", "cyrillic"})
