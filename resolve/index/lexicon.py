"""The tokens of an index, and those of new names put to them: what is there already is used again."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import as_offsets
from resolve.index.runs import Ints, positions
from resolve.index.texts import Texts
from resolve.index.weave import Weave
from resolve.names.forms import Forms, Sounds


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tokens of an index after others were put to them.

    Attributes:
        forms: the tokens.
        sounds: their sound strings.
        number: of each token that was to be put to them, its number now.
        added: of the sound strings that came with these, the ones that are new.
    """

    forms: Forms
    sounds: Sounds
    number: npt.NDArray[np.int32]
    added: Ints


def extended(forms: Forms, sounds: Sounds, newer: Forms, newer_sounds: Sounds) -> Lexicon:
    """Put tokens to others.

    Args:
        forms: the tokens of an index.
        sounds: their sound strings.
        newer: the tokens to put to them.
        newer_sounds: the sound strings of these.
    """
    likely = np.flatnonzero(np.isin(forms.fold, newer.fold)).tolist()
    known = {_content(forms, sounds, row): row for row in likely}
    size = len(forms.role)
    found = [known.get(_content(newer, newer_sounds, row), -1) for row in range(len(newer.role))]
    number = np.array(found, np.int32)
    fresh = np.flatnonzero(number < 0)
    number[fresh] = np.arange(size, size + len(fresh), dtype=np.int32)
    begin, count = newer.first[fresh], np.diff(newer.first)[fresh]
    added = np.unique(newer.sound[positions(begin, count)]).astype(np.int64)
    sound_number = np.zeros(len(newer_sounds.size), np.int32)
    sound_number[added] = np.arange(len(sounds.size), len(sounds.size) + len(added), dtype=np.int32)
    weave = Weave.appended(size, fresh)
    written = weave.through(forms.letters_first, newer.letters_first)
    read = weave.through(forms.first, newer.first)
    assert isinstance(forms.texts, Texts)
    assert isinstance(newer.texts, Texts)
    joined = Forms(
        forms.texts.woven(weave, newer.texts),
        weave.of(forms.fold, newer.fold),
        written.of(forms.letters, newer.letters),
        as_offsets(weave.offsets(forms.letters_first, newer.letters_first)),
        as_offsets(weave.offsets(forms.first, newer.first)),
        read.of(forms.sound, sound_number[newer.sound]),
        weave.of(forms.role, newer.role),
        weave.of(forms.sense, newer.sense),
        weave.of(forms.given, newer.given),
        weave.of(forms.initials, newer.initials),
    )
    voices = Weave.appended(len(sounds.size), added)
    return Lexicon(
        joined,
        Sounds(
            voices.of(sounds.codes, newer_sounds.codes),
            voices.of(sounds.size, newer_sounds.size),
            voices.of(sounds.masks, newer_sounds.masks),
            voices.of(sounds.skeletons, newer_sounds.skeletons),
        ),
        number,
        added,
    )


def _content(forms: Forms, sounds: Sounds, row: int) -> tuple[str, int, int, bytes, bytes]:
    """All that a token is; the rest follows from it."""
    heard = sounds.codes[forms.sound[forms.first[row] : forms.first[row + 1]]]
    told = int(forms.role[row]), int(forms.sense[row])
    return forms.texts[row], *told, forms.given[row].tobytes(), heard.tobytes()
