"""Forms: the distinct tokens of a set of names, each read once.

A form is one token in the orthographies of one language. It may be read in several ways; each reading gives
a sound string, and sound strings are shared: `Sounds` holds each distinct one once. Everything later works on
the numbers of forms and sounds, not on text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.folded import Folded
from resolve.sound import alphabet, readings
from resolve.sound.spoken import Spoken, speak
from resolve.sound.views import Views, views_of
from resolve.text.equivalents import equivalent_token, given, known_tokens
from resolve.text.words import CORE, Word

EQUIVALENT: Final = 10_000
"""Added to the number of a place or body to make the sense of a token that names it; see
`equivalents.equivalent_token`."""

_OTHER_SCRIPT: Final = re.compile(r"[^\x00-ɏəḀ-ỿЀ-ԯ\u0300-\u036f]")
_LATIN: Final = re.compile(r"[a-zà-ɏəḁ-ỿ]")
_ONE_READING: Final = ("en",)
"""For scripts that all readings read alike, and for what was converted to Latin with sh, ch and kh."""

MOST_GIVEN: Final = 5


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


def read_forms(tokens: Sequence[str], told: Sequence[Word], langs: Sequence[str]) -> FormTable:
    """Read distinct tokens.

    Args:
        tokens: f tokens as `tokenize.tokens` gave them, a closing full stop kept.
        told: what `words.words` tells of them.
        langs: the language of each, a BCP 47 tag or `und`.

    Returns:
        One form a token, in the same order.
    """
    texts = [t.rstrip(".") for t in tokens]
    spoken = _in_latin_or_cyrillic(texts)
    read = speak(spoken, [_tried(text, lang) for text, lang in zip(texts, langs, strict=True)])
    views = views_of(read.codes)
    table = Sounds(read.codes, views.size, views.masks, views.skeletons)
    return FormTable(_forms(texts, told, read), table, views, read.by_reading)


def _tried(text: str, lang: str) -> tuple[str, ...]:
    """The readings of a token: all of its language in Latin script; one in Cyrillic, which all read alike."""
    if (text.isascii() and text.isalpha()) or _LATIN.search(text):
        return readings.of_language(lang)
    return _ONE_READING


def _in_latin_or_cyrillic(texts: list[str]) -> list[str]:
    """Tokens of other scripts are converted to Latin, all others stay."""
    rows = [row for row, text in enumerate(texts) if not text.isascii() and _OTHER_SCRIPT.search(text)]
    if not rows:
        return texts
    # Most names need no conversion, and a single lookup should not wait until it is imported.
    from resolve.conversion import latin_texts

    spoken = list(texts)
    for row, latin in zip(rows, latin_texts([texts[row] for row in rows]), strict=True):
        spoken[row] = latin.lower().replace(" ", "").replace("\n", "")
    return spoken


def _forms(texts: list[str], told: Sequence[Word], read: Spoken) -> Forms:
    role = np.fromiter((one.role for one in told), np.uint8, len(told))
    sense = np.fromiter((one.sense for one in told), np.int32, len(told))
    given_names = np.zeros((len(texts), MOST_GIVEN), np.uint16)
    known = known_tokens()
    for row in [row for row, text in enumerate(texts) if text in known]:
        if told[row] is CORE and (body := equivalent_token(texts[row])):
            sense[row] = EQUIVALENT + body
        if names := given(texts[row])[:MOST_GIVEN]:
            given_names[row, : len(names)] = names
    bits = alphabet.initial_bits(read.codes)[read.sound]
    initials = np.bitwise_or.reduceat(bits, read.first[:-1]) if len(bits) else np.zeros(0, np.uint64)
    folded = Folded.of(texts)
    return Forms(
        texts,
        folded.hash,
        folded.letters,
        folded.first,
        read.first,
        read.sound,
        role,
        sense,
        given_names,
        initials,
    )
