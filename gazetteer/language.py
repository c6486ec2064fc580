"""BCP 47 language tags: whether one is well formed, and its canonical letter case."""

from __future__ import annotations

import re

# RFC 5646 also allows languages of 4 to 8 letters, but none is registered: `turkish` is a mistake, not a tag.
TAG = re.compile(
    r"""
    (?:
        [a-z]{2,3}(?:-[a-z]{3}){0,3}                                # language, with extended language
        (?:-[a-z]{4})?                                              # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                                 # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*                    # variants
        (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*                        # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                                  # private use
    |
        x(?:-[a-z0-9]{1,8})+
    )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def canonical_tag(tag: str) -> str | None:
    """Return a language tag in its canonical letter case, such as `az-Cyrl-AZ`.

    Args:
        tag: A tag in any letter case.

    Returns:
        The tag, or None if it is not well formed.

    Source:
        RFC 5646, sections 2.1 and 2.1.1.
    """
    if TAG.fullmatch(tag) is None:
        return None
    parts: list[str] = []
    after_singleton = False
    for part in tag.lower().split("-"):
        first = not parts
        if len(part) == 2 and not first and not after_singleton:
            parts.append(part.upper())
        elif len(part) == 4 and not first and not after_singleton and part.isalpha():
            parts.append(part.capitalize())
        else:
            parts.append(part)
        after_singleton = after_singleton or len(part) == 1
    return "-".join(parts)


def script_of_tag(tag: str) -> str | None:
    """Return the script that a canonical tag names, or None.

    Args:
        tag: A tag as `canonical_tag` returns it.
    """
    found = re.match(r"[a-z]{2,3}(?:-[a-z]{3})*-([A-Z][a-z]{3})(?:-|$)", tag)
    return found[1] if found else None
