"""Names that are no spellings of each other and still say the same.

Three kinds of tables in `resolve/data/words/` say so, each row a name under a key:

1. `equivalents.tsv`, `organizations.tsv`: bodies and their abbreviations (AGİT, ATƏT, OSZE, ОБСЕ)
2. `exonyms.tsv`, `exonyms_cldr.tsv`: places (Ungarn, Macarıstan, Венгрия)
3. `given_names.tsv`: given names that one person goes by (Robert, Bob; of a sovereign, Karl and Charles)

Names are looked up as they are written and with their accents folded, in any language.
"""

import functools
import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.codepoints import CodePoints
from resolve.compiled import Library, library
from resolve.errors import DataError
from resolve.text.apart import take_apart
from resolve.text.cut import Cut, cut_names
from resolve.text.folding import fold
from resolve.text.normalize import normalize

_GIVEN: Final = "words/given_names.tsv"
_TABLES: Final = tuple(
    f"words/{name}.tsv" for name in ("equivalents", "organizations", "exonyms", "exonyms_cldr")
)
_USES: Final = ("", "whole")
_MANY: Final = 256
"""From so many names on it pays to tell by hashes which of them a table may have."""


def phrase(words: Sequence[str]) -> str:
    """The form under which a whole name is looked up: its tokens written together.

    Schwarzes Meer may have been cut into `schwarzes meer`, and Mittelmeer into `mittel meer`.
    """
    return "".join(word.rstrip(".") for word in words)


def equivalent(text: str) -> int:
    """The number of the place or organization that a whole name stands for; 0 if no table has it.

    Args:
        text: a `phrase`.
    """
    return _names()[0].get(text, 0)


def equivalent_token(token: str) -> int:
    """The number of the place or organization that one token names inside a longer name; 0 for none.

    It is the number that `equivalent` gives. Words that are as often something else, such as a person's
    name (Jordan), stand only for themselves.

    Args:
        token: lower case, without a closing full stop.
    """
    return _names()[1].get(token, 0)


def equivalents(cut: Cut) -> npt.NDArray[np.int32]:
    """`equivalent` of each name of a column.

    Args:
        cut: n names, taken apart.

    Returns:
        n numbers, 0 where no table has the name.
    """
    found = np.zeros(len(cut.first) - 1, np.int32)
    for row in _perhaps_known(cut).tolist():
        held = cut.token[cut.first[row] : cut.first[row + 1]].tolist()
        found[row] = equivalent(phrase([cut.texts[token] for token in held]))
    return found


def _perhaps_known(cut: Cut) -> npt.NDArray[np.int64]:
    """The rows that a table may have: those whose hash is that of a name in it, where there are many."""
    n, compiled = len(cut.first) - 1, library()
    if compiled is None or n < _MANY:
        return np.arange(n)
    hashes, known, column = np.empty(n, np.uint64), _hashes(compiled), CodePoints.of(cut.texts)
    compiled.call("phrases", column.code, column.first, cut.first, cut.token, n, hashes)
    return np.flatnonzero(known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes)


@functools.cache
def _hashes(compiled: Library) -> npt.NDArray[np.uint64]:
    """The hashes of all names of the tables, sorted."""
    column = CodePoints.of(list(_names()[0]))
    n = len(column.first) - 1
    hashes = np.empty(n, np.uint64)
    one_each = np.arange(n + 1)
    compiled.call("phrases", column.code, column.first, one_each, one_each[:-1].astype(np.int32), n, hashes)
    return np.sort(hashes)


def given(token: str, *, sovereign: bool = False) -> tuple[int, ...]:
    """The numbers of the given names that a token stands for; none for most tokens.

    Two given names that share a number may be of one person: Bob and Robert; Hans and Johannes.

    Args:
        token: lower case, without a closing full stop.
        sovereign: whether the name is a monarch's, a pope's or a saint's. Theirs are translated (Karl and
            Charles, Franziskus and Francis), those of other persons are not; they come last.
    """
    ordinary, translated = _given().get(token, ((), ()))
    return ordinary + translated if sovereign else ordinary


@functools.cache
def known_tokens() -> frozenset[str]:
    """The tokens of which `equivalent_token` or `given` tells anything."""
    return frozenset(_names()[1].keys() | _given().keys())


@functools.cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    """Whole names and tokens, each with the number of its key."""
    keys: dict[str, int] = {}
    whole: dict[str, int] = {}
    single: dict[str, int] = {}
    rows = [(table, *row) for table in _TABLES for row in tables.read_rows(table).rows]
    cut = cut_names([name for *_, name, _ in rows], ["und"] * len(rows))
    alone = (np.diff(cut.first) == 1).tolist()
    written: list[tuple[str, int, bool]] = []
    for (table, key, _, name, use), one, text, parted in zip(
        rows, alone, _phrases(cut), _phrases(take_apart(cut)), strict=True
    ):
        if use not in _USES:
            raise DataError(table, 0, f"{name}: use is {use!r}, expected whole or nothing")
        number = keys.setdefault(key, len(keys) + 1)
        for spelling in (text,) if text == parted else (text, parted):
            if whole.setdefault(spelling, number) != number:
                raise DataError(table, 0, f"{name!r} stands under {key!r} and under another key")
            written.append((spelling, number, one and not use))
    single |= {text: number for text, number, of_token in written if of_token}
    folded = fold([text for text, *_ in written])
    for text, (_, number, of_token) in zip(folded, written, strict=True):
        if whole.setdefault(text, number) == number and of_token:
            single.setdefault(text, number)
    return whole, single


def _phrases(cut: Cut) -> list[str]:
    """The `phrase` of each name of a column."""
    bare, token, first = [text.rstrip(".") for text in cut.texts], cut.token.tolist(), cut.first.tolist()
    return ["".join([bare[part] for part in token[begin:end]]) for begin, end in itertools.pairwise(first)]


@functools.cache
def _given() -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Given names, each with the numbers of its keys: of anyone's, and of sovereigns' alone."""
    keys: dict[str, int] = {}
    found: defaultdict[str, tuple[dict[int, None], dict[int, None]]] = defaultdict(lambda: ({}, {}))
    read: list[tuple[str, int, bool]] = []
    for key, _lang, name, use in tables.read_rows(_GIVEN).rows:
        if use not in ("", "sovereign"):
            raise DataError(_GIVEN, 0, f"{name}: use is {use!r}, expected sovereign or nothing")
        number = keys.setdefault(key, len(keys) + 1)
        read.append((normalize(name).text, number, bool(use)))
    for texts in ([text for text, *_ in read], fold([text for text, *_ in read])):
        for text, (_, number, sovereign) in zip(texts, read, strict=True):
            found[text][sovereign][number] = None
    return {spelling: (tuple(anyone), tuple(alone)) for spelling, (anyone, alone) in found.items()}
