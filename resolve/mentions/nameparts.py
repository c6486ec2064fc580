"""Given names and surnames, as far as the gazetteer and the lexicon know them."""

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve import tables
from resolve.index.layout import Index
from resolve.mentions.phrasebook import among, sounded, written
from resolve.mentions.tokens import Bools, Hashes, Ints
from resolve.mentions.vocabulary import Stems
from resolve.names import KINDS
from resolve.names.folded import text_hashes
from resolve.text.folding import fold
from resolve.text.normalize import lower
from resolve.text.words import Role

_GIVEN: Final = "lexicon/given.tsv"
_SURNAMES: Final = "lexicon/surnames.tsv"
_ENDINGS: Final = "lexicon/endings.tsv"
_LANGUAGES: Final = ("az", "tr", "de", "en")
_LEAST_ENDING: Final = 2
_LEAST_COMMON: Final = 4
"""Letters of an ending that words of all kinds may have (-li, -lu) as well as surnames (-oğlu)."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of persons' names.

    Attributes:
        given: sorted atoms of given names, as they are written.
        surnames: sorted atoms of surnames, as they are written and as they sound.
    """

    given: Hashes
    surnames: Hashes

    @classmethod
    def of(cls, index: Index) -> "NameParts":
        """The parts of the names of a gazetteer's persons, and those of the lexicon."""
        names = index.names
        person = index.entities.kind[index.spellings.entity] == KINDS.index("person")
        core = np.asarray(names.role) == Role.CORE
        of_name = np.repeat(np.arange(len(names.first) - 1), names.size)
        tokens = np.flatnonzero(core & person[of_name])
        count = np.bincount(of_name[tokens], minlength=len(names.first) - 1)
        tokens = tokens[count[of_name[tokens]] > 1]
        owner = of_name[tokens]
        change = np.ones(len(tokens) + 1, bool)
        change[1:-1] = owner[1:] != owner[:-1]
        first, last = tokens[change[:-1]], tokens[change[1:]]
        fold_of = np.asarray(index.forms.fold)
        begin = index.forms.first[names.form[last]]
        heard = index.shapes.hash[index.shapes.of_sound[index.forms.sound[begin]]]
        return cls(
            np.unique(np.concatenate((written(fold_of[names.form[first]]), _lexicon(_GIVEN)))),
            np.unique(
                np.concatenate(
                    (written(fold_of[names.form[last]]), sounded(np.asarray(heard)), _lexicon(_SURNAMES))
                )
            ),
        )

    def given_tokens(self, stems: Stems, size: int) -> Bools:
        """Which tokens of a vocabulary are given names, without any ending."""
        return _tokens(stems.token[stems.whole & among(stems.atom, self.given)], size)

    def surname_stems(self, stems: Stems) -> Bools:
        """Which stems are surnames as they are written."""
        return among(stems.atom, self.surnames) & ~stems.derived

    def shaped_stems(self, stems: Stems) -> Bools:
        """Which stems end as surnames do, known or not (Qasımov, Hacızadə, Schewtschenko)."""
        endings = _endings()
        longest = max(map(len, endings))
        found = [
            any(text[-size:] in endings for size in range(_LEAST_ENDING, min(longest, len(text) - 2) + 1))
            for text in stems.plain
        ]
        return np.array(found, bool) & ~stems.derived


def _tokens(numbers: Ints, size: int) -> Bools:
    found = np.zeros(size, bool)
    found[numbers] = True
    return found


@functools.cache
def _lexicon(table: str) -> Hashes:
    read = tables.read_rows(table)
    columns = [read.columns.index(lang) for lang in _LANGUAGES]
    names = {part for row in read.rows for column in columns for part in row[column].split("|") if part}
    return np.asarray(written(text_hashes(fold([lower(name).replace("'", "") for name in sorted(names)]))))


@functools.cache
def _endings() -> frozenset[str]:
    read = tables.read_rows(_ENDINGS)
    columns = [read.columns.index(lang) for lang in _LANGUAGES]
    named = {
        part
        for row in read.rows
        for column in columns
        for part in row[column].split("|")
        if len(part) >= (_LEAST_ENDING if row[0] != "und" else _LEAST_COMMON)
    }
    return frozenset(fold(sorted(named)))
