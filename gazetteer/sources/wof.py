"""Who's On First: places as GeoJSON, a file a place, in a folder, an archive, or a line a place.

Names stand in properties such as `name:eng_x_preferred`: language in three letters, perhaps a script and a
region, and the kind of name. What was superseded or deprecated leaves its ID behind.

Source: https://whosonfirst.org/docs/names
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.sources.codes import country_code, language_matches, shortest_tag
from gazetteer.sources.documents import open_documents
from gazetteer.sources.json_text import json_reader, mapping, sequence, texts
from gazetteer.sources.rows import Facts, RowGathering, Spelling
from gazetteer.sources.source import Chunk
from gazetteer.sources.wanted import wanted_countries, wanted_languages

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.tally import Tally

NAME = re.compile(r"name:([a-z]{2,3}(?:_[A-Za-z0-9]+)*?)_x_([a-z]+)")
NAME_KINDS = {
    "preferred": "preferred",
    "colloquial": "colloquial",
    "historical": "historical",
    "abbreviation": "abbreviation",
    "abrv": "abbreviation",
}
"""What the kinds of names are here; any other (variant, unknown) is an alias."""

CONCORDANCES = {"gn:id": "geonames:{}", "wd:id": "wikidata:{}"}
IDENTIFIER = re.compile(r"Q?[1-9][0-9]{0,11}")
POPULATIONS = ("wof:population", "gn:population", "qs:population")
UNKNOWN_DATES = ("", "uuuu", "..", "open")
"""Dates that say that nothing is known of an end (EDTF, in the older and the newer spelling)."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which places and names are taken.

    Attributes:
        languages: Canonical tags; none: all.
        countries: ISO 3166-1 alpha-2; none: all.
        placetypes: Such as `locality`; none: all.
    """

    languages: frozenset[str]
    countries: frozenset[str]
    placetypes: frozenset[str]

    def takes(self, properties: Mapping[str, object]) -> bool:
        """Whether a place is asked for."""
        country, placetype = properties.get("wof:country"), properties.get("wof:placetype")
        return (not self.countries or country in self.countries) and (
            not self.placetypes or placetype in self.placetypes
        )


def import_wof(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read places of Who's On First.

    Options: `languages`, `countries` and `placetypes`.

    Args:
        request: A folder, a .geojson file, a file of lines, or an archive of .geojson files.
        options: What is taken.
        tally: Counts what is not.

    Raises:
        TableError: A file cannot be read.
        UsageError: An option makes no sense, or the extra `import` is not installed.
    """
    loads = json_reader()
    selection = Selection(
        wanted_languages(options, shortest_tag),
        wanted_countries(options),
        frozenset(options.words("placetypes")),
    )
    options.finish()
    harvest = _Harvest(selection, tally)
    with open_documents(request.path) as documents:
        for document in documents:
            request.watch(document.watched)
            try:
                value = loads(document.data)
            except (ValueError, RecursionError):
                tally.reject("document that is not JSON", document.place)
                continue
            for feature in _features(value):
                harvest.add(mapping(mapping(feature).get("properties")), document.place)
            if harvest.gathering.is_enough:
                yield harvest.chunk()
    yield harvest.chunk(tuple(_redirects(harvest.moved, harvest.taken)))


class _Harvest:
    """The places found so far: rows not yet handed on, the IDs taken, and those that are gone."""

    def __init__(self, selection: Selection, tally: Tally) -> None:
        self.gathering = RowGathering(leave=("birth_year", "description", "sitelinks"))
        self.moved: dict[str, str | None] = {}
        self.taken: set[str] = set()
        self._selection = selection
        self._tally = tally
        self._places: list[str] = []

    def add(self, properties: Mapping[str, object], place: str) -> None:
        number = _number(properties.get("wof:id"))
        if number is None:
            self._tally.reject("feature without a wof:id", place)
        elif _is_gone(properties):
            self.moved[f"wof:{number}"] = _successor(properties)
        elif not self._selection.takes(properties):
            self._tally.leave_out("places that were not asked for")
        elif spellings := list(_spellings(properties, self._selection.languages, place, self._tally)):
            self._places.append(place)
            self.taken.add(f"wof:{number}")
            self.gathering.add(_facts(number, properties), spellings, len(self._places) - 1)
        else:
            self._tally.reject("feature without a name", place)

    def chunk(self, redirects: tuple[tuple[str, str | None, str], ...] = ()) -> Chunk:
        places = tuple(self._places)
        self._places.clear()
        return Chunk(self.gathering.take(), places.__getitem__, redirects)


def _features(value: object) -> list[object]:
    told = mapping(value)
    return sequence(told.get("features")) if told.get("type") == "FeatureCollection" else [value]


def _number(value: object) -> str | None:
    """Return an ID as digits; -1 and 0 stand for none."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if re.fullmatch(r"[1-9][0-9]{0,18}", text) else None


def _is_gone(properties: Mapping[str, object]) -> bool:
    deprecated = properties.get("edtf:deprecated")
    is_deprecated = isinstance(deprecated, str) and deprecated not in UNKNOWN_DATES
    return is_deprecated or bool(sequence(properties.get("wof:superseded_by")))


def _successor(properties: Mapping[str, object]) -> str | None:
    """Return the ID that took the place of one; None if there is none, or more than one."""
    numbers = {_number(value) or "" for value in sequence(properties.get("wof:superseded_by"))} - {""}
    return f"wof:{numbers.pop()}" if len(numbers) == 1 else None


def _redirects(moved: Mapping[str, str | None], taken: set[str]) -> Iterator[tuple[str, str | None, str]]:
    """Yield where each ID went that is gone: to its successor, if that was taken; else it is retired."""
    for old in moved:
        if old in taken:
            continue
        new, seen = moved[old], {old}
        while new is not None and new in moved and new not in taken and new not in seen:
            seen.add(new)
            new = moved[new]
        if new is not None and new in taken:
            yield old, new, "superseded"
        else:
            yield old, None, "superseded or deprecated, by none that was taken"


def _spellings(
    properties: Mapping[str, object], languages: frozenset[str], place: str, tally: Tally
) -> Iterator[Spelling]:
    """Yield the name that the place has by itself, then its names in the languages asked for."""
    name = properties.get("wof:name")
    if isinstance(name, str):
        yield Spelling("und", name, "preferred")
    for key, told in properties.items():
        found = NAME.fullmatch(key)
        if found is None:
            tally.leave_out("names in properties unlike name:eng_x_preferred", int(key.startswith("name:")))
            continue
        tag = shortest_tag(found[1])
        if tag is None:
            tally.reject("name in an unknown language", place, key)
        elif language_matches(tag, languages):
            name_kind = NAME_KINDS.get(found[2], "alias")
            for number, text in enumerate(texts(told)):
                # Of several preferred names the first is preferred.
                yield Spelling(tag, text, "alias" if number and name_kind == "preferred" else name_kind)


def _facts(number: str, properties: Mapping[str, object]) -> Facts:
    concordances = mapping(properties.get("wof:concordances"))
    same = [
        form.format(value)
        for key, form in CONCORDANCES.items()
        if IDENTIFIER.fullmatch(value := str(concordances.get(key) or ""))
    ]
    country = properties.get("wof:country")
    latitude, longitude = _position(properties)
    populations = (_number(properties.get(name)) for name in POPULATIONS)
    return Facts(
        f"wof:{number}",
        "place",
        "wof",
        country=country_code(country) if isinstance(country, str) else None,
        population=next((text for text in populations if text), None),
        same_as=" ".join(same) or None,
        latitude=latitude,
        longitude=longitude,
        feature=placetype if isinstance(placetype := properties.get("wof:placetype"), str) else None,
    )


def _position(properties: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return where a place is labelled, else its centre; -1, -1 and 0, 0 stand for unknown."""
    for latitude, longitude in (("lbl:latitude", "lbl:longitude"), ("geom:latitude", "geom:longitude")):
        pair = properties.get(latitude), properties.get(longitude)
        if all(isinstance(value, int | float) for value in pair) and pair not in ((-1, -1), (0, 0)):
            return f"{pair[0]:.7g}", f"{pair[1]:.7g}"
    return None, None
