"""Entities that may be one: what is proposed, what never is, and that it can be applied."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import call_gazetteer, call_resolve

from resolve.linkage import Thing, find_twins

ONE = Thing("a:1", "person", ("Elçin Həsənzadə", "Elçin Hasanzade"), "AZ", 1970, (40.4, 49.9))
OTHER = Thing("b:1", "person", ("Эльчин Гасанзаде",), "AZ", 1970, (40.4, 49.9))
STRANGER = Thing("b:2", "person", ("Orxan Vəliyev",), "AZ", 1970)


def test_one_person_in_two_sources() -> None:
    """Entities whose names are spellings of one name are proposed, the one with more names stays."""
    (twins,) = find_twins([STRANGER, OTHER, ONE])
    assert ("a:1", ("b:1",), "", True) == (
        twins.entity_id,
        twins.merged,
        twins.conflict,
        0.9 <= twins.probability <= 1,
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, kind="organization"),
        replace(OTHER, country="TR"),
        replace(OTHER, birth_year=1950),
        replace(OTHER, place=(52.5, 13.4)),
        replace(OTHER, different_from=("a:1",)),
        replace(OTHER, names=("Həsənzadə",)),
    ],
)
def test_never_proposed(other: Thing) -> None:
    """Another kind, country, year of birth or place, a surname alone, or being told apart: not one entity."""
    assert [] == find_twins([ONE, other])


@pytest.mark.parametrize(("place", "proposed"), [((40.4, 49.9), 1), (None, 0)])
def test_places_need_to_lie_somewhere(place: tuple[float, float] | None, proposed: int) -> None:
    """Two places of one name are proposed where they lie together, not where nothing tells where they lie."""
    things = [Thing(name, "place", ("Goranboy",), place=place) for name in ("a:1", "b:1")]
    assert proposed == len(find_twins(things))


def test_conflict_is_told() -> None:
    """What one authority knows by two IDs is a conflict."""
    (twins,) = find_twins([replace(ONE, same_as=("x:1",)), replace(OTHER, same_as=("x:2",))])
    assert "known as x:1 and as x:2" == twins.conflict


def test_ids_of_one_authority() -> None:
    """An ID of the entity's own tells as much as one in `same_as`: two of GeoNames are two to GeoNames."""
    things = [
        Thing(f"geonames:{number}", "place", ("Qarabulaq", "Karabulak"), country="AZ") for number in (1, 2)
    ]
    assert ["known as geonames:1 and as geonames:2"] == [found.conflict for found in find_twins(things)]


def test_order_does_not_matter() -> None:
    """The same entities in another order give the same."""
    assert find_twins([ONE, OTHER, STRANGER]) == find_twins([STRANGER, OTHER, ONE])


def test_command(tmp_path: Path) -> None:
    """Proposed merges can be applied as they are; then nothing is left to propose."""
    table, own, merges = tmp_path / "names.tsv", tmp_path / "own", tmp_path / "merges.jsonl"
    rows = [
        ("a:1", "az", "Elçin Həsənzadə"),
        ("b:1", "de", "Eltschin Hassansade"),
        ("b:2", "az", "Orxan Vəliyev"),
    ]
    lines = ["entity_id\tkind\tlang\tname", *(f"{i}\tperson\t{lang}\t{name}" for i, lang, name in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    call_gazetteer("build", table, "--output", own)
    done = call_resolve("link", own, "--output", merges)
    proposed = json.loads(merges.read_text(encoding="utf-8"))
    assert (0, "merge", "a:1", ["b:1"]) == (
        done.code,
        proposed["op"],
        proposed["entity_id"],
        proposed["merged"],
    )
    assert 0 == call_gazetteer("apply", merges, "--gazetteer", own).code
    again = call_resolve("link", own, "--output", merges)
    assert "2 entities: 0 merges proposed, 0 conflicts" in again.err


def test_wrong_use(tmp_path: Path) -> None:
    """What is no gazetteer, and what is no probability, is refused."""
    target = tmp_path / "merges.jsonl"
    codes = [
        call_resolve("link", tmp_path / "none", "--output", target).code,
        call_resolve("link", tmp_path, "--output", target, "--threshold", "2").code,
    ]
    assert ([2, 2], False) == (codes, target.exists())
