"""Where capital letters tell nothing: stretches of text that are written in capitals alone."""

from typing import Final

import numpy as np

from resolve.mentions.tokens import Bools, Tokens

WINDOW: Final = 4
"""Tokens on either side that are looked at. Unit: tokens."""

LEAST_SHARE: Final = 0.75
"""Share of tokens in capitals, 0..1, from which a stretch is shouted."""


def in_capitals(tokens: Tokens) -> Bools:
    """Whether each token stands among tokens that are nearly all written in capitals, numbers not counted."""
    if not len(tokens):
        return tokens.shouted
    lettered = ~tokens.lower | ~tokens.opens & tokens.lower
    shouted = _running(tokens.shouted, tokens.document)
    letters = _running(lettered & (tokens.end - tokens.start > 1), tokens.document)
    return np.asarray((shouted >= LEAST_SHARE * letters) & (shouted >= min(3, WINDOW)))


def _running(
    marks: Bools, document: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many tokens of each one's neighbourhood in its document are marked."""
    total = np.concatenate(([0], np.cumsum(marks, dtype=np.int64)))
    place = np.arange(len(marks))
    first = np.searchsorted(document, document, "left")
    last = np.searchsorted(document, document, "right")
    low = np.maximum(place - WINDOW, first)
    return np.asarray(total[np.minimum(place + WINDOW + 1, last)] - total[low])
