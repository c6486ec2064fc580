"""The option `languages`, the same for every importer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.errors import UsageError

if TYPE_CHECKING:
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
