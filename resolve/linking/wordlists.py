"""Lists of words that tell whether a capital is a name: read from tables, by language."""

import functools
from typing import Final

from resolve import tables
from resolve.text.folding import fold
from resolve.text.normalize import lower

_GRAMMAR: Final = "language/words.tsv"
_DOUBTFUL: Final = "mentions/doubtful.tsv"
_BEFORE_PLACES: Final = "mentions/before_places.tsv"
_LOCAL_ENDINGS: Final = "mentions/local_endings.tsv"
_COMMON_SURNAMES: Final = "mentions/common_surnames.tsv"

_ARTICLES: Final = "mentions/articles.tsv"

_NONE: Final[frozenset[str]] = frozenset()


def is_grammar(word: str, lang: str) -> bool:
    """Whether a word is one of grammar: a conjunction, a pronoun, an auxiliary verb."""
    return lower(word) in _words(_GRAMMAR).get(lang, _NONE)


def is_article(word: str, lang: str) -> bool:
    """Whether a word is an article or determiner, which stands before a common noun and not before a name."""
    return lower(word) in _words(_ARTICLES).get(lang, _NONE)


def is_doubtful(name: str, lang: str) -> bool:
    """Whether a name of one word is as often something else in texts of a language."""
    return lower(name) in _words(_DOUBTFUL).get(lang, _NONE)


def is_common_surname(name: str, lang: str) -> bool:
    """Whether a surname is a common word of a language as well."""
    return lower(name) in _words(_COMMON_SURNAMES).get(lang, _NONE)


def stands_before_places(plain: str, lang: str, *, telling: bool) -> bool:
    """Whether a word, folded, stands before names of places in a language.

    Args:
        plain: the word.
        lang: the language.
        telling: whether it must not stand before names of persons as well.
    """
    return plain in _by_use(_BEFORE_PLACES, telling).get(lang, _NONE)


def is_local_ending(ending: str, lang: str, *, telling: bool) -> bool:
    """Whether a case ending, its mark included, says where something is or comes from.

    Args:
        ending: as written.
        lang: the language.
        telling: whether names of persons must not often have it as well.
    """
    return fold([lower(ending).lstrip("'’ʼ‘´′`-")])[0] in _by_use(_LOCAL_ENDINGS, telling).get(lang, _NONE)


@functools.cache
def _by_use(table: str, telling: bool) -> dict[str, frozenset[str]]:
    """Words of a table whose last column is `place` or `either`, folded; without `either` if so asked."""
    found: dict[str, set[str]] = {}
    for word, lang, use in tables.read_rows(table).rows:
        if use == "place" or not telling:
            found.setdefault(lang, set()).update(fold([word]))
    return {lang: frozenset(words) for lang, words in found.items()}


@functools.cache
def _words(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, lang, *_ in tables.read_rows(table).rows:
        found.setdefault(lang, set()).add(lower(word))
    return {lang: frozenset(words) for lang, words in found.items()}
