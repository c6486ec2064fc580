"""What custom decides in a text before the rules are asked: the forms of its words, chosen as one name.

1. Words joined by hyphens that are a row of the lexicon as a whole are one word: Санкт-Петербург.
2. Each word is looked up by itself; a word of mixed capitals is left to the rules.
3. Where a word is at home in several languages, those words of the text that are at home in one decide:
   Ахмед Давутоглу is Turkish, so Ahmet, while Ахмед alone is Azerbaijani, Əhməd.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from resolve.conversion.lexicon import Form, find_forms, is_contested, is_row, origins_of, prefer
from resolve.conversion.recasing import Case, case_of, recase
from resolve.conversion.registry import System

__all__ = ["agree", "find_custom", "join_rows", "write"]

_HYPHEN = "-"
_MOST_JOINED = 4
_PARTS = re.compile("([- ])")


def join_rows(lowered: Sequence[str], gaps: Sequence[str], source: str) -> list[tuple[int, int]]:
    """The runs of words, joined by hyphens, that are a row as a whole.

    Args:
        lowered: the words of a text in lower case.
        gaps: what stands between, one more than words.
        source: orthography code of the text.

    Returns:
        Half open spans of words, in order, none within another; the longest at each place.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(lowered):
        end = start + 1
        while end < len(lowered) and gaps[end] == _HYPHEN and end - start < _MOST_JOINED:
            end += 1
        while end > start + 1 and not is_row(_HYPHEN.join(lowered[start:end]), source):
            end -= 1
        if end > start + 1:
            found.append((start, end))
        start = end
    return found


def find_custom(system: System, word: str, lowered: str) -> tuple[Form, ...]:
    """The customary forms of a word, best first; none if the rules decide it.

    Args:
        system: the system whose direction is asked for.
        word: the composed word.
        lowered: the same in lower case.
    """
    forms = find_forms(lowered, system.source, system.target)
    return () if forms and Case.MIXED in _cases(word, system.source) else forms


def agree(lowered: Sequence[str], custom: Sequence[tuple[Form, ...]], source: str) -> list[tuple[Form, ...]]:
    """The forms of the words of one name, those of the language first that its other words speak for.

    Args:
        lowered: the words in lower case.
        custom: their forms; empty where the rules decide.
        source: orthography code of the words.
    """
    if len(lowered) < 2 or not any(map(is_contested, custom)):
        return list(custom)
    votes = Counter(
        origin
        for word in lowered
        for origins in [origins_of(word, source)]
        if len(origins) == 1
        for origin in origins
    )
    if not votes:
        return list(custom)
    origin = max(votes, key=lambda origin: votes[origin])
    return [prefer(forms, origin) if is_contested(forms) else forms for forms in custom]


def write(form: str, word: str, system: System) -> str:
    """A customary form with the capitals of the word that it stands for.

    Args:
        form: the form in lower case; its parts are joined by hyphens or blanks.
        word: the composed word of the text, not of mixed capitals.
        system: the system whose direction it is.
    """
    cases = _cases(word, system.source)
    if set(cases) == {Case.UPPER} or set(cases) == {Case.LOWER}:
        return recase(form, cases[0], system.target)
    parts = _PARTS.split(form)
    count = (len(parts) + 1) // 2
    # Бюльбюль-оглы is one word in Turkish: without a part to follow, only the first is a title.
    cased = cases if len(cases) == count else [Case.TITLE] + [Case.LOWER] * (count - 1)
    for index, case in enumerate(cased):
        parts[2 * index] = recase(parts[2 * index], case, system.target)
    return "".join(parts)


def _cases(word: str, source: str) -> list[Case]:
    return [case_of(part, source) for part in word.split(_HYPHEN)]
