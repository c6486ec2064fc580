"""The names that no entity was found for, a row for each name of a document: what `resolve cluster` reads."""

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import polars as pl

from gazetteer.files import write_chunks
from resolve.documents.answers import Answered

COLUMNS: Final = ("name", "kind", "lang", "doc", "start", "mentions")
"""Its longest form, without inflection; kind; language of the document; the document; where it stands first;
how often."""


def unknown_names(answered: Answered) -> pl.DataFrame:
    """The names among the mentions of a batch that no entity was found for.

    Args:
        answered: documents and their mentions.

    Returns:
        A row for each group of mentions of a document that mean one name; a mention of no group is one by
        itself. The columns are `COLUMNS`, in the order in which the names first stand.
    """
    nil = (
        answered.rows.with_columns(answered.number.alias("document"))
        .with_row_index("row")
        .filter(pl.col("decision") == "nil")
    )
    group = pl.coalesce(pl.col("group").cast(pl.Int64), -1 - pl.col("row").cast(pl.Int64))
    return (
        nil.group_by("document", group.alias("name_of"), maintain_order=True)
        .agg(
            pl.col("lemma").get(pl.col("lemma").str.len_chars().arg_max()).alias("name"),
            pl.col("kind").drop_nulls().first(),
            pl.col("lang").first(),
            pl.col("doc").first(),
            pl.col("start").min(),
            pl.len().alias("mentions"),
        )
        .select(COLUMNS)
    )


class UnknownNames:
    """Gathers the names of batch after batch on disk, and writes them when all are there."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._folder = tempfile.TemporaryDirectory(prefix="adlar-")
        self._parts: list[Path] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take away what was gathered."""
        self._folder.cleanup()

    def add(self, answered: Answered) -> None:
        """Gather the names of a batch of documents; at least one batch is expected, be it empty."""
        part = Path(self._folder.name) / str(len(self._parts))
        unknown_names(answered).write_ipc(part)
        self._parts.append(part)

    def write(self, target: str) -> None:
        """Write all names, whole or not at all.

        Args:
            target: the table.

        Raises:
            UnwritableFile: it cannot be written.
        """
        write_chunks(map(_read, self._parts), target)


def _read(part: Path) -> pl.DataFrame:
    return pl.read_ipc(part.read_bytes())
