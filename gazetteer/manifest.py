"""What a snapshot says about itself: manifest.json.

The manifest is the only file of a snapshot that is read to find out what there is. It is JSON, so that it can
be read without polars.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.errors import DamagedSnapshot, UnknownVersion

if TYPE_CHECKING:
    from pathlib import Path

FORMAT_VERSION = 1
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class TableRecord:
    """One table of a snapshot.

    Attributes:
        name: `entities`, `names` or `redirects`; the file is `<name>.parquet`.
        rows: How many rows it holds.
        content_sha256: Hash of the values, the same however they are stored.
        file_sha256: Hash of the file's bytes, to notice damage.
        bytes: Size of the file.
    """

    name: str
    rows: int
    content_sha256: str
    file_sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where names come from.

    Attributes:
        source: The value in the column `source`; empty where rows name none.
        names: How many names come from it.
        title: What it is called in full.
        licence: An SPDX identifier or a sentence; empty where nobody said.
        url: Where it is to be had.
    """

    source: str
    names: int = 0
    title: str = ""
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds and where it is from.

    Attributes:
        format_version: The layout of the snapshot, see `FORMAT_VERSION`.
        id: The snapshot's ID: a hash of the content of its tables.
        created: When it was written, ISO 8601 in UTC.
        tables: Its tables.
        kinds: How many entities there are of each kind.
        languages: How many names there are in each language.
        sources: Where the names come from, and on what terms.
    """

    format_version: int
    id: str
    created: str
    tables: tuple[TableRecord, ...]
    kinds: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    sources: tuple[SourceRecord, ...]

    def table(self, name: str) -> TableRecord:
        """Return the record of one table.

        Args:
            name: `entities`, `names` or `redirects`.

        Raises:
            KeyError: The snapshot has no such table.
        """
        for record in self.tables:
            if record.name == name:
                return record
        raise KeyError(name)

    def as_json(self) -> str:
        """Return the manifest as it is stored and printed: indented JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """Return the manifest as plain JSON values."""
        fields = asdict(self)
        fields["kinds"] = dict(self.kinds)
        fields["languages"] = dict(self.languages)
        return fields


def read_manifest(directory: Path) -> Manifest:
    """Read the manifest of the snapshot in a directory.

    Args:
        directory: The directory of one snapshot.

    Raises:
        DamagedSnapshot: There is no manifest, or it cannot be understood.
        UnknownVersion: It was written in another format.
    """
    path = directory / MANIFEST_NAME
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        version = fields["format_version"]
    except OSError as error:
        raise DamagedSnapshot(
            f"{path}: cannot be read: {error.strerror}; build the gazetteer anew"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedSnapshot(f"{path}: not a manifest of a gazetteer; build the gazetteer anew") from error
    if version != FORMAT_VERSION:
        raise UnknownVersion(
            f"{path}: format version {version} was found, {FORMAT_VERSION} is read by this version; "
            "build the gazetteer anew, or use the version of adlar that wrote it"
        )
    try:
        return Manifest(
            format_version=version,
            id=str(fields["id"]),
            created=str(fields["created"]),
            tables=tuple(TableRecord(**record) for record in fields["tables"]),
            kinds=tuple((str(kind), int(count)) for kind, count in fields["kinds"].items()),
            languages=tuple((str(tag), int(count)) for tag, count in fields["languages"].items()),
            sources=tuple(SourceRecord(**record) for record in fields["sources"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DamagedSnapshot(
            f"{path}: an entry is missing or wrong ({error}); build the gazetteer anew"
        ) from error
