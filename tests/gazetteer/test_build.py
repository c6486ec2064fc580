"""Building: what is exported builds the same snapshot again, and nothing half-built is ever seen."""

from __future__ import annotations

import hashlib
import struct
import tempfile
from pathlib import Path

import polars as pl
import pytest
from gazetteer_samples import REDIRECTS, SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import frames, names_tables

from gazetteer import errors, store
from gazetteer.build import build_gazetteer
from gazetteer.content import hash_table
from gazetteer.files import read_table, write_table
from gazetteer.interchange import names_table
from gazetteer.verify import verify_snapshot

ENDINGS = ["csv", "tsv", "jsonl", "parquet", "csv.gz", "jsonl.zst"]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return the path of the sample names table; its redirects lie beside it."""
    (tmp_path / "names.csv").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    return tmp_path / "names.csv"


@pytest.mark.parametrize("ending", ENDINGS)
def test_export_builds_the_same(ending: str, sample: Path) -> None:
    """An export with its redirects builds the same snapshot again, in every format."""
    folder = sample.parent
    first = build_gazetteer([sample, folder / "redirects.csv"], folder / "one")
    write_table(names_table(first), folder / f"export.{ending}")
    write_table(first.redirects(), folder / f"gone.{ending}")
    second = build_gazetteer([folder / f"gone.{ending}", folder / f"export.{ending}"], folder / "two")
    assert first.id == second.id
    assert first.entities().equals(second.entities())
    assert first.names().equals(second.names())
    assert first.redirects().equals(second.redirects())


@settings(max_examples=40)
@given(frame=names_tables(), ending=st.sampled_from(ENDINGS))
def test_any_export_builds_the_same(frame: pl.DataFrame, ending: str) -> None:
    """Whatever was built, its export builds it again; what was built has no faults."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_table(frame, folder / "names.parquet")
        first = build_gazetteer([folder / "names.parquet"], folder / "one")
        write_table(names_table(first), folder / f"export.{ending}")
        write_table(first.redirects(), folder / "gone.csv")
        second = build_gazetteer([folder / f"export.{ending}", folder / "gone.csv"], folder / "two")
        assert (first.id, ()) == (second.id, verify_snapshot(second))


def test_order_of_rows_does_not_matter(sample: Path) -> None:
    """Rows in another order are the same snapshot, as long as the first preferred name stays first."""
    frame = read_table(sample).frame
    write_table(frame.sort("entity_id", descending=True, maintain_order=True), sample.parent / "other.csv")
    first = build_gazetteer([sample], sample.parent / "one")
    assert first.id == build_gazetteer([sample.parent / "other.csv"], sample.parent / "two").id


def test_tables(sample: Path) -> None:
    """The tables have the columns, types and order that they are said to have."""
    snapshot = build_gazetteer([sample, sample.parent / "redirects.csv"], sample.parent / "one")
    assert {
        "entity_id": pl.String,
        "kind": pl.String,
        "name": pl.String,
        "country": pl.String,
        "population": pl.Int64,
        "birth_year": pl.Int32,
        "description": pl.String,
        "same_as": pl.String,
        "remark": pl.String,
    } == dict(snapshot.entities().schema)
    assert [
        "entity_id",
        "lang",
        "script",
        "name",
        "is_preferred",
        "name_kind",
        "source",
    ] == snapshot.names().columns
    assert sorted(snapshot.entities()["entity_id"]) == snapshot.entities()["entity_id"].to_list()
    assert [("loc:atlantis", None), ("loc:baki", "loc:baku")] == snapshot.redirects().select(
        "old_id", "new_id"
    ).rows()
    assert {"organization": 1, "person": 1, "place": 2} == dict(snapshot.manifest.kinds)


def test_licences(sample: Path) -> None:
    """What a table says of the sources stands in the manifest, and does not change the content hash."""
    notes = "source,title,licence,url\nhand,By hand,CC0-1.0,https://example.org\n"
    (sample.parent / "licences.csv").write_text(notes)
    bare = build_gazetteer([sample], sample.parent / "one")
    told = build_gazetteer([sample], sample.parent / "one", licences=sample.parent / "licences.csv")
    assert (bare.id, bare.manifest.created) == (told.id, told.manifest.created)
    assert [("hand", 7, "CC0-1.0"), ("press", 2, "")] == [
        (record.source, record.names, record.licence) for record in told.manifest.sources
    ]


def test_all_faults_of_all_sources(tmp_path: Path) -> None:
    """Faults of every source are told at once, and nothing is written."""
    for name, kind in (("one.csv", "persn"), ("two.csv", "plce")):
        (tmp_path / name).write_text(f"entity_id,kind,lang,name\na,{kind},tr,Ay\n")
    with pytest.raises(errors.GazetteerError, match=r"(?s)one\.csv.*'persn'.*line 2.*two\.csv.*'plce'"):
        build_gazetteer([tmp_path / "one.csv", tmp_path / "two.csv"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_repeated_rows_are_left_out_and_told(tmp_path: Path) -> None:
    """The same row again does not stop a build; it is told."""
    (tmp_path / "a.csv").write_text("entity_id,kind,lang,name\na,place,tr,Ay\na,place,tr,Ay\n")
    said: list[str] = []
    snapshot = build_gazetteer([tmp_path / "a.csv"], tmp_path / "out", say=said.append)
    assert (1, [f"{tmp_path / 'a.csv'}: the same row again (line 3)"]) == (len(snapshot.names()), said)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("entity_id,kind,name\na,place,Ay\n", errors.MissingColumn, "no column 'lang'"),
        ("old_id,new_id\na,\n", errors.UsageError, "no names table"),
        ('{"a":1}', errors.WrongFormat, "JSON lines"),
    ],
)
def test_unusable_sources(text: str, error: type[Exception], words: str, tmp_path: Path) -> None:
    """A source that is no names table is refused."""
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(error, match=words):
        build_gazetteer([tmp_path / "a.csv"], tmp_path / "out")


def test_half_surrogate_pair_is_a_fault(tmp_path: Path) -> None:
    """A name with half a surrogate pair is a fault of its row."""
    (tmp_path / "a.jsonl").write_text('{"entity_id":"a","kind":"place","lang":"tr","name":"A\\ud800"}\n')
    with pytest.raises(errors.FaultyTable, match=r"half a surrogate pair, U\+D800 \(row 1\)"):
        build_gazetteer([tmp_path / "a.jsonl"], tmp_path / "out")


def test_importers(sample: Path) -> None:
    """An importer may be named; one that does not exist is refused with those that do."""
    first = build_gazetteer([f"table:{sample}"], sample.parent / "one")
    assert build_gazetteer([sample], sample.parent / "two").id == first.id
    there = "ftm, geonames, reconcile, table, wikidata, wof"
    with pytest.raises(errors.UsageError, match=f"no importer 'klingon'; there is: {there};"):
        build_gazetteer(["klingon:x.csv"], sample.parent / "three")


def plain_hash(frame: pl.DataFrame) -> str:
    """Hash value by value, as the docstring of `hash_table` says."""
    digest = hashlib.sha256()
    for name in frame.columns:
        values = [None if value is None else str(value).encode() for value in frame[name]]
        digest.update(f"{name}\x00{len(values)}\x00".encode())
        digest.update(b"".join(struct.pack("<q", -1 if value is None else len(value)) for value in values))
        digest.update(b"".join(value for value in values if value is not None))
    return digest.hexdigest()


@given(frames())
def test_content_hash_is_the_plain_one(frame: pl.DataFrame) -> None:
    """The content hash is what its description says, for text and for numbers."""
    numbered = frame.with_row_index("row number")
    assert plain_hash(numbered) == hash_table(numbered)


def test_content_hash_is_of_the_values() -> None:
    """The hash tells values, nulls, names and order apart, and does not know how they are stored."""
    frame = pl.DataFrame({"a": ["x", None, ""], "b": [1, 2, None]})
    others = [
        frame.with_columns(a=pl.Series(["x", "", None])),
        frame.with_columns(a=pl.Series(["", None, "x"])),
        frame.rename({"a": "c"}),
        frame.reverse(),
        frame.head(2),
    ]
    assert hash_table(frame) == hash_table(frame.with_columns(pl.col("b").cast(pl.Int32)).rechunk())
    assert 1 + len(others) == len({hash_table(table) for table in [frame, *others]})


def test_next_snapshot_leaves_the_last(sample: Path) -> None:
    """Who holds a snapshot reads it whole, though another is built; the pointer then names the new one."""
    held = build_gazetteer([sample], sample.parent / "one")
    sample.write_text(SAMPLE.replace("Бакы", "Бакы шәһәри"), encoding="utf-8")
    new = build_gazetteer([sample], sample.parent / "one")
    assert new.id != held.id
    assert (True, False) == tuple("Бакы" in snapshot.names()["name"].to_list() for snapshot in (held, new))
    assert new.id == store.locate(sample.parent / "one").id
    assert held.id == store.locate(held.directory).id


def test_nothing_but_snapshots_is_left(sample: Path) -> None:
    """A build leaves its snapshot, the pointer, an entry of the log and the lock, and no drafts."""
    snapshot = build_gazetteer([sample], sample.parent / "one")
    assert {"current", "lock", "log", "snapshots"} == {
        path.name for path in (sample.parent / "one").iterdir()
    }
    assert ["000001.jsonl"] == [path.name for path in (sample.parent / "one" / "log").iterdir()]
    assert [snapshot.id] == [path.name for path in (sample.parent / "one" / "snapshots").iterdir()]


def test_reproducible(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the time told, the same source gives the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, two = (build_gazetteer([sample], sample.parent / name).directory for name in ("one", "two"))
    assert [(path.name, path.read_bytes()) for path in sorted(one.iterdir())] == [
        (path.name, path.read_bytes()) for path in sorted(two.iterdir())
    ]


def test_unwritable_output(sample: Path) -> None:
    """An output that is a file is refused."""
    with pytest.raises(errors.UnwritableFile, match="a file; expected: a directory"):
        build_gazetteer([sample], sample)


def test_embedded_is_read_only(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded gazetteer is not built over, wherever in it the output lies."""
    monkeypatch.setattr(store, "EMBEDDED", sample.parent / "embedded")
    for output in (sample.parent / "embedded", sample.parent / "x" / ".." / "embedded" / "snapshots"):
        with pytest.raises(errors.ReadOnlyGazetteer, match="read-only"):
            build_gazetteer([sample], output)
    assert not (sample.parent / "embedded").exists()


def test_damaged_snapshot_is_replaced(sample: Path) -> None:
    """Building the same again mends a snapshot that was damaged."""
    first = build_gazetteer([sample], sample.parent / "one")
    (first.directory / "names.parquet").write_bytes(b"PAR1")
    second = build_gazetteer([sample], sample.parent / "one")
    assert (first.id, 9) == (second.id, len(second.names()))


def test_large_gazetteer(shared: Path, tmp_path: Path) -> None:
    """A gazetteer of 444 thousand names is built, and built again from its export."""
    first = build_gazetteer([shared / "eval" / "names.parquet"], tmp_path / "one")
    write_table(names_table(first), tmp_path / "export.csv")
    second = build_gazetteer([tmp_path / "export.csv"], tmp_path / "two")
    assert (first.id, 171_362) == (second.id, len(second.entities()))


def test_what_is_done_is_told(tmp_path: Path) -> None:
    """Who watches a build is told of each step, so that a long one is not taken for one that hangs."""
    source = tmp_path / "names.csv"
    source.write_text("entity_id,kind,lang,name\na,place,az,Bakı\n", encoding="utf-8")
    told: list[str] = []
    build_gazetteer([source], tmp_path / "g", watch=told.append)
    assert [f"reading {source}", f"checking 1 row of {source}", "merging", "writing"] == told
