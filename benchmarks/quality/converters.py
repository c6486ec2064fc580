"""What others use to write a name in another orthography, each as one function of a text.

ICU has a transform for two of the directions; for the others its documentation shows the chain
`Any-Latin; Latin-ASCII`. unidecode, anyascii and uroman write ASCII, whatever the target.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache

import icu

__all__ = ["PEERS", "find_peer"]

PEERS = ("icu", "unidecode", "anyascii", "uroman")
"""The peers, by name."""

Convert = Callable[[str], str]

_CHAIN = "Any-Latin; Latin-ASCII"
_CHAINS = {
    ("ru", "en"): "Russian-Latin/BGN; Latin-ASCII",
    ("az", "ru"): "Latin-Russian/BGN",
    ("de", "ru"): "Latin-Russian/BGN",
    ("tr", "ru"): "Latin-Russian/BGN",
}


def find_peer(name: str, source: str, target: str) -> Convert | None:
    """The conversion of a peer in a direction, None if it is not installed.

    Args:
        name: one of PEERS.
        source: language subtag of the text.
        target: language subtag of the result.
    """
    if name == "icu":
        return _icu(_CHAINS.get((source, target), _CHAIN))
    return _installed(name)


@cache
def _icu(chain: str) -> Convert:
    transliterator = icu.Transliterator.createInstance(chain)
    return lambda text: str(transliterator.transliterate(text))


@cache
def _installed(name: str) -> Convert | None:
    try:
        module = importlib.import_module(name)
    except ImportError:
        return None
    if name == "uroman":
        uroman = module.Uroman()
        return lambda text: str(uroman.romanize_string(text))
    convert: Convert = getattr(module, name)
    return convert
