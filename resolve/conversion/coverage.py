"""Which words of a text a conversion does not take: neither read nor in the script of the target.

Such words pass through, as they are or in part; whoever shows the result has to say so.
"""

from __future__ import annotations

from resolve.conversion.convert import falls_back, find_ways
from resolve.conversion.fallback import to_latin
from resolve.conversion.letterforms import unify_letters
from resolve.conversion.orthography import script_of
from resolve.conversion.registry import KEPT
from resolve.conversion.routes import Route
from resolve.conversion.rules import alphabet
from resolve.conversion.scripts import script_of_letter
from resolve.conversion.source import settle_source
from resolve.conversion.spelling import compose, cut, prepare

__all__ = ["untaken"]


def untaken(text: str, source: str, target: str, *, system: str | None = None) -> list[str]:
    """The words of a text that a conversion leaves, wholly or in part, in a script that is not the target's.

    Args:
        text: a name or any text.
        source: orthography code of the text.
        target: orthography code of the result.
        system: id of the system to use; None: the customary one of the direction.

    Returns:
        Each such word once, in their order.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    source = settle_source(text, source, target, system)
    route = find_ways(source, target, system)[0]
    script = script_of(target)
    last_resort = falls_back(source, target, system)
    step = next((step for step in route.steps if step.id != KEPT), None)
    words = dict.fromkeys(cut(unify_letters(text, step.source) if step else text)[0])
    return [
        word
        for word in words
        if not _passes(letters := _unread(word, route), script)
        and not (last_resort and _passes(to_latin(letters).text, script))
    ]


def _unread(word: str, route: Route) -> str:
    """The letters of a word that no rule of the first step of a way reads."""
    for step in route.steps:
        if step.id != KEPT:
            known = alphabet(step.id)
            return "".join(letter for letter in prepare(word, step) if letter not in known)
    return compose(word)


def _passes(letters: str, script: str) -> bool:
    """Whether letters are of a script, or of none."""
    return all(script_of_letter(letter) in (script, "") for letter in letters)
