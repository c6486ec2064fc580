"""Scripts that no system covers, into Latin: ICU's Any-Latin, then unidecode as the flagged last resort.

1. Latin letters stay.
2. Any-Latin of ICU: Greek, Armenian, Georgian, Arabic, Han and most other scripts.
3. Latin-ASCII of ICU, if the caller asks for ASCII.
4. unidecode, for letters that are still not Latin (not ASCII, if asked); left out where it is not installed.

The result names the last step that changed it, so what unidecode made can be told apart.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import icu

from resolve.conversion.han import HAN, HanReader
from resolve.conversion.registry import KEPT

__all__ = ["ANY_LATIN", "LATIN_ASCII", "UNIDECODE", "Converted", "latin_texts", "to_latin", "to_latin_column"]

ANY_LATIN = "Any-Latin"
LATIN_ASCII = "Latin-ASCII"
UNIDECODE = "unidecode"

_LATIN_RANGES = (
    "A-Za-zªºÀ-ÖØ-öø-ʸ\u02b9-\u02ff\u0300-\u036f\u1d00-\u1d25\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dff"
    "\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u212a\u212b\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ff\uab30-\uab64\ufb00-\ufb06"
    "\uff21-\uff3a\uff41-\uff5a"
)
_FOREIGN = re.compile(rf"[^\W\d_{_LATIN_RANGES}]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BUFFER = 2_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_PIECE = re.compile(rf"[\ud800-\udfff]|[^\ud800-\udfff]{{1,{_BUFFER}}}(?!\w)|[^\ud800-\udfff]{{1,{_BUFFER}}}")
_created = threading.local()


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Latin letters.

    Attributes:
        text: the text; letters that no step could convert are still in it.
        system: what made it: `und-t-und` (nothing had to be done), `Any-Latin`, `Latin-ASCII` or `unidecode`.
    """

    text: str
    system: str


def to_latin(token: str, *, ascii: bool = False) -> Converted:
    """Write a token of any script in Latin letters.

    Args:
        token: any text.
        ascii: whether letters beyond ASCII are to be replaced too.

    Returns:
        The text and what made it.
    """
    return to_latin_column([token], ascii=ascii)[0]


def to_latin_column(tokens: Sequence[str], *, ascii: bool = False) -> list[Converted]:
    """Write many tokens in Latin letters, as `to_latin` does for each.

    Args:
        tokens: any texts; distinct ones, if speed matters.
        ascii: whether letters beyond ASCII are to be replaced too.

    Returns:
        As many results, in the same order.
    """
    texts, systems = list(tokens), [KEPT] * len(tokens)
    _write_in_latin(texts, systems, ascii)
    return list(map(Converted, texts, systems))


def latin_texts(tokens: Sequence[str]) -> list[str]:
    """The texts that `to_latin_column` gives, without what made them."""
    texts = list(tokens)
    _write_in_latin(texts, [KEPT] * len(tokens), ascii=False)
    return texts


def _write_in_latin(texts: list[str], systems: list[str], ascii: bool) -> None:
    """Take the steps, in place."""
    _apply(ANY_LATIN, texts, systems, _FOREIGN)
    if ascii:
        _apply(LATIN_ASCII, texts, systems, _BEYOND_ASCII)
    _apply_unidecode(texts, systems, _BEYOND_ASCII if ascii else _FOREIGN)


def _apply(system: str, texts: list[str], systems: list[str], wanted: re.Pattern[str]) -> None:
    """Put those that hold a wanted character through an ICU transform, in place."""
    chosen = [row for row, text in enumerate(texts) if wanted.search(text)]
    for row, text in zip(chosen, _transform(system, [texts[row] for row in chosen]), strict=True):
        if text != texts[row]:
            texts[row], systems[row] = text, system


def _transform(system: str, texts: Sequence[str]) -> list[str]:
    # One call a text: a sign takes the script of what stands beside it, so joined texts would lend theirs.
    transliterator = _create(system)
    done = {}
    if system == ANY_LATIN:
        chinese = [text for text in texts if HAN.fullmatch(text)]
        done = dict(zip(chinese, _han_reader().read(transliterator, chinese), strict=True))
    return [done.get(text) or _transform_one(transliterator, text) for text in texts]


def _transform_one(transliterator: icu.Transliterator, text: str) -> str:
    # Lone surrogates are no text to ICU, and its time grows with the square of the length.
    if len(text) <= _BUFFER and not _SURROGATE.search(text):
        return str(transliterator.transliterate(text))
    return "".join(
        piece if _SURROGATE.match(piece) else str(transliterator.transliterate(piece))
        for piece in _PIECE.findall(text)
    )


def _apply_unidecode(texts: list[str], systems: list[str], wanted: re.Pattern[str]) -> None:
    chosen = [row for row, text in enumerate(texts) if wanted.search(text)]
    if not chosen:
        return
    try:
        from unidecode import unidecode
    except ImportError:
        return
    for row in chosen:
        after = wanted.sub(lambda found: str(unidecode(found.group())) or found.group(), texts[row])
        if after != texts[row]:
            texts[row], systems[row] = after, UNIDECODE


def _han_reader() -> HanReader:
    found: HanReader = _created.__dict__.setdefault("han", HanReader())
    return found


def _create(system: str) -> icu.Transliterator:
    # ICU does not promise that threads may share a transliterator: each thread creates its own.
    cached: dict[str, icu.Transliterator] = _created.__dict__.setdefault("systems", {})
    if system not in cached:
        cached[system] = icu.Transliterator.createInstance(system)
    return cached[system]
