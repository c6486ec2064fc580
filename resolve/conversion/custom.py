"""What custom decides in a text before the rules are asked: the forms of its words, chosen as one name.

1. Words joined by hyphens that the lexicon knows as a whole are one word: Санкт-Петербург, Расул-заде.
2. Each word is looked up by itself; a word of mixed capitals is left to the rules.
3. Where it is open whose name a word is, the words of the text decide that are at home in one language:
   Орхан Эрдоган is a Turk, in Azerbaijani Orhan, while Орхан Алиев is Orxan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from resolve.conversion.lexicon import Form, find_forms, is_one_word, origins_of, rank_forms
from resolve.conversion.recasing import Case, case_of, recase
from resolve.conversion.registry import System, systems_between
from resolve.conversion.rows import LANGUAGES, rows_by_word
from resolve.conversion.rules import convert_words

__all__ = [
    "NO_VOTE",
    "Vote",
    "agree",
    "choose",
    "elect",
    "find_custom",
    "is_contested",
    "join_rows",
    "vote_of",
    "write",
]

Vote = tuple[str, int]
"""An origin that a word speaks for, and how loud."""

NO_VOTE: Vote = ("", 0)
"""Nothing tells whose name it is."""

_HYPHEN = "-"
_MOST_JOINED = 4
_PARTS = re.compile("([- ])")

# Given names wander: in a text of the one language, a given name of the other is taken for that only if a
# surname, an ending or a place vouches for it. Kemal in a Turkish text is no Azerbaijani Kamal.
_NEIGHBOURS = frozenset({"ba", "ce", "crh", "kk", "ky", "tk", "tt", "uz"})
_TAKEN_FOR_OWN = {
    "az": frozenset({"tr"}) | _NEIGHBOURS,
    "tr": frozenset({"az"}) | _NEIGHBOURS,
    "de": frozenset({"az", "tr", "ru", "en"}),
    "en": frozenset({"az", "tr", "ru", "de"}),
}
_GIVEN = 1
_OTHER = 2

# What is left of the weight of a form if the name speaks for another origin.
_OTHER_ORIGIN = 0.5


def join_rows(lowered: Sequence[str], gaps: Sequence[str], source: str) -> list[tuple[int, int]]:
    """The runs of words, joined by hyphens, that the lexicon knows as a whole.

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
        while end > start + 1 and not is_one_word(_HYPHEN.join(lowered[start:end]), source):
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
    if not forms or Case.MIXED in _cases(word, system.source):
        return ()
    if all(form.language == system.target for form in forms):
        return forms
    return rank_forms(_spelt_on(form, system.target) for form in forms)


def agree(lowered: Sequence[str], custom: Sequence[tuple[Form, ...]], source: str) -> list[tuple[Form, ...]]:
    """The forms of the words of one name, those of the language first that its words speak for.

    Args:
        lowered: the words in lower case.
        custom: their forms; empty where the rules decide.
        source: orthography code of the words.
    """
    elected = elect(vote_of(word, source) for word in lowered)
    return [choose(forms, elected, source) for forms in custom]


def vote_of(lowered: str, source: str) -> Vote | None:
    """The origin that a word speaks for, None if it is at home in several languages or unknown.

    Args:
        lowered: the word in lower case.
        source: orthography code of the word.
    """
    origins = origins_of(lowered, source)
    if len(origins) != 1:
        return None
    rows = rows_by_word(source).get(lowered, ())
    given = bool(rows) and all(row.file == "given" for row, _ in rows)
    return next(iter(origins)), _GIVEN if given else _OTHER


def elect(votes: Iterable[Vote | None]) -> Vote:
    """What the words of a name speak for as a whole: the origin with most votes, of equals the first heard.

    Args:
        votes: of the words, in their order.

    Returns:
        The origin, and how loud: no louder than one word can be; NO_VOTE without votes.
    """
    sums: dict[str, int] = {}
    for vote in votes:
        if vote is not None:
            sums[vote[0]] = sums.get(vote[0], 0) + vote[1]
    origin, loudness = max(sums.items(), key=lambda votes: votes[1], default=NO_VOTE)
    return origin, min(loudness, _OTHER)


def choose(forms: tuple[Form, ...], elected: Vote, source: str) -> tuple[Form, ...]:
    """The forms that a word has in a name that speaks for an origin, best first; none: the rules decide.

    Args:
        forms: the forms of the word by itself.
        elected: what the words of the name speak for.
        source: orthography code of the name.
    """
    origin, loudness = elected
    foreign = _TAKEN_FOR_OWN.get(source, frozenset())
    if any(form.origin in foreign for form in forms):
        # Where a neighbour does not count, who lives farther off does not: Turkish Kerim is no Persian Karim.
        foreign |= {form.origin for form in forms}.difference(LANGUAGES)
    vouched = origin if loudness >= _OTHER else ""
    forms = tuple(
        form for form in forms if form.origin not in foreign - {vouched} or not _is_given(form, source)
    )
    if len({form.origin for form in forms}) < 2 or all(form.origin != origin for form in forms):
        return forms
    least = min(form.weight for form in forms)
    return rank_forms(
        form if form.origin == origin else replace(form, weight=form.weight * least * _OTHER_ORIGIN)
        for form in forms
    )


def is_contested(forms: tuple[Form, ...], source: str) -> bool:
    """Whether the other words of a name can have a say in how a word is written."""
    origins = {form.origin for form in forms}
    return len(origins) > 1 or not origins.isdisjoint(_TAKEN_FOR_OWN.get(source, ()))


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


def _is_given(form: Form, source: str) -> bool:
    """Whether a form is that of a given name, or of one with an ending that the source shares."""
    alone = len(form.rows) == 1 or form.rows[-1].origin in ("und", source)
    return alone and form.rows[0].file == "given"


def _spelt_on(form: Form, target: str) -> Form:
    if form.language == target:
        return form
    system = systems_between(form.language, target)[0]
    return replace(form, text=convert_words(system.id, [form.text])[0], language=target)


def _cases(word: str, source: str) -> list[Case]:
    return [_case(part, source) for part in word.split(_HYPHEN)]


def _case(part: str, source: str) -> Case:
    # Most words are plain titles, and those need no ICU to tell.
    if part.islower():
        return Case.LOWER
    if part[:1].isupper() and part[1:].islower():
        return Case.TITLE
    return case_of(part, source)
