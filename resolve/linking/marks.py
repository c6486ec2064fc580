"""What is known of the tokens of a vocabulary, as far as it tells names of persons from other words."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from resolve.linking.roles import office
from resolve.linking.wordlists import is_article, is_grammar
from resolve.mentions.nameparts import NameParts
from resolve.mentions.phrasebook import among
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Ints
from resolve.mentions.vocabulary import set_off
from resolve.text.normalize import lower
from resolve.text.words import Role, word

MOST_KEPT: Final = 1 << 17
"""Words of a language that are remembered with what is known of them."""

_COMMON: Final = frozenset({Role.GENERIC, Role.LEGAL, Role.NUMBER, Role.QUALIFIER})


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of each of v tokens, and of each of their stems.

    Attributes:
        given: a given name.
        surname: with some stem a surname.
        shaped: with some stem that ends as surnames do.
        ordinary: no name: a word of grammar, a kind of place or body, a number.
        article: an article or determiner.
        ended: with an ending that a mark sets off, so that a name ends there.
        office: the office that it names, empty for none; see `roles.office`.
        surname_stems: of each stem, whether it is a surname that somebody known bears.
    """

    given: Bools
    surname: Bools
    shaped: Bools
    ordinary: Bools
    article: Bools
    ended: Bools
    office: Sequence[str]
    surname_stems: Bools

    @classmethod
    def of(cls, scan: Scan, parts: NameParts) -> "Marks":
        """What is known of the vocabulary of a scan.

        Args:
            scan: of the documents.
            parts: given names and surnames.
        """
        size, stems, readings = len(scan.sample), scan.stems, scan.readings
        borne = parts.surname_stems(stems)
        borne[readings.stem[readings.heard & among(readings.plus, parts.surnames)]] = True
        borne &= ~stems.derived
        langs = [scan.langs[document] for document in scan.tokens.document[scan.sample].tolist()]
        known = [_known(text, lang) for text, lang in zip(scan.spelt, langs, strict=True)]
        return cls(
            parts.given_tokens(stems, size),
            _held(stems.token[borne], size),
            _held(stems.token[parts.shaped_stems(stems)], size),
            np.array([word.ordinary for word in known], bool),
            np.array([word.article for word in known], bool),
            set_off(stems, size),
            [word.office for word in known],
            borne,
        )


def _held(tokens: Ints, size: int) -> Bools:
    held = np.zeros(size, bool)
    held[tokens] = True
    return held


class _Known(NamedTuple):
    """What is known of a word by itself; the attributes are those of `Marks`."""

    ordinary: bool
    article: bool
    office: str


@functools.lru_cache(MOST_KEPT)
def _known(text: str, lang: str) -> _Known:
    return _Known(_is_ordinary(text, lang), is_article(text, lang), office(text, lang))


def _is_ordinary(text: str, lang: str) -> bool:
    plain = lower(text)
    return not plain[:1].isalpha() or is_grammar(plain, lang) or word(plain).role in _COMMON
