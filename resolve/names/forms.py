"""Forms: the distinct tokens of a set of names, each read once.

A form is one token in the orthographies of one language. It may be read in several ways; each reading gives
a sound string, and sound strings are shared: `Sounds` holds each distinct one once. Everything later works on
the numbers of forms and sounds, not on text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.names.folded import Folded
from resolve.sound import alphabet, readings
from resolve.sound.spoken import Spoken, speak
from resolve.sound.views import Views, views_of
from resolve.text.equivalents import bodies_and_given
from resolve.text.signs import Sign
from resolve.text.vocabulary import Vocabulary
from resolve.text.words import Role

EQUIVALENT: Final = 10_000
"""Added to the number of a place or body to make the sense of a token that names it; see
`equivalents.equivalent_token`."""

_LATIN: Final = np.uint8(Sign.LATIN)
_OTHER_SCRIPT: Final = np.uint8(Sign.OTHER_SCRIPT)
_ONE_READING: Final = ("en",)
"""For scripts that all readings read alike, and for what was converted to Latin with sh, ch and kh."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Distinct sound strings; every array has one row a string.

    Attributes:
        codes: s x MAX_SOUNDS sound codes.
        size: number of sounds.
        masks: letter masks, see `alphabet.letter_masks`.
        skeletons: hashes of the skeletons.
    """

    codes: alphabet.Codes
    size: npt.NDArray[np.uint8]
    masks: npt.NDArray[np.uint64]
    skeletons: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Forms:
    """Distinct tokens, each with its readings.

    Attributes:
        texts: f tokens, lower case, without a closing full stop.
        fold: hashes of the texts after accents are folded.
        letters: the folded texts themselves, one after the other, in UTF-16 units.
        letters_first: f + 1 offsets into `letters`.
        first: f + 1 offsets into `sound`: form i has the readings sound[first[i]:first[i + 1]], best first.
        sound: numbers of rows of `Sounds`.
        role: what the token does by itself, a `words.Role`.
        sense: its sense, 0 for none; forms of one sense say the same.
        given: f x 5 numbers of the given names that it stands for, 0 for none (see `equivalents.given`).
        initials: one bit for each class of sounds that a reading may begin with; after a j also that of the
            next sound, since Ю. and Yu. are one initial.
    """

    texts: Sequence[str]
    fold: npt.NDArray[np.uint64]
    letters: npt.NDArray[np.uint16]
    letters_first: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    sound: npt.NDArray[np.int32]
    role: npt.NDArray[np.uint8]
    sense: npt.NDArray[np.int32]
    given: npt.NDArray[np.uint16]
    initials: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class FormTable:
    """Forms, their sounds, and which sound each reading gives to each form.

    Attributes:
        views: of each sound string.
        by_reading: f x r sound numbers, r in the order of `readings.all_names`; where a form is not tried in
            a reading, the sound of its own first reading stands.
    """

    forms: Forms
    sounds: Sounds
    views: Views
    by_reading: npt.NDArray[np.int32]


def read_forms(vocabulary: Vocabulary) -> FormTable:
    """Read distinct tokens.

    Args:
        vocabulary: f tokens.

    Returns:
        One form a token, in the same order.
    """
    read = speak(_in_latin_or_cyrillic(vocabulary), *_tried(vocabulary))
    views = views_of(read.codes)
    table = Sounds(read.codes, views.size, views.masks, views.skeletons)
    return FormTable(_forms(vocabulary, read), table, views, read.by_reading)


def _tried(vocabulary: Vocabulary) -> tuple[npt.NDArray[np.int32], tuple[tuple[str, ...], ...]]:
    """The readings of each token: in Latin script all of its language, else one: all read Cyrillic alike."""
    tried = *map(readings.of_language, vocabulary.langs), _ONE_READING
    return np.where(vocabulary.signs & _LATIN, vocabulary.lang, np.int32(len(tried) - 1)), tried


def _in_latin_or_cyrillic(vocabulary: Vocabulary) -> CodePoints:
    """Tokens of other scripts are converted to Latin, all others stay."""
    rows = (vocabulary.signs & _OTHER_SCRIPT).nonzero()[0].tolist()
    if not rows:
        return vocabulary.bare
    # Most names need no conversion, and a single lookup should not wait until it is imported.
    from resolve.conversion import latin_texts

    spoken = list(vocabulary.bare)
    for row, latin in zip(rows, latin_texts([spoken[row] for row in rows]), strict=True):
        spoken[row] = latin.lower().replace(" ", "").replace("\n", "")
    return CodePoints.of(spoken)


def _forms(vocabulary: Vocabulary, read: Spoken) -> Forms:
    bits = alphabet.initial_bits(read.codes)[read.sound]
    initials = np.bitwise_or.reduceat(bits, read.first[:-1]) if len(bits) else np.zeros(0, np.uint64)
    body, given = bodies_and_given(vocabulary.bare)
    sense = vocabulary.sense
    if body.any():
        sense = np.where((vocabulary.role == Role.CORE) & (body > 0), EQUIVALENT + body, sense)
    folded = Folded.of(vocabulary.bare)
    return Forms(
        vocabulary.bare,
        folded.hash,
        folded.letters,
        folded.first,
        read.first,
        read.sound,
        vocabulary.role,
        sense,
        given,
        initials,
    )
