"""A name from one orthography to another: the customary form, or all the forms in use.

Text of unknown language (`und`) is converted as what its letters tell (`source`). Where they do not, it is
converted word by word: a Cyrillic word as Russian, a Latin word not at all, a word of any other script by the
fallback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resolve.conversion.alternatives import LIMIT, Variant
from resolve.conversion.combining import forms_by
from resolve.conversion.fallback import Converted, to_latin_column
from resolve.conversion.orthography import LATIN, find_orthography
from resolve.conversion.registry import KEPT
from resolve.conversion.routes import Route, find_routes, only_route
from resolve.conversion.source import is_open, settle_source
from resolve.conversion.tokens import spell_column

__all__ = ["convert_column", "falls_back", "find_ways", "transliterate", "transliterate_column", "variants"]

# Below this weight a form is noise.
_LEAST = 0.001


def transliterate(text: str, source: str, target: str, *, system: str | None = None) -> str:
    """Write a name of one orthography in another, in the customary form.

    Args:
        text: a name or any text; what no rule touches stays as it is.
        source: orthography code of the text: az, az-Cyrl, de, en, ru, tr, ...; und if it is not known, so
            that its letters decide, if they can.
        target: orthography code of the result; und is Latin of no language.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    return transliterate_column([text], source, target, system=system)[0]


def transliterate_column(
    texts: Sequence[str], source: str, target: str, *, system: str | None = None
) -> list[str]:
    """Write many names of one orthography in another; the same as `transliterate` for each, each word once.

    Args:
        texts: names.
        source: orthography code of the texts.
        target: orthography code of the results.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

    Returns:
        As many names, in the same order.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    return [converted.text for converted in convert_column(texts, source, target, system=system)]


def convert_column(
    texts: Sequence[str], source: str, target: str, *, system: str | None = None
) -> list[Converted]:
    """Write many names as `transliterate_column` does, and tell what wrote each.

    Args:
        texts: names.
        source: orthography code of the texts.
        target: orthography code of the results.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

    Returns:
        As many names, in the same order. `system` is the id of the system, several joined by `+`; or what
        the fallback says if a name went there.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    if not is_open(source, system):
        return _convert_known(texts, source, target, system)
    converted = {text: Converted(text, KEPT) for text in texts}
    told: dict[str, list[str]] = {}
    for text in converted:
        told.setdefault(settle_source(text, source, target, system), []).append(text)
    for code, group in told.items():
        converted.update(zip(group, _convert_known(group, code, target, None), strict=True))
    return [converted[text] for text in texts]


def _convert_known(texts: Sequence[str], source: str, target: str, system: str | None) -> list[Converted]:
    route = find_ways(source, target, system)[0]
    spelt = list(texts)
    for step in route.steps:
        spelt = spell_column(step, spelt, custom=route.custom)
    if not falls_back(source, target, system):
        return [Converted(text, route.name) for text in spelt]
    return [
        Converted(text, route.name) if latin.system == KEPT else latin
        for text, latin in zip(spelt, to_latin_column(spelt), strict=True)
    ]


def variants(text: str, source: str, target: str, *, system: str | None = None) -> list[Variant]:
    """All forms that writers of the target use for a name, best first.

    Args:
        text: a name.
        source: orthography code of the text.
        target: orthography code of the variants.
        system: id of the system whose rules alone to use; None: the lexicon, and all of the direction.

    Returns:
        1 to 32 variants, no two of one text; the first is that of `transliterate` and has weight 1.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    source = settle_source(text, source, target, system)
    routes = find_ways(source, target, system)
    best: dict[str, Variant] = {}
    for route in routes:
        for count, form in enumerate(forms_by(route, text)):
            weight = route.weight * form.weight
            if count >= LIMIT or weight < _LEAST:
                break
            if form.text not in best or best[form.text].weight < weight:
                best[form.text] = replace(form, weight=weight)
    if falls_back(source, target, system):
        made = sorted(best.values(), key=lambda variant: -variant.weight)
        best = {}
        for variant, latin in zip(made, to_latin_column([variant.text for variant in made]), strict=True):
            name = variant.system if latin.system == KEPT else latin.system
            best.setdefault(latin.text, Variant(latin.text, name, variant.weight))
    return sorted(best.values(), key=lambda variant: -variant.weight)[:LIMIT]


def find_ways(source: str, target: str, system: str | None) -> list[Route]:
    """The ways of a conversion, the customary one first; the arguments are those of `transliterate`.

    From `und` these are the ways of a text whose letters do not tell what it is.
    """
    if system is not None:
        return [only_route(source, target, system)]
    source, target = find_orthography(source), find_orthography(target)
    if source == target:
        return [Route((), 1.0)]
    if source == "und":
        # Cyrillic letters are the only ones that the Russian systems read, so they pass all other words by.
        return find_routes("ru", target) if target in LATIN else find_routes(source, target)
    return find_routes(source, target)


def falls_back(source: str, target: str, system: str | None) -> bool:
    """Whether words of other scripts go on to the fallback, which looks at a text as a whole."""
    return system is None and find_orthography(source) == "und" and find_orthography(target) in LATIN
