"""Merging: by same_as and by nothing else, the first ID stays."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.crosswalk import find_same
from gazetteer.errors import FaultyTable
from gazetteer.merge import merge_sources
from gazetteer.redirects import SCHEMA, join_redirects
from gazetteer.schema import as_text, canonical

CURIES = [f"e:{number}" for number in range(6)] + ["q:1", "q:2", "q:3"]


def source(*rows: dict[str, object]) -> pl.DataFrame:
    full = [{"kind": "place", "lang": "az", **row} for row in rows]
    return canonical(as_text(pl.DataFrame(full, infer_schema_length=None)))


def plain_same(rows: list[tuple[str, list[str]]]) -> dict[str, str]:
    """Put what is the same into sets until no two sets touch: slow and obvious."""
    groups = [{entity_id, *curies} for entity_id, curies in rows]
    changed = True
    while changed:
        changed = False
        for left in groups:
            for right in groups:
                if left is not right and left & right:
                    left |= right
                    groups.remove(right)
                    changed = True
                    break
            if changed:
                break
    order = list(dict.fromkeys(entity_id for entity_id, _ in rows))
    first = {id(group): next(entity_id for entity_id in order if entity_id in group) for group in groups}
    owner = {entity_id: first[id(group)] for group in groups for entity_id in group & set(order)}
    return {entity_id: stays for entity_id, stays in sorted(owner.items()) if entity_id != stays}


@given(
    st.lists(
        st.tuples(st.sampled_from(CURIES[:6]), st.lists(st.sampled_from(CURIES), max_size=3)), min_size=1
    )
)
def test_the_same_is_the_same(rows: list[tuple[str, list[str]]]) -> None:
    """IDs are merged exactly when a chain of CURIEs links them, and the first stays."""
    frame = pl.DataFrame(
        {"entity_id": [row[0] for row in rows], "same_as": [" ".join(row[1]) or None for row in rows]},
        schema={"entity_id": pl.String(), "same_as": pl.String()},
    )
    assert plain_same(rows) == find_same(frame)


def test_two_sources_by_a_curie() -> None:
    """The ID of the first source stays; names, facts and CURIEs are joined; the other ID redirects."""
    merged = merge_sources(
        [
            source(
                {"entity_id": "loc:baku", "name": "Bakı", "same_as": "geonames:587084", "is_preferred": True}
            ),
            source(
                {
                    "entity_id": "geonames:587084",
                    "name": "Baku",
                    "lang": "de",
                    "population": 2300500,
                    "same_as": "wikidata:Q9248",
                    "country": "AZ",
                }
            ),
        ]
    )
    assert [
        ("loc:baku", "place", "Bakı", "AZ", 2300500, None, None, "geonames:587084 wikidata:Q9248")
    ] == merged.entities.rows()
    assert [("loc:baku", "az", "Latn", "Bakı"), ("loc:baku", "de", "Latn", "Baku")] == merged.names.select(
        "entity_id", "lang", "script", "name"
    ).rows()
    assert [("geonames:587084", "loc:baku", "same_as")] == merged.redirects.rows()


def test_alike_is_not_the_same() -> None:
    """Two entities of one name stay two."""
    merged = merge_sources([source({"entity_id": "a", "name": "Gəncə"}, {"entity_id": "b", "name": "Gəncə"})])
    assert (2, {}) == (len(merged.entities), dict(merged.redirects.select("old_id", "new_id").rows()))


def test_two_kinds_do_not_merge() -> None:
    """IDs of two kinds that same_as makes one are refused, with the CURIE that does."""
    place = source({"entity_id": "a", "name": "Gəncə", "same_as": "q:1"})
    person = source({"entity_id": "b", "name": "Gəncə", "kind": "person", "same_as": "q:1 q:2"})
    with pytest.raises(FaultyTable) as caught:
        merge_sources([place, person])
    assert [
        "two kinds of one entity: 'a' is 'place' (row 1 of all sources) and 'b' is 'person' (row 2 of all "
        "sources), but one entity by same_as: 'a' has the same_as q:1; 'b' has the same_as q:1; "
        "expected: one kind, or a CURIE of these taken out of same_as"
    ] == [fault.message for fault in caught.value.faults]


def test_two_kinds_by_a_chain() -> None:
    """Every CURIE of the chain between two kinds is named, and how many others there are."""
    rows = [
        source({"entity_id": "a", "name": "Gəncə", "same_as": "e:b q:9"}),
        source({"entity_id": "e:b", "name": "Gəncə", "same_as": "q:2"}),
        source({"entity_id": "c", "name": "Gəncə", "kind": "person", "same_as": "q:2"}),
        source({"entity_id": "d", "name": "Şəki"}, {"entity_id": "f", "name": "Şəki", "kind": "other"}),
        source(
            {"entity_id": "d", "name": "Şəki", "same_as": "q:4"},
            {"entity_id": "f", "name": "Şəki", "kind": "other", "same_as": "q:4"},
        ),
    ]
    with pytest.raises(FaultyTable) as caught:
        merge_sources(rows)
    (message,) = (fault.message for fault in caught.value.faults)
    assert "'a' has the same_as e:b; 'e:b' has the same_as q:2; 'c' has the same_as q:2; expected" in message
    assert message.endswith("; 1 more such")


def test_one_id_of_two_kinds() -> None:
    """An ID that two sources tell of in two kinds is no matter of CURIEs."""
    with pytest.raises(
        FaultyTable, match="'a' is 'person' \\(row 2 of all sources\\); expected: one kind in all"
    ):
        merge_sources(
            [source({"entity_id": "a", "name": "Gəncə", "kind": kind}) for kind in ("place", "person")]
        )


def test_first_source_wins_and_says_so() -> None:
    """Where sources differ in a fact, the first is kept, and that is told."""
    merged = merge_sources(
        [
            source({"entity_id": "a", "name": "Gəncə", "country": "AZ"}),
            source({"entity_id": "a", "name": "Gəncə", "country": "IR"}),
        ]
    )
    assert "AZ" == merged.entities["country"][0]
    assert ["the first is kept where sources differ" in note for note in merged.notes] == [True]


@pytest.mark.parametrize(
    ("preferred", "canonical_name"), [((False, True, True), "two"), ((False, False, False), "one")]
)
def test_canonical_name(preferred: tuple[bool, ...], canonical_name: str) -> None:
    """The canonical name is the first preferred one, else the first."""
    rows = [
        {"entity_id": "a", "name": name, "is_preferred": flag}
        for name, flag in zip(("one", "two", "three"), preferred, strict=True)
    ]
    assert canonical_name == merge_sources([source(*rows)]).entities["name"][0]


def test_unknown_columns_are_kept() -> None:
    """A column with one value an entity goes to the entities, one that differs to the names."""
    merged = merge_sources(
        [
            source(
                {"entity_id": "a", "name": "Bakı", "page": "1", "party": "x"},
                {"entity_id": "a", "name": "Baku", "page": "2", "party": None},
            )
        ]
    )
    assert ("party", "page") == (merged.entities.columns[-1], merged.names.columns[-1])
    assert ["columns kept that the names table does not define: page, party"] == list(merged.notes)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("x", "a", "moved")], [("x", "a", "moved")]),
        ([("x", "y", "one"), ("y", "a", "two")], [("x", "a", "one"), ("y", "a", "two")]),
        ([("x", None, "gone")], [("x", None, "gone")]),
        ([("x", "y", "one"), ("y", None, "gone")], [("x", None, "one"), ("y", None, "gone")]),
        ([("m", "a", "by hand")], [("m", "a", "by hand")]),
        ([("x", "m", "moved")], [("x", "a", "moved")]),
    ],
)
def test_redirects(rows: list[tuple[str, ...]], expected: list[tuple[str, ...]]) -> None:
    """A redirect leads to a living ID at once, whatever lay between."""
    same = {"m": "a"} if "m" in rows[0] else {}
    found = join_redirects(
        [pl.DataFrame(rows, schema=SCHEMA, orient="row")], same, pl.Series(["a", "b"])
    ).rows()
    assert expected == [row for row in found if row[2] != "same_as"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("x", "nowhere", None)], "leads to 'nowhere', which is no entity"),
        ([("x", "y", None), ("y", "x", None)], "leads in a circle"),
        ([("a", "b", None)], "'a' has a redirect, but is in use"),
        ([("x", "a", None), ("x", "b", None)], "'x' leads to 'a' and to 'b'"),
        ([("x", "a", None), ("x", None, None)], "'x' leads to 'a' and to None"),
        ([(None, "a", None)], "no old_id"),
    ],
)
def test_bad_redirects(rows: list[tuple[str, ...]], words: str) -> None:
    """A redirect that leads nowhere, away from a living ID, in a circle or to two places is refused."""
    with pytest.raises(FaultyTable, match=words):
        join_redirects([pl.DataFrame(rows, schema=SCHEMA, orient="row")], {}, pl.Series(["a", "b"]))
