"""FollowTheMoney: entities as JSON lines, as OpenSanctions and Aleph export them.

Read directly, without the library. Persons and legal entities are taken; what links them (ownerships,
sanctions, addresses) is not. Every property has several values. Languages are not told.

Source: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.sources.codes import UNDETERMINED, country_code
from gazetteer.sources.dump import open_dump
from gazetteer.sources.json_text import json_reader, mapping, read_objects, texts
from gazetteer.sources.lines import cut_lines
from gazetteer.sources.rows import Facts, RowGathering, Spelling
from gazetteer.sources.source import Chunk
from gazetteer.sources.wanted import wanted_countries

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.tally import Tally

SCHEMATA = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": "other",
}
"""The schemata that are taken, and the kind of each. A LegalEntity may be a person or an organization."""

NAMES = (
    ("name", "alias"),
    ("alias", "alias"),
    ("previousName", "historical"),
    ("abbreviation", "abbreviation"),
    ("weakAlias", "colloquial"),
)
"""Properties that hold names, with the kind of name; the one that is the caption is preferred."""

COUNTRIES = {
    "person": ("nationality", "citizenship", "country"),
    "organization": ("jurisdiction", "mainCountry", "country"),
    "other": ("jurisdiction", "mainCountry", "country"),
}
"""Properties that hold countries, for each kind, the most telling first."""

YEAR = re.compile(r"([12][0-9]{3})(?:$|-)")
WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entities and names are taken.

    Attributes:
        schemata: Their schemata.
        countries: ISO 3166-1 alpha-2; none: all.
        weak: Whether weak aliases are taken, which are not meant for matching.
        redirects: Whether the IDs that an entity was merged from lead to it.
    """

    schemata: frozenset[str]
    countries: frozenset[str]
    weak: bool
    redirects: bool


def import_ftm(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read entities of FollowTheMoney.

    Options: `schemata`, `countries`, `weak_aliases` and `referents`.

    Args:
        request: A file of JSON lines.
        options: What is taken.
        tally: Counts what is not.

    Raises:
        TableError: The file cannot be read.
        UsageError: An option makes no sense, or the extra `import` is not installed.
    """
    loads = json_reader()
    selection = _selection(options)
    gathering = RowGathering(leave=("population", "latitude", "longitude", "sitelinks", "feature"))
    redirects: list[tuple[str, str | None, str]] = []
    with open_dump(request.path) as dump:
        for lines in cut_lines(dump.blocks, dump.name):
            request.watch(dump.watched())
            for number, entity in read_objects(lines, loads, tally):
                identity = _take(entity, number, selection, gathering, tally)
                if identity and selection.redirects:
                    redirects += [
                        (old, identity, "merged in the source") for old in _referents(entity, identity)
                    ]
                if gathering.is_enough:
                    yield Chunk(gathering.take(), _line, tuple(redirects))
                    redirects.clear()
    yield Chunk(gathering.take(), _line, tuple(redirects))


def _line(number: int) -> str:
    return f"line {number}"


def _selection(options: Options) -> Selection:
    schemata = options.words("schemata") or tuple(SCHEMATA)
    unknown = sorted(set(schemata) - set(SCHEMATA))
    if unknown:
        raise UsageError(f"schemata: {unknown[0]!r} is not read; there is: {', '.join(SCHEMATA)}")
    countries = wanted_countries(options)
    weak = options.flag("weak_aliases", default=True)
    referents = options.flag("referents", default=False)
    options.finish()
    return Selection(frozenset(schemata), countries, weak, referents)


def _take(
    entity: Mapping[str, object], number: int, selection: Selection, gathering: RowGathering, tally: Tally
) -> str | None:
    """Add an entity to the rows and return its ID, or count why not."""
    schema, identity = entity.get("schema"), entity.get("id")
    place = f"line {number}"
    if not isinstance(schema, str) or not isinstance(identity, str) or not identity:
        tally.reject("entity without an id or a schema", place, str(identity or ""))
        return None
    if schema not in selection.schemata:
        tally.leave_out("entities of other schemata")
        return None
    properties = mapping(entity.get("properties"))
    codes = _countries(properties, SCHEMATA[schema], tally)
    if selection.countries and selection.countries.isdisjoint(codes):
        tally.leave_out("entities of other countries, or of none")
        return None
    spellings = list(_spellings(entity, properties, selection.weak, tally))
    if not spellings:
        tally.reject("entity without a name", place, identity)
        return None
    gathering.add(_facts(identity, SCHEMATA[schema], properties, codes, place, tally), spellings, number)
    return identity


def _spellings(
    entity: Mapping[str, object], properties: Mapping[str, object], weak: bool, tally: Tally
) -> Iterator[Spelling]:
    caption = entity.get("caption")
    names = texts(properties.get("name"))
    # The caption is one of the names, chosen to be shown; an export without captions begins with any.
    best = caption if isinstance(caption, str) and caption in names else next(iter(names), None)
    if best is not None:
        yield Spelling(UNDETERMINED, best, "preferred")
    seen = {best}
    for name, name_kind in NAMES:
        found = [text for text in texts(properties.get(name)) if text not in seen]
        if name == "weakAlias" and not weak:
            tally.leave_out("weak aliases", len(found))
            continue
        for text in found:
            if text not in seen:
                seen.add(text)
                yield Spelling(UNDETERMINED, text, name_kind)


def _countries(properties: Mapping[str, object], kind: str, tally: Tally) -> list[str]:
    """Return the countries of the most telling property that has any, each once."""
    for name in COUNTRIES[kind]:
        told = texts(properties.get(name))
        codes = {code: country_code(code) for code in told}
        for known in codes.values():
            if known is None:
                tally.leave_out("country codes that are none of ISO 3166-1 (such as suhh, eu)")
        found = dict.fromkeys(known for known in codes.values() if known is not None)
        if found:
            return list(found)
    return []


def _facts(
    identity: str, kind: str, properties: Mapping[str, object], codes: list[str], place: str, tally: Tally
) -> Facts:
    dates = texts(properties.get("birthDate")) if kind == "person" else []
    years = {found[1] for date in dates if (found := YEAR.match(date))}
    unread = [date for date in dates if YEAR.match(date) is None]
    if unread:
        tally.reject("value of birthDate that begins with no year", place, unread[0], len(unread))
    if len(years) > 1:
        tally.leave_out("birth years that are told in several ways")
    if len(codes) > 1:
        tally.leave_out("countries of entities that have several")
    items = {text for text in (identity, *texts(properties.get("wikidataId"))) if WIKIDATA.fullmatch(text)}
    return Facts(
        identity,
        kind,
        "ftm",
        country=codes[0] if len(codes) == 1 else None,
        birth_year=next(iter(years)) if len(years) == 1 else None,
        description=next(iter(texts(properties.get("summary")) or texts(properties.get("position"))), None),
        same_as=f"wikidata:{next(iter(items))}" if len(items) == 1 else None,
    )


def _referents(entity: Mapping[str, object], identity: str) -> list[str]:
    return [old for old in texts(entity.get("referents")) if old != identity]
