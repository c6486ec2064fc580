"""The reader of the hand-kept tables.

A row holds an entity, a column of a language its spellings: separated by `|`, the first preferred, each
perhaps followed by its kind (`OSZE~abbreviation`). The column `other` holds `lang:name` in further languages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seeds.entity import Entity, SeedError, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCE = "hand-kept"
LANGUAGES = ("az", "tr", "de", "ru", "en")
KINDS = ("historical", "abbreviation", "colloquial")
REQUIRED = ("entity_id", "country", *LANGUAGES, "other", "source")
OPTIONAL = ("birth_year", "description", "same_as", "population", "canonical")

TABLES: Mapping[str, str] = {
    "persons.tsv": "person",
    "organizations.tsv": "organization",
    "places.tsv": "place",
    "other.tsv": "other",
    "territories.tsv": "place",
    "cities.tsv": "place",
}
"""The hand-kept tables in order of precedence, each with the kind of its entities."""


def read_all(directory: Path) -> list[Entity]:
    """Return the entities of all hand-kept tables.

    Args:
        directory: Where the tables lie.

    Raises:
        SeedError: A table is missing or malformed, or an ID stands in two places.
    """
    entities = [entity for name in TABLES for entity in read_table(directory / name)]
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            raise SeedError(f"{entity.id}: stands twice in the hand-kept tables; keep one row")
        seen.add(entity.id)
    return entities


def read_table(path: Path) -> list[Entity]:
    """Return the entities of one hand-kept table.

    Args:
        path: A table that `TABLES` names.

    Raises:
        SeedError: It is missing, or a row is malformed; the message gives the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SeedError(f"{path}: cannot be read: {error.strerror}") from error
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    columns = lines[start].split("\t") if start < len(lines) else []
    missing = [column for column in REQUIRED if column not in columns]
    unknown = [column for column in columns if column not in (*REQUIRED, *OPTIONAL)]
    if missing or unknown:
        raise SeedError(f"{path}: columns missing: {missing}, unknown: {unknown}")
    entities = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise SeedError(f"{path}, line {number}: {len(cells)} cells, expected {len(columns)}")
        try:
            entities.append(_entity(dict(zip(columns, cells, strict=True)), TABLES[path.name]))
        except ValueError as error:
            raise SeedError(f"{path}, line {number}: {error}") from error
    return entities


def _entity(row: Mapping[str, str], kind: str) -> Entity:
    birth_year, population = row.get("birth_year"), row.get("population")
    return Entity(
        id=row["entity_id"],
        kind=kind,
        spellings=tuple(_spellings(row)),
        same_as=tuple(row.get("same_as", "").split()),
        country=row["country"],
        population=int(population) if population else None,
        birth_year=int(birth_year) if birth_year else None,
        description=row.get("description", ""),
        canonical=row.get("canonical", ""),
    )


def _spellings(row: Mapping[str, str]) -> Iterator[Spelling]:
    for lang in LANGUAGES:
        for position, cell in enumerate(_split(row[lang])):
            yield _spelling(lang, cell, is_preferred=position == 0)
    seen: set[str] = set()
    for cell in _split(row["other"]):
        lang, colon, name = cell.partition(":")
        if not colon or not lang:
            raise ValueError(f"{cell!r} in the column other; expected lang:name")
        yield _spelling(lang, name, is_preferred=lang not in seen)
        seen.add(lang)


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _spelling(lang: str, cell: str, *, is_preferred: bool) -> Spelling:
    name, tilde, kind = cell.partition("~")
    if not name or name != name.strip():
        raise ValueError(f"{cell!r} is no spelling; expected letters without blanks around them")
    if tilde and kind not in KINDS:
        raise ValueError(f"{cell!r} has the kind {kind!r}; expected one of {', '.join(KINDS)}")
    return Spelling(lang, name, SOURCE, is_preferred, kind)
