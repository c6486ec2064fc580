"""The vocabulary of a column of names: its distinct tokens, and what each does in a name by itself."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.compiled import Library, library
from resolve.text.known import MANY, KnownTexts
from resolve.text.signs import Sign, Signs, signs_of
from resolve.text.words import FATHER, Role, Word, known_words, words

_STOP: Final = "."

Roles = npt.NDArray[np.uint8]
Senses = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """t distinct tokens; those of two languages are two.

    Attributes:
        tokens: as `tokenize.tokens` gives them.
        bare: the same without full stops at their ends.
        lang: of each the row of its language.
        langs: BCP 47 tags or `und`.
        role: what each does by itself, `words.Role`.
        sense: of each, 0 for none; see `words.Word`.
        signs: what the letters of each show, `signs.Sign`.
    """

    tokens: CodePoints
    bare: CodePoints
    lang: npt.NDArray[np.int32]
    langs: tuple[str, ...]
    role: Roles
    sense: Senses
    signs: Signs

    @classmethod
    def of(cls, tokens: CodePoints, lang: npt.NDArray[np.int32], langs: tuple[str, ...]) -> Self:
        """The vocabulary of distinct tokens, each with the row of its language."""
        bare = tokens.without_ending(_STOP)
        signs = signs_of(bare)
        return cls(tokens, bare, lang, langs, *_tell(tokens, bare, signs), signs)

    def __len__(self) -> int:
        return len(self.lang)

    def where(self, kept: npt.NDArray[np.bool_]) -> "Vocabulary":
        """Some of the tokens.

        Args:
            kept: t times, whether a token stays.
        """
        tokens, bare = self.tokens.where(kept), self.bare.where(kept)
        return Vocabulary(
            tokens, bare, self.lang[kept], self.langs, self.role[kept], self.sense[kept], self.signs[kept]
        )

    def with_more(self, tokens: Sequence[str], lang: Sequence[int]) -> "Vocabulary":
        """The vocabulary with tokens that it lacks, behind its own."""
        if not tokens:
            return self
        more = Vocabulary.of(CodePoints.of(tokens), np.array(lang, np.int32), self.langs)
        return Vocabulary(
            self.tokens.joined(more.tokens),
            self.bare.joined(more.bare),
            np.concatenate((self.lang, more.lang)),
            self.langs,
            np.concatenate((self.role, more.role)),
            np.concatenate((self.sense, more.sense)),
            np.concatenate((self.signs, more.signs)),
        )

    def find(self, asked: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """The rows of those of some tokens, each with the row of its language, that are in the vocabulary."""
        if not asked:
            return {}
        compiled = library()
        rows = list(range(len(self)))
        if compiled is not None and len(self) >= MANY:
            texts = list(dict.fromkeys(text.rstrip(_STOP) for text, _ in asked))
            rows = np.flatnonzero(KnownTexts.of(compiled, texts).find(self.bare) >= 0).tolist()
        both = (((self.tokens[row], int(self.lang[row])), row) for row in rows)
        return {token: row for token, row in both if token in asked}


def _tell(tokens: CodePoints, bare: CodePoints, signs: Signs) -> tuple[Roles, Senses]:
    """The role and the sense of each token, as `words.words` tells them."""
    compiled = library()
    if compiled is None or len(tokens) < MANY:
        return _columns(words(tokens))
    table, roles, senses = _words(compiled)
    # Number -1 stands for the row behind all others: a name proper.
    number = table.find(bare)
    role, sense = roles[number], senses[number]
    rest = number < 0
    role[rest & (signs & Sign.FATHER > 0)] = FATHER.role
    brief = np.flatnonzero(rest & (signs & Sign.BRIEF > 0))
    role[brief], sense[brief] = _columns(words([tokens[row] for row in brief.tolist()]))
    return role, sense


@functools.cache
def _words(compiled: Library) -> tuple[KnownTexts, Roles, Senses]:
    """The words of the tables, with the role and sense of each and, behind them, of a name proper."""
    known = known_words()
    return KnownTexts.of(compiled, list(known)), *_columns([*known.values(), Word(Role.CORE, 0)])


def _columns(told: Sequence[Word]) -> tuple[Roles, Senses]:
    role = np.fromiter((one.role for one in told), np.uint8, len(told))
    return role, np.fromiter((one.sense for one in told), np.int32, len(told))
