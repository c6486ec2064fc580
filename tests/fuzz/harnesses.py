"""Every reader of what strangers can send, as a function of bytes: it returns, or it says what is wrong.

A harness raises nothing but what it asserts, and what is no failure of ours by name: that is a finding. What
a reader accepts has to keep its promises: no row of a names table has a fault, and reading again gives the
same.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import resolve
from gazetteer import build_gazetteer, errors
from gazetteer.changes import read_changes, write_changes
from gazetteer.changes.done import read_done
from gazetteer.check import find_faults
from gazetteer.log import LOG, append_entry, line_of_descent, read_history
from gazetteer.manifest import MANIFEST_NAME, read_manifest
from gazetteer.sources import read_source

Harness = Callable[[bytes, Path], None]

PART = b"\n=====\n"
"""Between two files of one input."""

GAZETTEER = Path(__file__).parents[1] / "cases" / "cli" / "gazetteer.tsv"
TABLE_ENDINGS = ("csv", "tsv", "jsonl", "csv.gz", "jsonl.zst", "parquet")
DOCUMENT_ENDINGS = ("geojson", "geojsonl", "zip", "tar", "tar.gz")


def _read(specified: str) -> None:
    """Read a source twice, if it can be read; its rows have to be without fault, and the same."""
    try:
        source = read_source(specified)
    except errors.GazetteerError:
        return
    assert all(note.strip() for note in source.notes)
    if source.names is not None:
        faults = [fault for fault in find_faults(source.names) if fault.severity == "error"]
        # That one entity has two kinds is for the merging to see.
        assert [] == [fault.message for fault in faults if fault.code != "contradiction"]
        again = read_source(specified).names
        assert again is not None
        assert source.names.equals(again)


def names_table(data: bytes, folder: Path) -> None:
    """A names table in each format; the first byte chooses."""
    ending = TABLE_ENDINGS[data[0] % len(TABLE_ENDINGS)] if data else "csv"
    path = folder / f"names.{ending}"
    path.write_bytes(data[1:])
    _read(str(path))


def geonames(data: bytes, folder: Path) -> None:
    """Places, and their alternate names."""
    places, _, alternates = data.partition(PART)
    (folder / "places.txt").write_bytes(places)
    (folder / "alternateNamesV2.txt").write_bytes(alternates)
    _read(f"geonames:{folder}/places.txt" + ("" if alternates else "?alternates=no"))


def packings(data: bytes, folder: Path) -> None:
    """A dump in any packing, known by its first bytes."""
    (folder / "places.txt").write_bytes(data)
    _read(f"geonames:{folder}/places.txt?alternates=no")


def wikidata(data: bytes, folder: Path) -> None:
    """A dump of items."""
    (folder / "dump.json").write_bytes(data)
    _read(f"wikidata:{folder}/dump.json?kinds=person,place,organization,other&languages=az,de")


def ftm(data: bytes, folder: Path) -> None:
    """An export of entities."""
    (folder / "export.json").write_bytes(data)
    _read(f"ftm:{folder}/export.json?referents=yes")


def wof(data: bytes, folder: Path) -> None:
    """A document of a place, several on lines, or an archive of them; the first byte chooses."""
    ending = DOCUMENT_ENDINGS[data[0] % len(DOCUMENT_ENDINGS)] if data else "geojson"
    path = folder / f"a.{ending}"
    path.write_bytes(data[1:])
    _read(f"wof:{path}")


def mapped(data: bytes, folder: Path) -> None:
    """A mapping of columns, and the table it is for; the table again as one of reconciliation."""
    mapping, _, table = data.partition(PART)
    (folder / "mapping.toml").write_bytes(mapping)
    (folder / "table.csv").write_bytes(table)
    _read(f"table:{folder}/table.csv?mapping={folder}/mapping.toml")
    _read(f"reconcile:{folder}/table.csv?kind=person")


def changes(data: bytes, folder: Path) -> None:
    """A file of changes; what is read can be written, and reads back the same."""
    path = folder / "changes.jsonl"
    path.write_bytes(data)
    try:
        read = read_changes(path)
    except errors.GazetteerError:
        return
    write_changes(read, folder / "again.jsonl")
    again = read_changes(folder / "again.jsonl")
    assert [replace(change, line=0) for change in read] == [replace(change, line=0) for change in again]


def manifest(data: bytes, folder: Path) -> None:
    """The manifest of a snapshot; what is read can be written, and reads back the same."""
    (folder / MANIFEST_NAME).write_bytes(data)
    try:
        read = read_manifest(folder)
    except errors.GazetteerError:
        return
    (folder / MANIFEST_NAME).write_text(read.as_json(), encoding="utf-8")
    assert read == read_manifest(folder)


def log(data: bytes, folder: Path) -> None:
    """An entry of the log with a checksum that fits; what is read can be written, and reads back the same."""
    (folder / LOG).mkdir()
    body = data.removesuffix(b"\n") + b"\n"
    closing = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n"
    (folder / LOG / "000001.jsonl").write_bytes(body + closing)
    try:
        entries = read_history(folder, "")
        for entry in line_of_descent(entries):
            for line in entry.changes:
                read_done(line)
    except errors.GazetteerError:
        return
    for entry in entries:
        append_entry(folder, entry)
    assert entries == read_history(folder, "")


def match_index(data: bytes, folder: Path) -> None:
    """The files of a match index, one of them damaged: it is built anew, and the answer is what it was."""
    home, expected = _indexed()
    shutil.copytree(home, folder, dirs_exist_ok=True)
    files = sorted(path for path in (folder / "indexes").rglob("*") if path.is_file())
    if len(data) >= HEAD:
        path = files[data[0] % len(files)]
        whole = bytearray(path.read_bytes())
        at = int.from_bytes(data[1:HEAD], "big") % (len(whole) + 1)
        whole[at : at + len(data) - HEAD] = data[HEAD:]
        path.write_bytes(whole[: at or None] if len(data) == HEAD else whole)
    with patch.dict(os.environ, ADLAR_CACHE=str(folder)):
        assert expected == resolve.open(folder / "gazetteer").lookup(ASKED)


HEAD = 4
"""Bytes that say which file of an index is damaged, and where."""

ASKED = "Əliyev İlham"


@cache
def _indexed() -> tuple[Path, resolve.Resolution]:
    """Return a folder with a small gazetteer and its index, and what it answers."""
    home = Path(tempfile.mkdtemp(prefix="adlar-fuzz-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    build_gazetteer([GAZETTEER], home / "gazetteer")
    with patch.dict(os.environ, ADLAR_CACHE=str(home)):
        return home, resolve.open(home / "gazetteer").lookup(ASKED)


HARNESSES: dict[str, Harness] = {
    "changes": changes,
    "ftm": ftm,
    "geonames": geonames,
    "log": log,
    "manifest": manifest,
    "match_index": match_index,
    "mapped": mapped,
    "names_table": names_table,
    "packings": packings,
    "wikidata": wikidata,
    "wof": wof,
}


def emptied(folder: Path) -> Path:
    """Return a folder without anything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
