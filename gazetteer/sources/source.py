"""What an importer returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Source:
    """Rows for a gazetteer, checked and in canonical form.

    Attributes:
        label: What the source is called in messages.
        names: A names table; None if the source holds redirects.
        redirects: A table of redirects; None if the source holds names.
        notes: What was guessed or left out, in words.
    """

    label: str
    names: pl.DataFrame | None
    redirects: pl.DataFrame | None
    notes: tuple[str, ...] = ()
