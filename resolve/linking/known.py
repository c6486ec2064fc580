"""Names of the gazetteer where they stand: which of the sequences that were found are names in their place.

A sequence of several tokens nearly always is. One token may be a word of the language, or a town on the other
side of the world: the more foreign the name is to the text, the more has to speak for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from resolve.linking.vouching import located, vouched
from resolve.linking.wording import Tier, Wording
from resolve.linking.wordings import Wordings
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Gap, Ints

LONGEST_ABBREVIATION: Final = 3
"""Letters of a word with a full stop behind which a name may go on (St. Petersburg)."""


class Known(NamedTuple):
    """A name of the gazetteer in a text; a tuple for the reason that `Verdict` is one.

    Attributes:
        document: number of the document.
        first: number of its first token.
        last: number of its last token.
        start: first code point, in the document.
        end: the code point after the last.
        lemma: as written, without inflection.
        wording: what it says.
        located: whether a case ending or a preposition tells that it is a place, not a person.
    """

    document: int
    first: int
    last: int
    start: int
    end: int
    lemma: str
    wording: Wording
    located: bool


def find_known(
    scan: Scan, phrasebook: Phrasebook, wordings: Wordings, names_of_persons: Bools
) -> list[Known]:
    """The names of the gazetteer in documents, the likeliest reading of each place, in order of place.

    Args:
        scan: of the documents.
        phrasebook: that they were scanned for.
        wordings: those that were met.
        names_of_persons: whether each token of the vocabulary is a given name or a surname.
    """
    found, tokens = scan.sequences, scan.tokens
    if not len(found):
        return []
    size = found.last - found.first + 1
    last_reading = found.readings[np.arange(len(found)), size - 1]
    worded = _distinct(found.number, last_reading, found.readings, tokens.document[found.first], scan.langs)
    low, high = phrasebook.names(found.number[worded.sample])
    told: list[Wording] = []
    for place, begin, end in zip(worded.sample.tolist(), low.tolist(), high.tolist(), strict=True):
        lang = scan.langs[int(tokens.document[found.first[place]])]
        told.append(wordings.wording(int(found.number[place]), begin, end, lemma_of(scan, place), lang))
    kept = _kept(scan, size, worded, told, names_of_persons)
    worth = _worth(scan, worded.of, told, kept)
    best = _best_of_each(found.first, found.last, worth)
    best = best[kept[best]]
    samples = [_surface(scan, place) for place in worded.sample.tolist()]
    bracketed = set(np.flatnonzero(tokens.gap == Gap.PARENTHESIS).tolist())
    first, last = found.first[best], found.last[best]
    columns = (
        tokens.document[first],
        first,
        last,
        tokens.start[first],
        tokens.end[last],
        worded.of[best],
        located(scan, best),
    )
    out = []
    for place, document, begin, until, start, end, number, place_told in zip(
        best.tolist(), *(column.tolist() for column in columns), strict=True
    ):
        # What is written as the sample of its wording is has its lemma; only blanks and hyphens may differ.
        wording = told[number]
        lemma = wording.lemma
        if begin < until:
            text = scan.texts[document]
            if text[start:end] != samples[number]:
                lemma = lemma_of(scan, place)
            if until in bracketed and _closes(text, end):
                end, lemma = end + 1, f"{lemma})"
        out.append(Known(document, begin, until, start, end, lemma, wording, place_told))
    return out


def lemma_of(scan: Scan, place: int) -> str:
    """The surface of a sequence without inflection.

    In German the adjectives inside agree with the last word, and lose their ending with it; elsewhere a case
    ending inside belongs to the name (ATƏT-in Minsk Qrupu).
    """
    found, tokens = scan.sequences, scan.tokens
    first, last = int(found.first[place]), int(found.last[place])
    text = scan.texts[int(tokens.document[first])]
    agrees = scan.langs[int(tokens.document[first])] == "de"
    pieces: list[str] = []
    for token, reading in zip(range(first, last + 1), found.readings[place].tolist(), strict=False):
        if token > first:
            pieces.append(text[int(tokens.end[token - 1]) : int(tokens.start[token])])
        if token == last or agrees:
            pieces.append(scan.stems.lemma[int(scan.readings.stem[reading])])
        else:
            pieces.append(text[int(tokens.start[token]) : int(tokens.end[token])])
    return " ".join("".join(pieces).split())


def _closes(text: str, end: int) -> bool:
    """Whether a bracket that a name has opened is closed behind it (Halle (Saale))."""
    return text[end : end + 1] == ")"


def _surface(scan: Scan, place: int) -> str:
    first, last = int(scan.sequences.first[place]), int(scan.sequences.last[place])
    text = scan.texts[int(scan.tokens.document[first])]
    return text[int(scan.tokens.start[first]) : int(scan.tokens.end[last])]


@dataclass(frozen=True, slots=True)
class _Worded:
    """The distinct wordings of sequences: the number of each sequence's, and a sequence of each."""

    of: Ints
    sample: Ints


def _distinct(
    number: npt.NDArray[np.uint64],
    last_reading: Ints,
    readings: Ints,
    document: npt.NDArray[np.int32],
    langs: Sequence[str],
) -> _Worded:
    spoken = sorted(set(langs))
    lang = np.array([spoken.index(name) for name in langs], np.int64)[document]
    packed = np.zeros(len(number), np.uint64)
    for column in readings.T:
        packed = (packed + (column + 1).astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    packed = (packed ^ number) * np.uint64(0xBF58476D1CE4E5B9) + lang.astype(np.uint64)
    _, sample, of = np.unique(packed, return_index=True, return_inverse=True)
    return _Worded(of.astype(np.int64), sample.astype(np.int64))


def _kept(scan: Scan, size: Ints, worded: _Worded, told: Sequence[Wording], names_of_persons: Bools) -> Bools:
    """Whether each sequence is a name in its place."""
    found, tokens = scan.sequences, scan.tokens
    single = np.flatnonzero(size == 1)
    kept = np.zeros(len(found), bool)
    kept[single] = vouched(scan, single, worded.of[single], told, names_of_persons)
    several = np.flatnonzero(size > 1)
    first, last = found.first[several], found.last[several]
    near = np.array([wording.tier != Tier.UNTOLD for wording in told], bool)[worded.of[several]]
    exact = np.array([wording.exact for wording in told], bool)[worded.of[several]]
    heard = scan.readings.heard[found.readings[several, 0]]
    ends = tokens.gap == Gap.DOT_SPACE
    ends[1:] &= (tokens.end - tokens.start)[:-1] > LONGEST_ABBREVIATION
    crossed = np.cumsum(ends)
    kept[several] = (near | (~heard & exact & ~tokens.lower[last])) & (crossed[first] == crossed[last])
    # Inside a longer name only names of the text's own language are names again.
    edge = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(edge, first[kept[several]], 1)
    np.add.at(edge, last[kept[several]] + 1, -1)
    inside = np.cumsum(edge[:-1])[found.first[single]] > 0
    own = np.array([wording.tier == Tier.OWN for wording in told], bool)[worded.of[single]]
    kept[single] &= own | ~inside
    return kept


def _worth(scan: Scan, of: Ints, told: Sequence[Wording], kept: Bools) -> npt.NDArray[np.float32]:
    """How likely each reading of a place is: as written, by a near name, with little cut off."""
    found = scan.sequences
    share = np.array([(1.0, 0.5, 0.2)[wording.tier] for wording in told], np.float32)[of]
    exact = np.array([wording.exact for wording in told], bool)[of]
    worth = share * np.where(exact, np.float32(1), np.float32(0.7))
    for column in found.readings.T:
        used = column >= 0
        stem = scan.readings.stem[column[used]]
        worth[used] *= 0.25 + 0.75 * scan.stems.weight[stem]
        worth[used] *= np.where(scan.readings.heard[column[used]], np.float32(0.3), np.float32(1))
    return np.where(kept, worth, np.float32(0)).astype(np.float32)


def _best_of_each(first: Ints, last: Ints, worth: npt.NDArray[np.float32]) -> Ints:
    """The sequence of the greatest worth at each place, by place, the longest first."""
    order = np.lexsort((-worth, -last, first))
    new = np.ones(len(order), bool)
    new[1:] = (first[order][1:] != first[order][:-1]) | (last[order][1:] != last[order][:-1])
    return order[new]
