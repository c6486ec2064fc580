"""Marks that speak for orthographies: which strings of a word are marks, and what each weighs, by script.

A mark is a letter, a group of letters, a beginning or an ending. `detection/scripts.tsv` says how common each
orthography of a script is, `detection/<script>.tsv` what its marks weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from resolve.conversion.scripts import read_word
from resolve.conversion.spelling import cut
from resolve.errors import DataError
from resolve.tables import list_names, read_rows

_LONGEST = 5
"""Signs of the longest mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What speaks for orthographies.

    Attributes:
        text: letters in lower case; `^` is the beginning of a word, `$` its end.
        weights: what it adds to the logarithmic odds of each orthography of the script, in hundredths.
    """

    text: str
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What tells the orthographies of a script apart.

    Attributes:
        codes: the orthographies.
        priors: how common each is, 0..1.
        marks: what speaks for them, by its text.
    """

    codes: tuple[str, ...]
    priors: tuple[float, ...]
    marks: Mapping[str, Mark]


def marks_of(text: str) -> Iterator[str]:
    """The strings in a text that may be marks, each as often as it occurs.

    Args:
        text: any text.
    """
    for word in cut(text)[0]:
        yield from strings_of(read_word(word).text)


def strings_of(word: str) -> Iterator[str]:
    """The strings in a word that may be marks."""
    whole = f"^{_lower(word)}$"
    for start in range(len(whole)):
        for end in range(start + 1, min(start + _LONGEST, len(whole)) + 1):
            yield whole[start:end]


@cache
def model_of(script: str) -> Model:
    """The orthographies of a script and the marks that tell them apart.

    Raises:
        DataError: a table names a code that scripts.tsv does not have for the script, or a weight is none.
    """
    name = "detection/scripts.tsv"
    priors: dict[str, float] = {}
    for there, code, prior, _ in read_rows(name).rows:
        if there == script:
            priors[code] = _number(name, prior)
    if not priors:
        return Model(("und",), (1.0,), MappingProxyType({}))
    codes = tuple(priors)
    file = f"{script.lower()}.tsv"
    if file not in list_names("detection"):
        return Model(codes, tuple(priors.values()), MappingProxyType({}))
    table = read_rows(f"detection/{file}")
    if set(table.columns) - {"mark"} != set(codes):
        raise DataError(
            f"detection/{file}",
            0,
            f"the columns are {', '.join(table.columns)}, expected mark, {', '.join(codes)}",
        )
    places = [table.columns.index(code) for code in codes]
    marks = {
        row[0]: Mark(row[0], tuple(round(100 * _number(f"detection/{file}", row[place])) for place in places))
        for row in table.rows
    }
    return Model(codes, tuple(priors.values()), MappingProxyType(marks))


def _number(name: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise DataError(name, 0, f"found {cell!r}, expected a number") from None


def _lower(word: str) -> str:
    # The capital İ is a mark by itself: lower case would make an i of it, which all languages have.
    return "İ".join(part.lower() for part in word.split("İ")).replace("i\u0307", "i")
