"""The distinct tokens of a batch of documents, and what each may stand for in a name.

A token of a text is inflected, and may be spelt as no name of the gazetteer is. Each has some readings: a
stem that the grammar allows, taken as it is written or by how it sounds. Only those that stand in some name
are kept; what a reading adds to a sequence is worked out once for all places where its token stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import group
from resolve.inflection import StemColumn, stem_column
from resolve.mentions.phrasebook import STEP, Phrasebook, sounded, written
from resolve.mentions.tokens import Bools, Hashes, Ints, Tokens
from resolve.names.folded import text_hashes
from resolve.sound import alphabet, readings
from resolve.text.compounds import parts
from resolve.text.folding import fold
from resolve.text.normalize import lower

LEAST_SOUNDED: Final = 4
"""Letters from which a stem is also looked for by its sound; shorter ones sound like too much else."""

_MOST_SOUNDS: Final = 3
_LEAST_COMPOUND: Final = 6
_MARKS: Final = str.maketrans("", "", "'’ʼ‘ʻʹʺ`´′")


@dataclass(frozen=True, slots=True)
class Stems:
    """Stems of tokens, one a row, sorted by token.

    Attributes:
        token: number of the token.
        whole: whether the stem is the token itself.
        end: code points of the token that the stem keeps.
        lemma: the stem in its own spelling.
        weight: how readily the grammar gives it, 0..1; 1 for the whole token.
        alone: what the stem is worth if nothing else vouches for it, 0..1; above 0 where a mark stands at the
            seam, and for the whole token.
        derived: whether the token is no form of the stem but derived from it (azərbaycanlı, Minsker).
        plain: the stem in lower case, accents folded, without apostrophes.
        atom: what the phrasebook knows the stem by, as it is written.
    """

    token: Ints
    whole: Bools
    end: Ints
    lemma: Sequence[str]
    weight: npt.NDArray[np.float32]
    alone: npt.NDArray[np.float32]
    derived: Bools
    plain: Sequence[str]
    atom: Hashes


@dataclass(frozen=True, slots=True)
class Readings:
    """What the tokens of a vocabulary may stand for in names, sorted by token.

    Attributes:
        first: v + 1 offsets: the readings of token i are the rows first[i]:first[i + 1].
        stem: of each reading, the row of its stem.
        times: what a sequence is multiplied by when it goes on with the reading.
        plus: what is then added.
        heard: whether the stem was found by its sound alone.
    """

    first: Ints
    stem: Ints
    times: Hashes
    plus: Hashes
    heard: Bools


def number_tokens(tokens: Tokens, languages: Ints) -> tuple[Ints, Ints]:
    """Number the distinct spellings, apart in each language.

    Args:
        tokens: t tokens.
        languages: the number of each document's language.

    Returns:
        The number of each token, and for each number a token that has it.
    """
    apart = alphabet.finish(languages.astype(np.uint64))[tokens.document]
    _, sample, number = np.unique(tokens.spelling ^ apart, return_index=True, return_inverse=True)
    return number.astype(np.int64), sample.astype(np.int64)


def set_off(stems: Stems, tokens: int) -> Bools:
    """Which of so many tokens have an ending that a mark sets off (Bakü'ye, XİN-dən): there a name ends."""
    found = np.zeros(tokens, bool)
    found[stems.token[~stems.whole & (stems.alone > 0)]] = True
    return found


def find_stems(texts: Sequence[str], langs: Sequence[str]) -> Stems:
    """The stems of tokens, by the grammar of their languages.

    Args:
        texts: v tokens as written.
        langs: the language of each, a BCP 47 tag or `und`.
    """
    rows_of: dict[str, list[int]] = {}
    for row, lang in enumerate(langs):
        rows_of.setdefault(lang, []).append(row)
    token: list[Ints] = []
    columns = []
    lemmas: list[str] = []
    for lang, rows in rows_of.items():
        column = stem_column([texts[row] for row in rows], lang)
        token.append(np.array(rows, np.int64)[column.token])
        columns.append(column)
        lemmas.extend(column.lemmas())
    if not columns:
        numbers, worth, marks = np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, bool)
        return Stems(numbers, marks, numbers, (), worth, worth, marks, (), np.zeros(0, np.uint64))
    tokens = np.concatenate(token)
    order = np.argsort(tokens, kind="stable")
    ordered = [lemmas[row] for row in order.tolist()]
    plain = fold([lower(lemma).translate(_MARKS) for lemma in ordered])
    return Stems(
        tokens[order],
        np.concatenate([_whole(column) for column in columns])[order],
        np.concatenate([column.end for column in columns])[order],
        ordered,
        np.concatenate([column.weight for column in columns])[order],
        np.concatenate([column.alone for column in columns])[order],
        np.concatenate([column.derived for column in columns])[order],
        plain,
        written(text_hashes(plain)),
    )


def _whole(column: StemColumn) -> Bools:
    whole = np.zeros(len(column.token), bool)
    whole[column.first[:-1]] = True
    return whole


def read_stems(stems: Stems, langs: Sequence[str], upper: Bools, phrasebook: Phrasebook) -> Readings:
    """Look stems up among the tokens of names: as written, taken apart, and by sound.

    Args:
        stems: of v tokens.
        langs: the language of each token.
        upper: whether each begins with a capital letter; others are looked up as written only.
        phrasebook: the names.
    """
    rows = np.flatnonzero(phrasebook.knows(stems.atom))
    found = [(rows, np.full(len(rows), STEP, np.uint64), stems.atom[rows])]
    capital = np.flatnonzero(upper[stems.token] & ~stems.derived)
    found.append(_apart(stems, capital, langs, phrasebook))
    known = np.zeros(len(langs), bool)
    known[stems.token[rows]] = True
    heard = _heard(stems, capital[~known[stems.token[capital]]], langs, phrasebook)
    found.append(heard)
    row, times, plus = (np.concatenate(column) for column in zip(*found, strict=True))
    by_sound = np.arange(len(row)) >= len(row) - len(heard[0])
    order = np.argsort(row, kind="stable")
    row = row[order]
    return Readings(group(stems.token[row], len(langs)), row, times[order], plus[order], by_sound[order])


def _apart(
    stems: Stems, rows: Ints, langs: Sequence[str], phrasebook: Phrasebook
) -> tuple[Ints, Hashes, Hashes]:
    """German compounds, cut as the names of the gazetteer are: Nordkaukasus goes on by two tokens."""
    found: list[int] = []
    pieces: list[str] = []
    for row in rows.tolist():
        lemma = stems.lemma[row]
        if len(lemma) >= _LEAST_COMPOUND and langs[int(stems.token[row])] == "de":
            cut = parts([lower(lemma).translate(_MARKS)], "de")
            if len(cut) == 2:
                found.append(row)
                pieces.extend(cut)
    atoms = written(text_hashes(fold(pieces))) if pieces else np.zeros(0, np.uint64)
    first, last = atoms[0::2], atoms[1::2]
    both = phrasebook.knows(first) & phrasebook.knows(last)
    times = np.full(int(both.sum()), STEP, np.uint64) * STEP
    return np.array(found, np.int64)[both], times, (first * STEP + last)[both]


def _heard(
    stems: Stems, rows: Ints, langs: Sequence[str], phrasebook: Phrasebook
) -> tuple[Ints, Hashes, Hashes]:
    """Stems that some name holds by their sound."""
    long = [row for row in rows.tolist() if len(stems.plain[row]) >= LEAST_SOUNDED]
    owner, atom = sounds([stems.lemma[row] for row in long], [langs[int(stems.token[row])] for row in long])
    here = phrasebook.knows(atom)
    row = np.array(long, np.int64)[owner[here]]
    return row, np.full(len(row), STEP, np.uint64), atom[here]


def sounds(lemmas: Sequence[str], langs: Sequence[str]) -> tuple[Ints, Hashes]:
    """How stems sound, in each of the first readings of their language.

    Returns:
        Rows of the stems and atoms, sorted by row, no pair twice.
    """
    of_lang: dict[str, list[int]] = {}
    for row, lang in enumerate(langs):
        of_lang.setdefault(lang, []).append(row)
    rows: list[Ints] = [np.zeros(0, np.int64)]
    atoms: list[Hashes] = [np.zeros(0, np.uint64)]
    for lang, members in of_lang.items():
        texts = [lower(lemmas[row]).translate(_MARKS) for row in members]
        for name in readings.of_language(lang)[:_MOST_SOUNDS]:
            codes = alphabet.coarse(alphabet.encode(readings.reading(name).sounds(texts)))
            rows.append(np.array(members, np.int64))
            atoms.append(sounded(alphabet.row_hashes(codes)))
    owner: Ints = np.concatenate(rows)
    atom: Hashes = np.concatenate(atoms)
    order = np.lexsort((atom, owner))
    owner, atom = owner[order], atom[order]
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (atom[1:] != atom[:-1])
    return owner[new], atom[new]
