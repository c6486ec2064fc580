"""What is kept of a run: the numbers of all rows, and of the questions a sample that counts rightly."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from resolve.report import Gathering
from resolve.report import gathering as gatherings
from resolve.types import Decision

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Bakı", "Alijew", "Гейдар", "x", None]),
        st.sampled_from(["az", "de", "ru", None]),
        st.sampled_from(["match", "review", "nil", "error"]),
        st.none() | st.floats(0, 1),
    ),
    max_size=40,
)
TEXTS = ("entity_id", "best_entity_id", "best_name", "matched_name", "reason")
NUMBERS = {"name": pl.String, "lang": pl.String, "decision": pl.String, "score": pl.Float64}

Row = tuple[str | None, str | None, str, float | None]


def see(gathering: Gathering, rows: list[Row]) -> None:
    """Show rows to a gathering, as a run does."""
    frame = pl.DataFrame(rows, schema=NUMBERS, orient="row")
    nothing = pl.lit(None, pl.String)
    questions = frame.select("name", "lang", kind=nothing, country=nothing, birth_year=pl.lit(None, pl.Int64))
    answers = frame.select("decision", "score", *(nothing.alias(name) for name in TEXTS))
    gathering.see(questions, answers)


def cut(rows: list[Row], places: list[int]) -> list[list[Row]]:
    """Cut rows at places."""
    ends = sorted({0, len(rows), *(place % (len(rows) + 1) for place in places)})
    return [rows[begin:end] for begin, end in pairwise(ends)]


@given(ROWS, st.lists(st.integers(0, 40), max_size=4), st.integers(1, 3))
def test_any_chunks(rows: list[Row], places: list[int], limit: int) -> None:
    """However the rows are cut, the same is kept; each kept question is counted over all rows that ask it."""
    gathering, whole = Gathering(limit), Gathering(limit)
    for chunk in cut(rows, places):
        see(gathering, chunk)
    if rows:
        see(whole, rows)
    found, expected = gathering.gathered(), whole.gathered()
    assert expected.counts == found.counts
    assert expected.scores == found.scores
    assert expected.languages == found.languages
    assert expected.samples.keys() == found.samples.keys()
    for decision, kept in found.samples.items():
        assert expected.samples[decision].equals(kept)


@given(ROWS, st.integers(1, 3))
def test_as_counted_plainly(rows: list[Row], limit: int) -> None:
    """Counts, bars, languages and the rows of each kept question are those of a plain count."""
    gathering = Gathering(limit)
    for row in rows:
        see(gathering, [row])
    found = gathering.gathered()
    decisions = Counter(decision for _, _, decision, _ in rows)
    assert [decisions[str(decision)] for decision in Decision] == [
        getattr(found.counts, decision) for decision in Decision
    ]
    bars = Counter(
        (d, min(int(s * gatherings.BINS), gatherings.BINS - 1)) for *_, d, s in rows if s is not None
    )
    assert bars == found.scores
    assert Counter((lang, decision) for _, lang, decision, _ in rows) == found.languages
    for decision in Decision:
        asked = Counter((name, lang) for name, lang, other, _ in rows if other == decision)
        kept = found.samples.get(decision)
        most = limit if decision == Decision.REVIEW else gatherings.SAMPLED
        assert min(most, len(asked)) == (0 if kept is None else kept.height)
        if kept is not None:
            for name, lang, count, row in kept.select("name", "lang", "rows", "row").iter_rows():
                assert asked[name, lang] == count
                firsts = [n for n, r in enumerate(rows, 1) if r[:3] == (name, lang, str(decision))]
                assert firsts[0] == row


def test_languages_are_bounded() -> None:
    """Of more different tags than are counted, the later ones are counted together; no row is lost."""
    gathering = Gathering()
    tags = [f"x-{number:05}" for number in range(gatherings.TAGS + 7)]
    see(gathering, [("Bakı", tag, "nil", None) for tag in tags])
    languages = gathering.gathered().languages
    assert gatherings.TAGS + 1 == len(languages)
    assert 7 == languages[gatherings.OTHER_TAGS, Decision.NIL]
    assert len(tags) == sum(languages.values())


def test_sample_is_even() -> None:
    """Questions are drawn from the whole run, not from its beginning."""
    gathering = Gathering(200)
    for start in range(0, 20_000, 2_000):
        see(gathering, [(f"name {number}", None, "review", 0.4) for number in range(start, start + 2_000)])
    rows = gathering.gathered().samples[Decision.REVIEW]["row"]
    assert 200 == len(rows)
    assert 70 < (rows > 10_000).sum() < 130
