"""A small gazetteer that is worked on: the commands, and what is left of it when they die or fail."""

from __future__ import annotations

import shutil
from pathlib import Path

from mortal import End, Mortals, Run

import gazetteer
from gazetteer.store import locate
from gazetteer.verify import verify_past, verify_snapshot

NAMES = """\
entity_id,kind,lang,name,is_preferred
loc:baku,place,az,Bakı,true
loc:baku,place,de,Baku,true
loc:baki,place,tr,Bakü,true
loc:gence,place,az,Gəncə,true
loc:quba,place,az,Quba,true
loc:susa,place,az,Şuşa,true
loc:agdam,place,az,Ağdam,true
loc:sabran,place,az,Şabran,true
"""
CHANGES = """\
{"op": "merge", "entity_id": "loc:baku", "merged": ["loc:baki"]}
{"op": "add", "entity_id": "loc:lerik", "kind": "place", "names": [{"lang": "az", "name": "Lerik"}]}
{"op": "retire", "entity_id": "loc:quba"}
{"op": "set", "entity_id": "loc:agdam", "facts": {"population": 7, "latitude": "39.99"}}
"""
SAME_AS = """\
entity_id,kind,lang,name,same_as
loc:x,place,az,Xızı,wikidata:Q1
loc:y,place,de,Chysy,wikidata:Q1
"""
WORK = ("apply", "add-name", "build", "restore")

Undisturbed = dict[str, tuple[End, set[str]]]
"""How each piece of work ends undisturbed, and the two snapshots that it promises."""


def make_before(folder: Path, mortals: Mortals) -> Path:
    """Fill a folder with files and a gazetteer that has been built and changed."""
    (folder / "names.csv").write_text(NAMES, encoding="utf-8")
    (folder / "later.csv").write_text(SAME_AS, encoding="utf-8")
    (folder / "changes.jsonl").write_text(CHANGES, encoding="utf-8")
    done = mortals.run(
        Run(
            [
                ["gazetteer", "build", f"{folder}/names.csv", "--output", f"{folder}/g"],
                add_name(folder, "Şuşa 2"),
            ],
            moment=1_690_000_000,
        )
    )
    assert [0, 0] == done.codes, done.said
    return folder


def add_name(folder: Path, name: str) -> list[str]:
    told = ["--lang", "az", "--gazetteer", f"{folder}/g", "--reason", "test"]
    return ["gazetteer", "add-name", "loc:susa", name, *told]


def command(work: str, folder: Path) -> list[str]:
    """Return the command of a piece of work in a folder."""
    told = ["--reason", "test"]
    directory = f"{folder}/g"
    return {
        "apply": ["gazetteer", "apply", f"{folder}/changes.jsonl", "--gazetteer", directory, *told],
        "add-name": add_name(folder, "Şuşa 3"),
        "build": ["gazetteer", "build", f"{folder}/names.csv", f"{folder}/later.csv", "--output", directory],
        "restore": ["gazetteer", "restore", "1", "--gazetteer", directory],
    }[work]


def copied(before: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder, whatever was there."""
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    return folder


def state(folder: Path) -> str:
    """Return the ID of the snapshot in force, when all that `gazetteer check` checks is found good."""
    snapshot = locate(folder / "g")
    verify_past(folder / "g")
    assert () == verify_snapshot(snapshot)
    entries = gazetteer.history(folder / "g")
    assert snapshot.id == entries[-1].snapshot
    assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]
    return snapshot.id


def snapshots(folder: Path) -> set[str]:
    """Return the IDs of the snapshots that are there."""
    return {home.name for home in (folder / "g" / "snapshots").iterdir() if home.name.isalnum()}


def work_undisturbed(before: Path, mortals: Mortals, folder: Path) -> Undisturbed:
    """Return how each piece of work ends undisturbed, and the two snapshots that it promises."""
    found = {}
    for work in WORK:
        folder = copied(before, folder / work)
        old = state(folder)
        end = mortals.run(Run([command(work, folder)]))
        assert [0] == end.codes, end.said
        found[work] = end, {old, state(folder)}
        assert 2 == len(found[work][1])
    return found
