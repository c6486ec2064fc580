"""All readings as arrays: what is read at a place is found by the letter that stands there.

Letters are told apart by their class: each letter that some rule names has one of its own, all others share
class 0, and the edge of a token is a class too. A rule is a row of sets of classes, a set 256 bits.
"""

import ctypes
import functools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import Held, address
from resolve.errors import DataError
from resolve.sound import readings
from resolve.sound.alphabet import code
from resolve.sound.rules import EDGE, Letters, Rule, take_apart

KNOWN: Final = 0x2000
"""Letters below this are known one by one; those above it sound in no reading."""

MOST_PLACES: Final = 8
"""Places that a rule looks at, those ahead of it included."""

_CLASSES: Final = 256
_WITH_BASE: Final = (range(0x250), range(0x400, 0x530), range(0x1E00, 0x1F00))
"""Latin and Cyrillic letters: where a letter without a rule is read as its base letter."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """R readings with their rules.

    Attributes:
        letter_class: the class of each letter below `KNOWN`.
        sets: sets of classes, 256 bits each.
        before: of each rule the set that must stand before it, -1 for none.
        size: of each rule how many letters it reads.
        ahead: and how many places it looks at behind them.
        places: the sets of these, `MOST_PLACES` a rule.
        sound: of each rule, what is heard: a row of `sound_first`.
        rule_first, rule: the rules that may fit where a reading meets a letter of a class, those first that
            are tried first: rule[rule_first[i]:rule_first[i + 1]], i = reading * 256 + class.
        letter_sound: R x KNOWN, what is heard where no rule fits; row 0 is nothing.
        difference: of each letter below `KNOWN`, and of all others, a row of `alike`.
        alike: for each reading those that read a letter as it does, R a row: bits of a number.
        sound_first, sound_code: the codes of what is heard.
        edge: the class of the edge of a token.
    """

    letter_class: npt.NDArray[np.uint8]
    sets: npt.NDArray[np.uint64]
    before: npt.NDArray[np.int16]
    size: npt.NDArray[np.uint8]
    ahead: npt.NDArray[np.uint8]
    places: npt.NDArray[np.int16]
    sound: npt.NDArray[np.uint8]
    rule_first: npt.NDArray[np.int32]
    rule: npt.NDArray[np.int16]
    letter_sound: npt.NDArray[np.uint8]
    difference: npt.NDArray[np.uint8]
    alike: npt.NDArray[np.uint64]
    sound_first: npt.NDArray[np.int32]
    sound_code: npt.NDArray[np.uint8]
    edge: int


class RulebookStruct(ctypes.Structure):
    """`Rulebook` of readings.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in Rulebook.__slots__ if name != "edge"],
        *[(name, ctypes.c_uint8) for name in ("edge", "first_digit", "readings")],
    ]


@functools.cache
def rulebook() -> Rulebook:
    """All readings of `readings.all_names`, in that order."""
    return _Book().bound()


class _Book:
    """A rulebook while it is written."""

    def __init__(self) -> None:
        self.names = readings.all_names()
        self.ordered = [readings.ordered_rules(name) for name in self.names]
        sources = dict.fromkeys(
            source for rows in self.ordered for source, _ in rows if not readings.is_letter(source)
        )
        self.rules = {source: take_apart(source) for source in sources}
        named = {
            letter
            for rules in self.rules.values()
            for rule in rules
            for letters in _sets(rule)
            for letter in letters.named
        }
        self.classes = {letter: number for number, letter in enumerate(sorted(named), 1)}
        if len(self.classes) >= _CLASSES:
            raise DataError(
                "sound/readings.tsv", 0, f"rules name {len(self.classes)} letters; room is for 255"
            )
        self.sets: dict[int, int] = {}
        self.sounds: dict[str, int] = {"": 0}

    def bound(self) -> Rulebook:
        """The whole book."""
        number: dict[tuple[Rule, int], int] = {}
        meets: list[list[int]] = []
        letter_sound = np.zeros((len(self.names), KNOWN), np.uint8)
        for reading, rows in enumerate(self.ordered):
            meets += self._met(rows, number)
            self._letters(letter_sound[reading], rows)
        rules = list(number)
        letter_class = self._letter_classes()
        places = self._places([rule for rule, _ in rules])
        before = [-1 if rule.before is None else self._set(rule.before) for rule, _ in rules]
        heard_codes = [[code(sound) for sound in sounds] for sounds in self.sounds]
        return Rulebook(
            letter_class,
            _bits(self.sets),
            np.array(before, np.int16),
            np.array([len(rule.letters) for rule, _ in rules], np.uint8),
            np.array([len(rule.ahead) for rule, _ in rules], np.uint8),
            places,
            np.array([heard for _, heard in rules], np.uint8),
            _offsets(map(len, meets)),
            np.array([row for met in meets for row in met], np.int16),
            letter_sound,
            *_differences(letter_class, meets, letter_sound),
            _offsets(map(len, heard_codes)),
            np.array([one for codes in heard_codes for one in codes], np.uint8),
            self.classes[EDGE],
        )

    def _met(self, rows: list[tuple[str, str]], number: dict[tuple[Rule, int], int]) -> list[list[int]]:
        """The rules of one reading by the class of the letter that they begin with; new ones get a number."""
        at_class: list[list[int]] = [[] for _ in range(_CLASSES)]
        for source, sound in rows:
            heard = self.sounds.setdefault(sound, len(self.sounds))
            if readings.is_letter(source):
                continue
            for rule in self.rules[source]:
                row = number.setdefault((rule, heard), len(number))
                for first in self._classes_of(rule.letters[0]):
                    at_class[first].append(row)
        return at_class

    def _letter_classes(self) -> npt.NDArray[np.uint8]:
        """The class of each letter."""
        of_letter = np.zeros(KNOWN, np.uint8)
        for letter, number in self.classes.items():
            of_letter[ord(letter)] = number
        # The edge of a token stands for itself alone: a line break inside a token is any other letter.
        of_letter[ord(EDGE)] = 0
        return of_letter

    def _places(self, rules: Sequence[Rule]) -> npt.NDArray[np.int16]:
        """The sets of letters that each rule looks at, from its first letter on."""
        places = np.zeros((len(rules), MOST_PLACES), np.int16)
        for row, rule in enumerate(rules):
            sets = [self._set(letters) for letters in (*rule.letters, *rule.ahead)]
            if len(sets) > MOST_PLACES:
                raise DataError("sound/readings.tsv", 0, f"a rule looks at more than {MOST_PLACES} letters")
            places[row, : len(sets)] = sets
        return places

    def _classes_of(self, letters: Letters) -> list[int]:
        named = [self.classes[letter] for letter in letters.named]
        return sorted(set(range(_CLASSES)).difference(named)) if letters.others else named

    def _as_bits(self, letters: Letters) -> int:
        bits = sum(1 << self.classes[letter] for letter in letters.named)
        return ((1 << _CLASSES) - 1) & ~bits if letters.others else bits

    def _set(self, letters: Letters) -> int:
        return self.sets.setdefault(self._as_bits(letters), len(self.sets))

    def _letters(self, heard: npt.NDArray[np.uint8], rows: list[tuple[str, str]]) -> None:
        """What is heard at each letter where no rule fits, in one reading."""
        single: dict[str, str] = {digit: digit for digit in "0123456789"}
        for source, sound in rows:
            if readings.is_letter(source):
                single.setdefault(source, sound)
        bases = _bases()
        for letter, sound in single.items():
            heard[ord(letter)] = self.sounds.setdefault(sound, len(self.sounds))
        without = [letter for letter in bases if letter not in single]
        heard[[ord(letter) for letter in without]] = heard[[ord(bases[letter]) for letter in without]]


@functools.cache
def rulebook_struct() -> Held[RulebookStruct]:
    """The rulebook as the compiled library takes it."""
    *arrays, edge = (getattr(rulebook(), name) for name in Rulebook.__slots__)
    readings_count = len(readings.all_names())
    return Held(RulebookStruct(*map(address, arrays), edge, code("0"), readings_count), tuple(arrays))


@functools.cache
def _bases() -> dict[str, str]:
    """Letters with marks, each with its base letter."""
    letters = (chr(number) for numbers in _WITH_BASE for number in numbers)
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {letter: base for letter, base in bases.items() if letter != base}


def _differences(
    letter_class: npt.NDArray[np.uint8], meets: Sequence[Sequence[int]], letter_sound: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint64]]:
    """How readings differ at each letter: `Rulebook.difference` and `alike`."""
    lists: dict[tuple[int, ...], int] = {}
    rules = np.array([lists.setdefault(tuple(met), len(lists)) for met in meets]).reshape(-1, _CLASSES)
    # A letter that is not known is of class 0, and nothing is heard at it.
    by_rules = rules[:, np.append(letter_class, np.uint8(0))]
    by_letter = np.pad(letter_sound, ((0, 0), (0, 1)))
    differs = (by_rules != by_rules[0]).any(axis=0) | (by_letter != by_letter[0]).any(axis=0)
    bit = np.uint64(1) << np.arange(len(rules), dtype=np.uint64)
    rows = {tuple([int(bit.sum())] * len(rules)): 0}
    difference = np.zeros(KNOWN + 1, np.uint8)
    for letter in np.flatnonzero(differs).tolist():
        heard = by_rules[:, letter], by_letter[:, letter]
        same = np.all([one[:, None] == one for one in heard], axis=0)
        difference[letter] = rows.setdefault(tuple((same * bit).sum(axis=1).tolist()), len(rows))
    return difference, np.array(list(rows), np.uint64).ravel()


def _sets(rule: Rule) -> list[Letters]:
    return [*([rule.before] if rule.before else []), *rule.letters, *rule.ahead]


def _bits(sets: Iterable[int]) -> npt.NDArray[np.uint64]:
    whole = b"".join(bits.to_bytes(_CLASSES // 8, "little") for bits in sets)
    return np.frombuffer(bytearray(whole), np.uint64)


def _offsets(sizes: Iterable[int]) -> npt.NDArray[np.int32]:
    return np.cumsum([0, *sizes], dtype=np.int32)
