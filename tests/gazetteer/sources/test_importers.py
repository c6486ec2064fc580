"""What each importer makes of its sample: rows, notes, faults and redirects."""

from __future__ import annotations

import bz2
import gzip
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest
from command_line import run_command
from conftest import read_cases
from source_samples import SAMPLES, SPECIFIED

from gazetteer import build_gazetteer, errors
from gazetteer import open as open_gazetteer
from gazetteer.check import find_faults
from gazetteer.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazetteer.sources import Source


def rows_of(source: Source) -> list[dict[str, str]]:
    """Return the rows of a source as a case table has them: text, and nothing for null."""
    assert source.names is not None
    return source.names.with_columns(pl.all().cast(pl.String).fill_null("")).to_dicts()


@pytest.mark.parametrize("importer", SPECIFIED)
def test_rows(importer: str) -> None:
    """The rows of a sample are those of its case table, in the order of the source."""
    assert read_cases(f"sources/{importer}.tsv") == rows_of(read_source(SPECIFIED[importer]))


@pytest.mark.parametrize("importer", SPECIFIED)
def test_rows_are_a_names_table(importer: str) -> None:
    """What an importer returns has no fault that would stop a build."""
    names = read_source(SPECIFIED[importer]).names
    assert names is not None
    assert [] == [fault.message for fault in find_faults(names) if fault.severity == "error"]


@pytest.mark.parametrize("importer", SPECIFIED)
def test_nothing_is_left_out_silently(importer: str) -> None:
    """What is not taken is told: as a note if it was not asked for, as a fault if it is broken."""
    source = read_source(SPECIFIED[importer])
    told = [("note", note) for note in source.notes]
    told += [("fault", fault.message.replace(f"{SAMPLES}/", "")) for fault in source.faults]
    cases = [case for case in read_cases("sources/left_out.tsv") if case["importer"] == importer]
    assert [(case["what"], case["message"]) for case in cases] == told


@pytest.mark.parametrize("importer", SPECIFIED)
def test_strict(importer: str) -> None:
    """With `strict=yes` what is broken stops the build, and all of it is named."""
    specified = SPECIFIED[importer]
    faults = read_source(specified).faults
    mark = "&" if "?" in specified else "?"
    with pytest.raises(errors.FaultyTable) as caught:
        read_source(f"{specified}{mark}strict=yes")
    assert faults == caught.value.faults


@pytest.mark.parametrize(
    ("importer", "expected"),
    [
        ("ftm", [("old-17", "NK-sample1", "merged in the source")]),
        (
            "wof",
            [
                ("wof:86", "wof:85", "superseded"),
                ("wof:87", None, "superseded or deprecated, by none that was taken"),
            ],
        ),
    ],
)
def test_ids_that_are_no_more(importer: str, expected: list[tuple[str, str | None, str]]) -> None:
    """An ID that the source gave up leads to the one that took its place, or is retired."""
    redirects = read_source(SPECIFIED[importer]).redirects
    assert redirects is not None
    assert expected == redirects.rows()


def test_names_of_the_places_without_a_file_of_alternate_names() -> None:
    """Without alternateNamesV2.txt, the names are taken that the places carry, in no language."""
    names = read_source(f"geonames:{SAMPLES}/places.txt?alternates=no").names
    assert names is not None
    of_baku = names.filter(pl.col("entity_id") == "geonames:587084")
    expected = [
        ("und", "Baku", True),
        ("und", "Bakou", False),
        ("und", "Bakı", False),
        ("und", "Баку", False),
    ]
    assert expected == of_baku.select("lang", "name", "is_preferred").rows()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("languages=de", {"und", "de"}),
        ("languages=az", {"und", "az", "az-Cyrl"}),
        ("languages=az-Cyrl,fr", {"und", "az-Cyrl", "fr"}),
    ],
)
def test_languages(options: str, expected: set[str]) -> None:
    """A language takes its names in all its scripts; what a place is called by itself is always taken."""
    names = read_source(f"geonames:{SAMPLES}/places.txt?{options}").names
    assert names is not None
    assert expected == set(names["lang"]) | {"und"}


@pytest.mark.parametrize(
    ("specified", "expected"),
    [
        ("geonames:places.txt?countries=ch", {"geonames:99000005"}),
        ("geonames:places.txt?features=PPLC&min_population=500000", {"geonames:587084"}),
        ("geonames:places.txt?features=H,A", {"geonames:99000002", "geonames:99000003"}),
        ("wikidata:dump.json?countries=TR", {"wikidata:Q990013"}),
        ("wikidata:dump.json?countries=Q183", {"wikidata:Q990016"}),
        ("wikidata:dump.json?classes=Q7278,Q515", {"wikidata:Q990016", "wikidata:Q9248"}),
        ("wikidata:dump.json?kinds=other", {"wikidata:Q990015"}),
        ("ftm:export.ftm.json?schemata=Company,LegalEntity", {"co-1", "le-1"}),
        ("ftm:export.ftm.json?countries=tr,gb", {"co-1", "Q990016"}),
        ("wof:wof?placetypes=campus", {"wof:88"}),
        ("wof:wof/85.geojson", {"wof:85"}),
    ],
)
def test_selection(specified: str, expected: set[str]) -> None:
    """Options choose among the entities of a source."""
    importer, _, path = specified.partition(":")
    names = read_source(f"{importer}:{SAMPLES}/{path}").names
    assert names is not None
    assert expected == set(names["entity_id"])


@pytest.mark.parametrize("case", read_cases("sources/bad_options.tsv"), ids=lambda case: case["specified"])
def test_bad_options(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in an option is told with what there is or what is expected."""
    monkeypatch.chdir(SAMPLES)
    with pytest.raises(errors.GazetteerError) as caught:
        read_source(case["specified"])
    assert case["message"] == str(caught.value)


@pytest.mark.parametrize("column", ["*", "__place__"])
def test_column_that_cannot_be_called_so(column: str, tmp_path: Path) -> None:
    """A mapping that speaks of a column named as a pattern, or as a working column, is refused."""
    (tmp_path / "a.csv").write_text(f"id,name,{column}\n1,Bakı,x\n", encoding="utf-8")
    mapping = f'keep = ["{column}"]\n[columns]\nentity_id = "id"\n[constants]\nkind = "place"\n'
    mapping += '[[names]]\ncolumn = "name"\nlang = "az"\n'
    (tmp_path / "a.toml").write_text(mapping, encoding="utf-8")
    with pytest.raises(errors.UsageError, match=f"a column named '{re.escape(column)}', .*; rename it"):
        read_source(f"table:{tmp_path}/a.csv?mapping={tmp_path}/a.toml")


def test_one_thing_of_many_sources_has_one_id(tmp_path: Path) -> None:
    """Sources that know of each other's IDs become one gazetteer; the IDs that gave way are redirected."""
    build_gazetteer([SPECIFIED[name] for name in ("geonames", "wikidata", "wof", "ftm")], tmp_path / "all")
    opened = open_gazetteer(tmp_path / "all")
    status = {
        old: opened.status(old).entity_id for old in ("wikidata:Q9248", "wof:85", "wof:86", "NK-sample1")
    }
    baku = "geonames:587084"
    assert {
        "wikidata:Q9248": baku,
        "wof:85": baku,
        "wof:86": baku,
        "NK-sample1": "wikidata:Q990010",
    } == status
    assert {"geonames", "wikidata", "wof"} == {name.source for name in opened.names(baku)}
    entity = opened.entity(baku)
    assert entity is not None
    assert {"latitude": "40.37767", "longitude": "49.89201", "feature": "P.PPLC", "sitelinks": "1"} == dict(
        entity.more
    )


def test_export_reads_back(tmp_path: Path) -> None:
    """What importers add (coordinates, years of names) comes back from an export as it was."""
    first = build_gazetteer([SPECIFIED[name] for name in ("geonames", "wikidata", "wof")], tmp_path / "one")
    from gazetteer.files import write_table
    from gazetteer.interchange import names_table

    write_table(names_table(first), tmp_path / "names.csv")
    write_table(first.redirects(), tmp_path / "redirects.csv")
    second = build_gazetteer([tmp_path / "names.csv", tmp_path / "redirects.csv"], tmp_path / "two")
    assert first.id == second.id


def test_command(tmp_path: Path) -> None:
    """The command takes what it can, tells the rest on standard error, and ends with exit code 3."""
    done = run_command("gazetteer", "build", SPECIFIED["ftm"], "--output", tmp_path / "out")
    assert (3, "") == (done.code, done.out)
    assert "not taken: 1 entities of other schemata" in done.err
    assert "left out: 1 × entity without a name (line 7: 'p-3')" in done.err
    assert "is in force: entities 5, names 10, redirects 1" in done.err


def test_quiet_command(tmp_path: Path) -> None:
    """With --quiet only what is broken is told; where nothing is, the exit code is 0."""
    done = run_command("gazetteer", "build", "--quiet", SPECIFIED["ftm"], "--output", tmp_path / "out")
    assert 3 == done.code
    assert all("left out" in line for line in done.err.splitlines())
    clean = f"{SPECIFIED['wof']}/88.geojson"
    done = run_command("gazetteer", "build", "--quiet", clean, "--output", tmp_path / "out")
    assert (0, "", "") == (done.code, done.out, done.err)


def test_strict_command(tmp_path: Path) -> None:
    """With `strict=yes` nothing is written, and the exit code is 2."""
    specified = f"{SPECIFIED['ftm']}&strict=yes"
    done = run_command("gazetteer", "build", specified, "--output", tmp_path / "out")
    assert 2 == done.code
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_standard_input(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A dump may come through standard input, packed or not."""
    data = pack((SAMPLES / "export.ftm.json").read_bytes())
    done = run_command("gazetteer", "build", "ftm:-", "--output", tmp_path / "out", stdin=data)
    assert 3 == done.code
    assert "is in force: entities 5, names 10" in done.err
