"""A column of names cut into tokens, each distinct token of a language once.

Most names are plain: letters of one script with nothing to fold, joined or shortened. Those are put into
lower case and cut at what parts tokens, in C where it is compiled. All others take the way of `normalize` and
`tokenize`, by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.codepoints import CodePoints
from resolve.compiled import Library, library
from resolve.text.normalize import normalize
from resolve.text.plain import plain_letters
from resolve.text.tokenize import tokens, without_acronym_suffix
from resolve.text.vocabulary import Vocabulary

_BETWEEN = " "


@dataclass(frozen=True, slots=True)
class Cut:
    """n names cut into tokens.

    Attributes:
        first: n + 1 offsets: the tokens of name i are token[first[i]:first[i + 1]].
        token: rows of the vocabulary.
        vocabulary: the distinct tokens.
        notes: row -> what was folded away.
        errors: row -> why the name cannot be processed; such a name has no tokens.
    """

    first: npt.NDArray[np.int64]
    token: npt.NDArray[np.int32]
    vocabulary: Vocabulary
    notes: dict[int, tuple[str, ...]]
    errors: dict[int, str]


def cut_names(texts: Sequence[str | None], langs: Sequence[str]) -> Cut:
    """Cut names into tokens; never raises on a name.

    Args:
        texts: n names as they were written.
        langs: n BCP 47 tags or `und`.
    """
    compiled = library()
    return _cut_plainly(texts, langs) if compiled is None else _cut_in_c(compiled, texts, langs)


def _tokens_of(
    row: int, text: str | None, notes: dict[int, tuple[str, ...]], errors: dict[int, str]
) -> list[str]:
    """The tokens of one name, and what is to be said of it."""
    if text is not None and ("-" in text or "'" in text or "’" in text) and len(text) <= settings.MAX_NAME:
        text = without_acronym_suffix(text)
    normal = normalize(text)
    if normal.error:
        errors[row] = normal.error
    if normal.notes:
        notes[row] = normal.notes
    # A number or a row of marks names nothing: without a letter there is no token to be found by.
    return tokens(normal.text) if any(map(str.isalpha, normal.text)) else []


def _cut_plainly(texts: Sequence[str | None], langs: Sequence[str]) -> Cut:
    notes: dict[int, tuple[str, ...]] = {}
    errors: dict[int, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    token: list[int] = []
    first = [0]
    for row, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        found = _tokens_of(row, text, notes, errors)
        token += [numbers.setdefault((part, lang), len(numbers)) for part in found]
        first.append(len(token))
    spoken = {lang: number for number, lang in enumerate(dict.fromkeys(langs))}
    token_lang = np.array([spoken[lang] for _, lang in numbers], np.int32)
    distinct = CodePoints.of([part for part, _ in numbers])
    return Cut(
        np.array(first, np.int64),
        np.array(token, np.int32),
        Vocabulary.of(distinct, token_lang, tuple(spoken)),
        notes,
        errors,
    )


def _cut_in_c(compiled: Library, texts: Sequence[str | None], langs: Sequence[str]) -> Cut:
    notes: dict[int, tuple[str, ...]] = {}
    errors: dict[int, str] = {}
    n = len(texts)
    column, others = CodePoints.of([text or "" for text in texts]), CodePoints.of([])
    lang, spoken = _numbered(langs)
    plain, made = np.zeros(n, bool), np.zeros(1, np.int64)
    for told in (False, True):
        most = len(column.code) + len(others.code) + 1
        first, token = np.empty(n + 1, np.int64), np.empty(most, np.int32)
        distinct = CodePoints(np.empty(most, np.uint32), np.empty(most + 1, np.int64))
        token_lang = np.empty(most, np.int32)
        written = column.code, column.first, others.code, others.first, lang, n, settings.MAX_NAME, told
        out = plain, first, token, distinct.code, distinct.first, token_lang, made
        compiled.call("cut", plain_letters().struct, *written, *out)
        count = int(made[0])
        if count >= 0:
            break
        others = CodePoints.of(
            [
                _BETWEEN.join(_tokens_of(row, texts[row], notes, errors))
                for row in np.flatnonzero(~plain).tolist()
            ]
        )
    tokens_first = distinct.first[: count + 1]
    tokens = CodePoints(distinct.code[: int(tokens_first[-1])], tokens_first)
    vocabulary = Vocabulary.of(tokens, token_lang[:count], spoken)
    return Cut(first, token[: int(first[-1])], vocabulary, notes, errors)


def _numbered(langs: Sequence[str]) -> tuple[npt.NDArray[np.int32], tuple[str, ...]]:
    """Languages as rows of the different ones."""
    numbers = {lang: number for number, lang in enumerate(dict.fromkeys(langs))}
    if len(numbers) == 1:
        return np.zeros(len(langs), np.int32), tuple(numbers)
    return np.fromiter(map(numbers.__getitem__, langs), np.int32, len(langs)), tuple(numbers)
