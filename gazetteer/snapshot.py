"""One immutable snapshot of a gazetteer on disk.

Looking a snapshot up needs neither polars nor numpy: a program that works from something derived from it,
such as a match index, never pays for the tables. The tables are read when they are asked for.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import DamagedSnapshot

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from gazetteer.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One whole state of a gazetteer.

    Attributes:
        directory: Where its files lie.
        manifest: What it holds and where it is from.
        read_only: Whether it is part of the package, and so never written to.
    """

    directory: Path
    manifest: Manifest
    read_only: bool = False

    @property
    def id(self) -> str:
        """The hash of its content: two snapshots of one ID hold the same entities, names and redirects."""
        return self.manifest.id

    def entities(self) -> pl.DataFrame:
        """Return one row an entity, sorted by `entity_id`.

        Returns:
            The columns `entity_id, kind, name, country, population, birth_year, description, same_as`, then
            those that the sources had besides. `name` is the canonical name.

        Raises:
            DamagedSnapshot: The file is missing, or is not what the manifest says.
        """
        return self._table("entities")

    def names(self) -> pl.DataFrame:
        """Return one row a name, sorted and without repetition.

        Returns:
            The columns `entity_id, lang, script, name, is_preferred, name_kind, source`, then those that the
            sources had besides and that differ between the names of one entity.

        Raises:
            DamagedSnapshot: The file is missing, or is not what the manifest says.
        """
        return self._table("names")

    def redirects(self) -> pl.DataFrame:
        """Return one row for each ID that is no more, sorted by `old_id`.

        Returns:
            The columns `old_id, new_id, reason`; `new_id` is null for a retired ID.

        Raises:
            DamagedSnapshot: The file is missing, or is not what the manifest says.
        """
        return self._table("redirects")

    def verify(self, name: str) -> bytes:
        """Return the bytes of one table's file, which are those that were written.

        Args:
            name: `entities`, `names` or `redirects`.

        Raises:
            DamagedSnapshot: The file is missing, or is not what the manifest says.
        """
        path = self.directory / f"{name}.parquet"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DamagedSnapshot(
                f"{path}: cannot be read: {error.strerror}; build the gazetteer anew"
            ) from error
        found, expected = hashlib.sha256(data).hexdigest(), self.manifest.table(name).file_sha256
        if found != expected:
            raise DamagedSnapshot(
                f"{path}: damaged: its SHA-256 is {found[:12]}…, the manifest says {expected[:12]}…; "
                "build the gazetteer anew"
            )
        return data

    def _table(self, name: str) -> pl.DataFrame:
        import polars as pl

        return pl.read_parquet(io.BytesIO(self.verify(name)))
