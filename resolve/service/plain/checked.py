"""What a request says of a name, checked before the resolver sees it, so that a fault is told by its path."""

from typing import Final, Literal

from gazetteer.countries import COUNTRY_EXPECTED, canonical_country
from gazetteer.language import canonical_tag
from resolve.errors import RequestError
from resolve.service.wire.decode import BAD_REQUEST
from resolve.types import Query

KINDS: Final = ("person", "place", "organization", "other")
"""The kinds of entities, by their IDs as types."""

Kind = Literal["person", "place", "organization", "other", "org", "organisation", "company"]
"""What is taken for a kind."""

_KIND_BY_WORD: Final = {kind: kind for kind in KINDS} | dict.fromkeys(
    ("org", "organisation", "company"), "organization"
)
_YEARS: Final = 9_999


def checked_kind(kind: str | None, path: str) -> str | None:
    """A kind by its usual name.

    Raises:
        RequestError: it is none.
    """
    if not kind:
        return None
    if kind not in _KIND_BY_WORD:
        raise RequestError(BAD_REQUEST, f"no kind {_short(kind)!r}; there are: {', '.join(KINDS)}", path)
    return _KIND_BY_WORD[kind]


def checked_lang(lang: str | None, path: str) -> str | None:
    """A language tag in its canonical letter case.

    Raises:
        RequestError: it is not well formed.
    """
    if not lang:
        return None
    tag = canonical_tag(lang)
    if tag is None:
        message = f"{_short(lang)!r} is no language; expected: a BCP 47 tag such as az, tr or de"
        raise RequestError(BAD_REQUEST, message, path)
    return tag


def checked_country(country: str | None, path: str) -> str | None:
    """A country in capitals.

    Raises:
        RequestError: it is none.
    """
    if not country:
        return None
    code = canonical_country(country)
    if code is None:
        message = f"{_short(country)!r} is no country; expected: {COUNTRY_EXPECTED}"
        raise RequestError(BAD_REQUEST, message, path)
    return code


def checked_year(year: int | None, path: str) -> int | None:
    """A year of birth.

    Raises:
        RequestError: it is none.
    """
    if year is not None and not -_YEARS <= year <= _YEARS:
        raise RequestError(BAD_REQUEST, f"{year} is no year; expected: {-_YEARS} to {_YEARS}", path)
    return year


def checked_query(query: Query, path: str) -> Query:
    """A query of which all but the name is known to be right.

    Args:
        query: as it was asked.
        path: where it stands; its members stand below.

    Raises:
        RequestError: a kind, language, country or year that is none.
    """
    below = f"{path}." if path else ""
    return Query(
        query.name,
        checked_lang(query.lang, f"{below}lang"),
        checked_kind(query.kind, f"{below}kind"),
        checked_country(query.country, f"{below}country"),
        checked_year(query.birth_year, f"{below}birth_year"),
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
