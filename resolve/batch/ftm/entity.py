"""What an entity of FollowTheMoney says of itself, as questions.

Source: https://followthemoney.tech/explorer/
"""

import json
from collections.abc import Mapping
from typing import Final

from gazetteer.errors import MalformedRow
from gazetteer.sources.codes import country_code
from gazetteer.sources.ftm import COUNTRIES, SCHEMATA, YEAR
from gazetteer.sources.json_text import mapping, texts
from resolve.types import Query

NAMES: Final = ("name", "alias", "previousName")
"""Properties whose values are asked for; `weakAlias` and `abbreviation` fit too many to be an answer."""

_OTHER: Final = "other"


def read_entity(line: bytes, place: str, key: str) -> Mapping[str, object]:
    """Read a line.

    Args:
        line: the line, in UTF-8.
        place: the file and the number of the line, for the message.
        key: the name under which the answer will be added.

    Raises:
        MalformedRow: it is no JSON object, has no id or no schema, or a member of that name.
    """
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MalformedRow(f"{place}: not JSON: {error}") from error
    if not isinstance(entity, dict):
        raise MalformedRow(f"{place}: {line.decode()[:40]!r}; expected: an entity, a JSON object")
    for member in ("id", "schema"):
        if not isinstance(entity.get(member), str):
            expected = "an entity of FollowTheMoney, which has an id and a schema"
            raise MalformedRow(f"{place}: no {member!r}; expected: {expected}")
    if key in entity:
        raise MalformedRow(
            f"{place}: the member {key!r} would be added, but there is one already; "
            "name the added one with --prefix, such as --prefix again_"
        )
    return entity


def is_asked(entity: Mapping[str, object]) -> bool:
    """Whether an entity is of a schema that names can be resolved of: a person or a legal entity."""
    return entity["schema"] in SCHEMATA


def questions_of(entity: Mapping[str, object], lang: str | None) -> list[Query]:
    """The questions of an entity, one for each of its names, the one it goes by first.

    Args:
        entity: of a schema that is asked.
        lang: BCP 47 tag of the names, None if not known.
    """
    properties = mapping(entity.get("properties"))
    kind = SCHEMATA[str(entity["schema"])]
    caption = entity.get("caption")
    names = [name for held in NAMES for name in texts(properties.get(held))]
    first = [caption] if isinstance(caption, str) and caption in names else []
    country, year = _country(properties, kind), _birth_year(properties)
    # A legal entity may be a person or an organization: nothing is known of its kind.
    told = None if kind == _OTHER else kind
    return [Query(name, lang, told, country, year) for name in dict.fromkeys([*first, *names])]


def _country(properties: Mapping[str, object], kind: str) -> str | None:
    """The country of the most telling property that has any; None if it has several."""
    for held in COUNTRIES[kind]:
        codes = {country_code(code) for code in texts(properties.get(held))} - {None}
        if codes:
            return next(iter(codes)) if len(codes) == 1 else None
    return None


def _birth_year(properties: Mapping[str, object]) -> int | None:
    """The year in which all dates of birth lie; None if they do not agree."""
    dates = texts(properties.get("birthDate"))
    years = {found[1] for date in dates if (found := YEAR.match(date))}
    return int(next(iter(years))) if len(years) == 1 else None
