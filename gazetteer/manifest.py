"""What a snapshot says about itself: manifest.json.

The manifest is the only file of a snapshot that is read to find out what there is. It is JSON, so that it can
be read without polars. It ends with the checksum of what it says.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.errors import DamagedSnapshot, UnknownVersion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT_VERSION = 1
"""The layout of a snapshot that holds all its rows."""
LAYERED_VERSION = 2
"""The layout of a snapshot that holds what differs from another one, its base."""
MANIFEST_NAME = "manifest.json"
TABLES = ("entities", "names", "redirects")


@dataclass(frozen=True, slots=True)
class TableRecord:
    """One table of a snapshot.

    Attributes:
        name: `entities`, `names` or `redirects`; the file is `<name>.parquet`.
        rows: How many rows it has, those of the base counted.
        content_sha256: Hash of all its values, the same however they are stored.
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
class PartRecord:
    """One of the gazetteers that a combination is made of; see `combination`.

    Attributes:
        name: What it is called in answers.
        directory: Where it lies.
        snapshot: The ID of its snapshot.
        manifest: Hash of what that says about itself.
    """

    name: str
    directory: str
    snapshot: str
    manifest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds and where it is from.

    Attributes:
        format_version: The layout of the snapshot: `FORMAT_VERSION` or `LAYERED_VERSION`.
        id: The snapshot's ID: a hash of the content of its tables.
        created: When it was written, ISO 8601 in UTC.
        tables: Its tables.
        kinds: How many entities there are of each kind.
        languages: How many names there are in each language.
        sources: Where the names come from, and on what terms.
        base: The ID of the snapshot whose rows hold where this one has none of its own; None for a snapshot
            that holds all its rows.
        parts: What a combination of several gazetteers is made of, the highest first; none for any other.
    """

    format_version: int
    id: str
    created: str
    tables: tuple[TableRecord, ...]
    kinds: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    sources: tuple[SourceRecord, ...]
    base: str | None = None
    parts: tuple[PartRecord, ...] = ()

    @property
    def state(self) -> str:
        """What tells it from what was in force before: its ID, or what its parts are."""
        return state_of_parts(self.parts) if self.parts else self.id

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
        """Return the manifest as it is stored: indented JSON with a checksum."""
        fields = self.as_dict()
        return _indented({**fields, "sha256": hashlib.sha256(_indented(fields).encode()).hexdigest()})

    def as_dict(self) -> dict[str, Any]:
        """Return the manifest as plain JSON values."""
        fields = asdict(self)
        fields["kinds"] = dict(self.kinds)
        fields["languages"] = dict(self.languages)
        if self.base is None:
            del fields["base"]
        if not self.parts:
            del fields["parts"]
        return fields


def state_of_parts(parts: Sequence[PartRecord]) -> str:
    """Return a hash of the parts of a combination, which changes when one of them does.

    Args:
        parts: The parts, the highest first.
    """
    return hashlib.sha256(json.dumps([asdict(part) for part in parts]).encode()).hexdigest()[:16]


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
        text = path.read_bytes().decode()
        fields = json.loads(text)
        version = fields["format_version"]
    except OSError as error:
        raise DamagedSnapshot(
            f"{path}: cannot be read: {error.strerror}; build the gazetteer anew"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedSnapshot(f"{path}: not a manifest of a gazetteer; build the gazetteer anew") from error
    if version not in (FORMAT_VERSION, LAYERED_VERSION):
        raise UnknownVersion(
            f"{path}: format version {version} was found, {FORMAT_VERSION} and {LAYERED_VERSION} are read by "
            "this version; build the gazetteer anew, or use the version of adlar that wrote it"
        )
    manifest = _understand(fields, path)
    # Manifests of earlier versions have no checksum.
    if "sha256" in fields and text != manifest.as_json():
        raise DamagedSnapshot(f"{path}: damaged: not what its SHA-256 says; build the gazetteer anew")
    return manifest


def _understand(fields: dict[str, Any], path: Path) -> Manifest:
    try:
        unknown = fields.keys() - set(Manifest.__slots__) - {"sha256"}
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        base = fields.get("base")
        if (base is not None) != (fields["format_version"] == LAYERED_VERSION):
            raise ValueError("a base goes with format version 2")
        return Manifest(
            format_version=int(fields["format_version"]),
            id=str(fields["id"]),
            created=str(fields["created"]),
            tables=_tables(fields["tables"]),
            kinds=tuple((str(kind), int(count)) for kind, count in fields["kinds"].items()),
            languages=tuple((str(tag), int(count)) for tag, count in fields["languages"].items()),
            sources=tuple(SourceRecord(**record) for record in fields["sources"]),
            base=None if base is None else str(base),
            parts=tuple(
                PartRecord(**{name: str(value) for name, value in record.items()})
                for record in fields.get("parts", ())
            ),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DamagedSnapshot(
            f"{path}: an entry is missing or wrong ({error}); build the gazetteer anew"
        ) from error


def _tables(told: Any) -> tuple[TableRecord, ...]:
    tables = tuple(TableRecord(**record) for record in told)
    # Files are named after the tables, so that another name could lead anywhere.
    if sorted(str(record.name) for record in tables) != sorted(TABLES):
        raise ValueError(f"the tables are not {', '.join(TABLES)}")
    return tables


def _indented(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
