"""What an importer returns, bit by bit and as a whole."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.sources.request import Options, Request
from gazetteer.sources.tally import Tally

if TYPE_CHECKING:
    import polars as pl

    from gazetteer.check import Fault
    from gazetteer.spool import Spool


@dataclass(frozen=True, slots=True)
class Source:
    """Rows for a gazetteer, checked and in canonical form.

    Attributes:
        label: What the source is called in messages.
        rows: A names table; None if the source holds redirects only.
        moved: Redirects in canonical form; None if the source has none.
        notes: What was guessed or left out, in words.
        faults: What is broken and was therefore left out.
    """

    label: str
    rows: Spool | None
    moved: Spool | None
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def names(self) -> pl.DataFrame | None:
        """The names table at once, in memory."""
        return None if self.rows is None else self.rows.frame()

    @property
    def redirects(self) -> pl.DataFrame | None:
        """The redirects at once, in memory."""
        return None if self.moved is None else self.moved.frame()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows as an importer makes them, not yet checked.

    Attributes:
        rows: Columns of the names table, and others to be kept; in `vetting.PLACE` stands a number by which
            `place_of` knows where a row is.
        place_of: Says where a row is, such as `line 17`.
        redirects: Old ID, new ID or None, reason.
    """

    rows: pl.DataFrame
    place_of: Callable[[int], str]
    redirects: tuple[tuple[str, str | None, str], ...] = ()


Importer = Callable[[Request, Options, Tally], Generator[Chunk]]
"""Reads a source bit by bit, counting in the tally what it does not take. It takes its options first."""
