"""One immutable snapshot of a gazetteer on disk.

Looking a snapshot up needs neither polars nor numpy: a program that works from something derived from it,
such as a match index, never pays for the tables. The tables are read when they are asked for. A snapshot may
hold only what differs from another one, its base (see `layers`); who asks for a table gets it whole.
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

    from gazetteer.layers import Tables
    from gazetteer.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One whole state of a gazetteer.

    Attributes:
        directory: Where its files lie.
        manifest: What it holds and where it is from.
        read_only: Whether it is part of the package, and so never written to.
        base: The snapshot whose rows hold where this one has none of its own; None if it holds all its rows.
    """

    directory: Path
    manifest: Manifest
    read_only: bool = False
    base: Snapshot | None = None

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

    def tables(self) -> Tables:
        """Return the three tables.

        Raises:
            DamagedSnapshot: A file is missing, or is not what the manifest says.
        """
        from gazetteer.layers import Tables

        if self.base is None:
            return self.stored()
        # The layer is read once for all three.
        layer = self.stored()
        entities, names, redirects = (self._over(name, layer) for name in ("entities", "names", "redirects"))
        return Tables(entities, names, redirects)

    def stored(self) -> Tables:
        """Return the rows that lie in the snapshot's own files: all, or what differs from its base.

        Raises:
            DamagedSnapshot: A file is missing, or is not what the manifest says.
        """
        from gazetteer.layers import Tables

        return Tables(self._read("entities"), self._read("names"), self._read("redirects"))

    def verify(self, name: str) -> bytes:
        """Return the bytes of one table's own file, which are those that were written.

        Args:
            name: `entities`, `names` or `redirects`.

        Raises:
            DamagedSnapshot: The file is missing, or is not what the manifest says.
        """
        path = self.directory / f"{name}.parquet"
        try:
            data = path.read_bytes()
        except OSError as error:
            if not self.directory.is_dir():
                raise DamagedSnapshot(
                    f"{self.directory}: no longer there, perhaps removed by `gazetteer prune`; "
                    "open the gazetteer again"
                ) from error
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
        return self._read(name) if self.base is None else self._over(name, self.stored())

    def _over(self, name: str, layer: Tables) -> pl.DataFrame:
        from gazetteer.layers import over_base

        assert self.base is not None
        return over_base(name, self.base._read(name), layer)

    def _read(self, name: str) -> pl.DataFrame:
        import polars as pl

        return pl.read_parquet(io.BytesIO(self.verify(name)))
