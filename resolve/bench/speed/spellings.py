"""How writers of one orthography put down words of another: letter by letter, by a table of the benchmark.

The rules of `resolve.conversion` are left out of it on purpose: a matcher that is asked in its own spelling
would be asked what it knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from resolve.errors import UsageError

ROOM: Final = Path(__file__).parents[3] / "benchmarks" / "speed"
"""Table, peers and frozen runs; they are in the source tree, not in the wheel."""

_START: Final = "^"
_COLUMNS: Final = ("source", "target", "letters", "written", "authority")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The way from one orthography into another.

    Attributes:
        source: az, de, ru or tr.
        target: the orthography it leads to.
        written: letters -> what is written for them; `^` before letters: at the start of a word.
    """

    source: str
    target: str
    written: Mapping[str, str]

    def write(self, word: str) -> str:
        """Return a word as it is written there, with a capital if it had one.

        The longest letters go first; what the table does not name stays.
        """
        if not word:
            return word
        lowered = word.replace("İ", "i").replace("I", "ı") if self.source in ("az", "tr") else word
        text = self._pattern.sub(self._replaced, f"{_START}{lowered.lower()}").replace(_START, "")
        return text[:1].upper() + text[1:] if word[0].isupper() else text

    @property
    def _pattern(self) -> re.Pattern[str]:
        return _compiled(tuple(sorted(self.written, key=len, reverse=True)))

    def _replaced(self, found: re.Match[str]) -> str:
        return self.written[found[0]]


@cache
def _compiled(letters: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, letters)))


@cache
def read_spellings() -> Mapping[str, tuple[Spelling, ...]]:
    """The ways that lead out of each orthography.

    Raises:
        UsageError: the table is not there, or has other columns.
    """
    path = ROOM / "spellings.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}; the benchmark of speed is run from the source tree of Adlar"
        ) from error
    columns, *rows = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    if columns != _COLUMNS:
        raise UsageError(f"{path}: the columns are {', '.join(columns)}, expected {', '.join(_COLUMNS)}")
    written: dict[tuple[str, str], dict[str, str]] = {}
    for source, target, letters, text, _authority in rows:
        written.setdefault((source, target), {})[letters] = text
    ways = [Spelling(source, target, table) for (source, target), table in written.items()]
    return {source: tuple(way for way in ways if way.source == source) for source, _ in written}
