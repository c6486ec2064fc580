"""Wikidata: the JSON dump, one item a line, plain or packed.

An item is taken by its classes (P31), its countries and the languages in which it has names. Its labels are
preferred names, its aliases are aliases.

Source: https://www.wikidata.org/wiki/Wikidata:Database_download
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.sources.classes import read_classes
from gazetteer.sources.codes import code_table, language_matches, wikimedia_tag
from gazetteer.sources.dump import open_dump
from gazetteer.sources.json_text import json_reader, mapping, read_objects, sequence
from gazetteer.sources.lines import cut_lines
from gazetteer.sources.rows import Facts, RowGathering, Spelling
from gazetteer.sources.source import Chunk
from gazetteer.sources.statements import ITEM, identifier, items, point, whole_number, years
from gazetteer.sources.wanted import wanted_countries, wanted_kinds, wanted_languages

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.tally import Tally

SOURCE = "wikidata"
CLASS, CITIZENSHIP, COUNTRY = "P31", "P27", "P17"
BIRTH, COORDINATES, POPULATION, GEONAMES = "P569", "P625", "P1082", "P1566"
KINDS = ("person", "organization", "place")
"""The kinds that are taken unless others are asked for; of several, the first that fits."""

GEONAMES_ID = re.compile(r"[1-9][0-9]{0,11}")

ALL_LANGUAGES = "mul"
"""The code of a name that stands for those of all languages which have none of their own."""

FALLBACK = "en"
"""The language of a description where none of those asked for has one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items and names are taken.

    Attributes:
        languages: Canonical tags; none: all.
        countries: ISO 3166-1 alpha-2 or items; none: all.
        classes: Items of these classes alone; none: of all.
        kinds: What each class is of.
        wanted: Kinds that are taken.
        described: Languages of the description, best first, as Wikidata writes them.
    """

    languages: frozenset[str]
    countries: frozenset[str]
    classes: frozenset[str]
    kinds: Mapping[str, str]
    wanted: frozenset[str]
    described: tuple[str, ...]


def import_wikidata(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read items of Wikidata.

    Options: `languages`, `countries`, `classes`, `classes_from` and `kinds`.

    Args:
        request: The dump.
        options: What is taken.
        tally: Counts what is not.

    Raises:
        TableError: A file cannot be read.
        UsageError: An option makes no sense, or the extra `import` is not installed.
    """
    loads = json_reader()
    selection = _selection(options)
    gathering = RowGathering()
    with open_dump(request.path) as dump:
        for lines in cut_lines(dump.blocks, dump.name):
            request.watch(dump.watched())
            for number, item in read_objects(lines, loads, tally):
                _take(item, number, selection, gathering, tally)
                if gathering.is_enough:
                    yield Chunk(gathering.take(), _line)
    yield Chunk(gathering.take(), _line)


def _line(number: int) -> str:
    return f"line {number}"


def _selection(options: Options) -> Selection:
    described = options.words("languages")
    languages = wanted_languages(options, wikimedia_tag)
    classes, kinds = read_classes(options.words("classes"), options.text("classes_from"))
    wanted = wanted_kinds(options) or frozenset(KINDS)
    countries = wanted_countries(options, ITEM)
    options.finish()
    return Selection(languages, countries, classes, kinds, wanted, (*described, FALLBACK))


def _take(
    item: Mapping[str, object], number: int, selection: Selection, gathering: RowGathering, tally: Tally
) -> None:
    """Add an item to the rows if it is asked for, or count why not."""
    identity = item.get("id")
    if item.get("type") != "item":
        tally.leave_out("entities that are no items (properties, lexemes)")
        return
    if not isinstance(identity, str) or ITEM.fullmatch(identity) is None:
        tally.reject("item without an ID such as Q42", f"line {number}", str(identity or ""))
        return
    claims = mapping(item.get("claims"))
    classes = items(claims, CLASS)
    if selection.classes and selection.classes.isdisjoint(classes):
        tally.leave_out("items of other classes")
        return
    position = point(claims, COORDINATES)
    kind = _kind(classes, selection.kinds, position)
    if kind not in selection.wanted:
        tally.leave_out(f"items of the kind {kind}")
        return
    named = items(claims, CITIZENSHIP if kind == "person" else COUNTRY)
    codes = {code for country in named if (code := code_table("wikidata_countries").get(country))}
    if selection.countries and selection.countries.isdisjoint((*named, *codes)):
        tally.leave_out("items of other countries, or of none")
        return
    spellings = list(_spellings(item, selection.languages, f"line {number}", tally))
    if not spellings:
        tally.leave_out("items without a name in the languages asked for")
        return
    facts = _facts(item, identity, kind, claims, codes, selection.described, tally)
    if kind == "place" and classes:
        # A class that is known tells what the place is, others may be anything.
        known = (name for name in classes if selection.kinds.get(name) == kind)
        facts = replace(facts, feature=next(known, classes[0]))
    gathering.add(facts, spellings, number)


def _kind(classes: Sequence[str], kinds: Mapping[str, str], position: tuple[float, float] | None) -> str:
    found = {kinds[name] for name in classes if name in kinds}
    if not found:
        return "place" if position is not None else "other"
    return next((kind for kind in KINDS if kind in found), "other")


def _facts(
    item: Mapping[str, object],
    identity: str,
    kind: str,
    claims: Mapping[str, object],
    codes: Collection[str],
    described: Sequence[str],
    tally: Tally,
) -> Facts:
    born = years(claims, BIRTH) if kind == "person" else set()
    if len(born) > 1:
        tally.leave_out("birth years that are told in several ways")
    if len(codes) > 1:
        tally.leave_out("countries of items that have several")
    position = point(claims, COORDINATES)
    number = identifier(claims, GEONAMES)
    population = whole_number(claims, POPULATION)
    return Facts(
        f"wikidata:{identity}",
        kind,
        SOURCE,
        country=next(iter(codes)) if len(codes) == 1 else None,
        population=None if population is None else str(population),
        birth_year=str(*born) if len(born) == 1 else None,
        same_as=f"geonames:{number}" if number is not None and GEONAMES_ID.fullmatch(number) else None,
        latitude=None if position is None else f"{position[0]:.6g}",
        longitude=None if position is None else f"{position[1]:.6g}",
        description=_description(item, described),
        sitelinks=str(len(mapping(item.get("sitelinks")))),
    )


def _description(item: Mapping[str, object], languages: Sequence[str]) -> str | None:
    descriptions = mapping(item.get("descriptions"))
    found = (mapping(descriptions.get(language)).get("value") for language in languages)
    return next((text for text in found if isinstance(text, str) and text.strip()), None)


def _spellings(
    item: Mapping[str, object], languages: frozenset[str], place: str, tally: Tally
) -> Iterator[Spelling]:
    """Yield the labels of an item, then its aliases, in the languages asked for."""
    for members, name_kind in (("labels", "preferred"), ("aliases", "alias")):
        for code, told in mapping(item.get(members)).items():
            tag = wikimedia_tag(code)
            if tag is None:
                tally.reject("name in an unknown language", place, code)
            elif code == ALL_LANGUAGES or language_matches(tag, languages):
                for name in sequence(told) if name_kind == "alias" else [told]:
                    text = mapping(name).get("value")
                    if isinstance(text, str):
                        yield Spelling(tag, text, name_kind)
