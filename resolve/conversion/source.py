"""Which orthography a name of unknown language is converted from: the one its letters tell, if they do.

1. A name with letters of several scripts is left to be converted word by word.
2. A name in Cyrillic is of the most probable orthography: to leave it as it is would serve nobody.
3. Any other name is of the most probable one if that is `SURE`; else its language stays unknown.
"""

from __future__ import annotations

from resolve.conversion.detection import SURE, Detection, detect
from resolve.conversion.orthography import find_orthography
from resolve.conversion.routes import find_routes
from resolve.errors import UnknownSystemError

__all__ = ["find_source", "is_open", "settle_source"]


def find_source(text: str, target: str) -> Detection | None:
    """What a name is taken to be written in; None if its letters do not tell, or no way leads on from there.

    Args:
        text: any text.
        target: orthography code to write it in.

    Raises:
        UnknownLanguageError: the target is no orthography.
    """
    target = find_orthography(target)
    found = detect(text)
    sure = found.script == "Cyrl" or found.probability >= SURE
    if found.orthography == "und" or len(found.scripts) > 1 or not sure:
        return None
    try:
        if found.orthography != target:
            find_routes(found.orthography, target)
    except UnknownSystemError:
        return None
    return found


def is_open(source: str, system: str | None) -> bool:
    """Whether the letters of each text decide what it is converted from: no language, no system is given."""
    return system is None and find_orthography(source) == "und"


def settle_source(text: str, source: str, target: str, system: str | None) -> str:
    """The orthography that a text is converted from; the arguments are those of `transliterate`.

    Returns:
        The source, or what the letters tell where that is open; `und` if they do not.

    Raises:
        UnknownLanguageError: a code names no orthography.
    """
    if not is_open(source, system):
        return source
    found = find_source(text, target)
    return "und" if found is None else found.orthography
