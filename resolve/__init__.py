"""Adlar: names across Turkish, Azerbaijani, German and Russian, resolved to canonical IDs.

    import resolve

    names = resolve.open()
    names.lookup("Alijew").reason
    names.resolve(["İlham Əliyev", "Bajramow"], lang="de")
    resolve.compare("Şoygu", "Schoigu", left_lang="tr", right_lang="de").similarity
    resolve.transliterate("Алиев", "ru", "de")

The way of a query is in `resolve.resolver`. Each name offered here is loaded when it is first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolve import comparison, resolver
    from resolve.conversion import Detection, Variant, detect, origins, transliterate, variants
    from resolve.errors import ResolveError
    from resolve.resolver import Resolver
    from resolve.types import Candidate, Comparison, Decision, Options, Query, Resolution

    compare = comparison.compare_two
    open = resolver.open_resolver

__all__ = [
    "Candidate",
    "Comparison",
    "Decision",
    "Detection",
    "Options",
    "Query",
    "Resolution",
    "ResolveError",
    "Resolver",
    "Variant",
    "compare",
    "detect",
    "open",
    "origins",
    "transliterate",
    "variants",
]

_HOMES = {
    "Candidate": ("types", "Candidate"),
    "Comparison": ("types", "Comparison"),
    "Decision": ("types", "Decision"),
    "Detection": ("conversion", "Detection"),
    "Options": ("types", "Options"),
    "Query": ("types", "Query"),
    "Resolution": ("types", "Resolution"),
    "ResolveError": ("errors", "ResolveError"),
    "Resolver": ("resolver", "Resolver"),
    "Variant": ("conversion", "Variant"),
    "compare": ("comparison", "compare_two"),
    "detect": ("conversion", "detect"),
    "open": ("resolver", "open_resolver"),
    "origins": ("conversion", "origins"),
    "transliterate": ("conversion", "transliterate"),
    "variants": ("conversion", "variants"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value: object = getattr(import_module(f"{__name__}.{module}"), attribute)
    globals()[name] = value
    return value
