"""Entities of FollowTheMoney: lines in, the same lines out, each with its answer; whole or not at all."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st

from resolve import Decision, Resolver
from resolve.batch.ftm.verdict import Verdict, judge

PERSON = {
    "id": "Q1",
    "schema": "Person",
    "caption": "Ilham Alijew",
    "properties": {"name": ["Алиев И.", "Ilham Alijew"], "birthDate": ["1961-12-24"], "nationality": ["az"]},
    "datasets": ["x"],
}
OWNERSHIP = {"id": "o", "schema": "Ownership", "properties": {"owner": ["Q1"]}}


def write(*entities: object) -> Path:
    """Write entities to a file of the working directory."""
    file = Path("in.ftm.jsonl")
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entities), "utf-8")
    return file


def answered(batch: Callable[..., Outcome], *entities: object) -> list[dict[str, object]]:
    """Return the entities as they come out."""
    outcome = batch(write(*entities), "--output", "out.ftm.jsonl", "--quiet")
    assert "" == outcome.err
    return [json.loads(line) for line in Path("out.ftm.jsonl").read_text("utf-8").splitlines()]


def test_answer_is_that_of_the_resolver(batch: Callable[..., Outcome], small: Resolver) -> None:
    """Kind, country and year of birth are evidence; the answer names the name that was asked."""
    expected = small.lookup("Ilham Alijew", kind="person", country="AZ", birth_year=1961)
    (found,) = answered(batch, PERSON)
    assert PERSON == {key: value for key, value in found.items() if key != "adlar"}
    assert ("match", "per:aliyev_ilham", "Ilham Alijew") == (
        found["adlar"]["decision"],
        found["adlar"]["entity_id"],
        found["adlar"]["name"],
    )
    assert pytest.approx(expected.score, abs=1e-6) == found["adlar"]["score"]
    assert expected.reason == found["adlar"]["reason"]


def test_lines_stay_as_they_are(batch: Callable[..., Outcome]) -> None:
    """Spelling of the JSON, order of keys, numbers and escapes go out byte for byte; links are not asked."""
    line = '{"properties": {"name":["Bak\\u00fc"]},"n": 1.50, "schema":"Person" ,"id":"a" }'
    link = '{"id":"o","schema":"Ownership",  "properties":{}}'
    Path("in.ftm.jsonl").write_text(f"{line}\r\n\n{link}", "utf-8")
    assert 0 == batch("in.ftm.jsonl", "--output", "out.ftm.jsonl").code
    first, second = Path("out.ftm.jsonl").read_text("utf-8").splitlines()
    assert first.startswith(line[:-1] + ',"adlar":{')
    assert link == second


@pytest.mark.parametrize("case", read_cases("frame/entities.tsv"), ids=lambda case: case["case"])
def test_names_of_an_entity(batch: Callable[..., Outcome], case: dict[str, str]) -> None:
    """What an entity's names say together is its answer."""
    entity = {"id": "a", "schema": case["schema"], "properties": json.loads(case["properties"])}
    (found,) = answered(batch, entity)
    answer = found["adlar"]
    assert (case["decision"], case["entity_id"] or None) == (answer["decision"], answer["entity_id"])
    assert case["reason"] in answer["reason"]


def test_rows_are_counted(batch: Callable[..., Outcome]) -> None:
    """Nameless entities are errors: exit code 3; entities that are not asked are told of, and not counted."""
    nameless = {"id": "n", "schema": "Company", "properties": {}}
    outcome = batch(write(PERSON, OWNERSHIP, nameless), "--output", "out.ftm.jsonl")
    assert 3 == outcome.code
    assert "2 rows: 1 match, 0 review, 0 nil, 1 error" in outcome.err
    assert "1 of other schemata than Person" in outcome.err


def test_compressed_and_processes(batch: Callable[..., Outcome]) -> None:
    """Compressed files and several processes give what one process gives, in the input's order."""
    names = ["Bakü", "Alijew", "ОБСЕ", "Nobody of that name"]
    entities = [
        {
            "id": str(row),
            "schema": "LegalEntity",
            "properties": {"name": [f"{names[row % 4]} {row // 4 or ''}"]},
        }
        for row in range(6000)
    ]
    packed = Path("in.ftm.jsonl.gz")
    packed.write_bytes(gzip.compress(write(*entities).read_bytes()))
    assert 0 == batch(packed, "--output", "one.ftm.jsonl", "--jobs", "1").code
    assert 0 == batch(packed, "--output", "two.ftm.jsonl", "--jobs", "2").code
    one = Path("one.ftm.jsonl").read_bytes()
    assert one == Path("two.ftm.jsonl").read_bytes()
    assert [entity["id"] for entity in entities] == [json.loads(line)["id"] for line in one.splitlines()]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty: 0 bytes"),
        (b'{"id": "a", "schema": "Person"\n', "line 1: not JSON"),
        (b'{"id": "a", "schema": "Person"}\n[1]\n', "line 2: '[1]'; expected: an entity"),
        (f'"{"ə" * 50}"\n'.encode(), f"line 1: '\"{'ə' * 39}'; expected: an entity"),
        (b'{"schema": "Person"}\n', "line 1: no 'id'; expected: an entity of FollowTheMoney"),
        (b'{"id": "a", "schema": 7}\n', "no 'schema'; expected: an entity"),
        (b'{"id": "a", "schema": "Person", "adlar": 1}\n', "the member 'adlar' would be added"),
        (b'{"id": "\xff", "schema": "Person"}\n', "byte 0xFF"),
        (b"[" * 100_000, "a JSON array"),
        (b'{"id":' * 100_000, "line 1: not JSON"),
    ],
)
def test_broken_files(batch: Callable[..., Outcome], content: bytes, words: str) -> None:
    """A file that is none of entities ends with code 2 before any output, and the line is named."""
    Path("in.ftm.jsonl").write_bytes(content)
    outcome = batch("in.ftm.jsonl", "--output", "out.ftm.jsonl")
    assert 2 == outcome.code
    assert words in outcome.err
    assert ["in.ftm.jsonl"] == [file.name for file in Path().iterdir()]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--output", "out.csv"], "entities go out as entities; name a file that ends in .ftm.jsonl"),
        (["--output", "none/out.ftm.jsonl"], "no such folder"),
        (["--output", "in.ftm.jsonl"], "that is the input"),
        (["--output", "out.ftm.jsonl", "--column", "name"], "--column: not for entities of FollowTheMoney"),
        (["--output", "out.ftm.jsonl", "--top", "3"], "--top: not for entities of FollowTheMoney"),
    ],
)
def test_wrong_use(batch: Callable[..., Outcome], options: list[str], words: str) -> None:
    """What does not fit entities is refused with code 2 before any output."""
    outcome = batch(write(PERSON), *options)
    assert 2 == outcome.code
    assert words in outcome.err
    assert ["in.ftm.jsonl"] == [file.name for file in Path().iterdir()]


def verdicts() -> st.SearchStrategy[Verdict]:
    """Return answers to one name: a match has an ID, the others have none."""

    def make(decision: Decision, score: float, entity: str) -> Verdict:
        linked = entity if decision == Decision.MATCH else None
        return Verdict(linked, decision, score, entity, entity, entity, "because", "name")

    return st.builds(make, st.sampled_from(Decision), st.floats(0, 1), st.sampled_from("abc"))


@given(st.lists(verdicts(), min_size=1, max_size=6))
def test_a_match_is_undisputed(answers: list[Verdict]) -> None:
    """An entity matches exactly if all its names that match agree on one; more names never lose a review."""
    matched = {one.entity_id for one in answers if one.decision == Decision.MATCH}
    verdict = judge(answers)
    assert (len(matched) == 1) == (verdict.decision == Decision.MATCH)
    assert (verdict.entity_id in matched) == (len(matched) == 1)
    if len(matched) > 1:
        assert Decision.REVIEW == verdict.decision
