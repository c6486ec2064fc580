"""Single values as JSON brings them, each in the one form that it has in a gazetteer.

A reader takes any JSON value and returns what it stands for, or raises ValueError that says what was found
and what was expected. What is accepted is what `schema` accepts in a table.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gazetteer.countries import COUNTRY_EXPECTED, canonical_country
from gazetteer.language import canonical_tag
from gazetteer.schema import (
    CURIE,
    ID,
    ID_EXPECTED,
    ID_LIMIT,
    KIND_SYNONYMS,
    KINDS,
    NAME_KINDS,
    NAME_LIMIT,
    YEARS,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

SHOWN_LENGTH = 60

_CONTROL = r"\x00-\x1f\x7f-\x9f"
_CURIE = re.compile(CURIE.replace(r"\p{Cc}", _CONTROL))
_ID = re.compile(ID.replace(r"\p{Cc}", _CONTROL))


def shown(value: object) -> str:
    """Return a value as a message shows it.

    Args:
        value: Any JSON value.
    """
    text = repr(value)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"


def cell(value: object) -> str:
    """Read any text that can be stored."""
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)}; expected: text")
    if any("\ud800" <= mark <= "\udfff" for mark in value):
        raise ValueError(f"{shown(value)} holds half a surrogate pair")
    return value


def text(value: object) -> str:
    """Read a text that says something: trimmed, not empty."""
    found = cell(value).strip()
    if not found:
        raise ValueError("empty; expected: text")
    return found


def line(value: object) -> str:
    """Read a text without control characters."""
    found = text(value)
    bad = next((mark for mark in found if unicodedata.category(mark) == "Cc"), None)
    if bad is not None:
        raise ValueError(f"{shown(value)} holds a control character (U+{ord(bad):04X})")
    return found


def identifier(value: object) -> str:
    """Read an ID that may be there: as it stands, without spaces around it."""
    found = line(value)
    if found != value:
        raise ValueError(f"{shown(value)}; expected: an ID without spaces around it")
    return found


def check_new_id(entity_id: str) -> None:
    """Raise if a text cannot be an ID.

    An ID that an earlier version allowed can still be named, so that it can be changed.

    Args:
        entity_id: The ID that something is to get.

    Raises:
        ValueError: It cannot.
    """
    if _ID.fullmatch(entity_id) is None or len(entity_id) > ID_LIMIT:
        raise ValueError(f"{shown(entity_id)}; expected: {ID_EXPECTED}")


def spelling(value: object) -> str:
    """Read a name, in NFC."""
    found = unicodedata.normalize("NFC", line(value))
    if len(found) > NAME_LIMIT:
        raise ValueError(f"a name of {len(found)} characters; expected: {NAME_LIMIT} at most")
    return found


def description(value: object) -> str:
    """Read a text in NFC."""
    return unicodedata.normalize("NFC", text(value))


def language(value: object) -> str:
    """Read a language tag."""
    found = canonical_tag(text(value))
    if found is None:
        raise ValueError(f"{shown(value)}; expected: a BCP 47 tag such as az, az-Cyrl or und")
    return found


def kind(value: object) -> str:
    """Read the kind of an entity."""
    word = text(value).lower()
    return _one_of(KIND_SYNONYMS.get(word, word), KINDS, value)


def name_kind(value: object) -> str:
    """Read the kind of a name."""
    return _one_of(text(value).lower(), NAME_KINDS, value)


def country(value: object) -> str:
    """Read a country code."""
    found = text(value)
    code = canonical_country(found)
    if code is None:
        raise ValueError(f"{shown(value)}; expected: {COUNTRY_EXPECTED}")
    return code


def curie(value: object) -> str:
    """Read the ID of something elsewhere."""
    found = text(value)
    if _CURIE.fullmatch(found) is None:
        raise ValueError(f"{shown(value)}; expected: a CURIE such as geonames:587084")
    return found


def population(value: object) -> int:
    """Read a number of inhabitants."""
    return _whole(value, 0, 10**12)


def birth_year(value: object) -> int:
    """Read a year of birth."""
    return _whole(value, *YEARS)


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{shown(value)}; expected: true or false")
    return value


def probability(value: object) -> float:
    """Read a probability."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{shown(value)}; expected: a number from 0 to 1")
    return float(value)


def several(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Return a reader of lists that are not empty.

    Args:
        read: The reader of one element.
    """

    def read_list(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or not value:
            raise ValueError(f"{shown(value)}; expected: a list of one at least")
        found = []
        for number, element in enumerate(value):
            try:
                found.append(read(element))
            except ValueError as error:
                raise ValueError(f"number {number + 1}: {error}") from None
        return tuple(found)

    return read_list


def _one_of(word: str, words: tuple[str, ...], value: object) -> str:
    if word not in words:
        raise ValueError(f"{shown(value)}; expected: {', '.join(words)}")
    return word


def _whole(value: object, lowest: int, highest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise ValueError(f"{shown(value)}; expected: a whole number from {lowest} to {highest}")
    return value
