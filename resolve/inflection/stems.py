"""Stems as they travel: the possible stems of a column of tokens, and what is made of them by vouching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.inflection.rules import Rules

__all__ = ["Flags", "Floats", "Ints", "Stem", "StemColumn", "best_rows", "sureness"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stem:
    """One reading of a surface.

    Attributes:
        lemma: the surface without inflection, in its own spelling.
        end: code points of the surface before the ending and its mark.
        suffix: what was cut, as written, with its mark; empty for the whole surface.
        tags: what the ending says, such as `GEN`, `PL.DAT`, `LOC.REL`; empty for the whole surface.
        sure: 0..1, see `sureness`.
        vouched: 0..1, how far the lemma was vouched for.
        derived: whether the surface is another word made of the lemma (azərbaycanlı, Minsker, russisch).
    """

    lemma: str
    end: int
    suffix: str
    tags: str
    sure: float
    vouched: float
    derived: bool


@dataclass(frozen=True, slots=True)
class StemColumn:
    """All stems that the grammar allows for some tokens; each array has one row a stem.

    Attributes:
        tokens: the tokens, as they were given.
        lang: the language they were read in.
        first: the stems of token i are the rows `first[i]:first[i + 1]`: the whole token, then the longest
            first; as many as tokens and one more.
        token: number of the token.
        end: code points of the token that the stem keeps.
        rule: number of the rule that was applied; 0 for the whole token.
        weight: 0..1, how readily the grammar gives the stem to someone who knows it; 1 for the whole token.
        alone: 0..1, what the stem is worth to someone who does not: more than nothing for the whole token,
            and where a mark parts stem and ending.
        derived: whether the token is another word made of the stem.
        rules: the rules that `rule` counts.
    """

    tokens: Sequence[str]
    lang: str
    first: Ints
    token: Ints
    end: Ints
    rule: Ints
    weight: Floats
    alone: Floats
    derived: Flags
    rules: Rules | None

    def __len__(self) -> int:
        """Return the number of stems."""
        return len(self.token)

    def lemmas(self, rows: Ints | None = None) -> list[str]:
        """The stems in their own spelling.

        Args:
            rows: which ones; all if None.
        """
        token, end, rule = self.token, self.end, self.rule
        if rows is not None:
            token, end, rule = token[rows], end[rows], rule[rows]
        tokens, made = self.tokens, self.rules.rows if self.rules else ()
        return [
            tokens[number]
            if not cut
            else self._spelt(tokens[number], kept, made[cut].restored, made[cut].derived)
            for number, kept, cut in zip(token.tolist(), end.tolist(), rule.tolist(), strict=True)
        ]

    def stem(self, row: int, vouched: float = 0.0) -> Stem:
        """One stem, with how far its lemma was vouched for."""
        surface, end = self.tokens[int(self.token[row])], int(self.end[row])
        rule = self.rules.rows[int(self.rule[row])] if self.rules else None
        return Stem(
            self.lemmas(np.array([row]))[0],
            end,
            surface[end:],
            rule.tags if rule else "",
            max(float(self.weight[row]) * vouched, float(self.alone[row])),
            vouched,
            bool(self.derived[row]),
        )

    def _spelt(self, token: str, end: int, restored: str, derived: bool) -> str:
        stem = token[:end]
        if restored:
            stem += restored.upper() if token.isupper() else restored
        if derived and stem[:1].islower():
            first = "İ" if stem[0] == "i" and self.lang != "de" else stem[0].upper()
            stem = first + stem[1:]
        return stem


def sureness(column: StemColumn, vouched: npt.NDArray[np.floating]) -> Floats:
    """How much speaks for each stem, 0..1: its weight where it is vouched for, else what it is worth alone.

    Args:
        column: the stems.
        vouched: for each row, how far its lemma is known to be a name, 0..1.
    """
    return np.maximum(column.weight * vouched, column.alone).astype(np.float32)


def best_rows(column: StemColumn, sure: npt.NDArray[np.floating]) -> Ints:
    """The likeliest stem of each token, as row numbers; of two alike, the longer one.

    Args:
        column: the stems.
        sure: what `sureness` gave; what a token is derived from is no stem of its own and is not chosen.
    """
    order = np.lexsort((-column.end, -np.where(column.derived, -1.0, sure), column.token))
    return order[column.first[:-1]]
