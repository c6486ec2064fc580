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
from resolve.text.known import MANY, KnownTexts
from resolve.text.normalize import normalize

_GIVEN: Final = "words/given_names.tsv"
_TABLES: Final = tuple(
    f"words/{name}.tsv" for name in ("equivalents", "organizations", "exonyms", "exonyms_cldr")
)
MOST_GIVEN: Final = 5
"""Numbers of given names that are kept of one token."""

_USES: Final = ("", "whole")


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
    n, compiled = len(cut.first) - 1, library()
    if compiled is None or n < MANY:
        return np.fromiter(map(equivalent, _phrases(cut)), np.int32, n)
    table, number = _known_names(compiled)
    return number[table.find_joined(cut.vocabulary.bare, cut.first, cut.token)]


@functools.cache
def _known_names(compiled: Library) -> tuple[KnownTexts, npt.NDArray[np.int32]]:
    """All names of the tables; the number of each and, behind them, 0 for what is none of them."""
    names = _names()[0]
    return KnownTexts.of(compiled, list(names)), np.array([*names.values(), 0], np.int32)


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


def bodies_and_given(tokens: CodePoints) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
    """`equivalent_token` and `given` of each token of a column.

    Args:
        tokens: t tokens, lower case, without full stops at their ends.

    Returns:
        t numbers, 0 for none, and t x `MOST_GIVEN` numbers, 0 where there are fewer.
    """
    compiled = library()
    if compiled is None or len(tokens) < MANY:
        return _told_of(tokens)
    table, body, names = _known_tokens(compiled)
    number = table.find(tokens)
    return body[number], names[number]


@functools.cache
def _known_tokens(compiled: Library) -> tuple[KnownTexts, npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
    """The tokens of which the tables tell anything; what of each and, behind them, of any other."""
    tokens = sorted(_names()[1].keys() | _given().keys())
    return KnownTexts.of(compiled, tokens), *_told_of([*tokens, ""])


def _told_of(tokens: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
    body = np.fromiter(map(equivalent_token, tokens), np.int32, len(tokens))
    names = np.zeros((len(tokens), MOST_GIVEN), np.uint16)
    known = _given()
    for row in [row for row, token in enumerate(tokens) if token in known]:
        numbers = given(tokens[row])[:MOST_GIVEN]
        names[row, : len(numbers)] = numbers
    return body, names


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
    bare, token, first = cut.vocabulary.bare.texts(), cut.token.tolist(), cut.first.tolist()
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
