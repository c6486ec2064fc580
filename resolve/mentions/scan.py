"""A scan of documents: their tokens, what each token may stand for, and where known names stand."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from resolve import tables
from resolve.mentions.capitals import in_capitals
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.sequences import Sequences, find_sequences
from resolve.mentions.tokens import LONGEST, Bools, Gap, Hashes, Ints, Tokens, cut
from resolve.mentions.vocabulary import Readings, Stems, find_stems, number_tokens, read_stems
from resolve.sound import alphabet

_SUFFIXES: Final = "text/acronym_suffixes.tsv"
_PARTING: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of n documents.

    Attributes:
        texts: of the documents.
        langs: of the documents, BCP 47 tags or `und`.
        tokens: of all documents.
        number: of each token, its place in the vocabulary.
        sample: of each distinct token, one that is spelt so.
        spelt: the distinct tokens, as written.
        stems: of the vocabulary.
        readings: of the vocabulary, among names.
        sequences: where names stand.
        shouted: whether each token stands in a stretch of capitals.
    """

    texts: Sequence[str]
    langs: Sequence[str]
    tokens: Tokens
    number: Ints
    sample: Ints
    spelt: Sequence[str]
    stems: Stems
    readings: Readings
    sequences: Sequences
    shouted: Bools


def scan(texts: Sequence[str], langs: Sequence[str], phrasebook: Phrasebook) -> Scan:
    """Scan documents for the names of a phrasebook.

    Args:
        texts: n texts.
        langs: the language of each, a BCP 47 tag or `und`.
        phrasebook: the names.
    """
    tokens = _with_suffixes(cut(texts))
    spoken = sorted(set(langs))
    number, sample = number_tokens(tokens, np.array([spoken.index(lang) for lang in langs], np.int64))
    document = tokens.document[sample].tolist()
    # What is too long for a name is cut short: nothing is asked of it.
    until = np.minimum(tokens.end, tokens.start + LONGEST)[sample].tolist()
    bounds = zip(tokens.start[sample].tolist(), until, strict=True)
    spelt = [texts[doc][start:end] for doc, (start, end) in zip(document, bounds, strict=True)]
    lang_of = [langs[doc] for doc in document]
    stems = find_stems(spelt, lang_of)
    upper = tokens.upper[sample] & ~tokens.address[sample]
    readings = read_stems(stems, lang_of, upper, phrasebook)
    sequences = find_sequences(tokens, number, stems, readings, tokens.upper, phrasebook)
    return Scan(texts, langs, tokens, number, sample, spelt, stems, readings, sequences, in_capitals(tokens))


def _with_suffixes(tokens: Tokens) -> Tokens:
    """Join case endings to the abbreviation or address before their hyphen (XİN-dən, Metbuat.az-a)."""
    if len(tokens) < 2:
        return tokens
    ending = (tokens.gap == Gap.HYPHEN) & tokens.lower & np.isin(tokens.spelling, _suffixes())
    ending[1:] &= tokens.shouted[:-1] | (tokens.gap[:-1] == Gap.DOT) & tokens.lower[:-1]
    place = np.flatnonzero(ending)
    if not len(place):
        return tokens
    spelling, end = tokens.spelling.copy(), tokens.end.copy()
    spelling[place - 1] = alphabet.finish(spelling[place - 1] * _PARTING ^ spelling[place])
    end[place - 1] = end[place]
    kept = ~ending
    return replace(
        tokens,
        document=tokens.document[kept],
        start=tokens.start[kept],
        end=end[kept],
        spelling=spelling[kept],
        gap=tokens.gap[kept],
        opens=tokens.opens[kept],
        upper=tokens.upper[kept],
        shouted=tokens.shouted[kept],
        lower=tokens.lower[kept],
        address=tokens.address[kept],
    )


@functools.cache
def _suffixes() -> Hashes:
    return cut([" ".join(row[0] for row in tables.read_rows(_SUFFIXES).rows)]).spelling
