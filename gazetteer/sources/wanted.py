"""Options that mean the same for every importer: `languages`, `countries`, `kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.schema import KIND_SYNONYMS, KINDS
from gazetteer.sources.codes import country_code

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from gazetteer.sources.request import Options


def wanted_languages(options: Options, tag_of: Callable[[str], str | None]) -> frozenset[str]:
    """Return the languages that are asked for; none: all.

    Args:
        options: The options of an importer.
        tag_of: Says what tag a code of the source stands for.

    Raises:
        UsageError: A word is no language.
    """
    words = options.words("languages")
    tags = {word: tag_of(word) for word in words}
    unknown = [word for word, tag in tags.items() if tag is None]
    if unknown:
        raise UsageError(
            f"languages={','.join(words)}: {unknown[0]!r} is no language tag such as az or de-AT"
        )
    return frozenset(tag for tag in tags.values() if tag is not None)


def wanted_countries(options: Options, besides: re.Pattern[str] | None = None) -> frozenset[str]:
    """Return the countries that are asked for, in capitals; none: all.

    Args:
        options: The options of an importer.
        besides: What a country may be besides an ISO 3166-1 alpha-2 code.

    Raises:
        UsageError: A word is no country.
    """
    words = [word.upper() for word in options.words("countries")]
    for word in words:
        if country_code(word) != word and not (besides and besides.fullmatch(word)):
            raise UsageError(
                f"countries={','.join(words)}: {word!r} is no country; expected: a code such as AZ"
            )
    return frozenset(words)


def wanted_kinds(options: Options) -> frozenset[str]:
    """Return the kinds of entities that are asked for; none: as the importer has it.

    Args:
        options: The options of an importer.

    Raises:
        UsageError: A word is no kind.
    """
    words = options.words("kinds")
    kinds = [KIND_SYNONYMS.get(word, word) for word in words]
    unknown = [word for word, kind in zip(words, kinds, strict=True) if kind not in KINDS]
    if unknown:
        raise UsageError(f"kinds={','.join(words)}: {unknown[0]!r} is no kind; there is: {', '.join(KINDS)}")
    return frozenset(kinds)
