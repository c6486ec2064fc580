"""Several gazetteers on the command line: each answer names the one that it is from."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from command_line import Outcome, call_gazetteer, call_resolve
from overlaid import build_both

from resolve.columns import ANSWER_COLUMNS, ORIGIN_COLUMNS

ARTICLE = "Nigar Sultanlı Bakıda Rəşad Quliyevlə görüşüb."


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an own list and one below it."""
    return build_both(tmp_path_factory.mktemp("several"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where combinations and their indexes go."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def in_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands use the cache of this module."""
    monkeypatch.setenv("ADLAR_CACHE", str(cache))
    monkeypatch.delenv("ADLAR_GAZETTEER", raising=False)


def options(both: tuple[Path, Path]) -> list[str]:
    """The options that name both."""
    return [word for home in both for word in ("--gazetteer", str(home))]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_name_as_json(both: tuple[Path, Path]) -> None:
    """The answer, and each candidate, says which gazetteer its entity and its spelling are from."""
    answer = json.loads(call_resolve("name", "Baku", "--lang", "de", "--json", *options(both)).out)
    assert ("own:2", "own", "below") == (
        answer["entity_id"],
        answer["gazetteer"],
        answer["matched_gazetteer"],
    )
    best = answer["candidates"][0]
    assert ("own", "below") == (best["gazetteer"], best["matched_gazetteer"])
    nobody = json.loads(call_resolve("name", "Xyzzy", "--json", *options(both)).out)
    assert (None, None, []) == (nobody["gazetteer"], nobody["matched_gazetteer"], nobody["candidates"])


def test_name_for_a_person(both: tuple[Path, Path]) -> None:
    """A column says the gazetteer, and the other one that a spelling is from; none for one gazetteer."""
    told = call_resolve("name", "Baku", "--lang", "de", *options(both)).out
    assert "own (spelling: below)" in told
    assert "gazetteer" in told
    assert "gazetteer" not in call_resolve("name", "Baku", "--gazetteer", both[1]).out


def batch(folder: Path, *arguments: str | Path) -> tuple[Outcome, list[dict[str, str]]]:
    """Resolve a table of names."""
    (folder / "in.csv").write_text(
        "name\nBaku\nVugar Samedzade\nRaschad Gulijew\nAtlantis\n123\n", encoding="utf-8"
    )
    outcome = call_resolve("batch", folder / "in.csv", "-o", folder / "out.csv", *arguments)
    return outcome, rows_of(folder / "out.csv")


def test_batch(both: tuple[Path, Path], tmp_path: Path) -> None:
    """Two columns follow the others; they are filled wherever there is a candidate."""
    outcome, rows = batch(tmp_path, *options(both))
    assert 0 == outcome.code, outcome.err
    assert ["name", *ANSWER_COLUMNS, *ORIGIN_COLUMNS] == list(rows[0])
    found = [(row["entity_id"], row["gazetteer"], row["matched_gazetteer"]) for row in rows]
    assert [("own:2", "own", "below"), ("own:1", "own", "own"), ("per:rashad", "below", "below")] == found[:3]
    assert "loc:atlantis" != rows[3]["best_entity_id"]
    assert ("", "", "") == found[4]
    for row in rows:
        assert (row["best_entity_id"] == "") == (row["gazetteer"] == "")


def test_batch_by_one_gazetteer_is_as_it_was(both: tuple[Path, Path], tmp_path: Path) -> None:
    """No column is added where one gazetteer is asked, also by the word and by a list of one."""
    _, rows = batch(tmp_path, "--gazetteer", str(both[1]))
    assert ["name", *ANSWER_COLUMNS] == list(rows[0])


def test_batch_refuses_taken_columns(both: tuple[Path, Path], tmp_path: Path) -> None:
    """A column of the input that would be added is refused only where it would be."""
    (tmp_path / "in.csv").write_text("name,gazetteer\nBaku,mine\n", encoding="utf-8")
    arguments = ("batch", tmp_path / "in.csv", "-o", tmp_path / "out.csv")
    refused = call_resolve(*arguments, *options(both))
    assert (2, True) == (refused.code, "'gazetteer' would be added" in refused.err)
    assert 0 == call_resolve(*arguments, "--gazetteer", both[1]).code


def test_batch_in_processes_and_with_candidates(both: tuple[Path, Path], tmp_path: Path) -> None:
    """Several processes answer the same, and the list of candidates comes last."""
    names = "".join(f"Baku {number}\n" for number in range(5_001))
    (tmp_path / "in.csv").write_text(f"name\n{names}", encoding="utf-8")
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.csv"
        arguments = ("--top", "2", "--jobs", jobs, *options(both))
        outcome = call_resolve("batch", tmp_path / "in.csv", "-o", target, *arguments)
        assert 0 == outcome.code, outcome.err
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert ["name", *ANSWER_COLUMNS, *ORIGIN_COLUMNS, "candidates"] == list(rows_of(tmp_path / "1.csv")[0])


def test_followthemoney(both: tuple[Path, Path], tmp_path: Path) -> None:
    """The member of an entity has the gazetteers too."""
    entity = {"id": "1", "schema": "Person", "properties": {"name": ["Raschad Gulijew"]}}
    (tmp_path / "in.ftm.jsonl").write_text(json.dumps(entity) + "\n", encoding="utf-8")
    for gazetteers, expected in ((options(both), "below"), (options(both)[2:], None)):
        target = tmp_path / "out.ftm.jsonl"
        assert 0 == call_resolve("batch", tmp_path / "in.ftm.jsonl", "-o", target, *gazetteers).code
        told = json.loads(target.read_text(encoding="utf-8"))["adlar"]
        assert ("per:rashad", expected) == (told["entity_id"], told.get("gazetteer"))
        assert ("gazetteer" in told) == (expected is not None)


def test_text(both: tuple[Path, Path], tmp_path: Path) -> None:
    """A column of the mentions says by which gazetteer the entity of a match is known."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    page = tmp_path / "page.html"
    outcome = call_resolve(
        *("text", tmp_path / "article.txt", "-o", tmp_path / "out.csv", "--html", page, *options(both))
    )
    assert 0 == outcome.code, outcome.err
    rows = rows_of(tmp_path / "out.csv")
    assert ("group", "gazetteer") == tuple(rows[0])[-2:]
    found = {row["entity_id"]: row["gazetteer"] for row in rows if row["decision"] == "match"}
    assert {"own:3": "own", "own:2": "own", "per:rashad": "below"} == found
    assert "<code>per:rashad</code> in below" in page.read_text(encoding="utf-8")
    assert (
        0
        == call_resolve("text", tmp_path / "article.txt", "-o", tmp_path / "one.csv", *options(both)[:2]).code
    )
    assert "gazetteer" not in rows_of(tmp_path / "one.csv")[0]


def test_report_names_all(both: tuple[Path, Path], tmp_path: Path) -> None:
    """The page about a run says which gazetteers were searched, the sheet finds the entities of all."""
    pytest.importorskip("altair")
    outcome, _ = batch(
        tmp_path, "--report", tmp_path / "run.html", "--review", tmp_path / "review.csv", *options(both)
    )
    assert 0 == outcome.code, outcome.err
    assert str(both[1]) in (tmp_path / "run.html").read_text(encoding="utf-8")


def test_environment(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """ADLAR_GAZETTEER may hold several, the first of the highest priority."""
    monkeypatch.setenv("ADLAR_GAZETTEER", os.pathsep.join(map(str, both)))
    assert "own:2" == json.loads(call_resolve("name", "Baku", "--json").out)["entity_id"]
    monkeypatch.setenv("ADLAR_GAZETTEER", os.pathsep.join(map(str, reversed(both))))
    assert "loc:baku" == json.loads(call_resolve("name", "Baku", "--json").out)["entity_id"]


def test_same_twice(both: tuple[Path, Path]) -> None:
    """A gazetteer that is named twice is wrong use."""
    outcome = call_resolve("name", "Baku", "--gazetteer", both[0], "--gazetteer", f"{both[0]}/")
    assert (2, "", True) == (outcome.code, outcome.out, "the same gazetteer is named twice" in outcome.err)


def test_index_and_prune(both: tuple[Path, Path], cache: Path) -> None:
    """The index of several is built ahead by naming them in order, and stays when what is stale goes."""
    first = call_resolve("index", *both, "--prune")
    assert 0 == first.code, first.err
    place = Path(first.out.strip())
    assert (cache / "indexes", True) == (place.parent, place.is_dir())
    assert first.out == call_resolve("index", *both, "--quiet").out
    assert first.out != call_resolve("index", *reversed(both), "--quiet").out


def test_gazetteer_commands(both: tuple[Path, Path]) -> None:
    """`show`, `search` and `info` say which gazetteers hold what, and `show` follows an ID across them."""
    shown = call_gazetteer("show", "loc:baki", *options(both))
    assert "'loc:baki' is now 'own:2' in below: two IDs for one city\n" == shown.err
    assert "in           own, below" in shown.out
    assert "Bakuchen" in shown.out
    told = json.loads(call_gazetteer("show", "own:2", "--json", *options(both)).out)
    assert ["own", "below"] == told["gazetteers"]
    assert {"own", "below"} == {name["gazetteer"] for name in told["names"]}
    alone = json.loads(call_gazetteer("show", "own:2", "--json", *options(both)[:2]).out)
    assert (False, False) == ("gazetteers" in alone, "gazetteer" in alone["names"][0])
    assert call_gazetteer("search", "raschad", "rəşad", *options(both)).err
    assert "below" in call_gazetteer("search", "rəşad", *options(both)).out
    parts = json.loads(call_gazetteer("info", "--json", *options(both)).out)["parts"]
    assert ["own", "below"] == [part["name"] for part in parts]
    assert "part       own " in call_gazetteer("info", *options(both)).out


def test_retired_above(both: tuple[Path, Path]) -> None:
    """An ID that the own list retires is told as retired, with the list."""
    shown = call_gazetteer("show", "loc:atlantis", *options(both))
    assert "'loc:atlantis' is retired in own: there is no such place\n" == shown.err


def test_check_tells_conflicts(both: tuple[Path, Path]) -> None:
    """`check` of several checks each, and says what they say against each other."""
    outcome = call_gazetteer("check", *options(both))
    message = "'own:3' has more than one birth_year: 1960 (own) and 1961 (below); own is followed"
    together = f"{both[0]}, {both[1]}"
    hidden = "'loc:atlantis' of below is hidden: own retired that ID"
    assert (3, f"{together}: conflict: {message}\n{together}: {hidden}\n") == (outcome.code, outcome.out)
    told = [json.loads(line) for line in call_gazetteer("check", "--json", *options(both)).out.splitlines()]
    assert ["birth_year"] == [conflict["about"] for conflict in told[-1]["conflicts"]]
    assert ["loc:atlantis"] == [entity["entity_id"] for entity in told[-1]["hidden"]]
    turned = call_gazetteer("check", *options((both[1], both[0])))
    assert "1961 (below) and 1960 (own); below is followed" in turned.out


def test_changes_go_to_one(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What changes a gazetteer wants one that is named, not several."""
    monkeypatch.setenv("ADLAR_GAZETTEER", os.pathsep.join(map(str, both)))
    outcome = call_gazetteer("retire", "own:1", "--reason", "test")
    assert (2, True) == (outcome.code, "one was expected here: name it with --gazetteer" in outcome.err)
    for command in (("retire", "own:1", "--reason", "test"), ("log",), ("prune", "--keep", "1")):
        outcome = call_gazetteer(*command, *options(both))
        told = f"gazetteer: several gazetteers were named: {both[0]}, {both[1]}; one was expected here\n"
        assert (2, "", told) == (outcome.code, outcome.out, outcome.err)
