"""Explanations: made of the evidence that scored; five of them are kept as they are read."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import exp

import pytest
from command_line import GOLDEN, assert_golden
from hypothesis import given
from hypothesis import strategies as st

import resolve
from resolve import Options, Resolver
from resolve.score import model
from resolve.types import Explanation

EXPLAINED = [
    ("surname-in-german", "Alijew, Ilham", "de", "person"),
    ("russian-to-azerbaijani", "Джейхун Байрамов", "ru", "person"),
    ("initial", "V.Putin", "tr", None),
    ("abbreviation", "AGİT", "tr", "organization"),
    ("slip", "Nahitschewan", None, "place"),
]


def rounded(value: object) -> object:
    """Return a JSON value with its floats to two decimals."""
    if isinstance(value, float):
        return round(value, 2) + 0.0
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list | tuple) else value


def explain(resolver: Resolver, name: str, lang: str | None, kind: str | None) -> dict[str, object]:
    answer = resolver.lookup(name, lang=lang, kind=kind, options=Options(explain=True))
    told = asdict(answer)
    told["decision"] = str(answer.decision)
    return json.loads(json.dumps(rounded(told)))


@pytest.mark.parametrize(("golden", "name", "lang", "kind"), EXPLAINED, ids=[row[0] for row in EXPLAINED])
def test_golden(golden: str, name: str, lang: str | None, kind: str | None, embedded: Resolver) -> None:
    """An answer of the embedded gazetteer and its explanation are as they are kept."""
    told = json.dumps(explain(embedded, name, lang, kind), ensure_ascii=False, indent=1)
    assert_golden(f"explanations/{golden}.json", told + "\n")


def test_every_golden_file_is_read() -> None:
    """No file lies there that no test reads."""
    assert sorted(row[0] for row in EXPLAINED) == sorted(
        path.stem for path in (GOLDEN / "explanations").glob("*.json")
    )


def checked(explanation: Explanation, alone: bool = False) -> None:
    """What counts is said with its weight, the heaviest first, and adds up to the similarity.

    What would be without the heaviest piece for a match, or against one, is what the rest adds up to.
    """
    for item in explanation.evidence:
        bias = model().bias + (model().alone if alone else 0)
        added = bias if item.feature == "bias" else model().curves[item.feature].at(item.value)
        assert 0 < item.value <= 1
        assert pytest.approx(added, abs=1e-4) == item.contribution
        assert item.meaning
    counted = [item for item in explanation.evidence if item.feature != "bias"]
    decisive = [next((item for item in counted if item.contribution * sign > 0), None) for sign in (1, -1)]
    assert [item.feature for item in decisive if item] == [turn.feature for turn in explanation.turns]
    for item, turn in zip(filter(None, decisive), explanation.turns, strict=True):
        rest = sum(other.contribution for other in explanation.evidence if other is not item)
        assert pytest.approx(1 / (1 + exp(-rest)), abs=1e-3) == turn.similarity
    heaviness = [abs(item.contribution) for item in explanation.evidence if item.feature != "bias"]
    assert sorted(heaviness, reverse=True) == heaviness
    odds = sum(item.contribution for item in explanation.evidence)
    assert (
        pytest.approx(1 / (1 + 2.718281828 ** -max(-30, min(30, odds))), abs=1e-3) == explanation.similarity
    )


@pytest.mark.parametrize(
    "name",
    ["Alijew, Ilham", "Lavrov", "Sergej Petrow", "AGİT", "Bakı", "Мамедъяров", "Ilham Heydər oğlu Əliyev"],
)
def test_adds_up(name: str, small: Resolver) -> None:
    """The evidence shown for every candidate is what made its similarity."""
    answer = small.lookup(name, options=Options(top=5, explain=True))
    assert answer.candidates
    for candidate in answer.candidates:
        assert candidate.explanation is not None
        assert (candidate.similarity, candidate.matched_name, name) == (
            candidate.explanation.similarity,
            candidate.explanation.right,
            candidate.explanation.left,
        )
        checked(candidate.explanation)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("İlham Əliyev", "Ilham Alijew"),
        ("V. Putin", "Wladimir Putin"),
        ("Wladimir Putin", "V. Putin"),
        ("Bakı", "Baku"),
        ("İlham Əliyev", "Heydər Əliyev"),
        ("Kara Bağlar", "Karabağlar köyü"),
    ],
)
def test_comparison_adds_up(left: str, right: str) -> None:
    """The evidence shown for two names by themselves is what made their similarity, chance left out."""
    comparison = resolve.compare(left, right)
    assert comparison.explanation is not None
    assert comparison.similarity == comparison.explanation.similarity
    checked(comparison.explanation, alone=True)


names = st.lists(
    st.sampled_from(["İlham", "Əliyev", "Alijew", "H.", "oğlu", "Heydər", "Лавров", "Sergey", "Dr."]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(names, names)
def test_tokens_come_once(left: str, right: str) -> None:
    """Each token of either name stands in the alignment once: answered, or alone."""
    explanation = resolve.compare(left, right).explanation
    assert explanation is not None
    for side, text in (("left", left), ("right", right)):
        tokens = [getattr(match, side) for match in explanation.tokens if getattr(match, side) is not None]
        joined = "".join(tokens)
        assert sorted(joined) == sorted(letters_of(text))
    for match in explanation.tokens:
        assert 0 <= match.likeness <= 1
        assert (match.likeness == 0) == (match.left is None or match.right is None)


def letters_of(text: str) -> str:
    """Return the letters of a name as tokens have them."""
    return text.replace("İ", "i").lower().replace(" ", "").replace(".", "")


def test_not_asked_for(small: Resolver) -> None:
    """No explanation is made where none is asked for."""
    assert [None] == [candidate.explanation for candidate in small.lookup("Bakı").candidates]
