"""The index of several gazetteers: from where each name is, and made out of the index of one of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from overlaid import build_both

import gazetteer
from gazetteer.changes import AddName, Change, NewName, apply_changes
from resolve import Options, Resolver
from resolve.index.layout import Index
from resolve.index.store import open_index, provide_index

NAMES = ["Baku", "Bakuchen", "Vugar Samedzade", "Raschad Gulijew", "Nigar Sultanly", "Atlantis", "Nigar"]


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return an own list and one below it, and keep what is made of them apart."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    return build_both(tmp_path)


def told(index: Index) -> list[object]:
    """What an index answers, with scores, reasons and where it is from."""
    options = Options(top=3, explain=True)
    return [Resolver(index).lookup(name, options=options) for name in NAMES]


def steps_of(where: object) -> list[str]:
    """Provide an index; return the steps that were told."""
    steps: list[str] = []
    provide_index(where, lambda step, done, of: steps.append(step))
    return steps


def test_every_name_has_its_origin(both: tuple[Path, Path]) -> None:
    """Entities and spellings are from the gazetteers that the combination says, the highest first."""
    index = open_index(both)
    assert index.origins is not None
    rows = np.arange(len(index.entities.kind))
    assert index.origins.of_entities(rows) == [
        entity.gazetteers[0]
        for entity_id in index.entities.id
        if (entity := gazetteer.open(both).entity(entity_id)) is not None
    ]
    spellings = np.arange(len(index.spellings.entity))
    found = zip(
        [index.entities.id[int(row)] for row in index.spellings.entity],
        index.spellings.text,
        index.origins.of_spellings(spellings, index.spellings.entity),
        strict=True,
    )
    names = {
        (entity_id, name.name, name.gazetteer)
        for entity_id in index.entities.id
        for name in gazetteer.open(both).names(entity_id)
    }
    assert names == set(found)


def test_index_of_one_has_no_origins(both: tuple[Path, Path]) -> None:
    """Where one gazetteer is asked there is nothing to tell apart."""
    assert open_index([both[0]]).origins is None


def test_made_out_of_the_index_of_a_part(
    both: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is brought up to date from the index of a part if there is one, and answers as if it were not."""
    anew = steps_of(both)
    assert "changes" not in anew
    expected = told(open_index(both))
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "another"))
    provide_index(both[1])
    assert ["changes"] == list(dict.fromkeys(steps_of(both)))
    assert expected == told(open_index(both))


def test_kept_up_with_a_part_that_changes(both: tuple[Path, Path], tmp_path: Path) -> None:
    """When a part changes, the index is brought up to date, origins included."""
    provide_index(both)
    apply_changes(both[0], [Change(AddName("own:2", NewName("de", "Raschad Gulijew")))], reason="test")
    assert "changes" in steps_of(both)
    found = Resolver(open_index(both)).lookup("Raschad Gulijew", kind="place")
    assert ("own:2", "own", "own") == (found.best_entity_id, found.gazetteer, found.matched_gazetteer)
