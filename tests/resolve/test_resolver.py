"""The main path: one answer a query, the same in a column, alone and in threads."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS
from strategies import names as written

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


def test_columns_of_another_length(small: Resolver) -> None:
    """A column that does not fit the names is refused with both lengths."""
    with pytest.raises(UsageError, match="lang has 1 values for 2 names; expected one for all, or one each"):
        small.resolve(["Bakı", "Baku"], lang=["az"])


def test_half_of_a_surrogate_pair(small: Resolver) -> None:
    """A name that no frame can hold is an error in its row, and spoils no other."""
    found = small.resolve(["Bakı", "a\ud800", "Bakı"])
    alone = small.lookup("a\ud800")
    assert ["match", "error", "match"] == found["decision"].to_list()
    assert (["Bakı", "a?", "Bakı"], alone.reason) == (found["query"].to_list(), found["reason"][1])
