"""Where capital letters tell nothing: stretches of text that are written in capitals alone."""

from typing import Final

import numpy as np

from resolve.mentions.tokens import Bools, Tokens

LEAST_SHARE: Final = 0.75
"""Share of words in capitals, 0..1, from which a sentence is shouted."""

LEAST_WORDS: Final = 3
"""Words in capitals that a shouted sentence has, so that two abbreviations make none."""


def in_capitals(tokens: Tokens) -> Bools:
    """Whether each token stands in a sentence, a line or a quotation that is written in capitals."""
    if not len(tokens):
        return tokens.shouted
    sentence = np.cumsum(tokens.opens)
    words = np.bincount(sentence, (tokens.end - tokens.start > 1) & (tokens.upper | tokens.lower))
    loud = np.bincount(sentence, tokens.shouted)
    shouted = (loud >= LEAST_SHARE * words) & (loud >= LEAST_WORDS)
    return np.asarray(shouted[sentence])
