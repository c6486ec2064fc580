"""How the columns of any table become those of a names table, as a TOML file says it.

```toml
id_prefix = "staff:"            # put before every ID
keep = ["Görev"]                # columns kept as they are

[columns]                       # column of the names table = column of the file
entity_id = "No"
birth_year = "Doğum yılı"

[constants]                     # column of the names table = the same value in every row
kind = "person"
country = "TR"

[[names]]                       # each column that holds names
column = "Ad Soyad"
lang = "tr"                     # or lang_column = "Dil"
name_kind = "preferred"

[[names]]
column = "Diğer adlar"
separator = ";"                 # between several names of one cell

[values.kind]                   # value of the file = value of the names table
"Kişi" = "person"
```
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.files.blocks import refusing_unreadable
from gazetteer.schema import COLUMNS, NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBERS = ("columns", "constants", "id_prefix", "keep", "names", "values")
NAME_MEMBERS = ("column", "lang", "lang_column", "name_kind", "separator")
PER_NAME = ("name", "name_kind", "is_preferred")
"""Columns of the names table that `names` speaks of."""

LONGEST = 1 << 20
"""Bytes of a mapping after which it is refused."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """A column that holds names.

    Attributes:
        column: What it is called in the file.
        lang: The language of its names; empty: as `lang_column` says, else as the row says, else `und`.
        lang_column: The column that says their language; empty: none does.
        name_kind: What kind of names they are.
        separator: What stands between several names of one cell; empty: a cell holds one.
    """

    column: str
    lang: str = ""
    lang_column: str = ""
    name_kind: str = "preferred"
    separator: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a table becomes a names table.

    Attributes:
        columns: Column of the names table, and the column of the file that it is taken from.
        constants: Column of the names table, and its value in every row.
        names: The columns that hold names.
        values: Column of the names table, value of the file, value of the names table.
        id_prefix: What is put before every ID.
        keep: Columns of the file that are kept as they are.
    """

    columns: tuple[tuple[str, str], ...]
    constants: tuple[tuple[str, str], ...]
    names: tuple[NameColumn, ...]
    values: tuple[tuple[str, str, str], ...] = ()
    id_prefix: str = ""
    keep: tuple[str, ...] = ()

    def needed(self) -> tuple[str, ...]:
        """Return the columns of the file that it speaks of, each once."""
        spoken = [source for _, source in self.columns]
        for name in self.names:
            spoken += [name.column, name.lang_column]
        return tuple(dict.fromkeys(filter(None, [*spoken, *self.keep])))


def read_mapping(path: str) -> ColumnMapping:
    """Read a mapping from a TOML file.

    Args:
        path: The file.

    Raises:
        UnreadableFile: It cannot be read.
        UsageError: It is no TOML, or says what makes no sense; the message names what and what is expected.
    """
    with refusing_unreadable(path), Path(path).open("rb") as stream:
        data = stream.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise UsageError(f"{path}: longer than {LONGEST >> 20} MiB; a mapping of columns was expected")
    try:
        told = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    return _Reading(path).mapping(told)


class _Reading:
    """The reading of one mapping, which names the file where something is wrong with it."""

    def __init__(self, path: str) -> None:
        self._path = path

    def mapping(self, told: Mapping[str, object]) -> ColumnMapping:
        self._known(told, MEMBERS, "the mapping")
        columns = self._pairs(told.get("columns", {}), "[columns]")
        constants = self._pairs(told.get("constants", {}), "[constants]")
        values = self._table(told.get("values", {}), "[values]")
        for place, pairs in (("[columns]", columns), ("[constants]", constants), ("[values]", values)):
            self._known(pairs, [name for name in COLUMNS if name not in PER_NAME], place)
        if "entity_id" not in columns:
            raise self._wrong("[columns]", "no entity_id; expected: the column of the file with the IDs")
        twice = sorted(set(columns) & set(constants))
        if twice:
            raise self._wrong("[constants]", f"{twice[0]} is in [columns] too; expected: one of them")
        untaken = sorted(set(values) - {*columns, *constants})
        if untaken:
            raise self._wrong("[values]", f"{untaken[0]} is neither in [columns] nor in [constants]")
        names = told.get("names", [])
        if not isinstance(names, list) or not names:
            raise self._wrong("[[names]]", "none; expected: one for each column with names")
        keep = tuple(self._text(name, "keep") for name in self._list(told.get("keep", [])))
        clash = [name for name in keep if name in COLUMNS]
        if clash:
            raise self._wrong("keep", f"{clash[0]!r} is a column of the names table; name it in [columns]")
        return ColumnMapping(
            tuple(columns.items()),
            tuple(constants.items()),
            tuple(self._name(name) for name in names),
            tuple(
                (column, one, other)
                for column, pairs in values.items()
                for one, other in self._pairs(pairs, f"[values.{column}]").items()
            ),
            self._text(told.get("id_prefix", ""), "id_prefix"),
            keep,
        )

    def _name(self, told: object) -> NameColumn:
        members = self._pairs(told, "[[names]]")
        self._known(members, NAME_MEMBERS, "[[names]]")
        if not members.get("column"):
            raise self._wrong("[[names]]", "no column; expected: a column of the file")
        kind = members.get("name_kind", "preferred")
        if kind not in NAME_KINDS:
            raise self._wrong("[[names]]", f"name_kind is {kind!r}; expected: {', '.join(NAME_KINDS)}")
        lang, lang_column = members.get("lang", ""), members.get("lang_column", "")
        if lang and lang_column:
            raise self._wrong("[[names]]", "lang and lang_column; expected: one of them")
        return NameColumn(members["column"], lang, lang_column, kind, members.get("separator", ""))

    def _pairs(self, told: object, place: str) -> dict[str, str]:
        return {
            name: self._text(value, f"{place} {name}") for name, value in self._table(told, place).items()
        }

    def _table(self, told: object, place: str) -> dict[str, object]:
        if not isinstance(told, dict):
            raise self._wrong(place, f"{told!r}; expected: a table")
        return told

    def _list(self, told: object) -> list[object]:
        if not isinstance(told, list):
            raise self._wrong("keep", f"{told!r}; expected: a list of columns")
        return told

    def _text(self, told: object, place: str) -> str:
        if not isinstance(told, str):
            raise self._wrong(place, f"{told!r}; expected: text in quotes")
        return told

    def _known(self, told: Mapping[str, object], expected: tuple[str, ...] | list[str], place: str) -> None:
        unknown = [name for name in told if name not in expected]
        if unknown:
            raise self._wrong(place, f"no {unknown[0]!r} is known there; there is: {', '.join(expected)}")

    def _wrong(self, place: str, what: str) -> UsageError:
        return UsageError(f"{self._path}: {place}: {what}")
