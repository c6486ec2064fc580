"""What options and what is known of a name do to its answer: thresholds, kinds, countries, years, rivals."""

from __future__ import annotations

import pytest
from conftest import CASES

import gazetteer
import resolve
from resolve import Decision, Options, Query, Resolver
from resolve.errors import UsageError


def test_threshold(small: Resolver) -> None:
    """A match must reach the threshold, a review the threshold of reviews."""
    score = small.lookup("Mamedjarow, Elmar").score
    assert score is not None
    decisions = [
        small.lookup("Mamedjarow, Elmar", options=options).decision
        for options in (
            Options(threshold=score - 0.01),
            Options(threshold=min(1.0, score + 0.01)),
            Options(threshold=1.0, review_threshold=1.0),
        )
    ]
    assert [Decision.MATCH, Decision.REVIEW, Decision.NIL] == decisions


def test_exclude(small: Resolver) -> None:
    """An excluded entity is no answer and no candidate; the next best is."""
    options = Options(top=10, exclude=frozenset({"per:aliyev_ilham", "no:such"}))
    usual = small.lookup("Əliyev", options=Options(top=10))
    answer = small.lookup("Əliyev", options=options)
    assert {"per:aliyev_ilham", "per:aliyev_heydar"} == {c.entity_id for c in usual.candidates}
    assert {"per:aliyev_heydar"} == {c.entity_id for c in answer.candidates}
    assert Decision.NIL == small.lookup("Bakı", options=Options(exclude=frozenset({"loc:baku"}))).decision


def test_kind(small: Resolver) -> None:
    """A kind is evidence; where it is strict, entities of another kind are no candidates."""
    right, plain, other = (small.lookup("Bakku", kind=kind) for kind in ("place", None, "person"))
    assert right.score >= plain.score > other.score
    assert "loc:baku" == other.best_entity_id
    strict = small.lookup("Bakı", kind="person", options=Options(strict_kind=True))
    assert (Decision.NIL, None) == (strict.decision, strict.best_entity_id)
    assert "loc:baku" == small.lookup("Bakı", kind="place", options=Options(strict_kind=True)).entity_id
    assert "loc:baku" == small.lookup("Bakı", options=Options(strict_kind=True)).entity_id
    assert "org:eu" == small.lookup("European Union", kind="company").entity_id


def test_country_and_birth_year(small: Resolver) -> None:
    """What agrees adds, what conflicts takes away, and another year of birth is another person."""
    name = "Elmar Mamedjarow"
    plain = small.lookup(name).score
    assert small.lookup(name, country="AZ").score > plain > small.lookup(name, country="DE").score
    assert small.lookup(name, birth_year=1960).score > plain
    assert Decision.MATCH != small.lookup(name, birth_year=1990).decision


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    """Return a resolver that knows ten persons of one name, beside others."""
    folder = tmp_path_factory.mktemp("namesakes")
    rows = [f"per:{n}\tperson\taz\tRəşad Məmmədov\t{1960 + 3 * n}" for n in range(10)]
    header = "entity_id\tkind\tlang\tname\tbirth_year"
    (folder / "namesakes.tsv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    others = str(CASES / "cli" / "gazetteer.tsv")
    gazetteer.build_gazetteer([str(folder / "namesakes.tsv"), others], folder / "built")
    return resolve.open(folder / "built")


def test_ten_namesakes(namesakes: Resolver) -> None:
    """Of ten namesakes each is similar and none is likely."""
    answer = namesakes.lookup("Rəşad Məmmədov", options=Options(top=20))
    assert (Decision.REVIEW, 10) == (answer.decision, len(answer.candidates))
    assert [pytest.approx(0.1, abs=0.01)] * 10 == [c.score for c in answer.candidates]
    assert min(c.similarity for c in answer.candidates) > 0.8
    assert "10 bearers" in answer.reason


def test_birth_year_between_namesakes(namesakes: Resolver) -> None:
    """Of namesakes the one that was born then is meant, in any spelling."""
    answer = namesakes.lookup("Reschad Mamedow", birth_year=1975)
    assert ("per:5", Decision.MATCH) == (answer.best_entity_id, answer.decision)


@pytest.mark.parametrize(
    ("query", "bearers"),
    [
        ("Əliyev", {"per:aliyev_ilham", "per:aliyev_heydar"}),
        ("Alijew", {"per:aliyev_ilham", "per:aliyev_heydar"}),
        ("İ. Əliyev", {"per:aliyev_ilham"}),
        ("V. Lawrow", set()),
        ("S. Lawrow", {"per:lavrov_sergei"}),
        ("Sergej", {"per:lavrov_sergei", "per:shoigu_sergei"}),
    ],
)
def test_bearers_are_named(query: str, bearers: set[str], small: Resolver) -> None:
    """Less than a full name is a review that names those who bear it, and nobody else."""
    answer = small.lookup(query, options=Options(top=5))
    assert bool(bearers) == answer.reason.startswith("not a full name; ")
    assert bearers == {one for one in small.index.entities.id if one in answer.reason and bearers}
    assert not bearers or Decision.REVIEW == answer.decision


@pytest.mark.parametrize("name", ["V.Putin", "V. Lavrov", "Putin", "Lavrov", "S. Lavrov", "Путин"])
def test_a_review_of_less_than_a_name_has_a_bearer(name: str, embedded: Resolver) -> None:
    """Where a query is said to be no full name, the best candidate bears it."""
    answer = embedded.lookup(name)
    assert not answer.reason.startswith("not a full name") or str(answer.best_entity_id) in answer.reason


def test_top(small: Resolver) -> None:
    """So many candidates are listed, the best first, each entity once."""
    every = small.lookup("Sergey", options=Options(top=10)).candidates
    assert sorted((c.score for c in every), reverse=True) == [c.score for c in every]
    assert len({c.entity_id for c in every}) == len(every) >= 2
    assert every[:1] == small.lookup("Sergey").candidates


@pytest.mark.parametrize(
    ("query", "options", "words"),
    [
        (Query("Bakı", kind="planet"), Options(), "kind 'planet'; expected: one of person, place"),
        (
            Query("Bakı", country="Azerbaijan"),
            Options(),
            "country 'Azerbaijan'; expected: a country code of ISO 3166-1",
        ),
        (Query("Bakı", birth_year=19610), Options(), "birth year 19610; expected a year"),
        (Query("Bakı"), Options(top=0), "top 0; expected"),
    ],
)
def test_wrong_use(query: Query, options: Options, words: str, small: Resolver) -> None:
    """What cannot be meant is refused with what was expected."""
    with pytest.raises(UsageError, match=words):
        small.answer([query], options)
