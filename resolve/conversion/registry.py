"""The register of transliteration systems: what the files of `resolve/data/conversion/` say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from resolve.conversion.orthography import ORTHOGRAPHIES
from resolve.errors import DataError, UnknownSystemError, nearest_first
from resolve.tables import list_names, read_header

__all__ = ["KEPT", "System", "find_system", "keep", "systems", "systems_between"]

KEPT = "und-t-und"
"""The id of what has no rules: a name keeps its spelling from one Latin orthography to another."""


@dataclass(frozen=True, slots=True)
class System:
    """One named set of rules from an orthography to another.

    Attributes:
        id: BCP 47-T (RFC 6497) tag, lower case: target `-t-` source, then `-m0-` mechanism where there are
            several.
        source: orthography code of what it reads.
        target: orthography code of what it writes.
        casing: orthography code whose capitals the result has: the target's, or the source's where its
            spelling is kept, İ and I included.
        rank: 1 for the system of its direction that is used unless another is asked for.
        what: one line on what it does.
        authority: who set the rules.
        year: when they were set or, for usage, observed.
        licence: SPDX identifier of the rule file.
        note: what a user should know besides.
    """

    id: str
    source: str
    target: str
    casing: str
    rank: int
    what: str
    authority: str
    year: int
    licence: str
    note: str


@cache
def systems() -> tuple[System, ...]:
    """All systems, sorted by id.

    Raises:
        DataError: a rule file has a broken header.
    """
    return tuple(_read(name) for name in list_names("conversion", ".txt"))


def find_system(id: str) -> System:
    """The system of that id.

    Raises:
        UnknownSystemError: there is none; the message lists all, the nearest first.
    """
    for system in systems():
        if system.id == id.lower():
            return system
    there = ", ".join(nearest_first(id, (system.id for system in systems())))
    raise UnknownSystemError(f"no transliteration system is called {id!r}; there are: {there}")


def systems_between(source: str, target: str) -> list[System]:
    """The systems of one direction, by rank; empty if there is none."""
    return sorted(
        (system for system in systems() if (system.source, system.target) == (source, target)),
        key=lambda system: system.rank,
    )


def keep(source: str, target: str) -> System:
    """What stands for a system where a name keeps its spelling; only custom changes it."""
    return System(
        id=KEPT,
        source=source,
        target=target,
        casing=source,
        rank=1,
        what="names keep their spelling",
        authority="usage of the press",
        year=2026,
        licence="CC0-1.0",
        note="It has no rules.",
    )


def _read(file: str) -> System:
    name = f"conversion/{file}"
    header = read_header(name)
    expected = ("id", "what", "source", "target", "rank", "authority", "year", "licence", "note")
    missing = [key for key in expected if not header.get(key)]
    if missing:
        raise DataError(name, 0, f"the header lacks {', '.join(missing)}; expected {', '.join(expected)}")
    if f"{header['id']}.txt" != file:
        raise DataError(name, 0, f"the header's id is {header['id']!r}, the file is called {file!r}")
    for key in ("source", "target", "casing"):
        if header.get(key, "und") not in ORTHOGRAPHIES:
            raise DataError(name, 0, f"{key} is {header[key]!r}, expected one of {', '.join(ORTHOGRAPHIES)}")
    for key in ("rank", "year"):
        if not header[key].isdecimal():
            raise DataError(name, 0, f"{key} is {header[key]!r}, expected a whole number")
    return System(
        id=header["id"],
        source=header["source"],
        target=header["target"],
        casing=header.get("casing", header["target"]),
        rank=int(header["rank"]),
        what=header["what"],
        authority=header["authority"],
        year=int(header["year"]),
        licence=header["licence"],
        note=header["note"],
    )
