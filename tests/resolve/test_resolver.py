"""The main path: one answer a query, the same in a column, alone, in threads, and with every option."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from conftest import CASES
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS
from strategies import names as written

import gazetteer
import resolve
from resolve import Decision, Options, Query, Resolution, Resolver
from resolve.columns import ANSWER_COLUMNS
from resolve.comparison import compare_names
from resolve.errors import UsageError

ODD = [
    None,
    "",
    " ",
    "1234",
    "?!",
    "Ba\0ku",
    "Baku \ud83d",
    "ə" * 2000,
    "\u200b",
    "Bа" + "ku",
    "株式会社",
    "oğlu",
    "ъ",
]
asked = st.builds(
    Query,
    st.sampled_from(sorted(ALPHABETS)).flatmap(written) | st.text(max_size=12) | st.sampled_from(ODD),
    st.sampled_from([None, "az", "de", "ru", "tr-TR", "zz"]),
    st.sampled_from([None, "person", "place", "org"]),
)


def slipped(name: str, chance: random.Random) -> str:
    """Leave a letter out, change one, or add one."""
    at = chance.randrange(len(name))
    letter = chance.choice("aeioukmtrsz")
    return chance.choice(
        [name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :]]
    )


def mixed_queries(resolver: Resolver, count: int) -> list[Query]:
    """Names of a gazetteer, slips of them, their last words, and odd rows, in any order and some twice."""
    chance = random.Random(1905)
    texts = resolver.index.spellings.text
    names = [texts[chance.randrange(len(texts))] for _ in range(count)]
    queries = [Query(name) for name in names[::3]]
    queries += [Query(slipped(name, chance), chance.choice([None, "de", "az"])) for name in names[1::3]]
    queries += [
        Query(name.split()[-1], kind=chance.choice([None, "person", "place"])) for name in names[2::3]
    ]
    queries += [Query(name) for name in ODD]
    queries += queries[:50]
    chance.shuffle(queries)
    return queries


def told(answer: Resolution) -> tuple[object, ...]:
    """What an answer says, its numbers apart."""
    candidates = [(c.entity_id, c.matched_name) for c in answer.candidates]
    return (
        answer.query,
        answer.decision,
        answer.entity_id,
        answer.best_entity_id,
        answer.matched_name,
        candidates,
    )


def test_batch_is_lookup(embedded: Resolver) -> None:
    """A query among hundreds, in whatever order, has the answer that it has alone; error rows too."""
    queries, options = mixed_queries(embedded, 400), Options(top=5)
    answers = embedded.answer(queries, options)
    assert [query.name for query in queries] == [answer.query for answer in answers]
    differ = []
    for query, answer in zip(queries, answers, strict=True):
        alone = embedded.answer([query], options)[0]
        scores = [c.score for c in answer.candidates]
        if told(alone) != told(answer) or [c.score for c in alone.candidates] != pytest.approx(
            scores, abs=1e-5
        ):
            differ.append((query, told(answer), told(alone)))
    assert [] == differ
    assert {"match", "review", "nil", "error"} == {str(answer.decision) for answer in answers}


def test_frame_is_lookup(small: Resolver) -> None:
    """The frame has a row a name, in order, and the columns of the answers."""
    names = ["Alijew, Ilham", None, "Lavrov", "", "Bakı", "nobody at all", "Alijew, Ilham"]
    frame = small.resolve(names, lang="de", options=Options(top=2))
    assert ["query", *ANSWER_COLUMNS, "candidates"] == frame.columns
    alone = [small.lookup(name, lang="de", options=Options(top=2)) for name in names]
    for column in ANSWER_COLUMNS:
        assert [getattr(answer, column) for answer in alone] == frame[column].to_list()
    assert [[c.entity_id for c in answer.candidates] for answer in alone] == [
        [c["entity_id"] for c in row] for row in frame["candidates"].to_list()
    ]
    assert small.resolve([]).schema == small.resolve(["Bakı"]).schema
    assert pl.String == frame.schema["decision"]


@given(st.lists(asked, max_size=4))
def test_any_query_has_an_answer(small: Resolver, queries: list[Query]) -> None:
    """Whatever is asked, each row has its answer, with a reason, and is filled as the contract says."""
    answers = small.answer(queries, Options())
    assert len(queries) == len(answers)
    for query, answer in zip(queries, answers, strict=True):
        assert (query.name, True) == (answer.query, bool(answer.reason))
        filled = [answer.score, answer.best_entity_id, answer.best_name, answer.matched_name]
        assert len({value is None for value in filled}) == 1
        assert (answer.decision == Decision.MATCH) == (answer.entity_id is not None)
        assert answer.decision != Decision.ERROR or answer.score is None
        assert answer.score is None or 0 <= answer.score <= 1


@given(st.lists(st.tuples(asked, asked), max_size=3))
def test_any_pair_can_be_compared(pairs: list[tuple[Query, Query]]) -> None:
    """Whatever is compared, each pair has a similarity 0..1 or an error, whichever of the two is the left."""
    found, mirrored = compare_names(pairs), compare_names([(b, a) for a, b in pairs])
    assert [(a.name, b.name) for a, b in pairs] == [(one.left, one.right) for one in found]
    for one, other in zip(found, mirrored, strict=True):
        assert (one.similarity is None) == (one.decision == Decision.ERROR)
        assert one.similarity == pytest.approx(other.similarity, abs=1e-5)
        assert one.similarity is None or 0 <= one.similarity <= 1


def test_threads(small: Resolver, embedded: Resolver) -> None:
    """Threads that share a resolver get the answers that each would get alone."""
    for resolver, count in ((small, 60), (embedded, 60)):
        queries = mixed_queries(resolver, count)
        alone = list(map(told, resolver.answer(queries, Options(top=3))))
        with ThreadPoolExecutor(4) as pool:
            shared = list(pool.map(resolver.answer, [queries] * 4, [Options(top=3)] * 4))
        assert [alone] * 4 == [list(map(told, answers)) for answers in shared]


LOOKUP = """
import sys, resolve
names = resolve.open(sys.argv[1])
assert names.lookup("Alijew, Ilham").entity_id == "per:aliyev_ilham"
assert names.lookup("Lavrof").best_entity_id == "per:lavrov_sergei"
assert resolve.compare("Alijew", "Aliyev").similarity > 0.5
print(*sorted({"polars", "pyarrow", "typer", "rich"} & set(sys.modules)))
"""


def test_lookup_needs_no_polars(small_gazetteer: Path, small: Resolver) -> None:
    """A lookup in a fresh process imports neither polars nor anything of the command line."""
    root = Path(resolve.__file__).parents[1]
    command = [sys.executable, "-c", LOOKUP, str(small_gazetteer)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=180)
    assert (0, "\n", "") == (done.returncode, done.stdout, done.stderr)


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


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("İlham Əliyev", "Ilham Alijew"),
        ("Əliyev", "İlham Əliyev"),
        ("V. Putin", "Wladimir Putin"),
        ("Kara Bağlar", "Karabağlar"),
        ("Bakı şəhəri", "Baku"),
        ("Sergej Lavrov", "Sergey Viktoroviç Lavrov"),
        ("İlham İ. Əliyev", "İ. İlham Aliyev"),
        ("ilham ilham ilham", "ilham i."),
        ("A. A.", "A AA AA"),
    ],
)
def test_comparison_is_symmetric(left: str, right: str) -> None:
    """Two names are as similar as the same two the other way round."""
    one, other = compare_names([(Query(left), Query(right)), (Query(right), Query(left))])
    assert (other.similarity, other.decision) == (pytest.approx(one.similarity, abs=1e-6), one.decision)


def test_top(small: Resolver) -> None:
    """So many candidates are listed, the best first, each entity once."""
    every = small.lookup("Sergey", options=Options(top=10)).candidates
    assert sorted((c.score for c in every), reverse=True) == [c.score for c in every]
    assert len({c.entity_id for c in every}) == len(every) >= 2
    assert every[:1] == small.lookup("Sergey").candidates


@pytest.mark.parametrize(
    ("query", "options", "words"),
    [
        (Query("Bakı", kind="planet"), Options(), "kind 'planet'; expected one of person, place"),
        (Query("Bakı", country="Azerbaijan"), Options(), "country 'Azerbaijan'; expected two letters"),
        (Query("Bakı", birth_year=19610), Options(), "birth year 19610; expected a year"),
        (Query("Bakı"), Options(top=0), "top 0; expected"),
    ],
)
def test_wrong_use(query: Query, options: Options, words: str, small: Resolver) -> None:
    """What cannot be meant is refused with what was expected."""
    with pytest.raises(UsageError, match=words):
        small.answer([query], options)


def test_columns_of_another_length(small: Resolver) -> None:
    """A column that does not fit the names is refused with both lengths."""
    with pytest.raises(UsageError, match="lang has 1 values for 2 names; expected one for all, or one each"):
        small.resolve(["Bakı", "Baku"], lang=["az"])
