"""The namespaces of polars: eager, lazy and streamed are one, and are what the resolver says."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from conftest import FIXTURE_IS_SHARED, read_cases
from framed import PEOPLE
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from polars.testing import assert_frame_equal, assert_series_equal

import resolve
import resolve.frame
from resolve import Options, Resolver
from resolve.columns import ANSWER_COLUMNS
from resolve.errors import UsageError

ASKED = {"lang_column": "lang", "kind_column": "kind", "birth_year_column": "born"}
TOP = Options(top=3)


@pytest.fixture
def people() -> pl.DataFrame:
    """Return the rows."""
    return PEOPLE


@pytest.fixture(autouse=True)
def only_the_small_one(small_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolve with the gazetteer of ten entities where none is named."""
    monkeypatch.setenv("ADLAR_GAZETTEER", str(small_gazetteer))


def plain(small: Resolver, people: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return what `Resolver.resolve` says of rows whose cells are right."""
    years = people["born"].to_list()
    kinds = [kind or None for kind in people["kind"]]
    langs = [lang or None for lang in people["lang"]]
    found = small.resolve(
        people["name"].to_list(), lang=langs, kind=kinds, birth_year=years, options=options
    ).drop("query")
    return found.with_columns(pl.col("score").round(6))


def test_answers_are_those_of_the_resolver(people: pl.DataFrame, small: Resolver) -> None:
    """A frame gets the answers that `Resolver.resolve` gives, beside its rows, which stay as they were."""
    right = people.filter(pl.col("row") != 3)
    found = right.resolve.match(**ASKED)
    assert_frame_equal(right, found.select(right.columns))
    assert_frame_equal(plain(small, right, Options()), found.select(ANSWER_COLUMNS))


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
@pytest.mark.parametrize("options", [Options(), TOP])
def test_eager_is_lazy(people: pl.DataFrame, engine: str, options: Options) -> None:
    """A lazy frame knows its columns beforehand, and is what the eager one is, in both engines of polars."""
    eager = people.resolve.match(**ASKED, options=options, prefix="adlar_")
    lazy = people.lazy().resolve.match(**ASKED, options=options, prefix="adlar_")
    assert eager.schema == lazy.collect_schema()
    assert_frame_equal(eager, lazy.collect(engine=engine).sort("row"))


def test_expressions_are_the_frame(people: pl.DataFrame) -> None:
    """`names.match` and `names.id` say what the frame says, and keep the name of their column."""
    said = {"lang": pl.col("lang"), "kind": pl.col("kind"), "birth_year": pl.col("born")}
    frame = people.resolve.match(**ASKED)
    matched = people.select(pl.col("name").names.match(**said))
    assert ["name"] == matched.columns
    assert_frame_equal(frame.select(ANSWER_COLUMNS), matched.unnest("name"))
    assert_series_equal(
        frame["entity_id"], people.select(pl.col("name").names.id(**said)).to_series(), check_names=False
    )


def test_values_hold_for_all_rows(people: pl.DataFrame, small: Resolver) -> None:
    """A language and a kind that are given once are those of all rows."""
    expected = small.resolve(people["name"].to_list(), lang="tr", kind="place")["entity_id"].to_list()
    assert expected == people.resolve.match(lang="tr", kind="place")["entity_id"].to_list()
    told = people.select(pl.col("name").names.id(lang="tr", kind="place"))
    assert expected == told.to_series().to_list()


def test_wrong_cell_is_an_error_of_its_row(people: pl.DataFrame) -> None:
    """A row whose language is none is an `error` that says so; its neighbours are answered."""
    found = people.resolve.match(**ASKED)
    assert [2, 3, 6] == found.filter(pl.col("decision") == "error")["row"].to_list()
    row = found.row(3, named=True)
    assert "lang 'no such tag'; expected: a BCP 47 tag such as az, tr or de" == row["reason"]
    assert [None] * 5 == [row[name] for name in ANSWER_COLUMNS if name not in ("decision", "reason")]


@pytest.mark.parametrize(
    "dtype", [pl.Categorical(), pl.Enum(["Alijew", "Bakü", "Ilham Aliyev", "123", "", "Баку"])]
)
def test_categories_are_texts(people: pl.DataFrame, dtype: pl.DataType) -> None:
    """Categories are resolved as what is written in them."""
    cast = people.with_columns(pl.col("name").cast(dtype))
    assert_frame_equal(
        people.resolve.match(**ASKED).select(ANSWER_COLUMNS),
        cast.resolve.match(**ASKED).select(ANSWER_COLUMNS),
    )


def test_chunks_are_one_column(people: pl.DataFrame) -> None:
    """A column of many chunks is answered as one of one."""
    chunked = pl.concat([people.slice(row, 1) for row in range(people.height)], rechunk=False)
    assert people.height == chunked.n_chunks()
    assert_frame_equal(people.resolve.match(**ASKED), chunked.resolve.match(**ASKED))


@pytest.mark.parametrize("dtype", [pl.String, pl.Null])
def test_nothing_in_nothing_out(dtype: pl.DataType) -> None:
    """An empty frame has the columns of the answers, and a column of nulls only has errors."""
    empty = pl.DataFrame({"name": []}, schema={"name": dtype})
    assert ("name", *ANSWER_COLUMNS, "candidates") == tuple(empty.resolve.match(options=TOP).columns)
    nulls = pl.DataFrame({"name": [None, None]}, schema={"name": dtype}).resolve.match()
    assert ["error", "error"] == nulls["decision"].to_list()


@effort(max_examples=25, suppress_health_check=FIXTURE_IS_SHARED)
@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["Baku", "Alijew"])), max_size=8))
def test_no_row_is_lost(names: list[str | None]) -> None:
    """Whatever texts a frame holds, each row has its answer, in its place."""
    sound = [name if name is None else name.encode(errors="replace").decode() for name in names]
    frame = pl.DataFrame({"name": sound}, schema={"name": pl.String}).with_row_index()
    found = frame.lazy().resolve.match().collect()
    assert_frame_equal(frame, found.select(frame.columns))
    assert 0 == found["decision"].null_count()


def test_filters_go_before(people: pl.DataFrame) -> None:
    """Rows that a later filter drops are not resolved: a plan may filter before it matches."""
    plan = people.lazy().resolve.match(**ASKED).filter(pl.col("row") == 1).explain()
    assert "FILTER" not in plan or plan.index("FILTER") > plan.index("python_udf")


@pytest.mark.parametrize(
    "case", read_cases("frame/transliterate.tsv"), ids=lambda case: f"{case['source']}-{case['target']}"
)
def test_transliterate(case: dict[str, str]) -> None:
    """A column is written as `resolve.transliterate` writes each name; null stays null."""
    frame = pl.DataFrame({"name": [case["name"], None]})
    written = frame.select(pl.col("name").names.transliterate(case["source"], case["target"]))
    assert [case["expected"], None] == written["name"].to_list()
    assert case["expected"] == resolve.transliterate(case["name"], case["source"], case["target"])


def test_fine_key_is_of_the_folded_name() -> None:
    """Spellings that are one after folding share the fine key, in any order of words; others do not."""
    names = ["İlham Əliyev", "əliyev ilham", "Ilham Alijew", "123", None]
    keys = pl.DataFrame({"name": names}).select(pl.col("name").names.key(lang="az"))["name"]
    assert pl.UInt64 == keys.dtype
    assert [True, False] == [keys[0] == keys[1], keys[0] == keys[2]]
    assert [None, None] == keys[3:].to_list()


def test_keys_meet_by_sound() -> None:
    """Spellings of one name in two orthographies share a key of sound; the fine key is one of the keys."""
    frame = pl.DataFrame({"name": ["İlham Əliyev", "Ilcham Alijew"]})
    keys = frame.select(pl.col("name").names.keys())["name"]
    assert set(keys[0]) & set(keys[1])
    assert all(
        fine in both
        for fine, both in zip(frame.select(pl.col("name").names.key())["name"], keys, strict=True)
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "title"}, "name: no column 'title'; the columns are 'name', 'lang', 'kind', 'born', 'row'"),
        ({"lang": "no tag"}, "lang 'no tag'; expected: a BCP 47 tag .*; lang_column names a column"),
        ({"kind": "ship"}, "kind 'ship'; expected: one of person, place, organization, other"),
        ({"lang": "de", "lang_column": "lang"}, "both lang and lang_column were given"),
        ({"prefix": "", "options": Options(top=0)}, "top 0; expected how many candidates"),
    ],
)
@pytest.mark.parametrize("lazy", [False, True])
def test_wrong_use_is_told_at_once(
    people: pl.DataFrame, lazy: bool, arguments: dict[str, object], message: str
) -> None:
    """What is wrong in the call is raised by it, of a lazy frame too, as an error of ours."""
    with pytest.raises(UsageError, match=message):
        (people.lazy() if lazy else people).resolve.match(**arguments)


def test_taken_columns_are_named(people: pl.DataFrame) -> None:
    """Answers do not replace a column that is there; the message names it and the prefix."""
    with pytest.raises(UsageError, match=r"the column 'score' would be added.*prefix='adlar_'"):
        people.rename({"row": "score"}).resolve.match()
    twice = people.resolve.match().resolve.match(prefix="b_")
    assert twice["decision"].to_list() == twice["b_decision"].to_list()


def test_other_types_are_refused(people: pl.DataFrame) -> None:
    """A column of lists is an error of ours, in a frame at once and in an expression when it is asked."""
    nested = people.select(name=pl.concat_list("name"))
    with pytest.raises(UsageError, match=r"name: the column holds List\(String\); text was expected"):
        nested.resolve.match()
    with pytest.raises(UsageError, match=r"name: the column holds List\(String\); text was expected"):
        nested.lazy().select(pl.col("name").names.id()).collect()
    with pytest.raises(UsageError, match="2 columns of names in one expression; expected: one"):
        people.select(pl.col("name", "lang").names.id())


def test_no_gazetteer_is_told(tmp_path: Path) -> None:
    """A gazetteer that is not there is named by the error that the command line gives."""
    from gazetteer.errors import GazetteerError

    with pytest.raises(GazetteerError, match="no such directory"):
        pl.DataFrame({"name": ["Baku"]}).resolve.match(gazetteer=tmp_path / "none")


def test_odd_column_names_are_columns(people: pl.DataFrame) -> None:
    """A column named like a pattern is that column, and no pattern."""
    odd = people.rename({"name": "^.*$"})
    assert (
        people.resolve.match()["decision"].to_list() == odd.resolve.match(name="^.*$")["decision"].to_list()
    )
