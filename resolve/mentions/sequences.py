"""Sequences of tokens that are names: the walk along all texts at once.

From each capital letter the walk goes on, token by token, as long as some name goes on so. All places are
walked along together: one step of arrays for the first tokens, one for the second, and so on.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve import settings
from resolve.index.runs import expand
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.tokens import Bools, Gap, Hashes, Ints, Tokens
from resolve.mentions.vocabulary import Readings, Stems

JOINED: Final = (Gap.SPACE, Gap.HYPHEN, Gap.DOT, Gap.DOT_SPACE, Gap.QUOTE, Gap.PARENTHESIS)
"""What may stand between two tokens of one name."""

_NOTHING: Final = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Sequences:
    """s places where tokens are a name, every length and reading of each.

    Attributes:
        first: number of the first token.
        last: number of the last.
        number: what the phrasebook knows the sequence by.
        readings: s x `settings.MAX_TOKENS` rows of readings, one a token, then -1.
    """

    first: Ints
    last: Ints
    number: Hashes
    readings: Ints

    def __len__(self) -> int:
        return len(self.first)


def find_sequences(
    tokens: Tokens, number: Ints, stems: Stems, readings: Readings, starts: Bools, phrasebook: Phrasebook
) -> Sequences:
    """Find all names of the phrasebook in texts.

    Args:
        tokens: t tokens.
        number: of each, its place in the vocabulary.
        stems: of the vocabulary.
        readings: of the vocabulary.
        starts: whether a name may begin with each token.
        phrasebook: the names.
    """
    joined = np.isin(tokens.gap, JOINED)
    usable = ~stems.derived[readings.stem]
    place = np.flatnonzero(starts & ~tokens.address)
    first, read = _read(number[place], place, readings, usable)
    numbers = readings.plus[read]
    path = read[:, None]
    last = first
    found: list[tuple[Ints, Ints, Hashes, Ints]] = []
    for length in range(1, settings.MAX_TOKENS):
        kept = phrasebook.goes_on(numbers)
        first, last, numbers, path = first[kept], last[kept], numbers[kept], path[kept]
        low, high = phrasebook.names(numbers)
        whole = high > low
        padded = np.full((int(whole.sum()), settings.MAX_TOKENS), -1, np.int64)
        padded[:, :length] = path[whole]
        found.append((first[whole], last[whole], numbers[whole], padded))
        onward = np.flatnonzero((last + 1 < len(tokens)) & joined[np.minimum(last + 1, len(tokens) - 1)])
        if not len(onward):
            break
        state, read = _read(number[last[onward] + 1], onward, readings, usable)
        first, last = first[state], last[state] + 1
        numbers = numbers[state] * readings.times[read] + readings.plus[read]
        path = np.column_stack((path[state], read))
    return Sequences(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _read(numbers: Ints, owner: Ints, readings: Readings, usable: Bools) -> tuple[Ints, Ints]:
    """All usable readings of tokens: to each the owner of its token."""
    begin = readings.first[numbers]
    source, read = expand(begin, readings.first[numbers + 1] - begin)
    kept = usable[read]
    return owner[source[kept]], read[kept]
