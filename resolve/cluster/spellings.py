"""The rows of a table as distinct names, with what is known of each.

Rows of one name, kind, country and year of birth are one spelling, whatever language each was met in.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve.batch import cells
from resolve.cluster.values import Spelling
from resolve.errors import UsageError
from resolve.names import UNKNOWN_KIND, read_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.files import Table

DECISIONS: Final = ("match", "review", "nil", "error")
NIL: Final = "nil"
EMPTY: Final = "no name"

_Facts = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the names of a table stand, and what is known of them; None for what no column tells.

    Attributes:
        name: the column of the names.
        lang: of their languages.
        kind: of their kinds.
        country: of their countries.
        birth_year: of their years of birth.
        decision: of what was decided of each; only rows decided `nil` are grouped.
        mentions: of how often each stands somewhere.
    """

    name: str
    lang: str | None = None
    kind: str | None = None
    country: str | None = None
    birth_year: str | None = None
    decision: str | None = None
    mentions: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The distinct names of a table.

    Attributes:
        spellings: sorted.
        of_row: the place of the spelling of each row; None where there is none to group.
        faults: rows whose name cannot be read, and why.
    """

    spellings: tuple[Spelling, ...]
    of_row: tuple[int | None, ...]
    faults: dict[int, str]


def gather_spellings(table: Table, columns: Columns, lang: str | None, kind: str | None) -> Gathered:
    """Gather the distinct names of the rows that no entity was found for.

    Args:
        table: its rows.
        columns: where they stand.
        lang: BCP 47 tag of all rows, if no column tells it.
        kind: kind of all rows, likewise.

    Raises:
        UsageError: a cell that holds no kind, tag, country, year, decision or number of mentions.
    """
    asked = [
        cells.name_cells(table, [columns.name]).to_list(),
        cells.lang_cells(table, lang, columns.lang).to_list(),
        cells.kind_cells(table, kind, columns.kind).to_list(),
        cells.country_cells(table, columns.country).to_list(),
        cells.birth_year_cells(table, columns.birth_year).to_list(),
    ]
    unknown = _unknown_rows(table, columns.decision)
    mentions = _mentions(table, columns.mentions)
    faults = {row: fault for row, fault in cells.damaged_rows(table).items() if unknown[row]}
    langs: defaultdict[_Facts, set[str]] = defaultdict(set)
    counted: defaultdict[_Facts, int] = defaultdict(int)
    facts_of: list[_Facts | None] = []
    for row, (name, tag, its_kind, country, year) in enumerate(zip(*asked, strict=True)):
        if not unknown[row] or row in faults:
            facts_of.append(None)
            continue
        plain = " ".join(unicodedata.normalize("NFC", name or "").split())
        if not plain:
            faults[row] = EMPTY
            facts_of.append(None)
            continue
        facts = (plain, its_kind or "", country or "", year or 0)
        facts_of.append(facts)
        counted[facts] += mentions[row]
        if tag is not None and tag != "und":
            langs[facts].add(tag)
    unreadable = _unreadable(sorted({facts[0] for facts in counted}))
    spellings = tuple(
        Spelling(*facts, tuple(sorted(langs[facts])), counted[facts])
        for facts in sorted(counted)
        if facts[0] not in unreadable
    )
    place = {(s.name, s.kind, s.country, s.birth_year): number for number, s in enumerate(spellings)}
    for row, of in enumerate(facts_of):
        if of is not None and of[0] in unreadable:
            faults[row] = unreadable[of[0]]
    return Gathered(spellings, tuple(None if of is None else place.get(of) for of in facts_of), faults)


def _unreadable(names: Sequence[str]) -> dict[str, str]:
    """Names that cannot be processed, and why."""
    read = read_names(names, ["und"] * len(names), np.full(len(names), UNKNOWN_KIND, np.uint8))
    return {names[row]: fault for row, fault in read.errors.items()}


def _unknown_rows(table: Table, column: str | None) -> list[bool]:
    if column is None:
        return [True] * table.frame.height
    found = [str(value or "").strip().lower() for value in table.frame[column]]
    for row, decision in enumerate(found):
        if decision not in DECISIONS:
            raise UsageError(
                f"{table.path}: {table.place(row)}: the decision is {decision!r}; expected: "
                f"{', '.join(DECISIONS)}; name another column with --decision-column"
            )
    return [decision == NIL for decision in found]


def _mentions(table: Table, column: str | None) -> list[int]:
    if column is None:
        return [1] * table.frame.height
    counts = []
    for row, value in enumerate(table.frame[column]):
        text = "1" if value is None else str(value).strip()
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            raise UsageError(
                f"{table.path}: {table.place(row)}: the number of mentions is {text!r}; a whole number was "
                "expected, 1 or more"
            )
        counts.append(int(text))
    return counts
