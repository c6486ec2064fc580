"""Questions asked before: every row gets its answer, and nothing that is remembered is asked again."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from resolve.batch.answering import QUESTION
from resolve.batch.memory import ROW_WEIGHT, AnswerMemory, QuestionMemory

questions = st.tuples(
    st.none() | st.sampled_from(["Bakı", "baku", "Gəncə", "", " "]),
    st.none() | st.sampled_from(["az", "de"]),
    st.none() | st.just("place"),
    st.none(),
    st.none() | st.integers(1960, 1961),
)
chunks = st.lists(st.lists(questions, max_size=8), min_size=1, max_size=6)


def frame(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    schema = {**dict.fromkeys(QUESTION, pl.String()), "birth_year": pl.Int32()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def answers_to(asked: pl.DataFrame) -> pl.DataFrame:
    """Return an answer that tells its question."""
    return pl.DataFrame({"answer": [repr(row) for row in asked.rows()]}, schema={"answer": pl.String})


@given(chunks=chunks, limit=st.integers(0, 12))
def test_every_row_gets_its_answer(chunks: list[list[tuple[object, ...]]], limit: int) -> None:
    """However little is remembered, each row of each chunk gets the answer to what it asks."""
    asked, answered = QuestionMemory(limit * ROW_WEIGHT), AnswerMemory()
    for rows in chunks:
        plan = asked.plan(frame(rows))
        got = answered.answer(plan.places, answers_to(plan.new))
        assert [repr(row) for row in rows] == got["answer"].to_list()


@given(chunks=chunks)
def test_each_question_is_asked_once(chunks: list[list[tuple[object, ...]]]) -> None:
    """Where all can be remembered, what is asked is each distinct question once, those of a chunk by name."""
    memory = QuestionMemory()
    new = [memory.plan(frame(rows)).new for rows in chunks]
    asked = [row for part in new for row in part.rows()]
    assert len({*asked}) == len(asked)
    assert {row for rows in chunks for row in rows} == {*asked}
    assert all(part["name"].is_sorted() for part in new)


def test_what_is_remembered_is_bounded() -> None:
    """A question is forgotten when as much as the limit was asked after it; long names weigh more."""
    memory = QuestionMemory(10 * ROW_WEIGHT)
    first = frame([("Bakı", None, None, None, None)])
    assert 1 == memory.plan(first).new.height
    for number in range(4):
        memory.plan(frame([(f"{number}", None, None, None, None)]))
    assert 0 == memory.plan(first).new.height
    memory.plan(frame([("x" * 9 * ROW_WEIGHT, None, None, None, None)]))
    assert 1 == memory.plan(first).new.height
