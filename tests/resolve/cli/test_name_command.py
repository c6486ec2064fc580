"""`resolve name`: one name, for a person and for a program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Outcome, assert_golden, call_resolve, run_command

import resolve


@pytest.fixture
def name(small_gazetteer: Path, small: resolve.Resolver):
    """Return the command on the small gazetteer, whose index is there."""

    def run(*arguments: str) -> Outcome:
        return call_resolve("name", *arguments, "--gazetteer", small_gazetteer)

    return run


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        ("name-match.txt", ("Məmmədyarov Elmar Məhərrəm oğlu", "--lang", "az")),
        ("name-review.txt", ("Alijew", "--lang", "de")),
        ("name-nil.txt", ("Heike Brandstätter",)),
    ],
)
def test_explained(file: str, arguments: tuple[str, ...], name) -> None:
    """A person is told decision, reason, candidates, and what speaks for the best, token by token."""
    outcome = name(*arguments, "--explain")
    assert (0, "") == (outcome.code, outcome.err)
    assert_golden(file, outcome.out)


def test_json(name) -> None:
    """JSON has the members of the contract on one line, with letters as they are."""
    outcome = name("Ильхам", "Алиев", "--json")
    assert 1 == outcome.out.count("\n")
    assert "İlham Əliyev" in outcome.out
    members = json.loads(outcome.out)
    expected = ["query", "decision", "entity_id", "score", "best_entity_id", "best_name", "matched_name"]
    assert [*expected, "reason", "candidates"] == list(members)
    assert ("Ильхам Алиев", "match", "per:aliyev_ilham") == (
        members["query"],
        members["decision"],
        members["entity_id"],
    )
    assert "per:aliyev_ilham" == members["candidates"][0]["entity_id"]


def test_json_explained(name) -> None:
    """With --explain, the evidence of the best candidate is there, with its similarity."""
    members = json.loads(name("Alijew", "--json", "--explain").out)
    why = members["explanation"]
    assert ("Alijew", members["matched_name"]) == (why["left"], why["right"])
    assert members["candidates"][0]["similarity"] == why["similarity"]
    assert {"left", "right", "likeness", "how"} == set(why["tokens"][0])
    assert {"feature", "value", "contribution", "meaning"} == set(why["evidence"][0])


def test_no_candidate(name) -> None:
    """Without a candidate, an explanation is null and nothing is listed."""
    members = json.loads(name("1234", "--json", "--explain").out)
    assert ("nil", None, [], None) == (
        members["decision"],
        members["score"],
        members["candidates"],
        members["explanation"],
    )


def test_same_as_the_library(name, small_gazetteer: Path) -> None:
    """The command gives the answer of `Resolver.lookup`, with what was said of the name."""
    answer = resolve.open(small_gazetteer).lookup(
        "Alijew", lang="de", kind="person", country="AZ", birth_year=1961
    )
    said = ("--lang", "DE", "--kind", "Person", "--country", "az", "--birth-year", "1961")
    members = json.loads(name("Alijew", *said, "--json").out)
    assert (str(answer.decision), answer.best_entity_id, answer.reason) == (
        members["decision"],
        members["best_entity_id"],
        members["reason"],
    )
    assert answer.score == pytest.approx(members["score"], abs=1e-6)


def test_blank_name(name) -> None:
    """A name that cannot be processed is an error row of one: code 3, the reason in the answer."""
    outcome = name(" ")
    assert (3, " : error\n  the name is empty\n", "") == (outcome.code, outcome.out, outcome.err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Baku", "--lang", "german"), "--lang 'german'; expected: a BCP 47 tag"),
        (("Baku", "--kind", "town"), "kind 'town'; expected: one of person, place, organization, other"),
        (("Baku", "--country", "AZE"), "--country 'AZE'; expected: a country code"),
        (("Baku", "--threshold", "2"), "--threshold 2.0; expected: a probability from 0 to 1"),
        (("Baku", "--strict-kind"), "--strict-kind: no kind was given"),
        ((), "TEXT"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str, name) -> None:
    """Wrong use ends with code 2 and says what was expected."""
    outcome = name(*arguments)
    assert (2, "", True) == (outcome.code, outcome.out, words in outcome.err), outcome.err


def test_options_steer(name) -> None:
    """An excluded entity, a strict kind and a threshold have their effect; --top cuts the list."""
    excluded = json.loads(name("Baku", "--exclude", "loc:baku", "--json").out)
    assert "loc:baku" not in json.dumps(excluded)
    strict = json.loads(name("Baku", "--kind", "person", "--strict-kind", "--json").out)
    assert {"person"} >= {candidate["kind"] for candidate in strict["candidates"]}
    assert "match" != json.loads(name("Bakku", "--threshold", "1", "--json").out)["decision"]
    assert 1 == len(json.loads(name("Alijew", "--top", "1", "--json").out)["candidates"])


def test_polars_is_not_loaded(small_gazetteer: Path) -> None:
    """With the index there, one name is resolved without loading polars or rich."""
    resolve.open(small_gazetteer)
    program = (
        "import sys; sys.argv = ['resolve', 'name', 'Alijew', '--json', '--gazetteer', sys.argv[1]]\n"
        "from resolve.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'polars', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(small_gazetteer)], capture_output=True, text=True, check=False
    )
    assert "[]" == done.stdout.splitlines()[-1], done.stderr


def test_bytes_that_are_no_text(small_gazetteer: Path) -> None:
    """An argument that is no UTF-8 is an error row, printed as valid UTF-8 and valid JSON."""
    outcome = run_command(
        "resolve",
        "name",
        b"Bak\xfc".decode("utf-8", "surrogateescape"),
        "--json",
        "--gazetteer",
        small_gazetteer,
    )
    assert 3 == outcome.code, outcome.err
    assert "error" == json.loads(outcome.out)["decision"]
