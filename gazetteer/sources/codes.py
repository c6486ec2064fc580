"""Codes of other people's in the standards of ours: languages in BCP 47, countries in ISO 3166-1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gazetteer.countries import canonical_country
from gazetteer.language import canonical_tag

DATA = Path(__file__).parents[1] / "data"
UNDETERMINED = "und"


@cache
def code_table(name: str) -> dict[str, str]:
    """Return the first two columns of a table of codes.

    Args:
        name: A file of `gazetteer/data/`, without `.tsv`.
    """
    text = (DATA / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


@cache
def shortest_tag(code: str) -> str | None:
    """Return a language code as a BCP 47 tag, with two letters for the language where there are two.

    Args:
        code: A tag in any letter case, with `-` or `_`; the language may have three letters (`aze_Cyrl`).

    Returns:
        The canonical tag, or None if the code is no language tag.
    """
    language, mark, rest = code.lower().replace("_", "-").partition("-")
    return canonical_tag(code_table("languages_iso639").get(language, language) + mark + rest)


@cache
def wikimedia_tag(code: str) -> str | None:
    """Return a language code of Wikimedia as a BCP 47 tag, or None if it is none.

    Args:
        code: Such as `az`, `sr-el` or `zh-classical`.
    """
    known = code_table("languages_wikimedia").get(code.lower())
    return known or shortest_tag(code)


def language_matches(tag: str, wanted: frozenset[str]) -> bool:
    """Whether a language is asked for, itself or by its language alone: `az` takes `az-Cyrl` too.

    Args:
        tag: A canonical tag.
        wanted: Canonical tags; none: all languages.
    """
    return not wanted or tag in wanted or tag.split("-")[0] in wanted


def country_code(code: str) -> str | None:
    """Return a country code in capitals, or None if it names no country.

    Args:
        code: Two letters, perhaps with a subdivision after a hyphen (`gb-sct`).
    """
    return canonical_country(code.strip().partition("-")[0])
