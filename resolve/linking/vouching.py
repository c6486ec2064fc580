"""What speaks for a name of one token: whether a word that is a name of the gazetteer is one in its place.

A capital tells much in Turkish and Azerbaijani, nothing at the head of a sentence, and little in German. The
more foreign a name is to the text, and the more ordinary a word, the more has to speak for it:

1. the capital, if it stands inside a sentence or an apostrophe sets the ending off
2. a case ending that says where, or a preposition that does
3. a place that is named beside it (Van, Muş ve Batman'da)
4. the same name elsewhere in the document, where more speaks for it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.linking.wording import Tier, Wording
from resolve.linking.wordlists import is_doubtful, is_grammar, is_local_ending, stands_before_places
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Bools, Gap, Ints, Tokens
from resolve.mentions.vocabulary import set_off

LEAST_FOREIGN: Final = 3
"""Letters of a name in another language than the text's."""

LEAST_HEARD: Final = 6
"""Letters of a name that may be found by its sound alone."""

_MARKED_LANGUAGES: Final = ("az", "tr")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the wordings of n names of one token, a row each."""

    own: Bools
    other: Bools
    untold: Bools
    exact: Bools
    preferred: Bools
    capitals: Bools
    doubtful: Bools
    grammar: Bools
    length: Ints
    marked_language: Bools
    place: Bools


def vouched(scan: Scan, rows: Ints, of: Ints, wordings: Sequence[Wording], names_of_persons: Bools) -> Bools:
    """Whether names of one token are names in their places.

    Args:
        scan: of the documents.
        rows: of `scan.sequences`, of one token each.
        of: of each, the number of its wording.
        wordings: all wordings.
        names_of_persons: whether each token of the vocabulary is a given name or a surname.
    """
    told = _told(wordings, of)
    found, tokens = scan.sequences, scan.tokens
    first = found.first[rows]
    reading = found.readings[rows, 0]
    stem = scan.readings.stem[reading]
    heard = scan.readings.heard[reading]
    cut = ~scan.stems.whole[stem]
    seam = cut & (scan.stems.alone[stem] > 0)
    unmarked = cut & ~seam & _uses_apostrophes(scan)[tokens.document[first]]
    capital = ~scan.shouted[first] & (~tokens.opens[first] | seam)
    local = _local(scan, stem, telling=False)
    local |= _after_prepositions(scan, telling=False)[first] & ~told.marked_language
    run = _in_runs(scan, first[told.own & told.exact], names_of_persons)[first] & told.marked_language
    person = names_of_persons[scan.number[first]] & ~local
    shouted_place = (
        scan.shouted[first] & local & told.exact & told.preferred & (told.length > LEAST_HEARD - 2)
    )
    speaks = np.where(told.marked_language, capital & ~run, local & ~scan.shouted[first] & (told.own | ~cut))
    own = ~heard & np.where(told.doubtful, speaks, ~told.grammar | capital) & (told.exact | capital)
    own |= heard & (told.length >= LEAST_HEARD) & speaks & told.marked_language & told.exact
    long_enough = (told.length >= LEAST_FOREIGN) & ~heard
    foreign = long_enough & speaks & (told.exact | (told.length > LEAST_HEARD))
    foreign |= told.capitals & capital & told.exact & tokens.shouted[first] & (told.length > 1)
    untold = (
        long_enough & told.exact & speaks & (told.preferred | local) & ~person & (told.length + local > 3)
    )
    untold |= shouted_place & ~told.marked_language & ~heard & ~cut
    kept = (told.own & own) | (told.other & foreign) | (told.untold & untold)
    allowed = ~unmarked & (
        ~told.capitals | tokens.shouted[first] | (tokens.end[first] - tokens.start[first] > 5)
    )
    kept &= allowed
    # A place beside it, or the same name elsewhere, speaks for what nothing spoke for yet.
    beside = _beside(first[kept & told.place], tokens)[first] & (told.marked_language | ~cut)
    kept |= allowed & beside & told.exact & (told.own | told.preferred) & ~heard & ~tokens.opens[first] & ~run
    elsewhere = _elsewhere(tokens.document[first], of, kept)
    again = told.exact & np.where(told.doubtful | told.untold, capital & ~run, True) & told.marked_language
    return np.asarray(kept | (allowed & elsewhere & again & ~told.grammar & ~heard))


def located(scan: Scan, rows: Ints) -> Bools:
    """Whether a case ending or a preposition tells that names of one token are places, not persons."""
    found = scan.sequences
    first = found.first[rows]
    stem = scan.readings.stem[found.readings[rows, 0]]
    told = _local(scan, stem, telling=True) | _after_prepositions(scan, telling=True)[first]
    return np.asarray(told & (found.last[rows] == first))


def _told(wordings: Sequence[Wording], of: Ints) -> _Told:
    tier = np.array([wording.tier for wording in wordings], np.int8)[of]

    def column(values: list[bool]) -> Bools:
        return np.array(values, bool)[of]

    return _Told(
        tier == Tier.OWN,
        tier == Tier.OTHER,
        tier == Tier.UNTOLD,
        column([wording.exact for wording in wordings]),
        column([wording.preferred for wording in wordings]),
        column([wording.capitals for wording in wordings]),
        column([is_doubtful(wording.lemma, wording.lang) for wording in wordings]),
        column([is_grammar(wording.lemma, wording.lang) for wording in wordings]),
        np.array([len(wording.lemma) for wording in wordings], np.int64)[of],
        column([wording.lang in _MARKED_LANGUAGES for wording in wordings]),
        column([wording.place for wording in wordings]),
    )


def _local(scan: Scan, stem: Ints, *, telling: bool) -> Bools:
    """Whether what is cut off with each stem says where something is or comes from."""
    distinct, of = np.unique(stem, return_inverse=True)
    tokens = scan.tokens
    local = []
    for row in distinct.tolist():
        at = int(scan.sample[scan.stems.token[row]])
        document = int(tokens.document[at])
        begin = int(tokens.start[at]) + int(scan.stems.end[row])
        ending = scan.texts[document][begin : int(tokens.end[at])]
        local.append(bool(ending) and is_local_ending(ending, scan.langs[document], telling=telling))
    return np.asarray(np.array(local, bool)[of] if local else np.zeros(len(stem), bool))


def _after_prepositions(scan: Scan, *, telling: bool) -> Bools:
    """Whether each token stands directly behind a word that stands before names of places."""
    whole = np.flatnonzero(scan.stems.whole)
    stands = np.zeros(len(scan.sample), bool)
    for row in whole.tolist():
        number = int(scan.stems.token[row])
        lang = scan.langs[int(scan.tokens.document[scan.sample[number]])]
        stands[number] = stands_before_places(scan.stems.plain[row], lang, telling=telling)
    after = np.zeros(len(scan.number), bool)
    after[1:] = stands[scan.number[:-1]] & (scan.tokens.gap[1:] == Gap.SPACE)
    return after


def _in_runs(scan: Scan, own: Ints, names_of_persons: Bools) -> Bools:
    """Whether each token has a capital directly before or behind it that is no name known.

    So have the parts of longer names that nobody knows (Uluslararası Para Fonundan).

    Args:
        scan: of the documents.
        own: tokens that are names by themselves in the language of the text.
        names_of_persons: whether each token of the vocabulary is a given name or a surname.
    """
    tokens, found = scan.tokens, scan.sequences
    known = names_of_persons[scan.number]
    known[own] = True
    several = found.last > found.first
    edge = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(edge, found.first[several], 1)
    np.add.at(edge, found.last[several] + 1, -1)
    known |= np.cumsum(edge[:-1]) > 0
    strange = tokens.upper & ~tokens.opens & ~known & (tokens.end - tokens.start > 1)
    joined = tokens.gap == Gap.SPACE
    run = np.zeros(len(tokens), bool)
    joined[1:] &= ~set_off(scan.stems, len(scan.sample))[scan.number[:-1]]
    run[1:] |= strange[:-1] & joined[1:]
    run[:-1] |= strange[1:] & joined[1:]
    return run


def _uses_apostrophes(scan: Scan) -> Bools:
    """Whether each document sets endings of names off by a mark, so that one without is none; Turkish."""
    seams = np.zeros(len(scan.texts), bool)
    seams[scan.tokens.document[set_off(scan.stems, len(scan.sample))[scan.number]]] = True
    return np.asarray(seams & np.array([lang == "tr" for lang in scan.langs], bool))


def _beside(places: Ints, tokens: Tokens) -> Bools:
    """Whether a place stands next to each token, or one token away, in the same sentence."""
    near = np.zeros(len(tokens), bool)
    place = np.zeros(len(tokens), bool)
    place[places] = True
    going_on = ~tokens.opens
    near[1:] |= place[:-1] & going_on[1:]
    near[:-1] |= place[1:] & going_on[1:]
    between = going_on[2:] & going_on[1:-1] & tokens.lower[1:-1]
    near[2:] |= place[:-2] & between
    near[:-2] |= place[2:] & between
    return near


def _elsewhere(document: npt.NDArray[np.int32], of: Ints, kept: Bools) -> Bools:
    """Whether a name of the same wording was kept in the same document."""
    packed = document.astype(np.int64) << 32 | of
    return np.isin(packed, packed[kept])
