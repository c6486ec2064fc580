"""Frames of pandas and Arrow: the answers of polars, beside rows and an index that stay as they were."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from framed import PEOPLE

import resolve.frame
from resolve import Options
from resolve.columns import ANSWER_COLUMNS
from resolve.errors import UsageError

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pytest.importorskip("narwhals")

ASKED = {"lang_column": "lang", "kind_column": "kind", "birth_year_column": "born"}


@pytest.fixture(autouse=True)
def only_the_small_one(small_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolve with the gazetteer of ten entities where none is named."""
    monkeypatch.setenv("ADLAR_GAZETTEER", str(small_gazetteer))


def answers() -> list[dict[str, object]]:
    """Return what polars is told, a dict a row."""
    return PEOPLE.resolve.match(**ASKED).select(ANSWER_COLUMNS).to_dicts()


def test_pandas() -> None:
    """A pandas frame gets the answers of polars; its columns, types and doubled index stay."""
    frame = PEOPLE.to_pandas().set_index(pd.Index([5, 5, 1, 0, 2, 2, 9, 7], name="place"))
    found = resolve.frame.match(frame, **ASKED)
    pd.testing.assert_frame_equal(frame, found[list(frame.columns)])
    told = found[list(ANSWER_COLUMNS)].astype(object)
    assert answers() == told.where(told.notna(), None).to_dict("records")


@pytest.mark.parametrize("dtype", ["object", "string", "category", "string[pyarrow]"])
def test_pandas_texts(dtype: str) -> None:
    """However pandas keeps texts, they are the same names."""
    frame = PEOPLE.to_pandas().astype({"name": dtype})
    found = resolve.frame.match(frame, **ASKED)
    assert [row["decision"] for row in answers()] == found["decision"].to_list()


def test_arrow_in_chunks() -> None:
    """An Arrow table of chunks, with a dictionary, gets the answers of polars; its columns stay."""
    whole = PEOPLE.to_arrow(compat_level=pl.CompatLevel.oldest())
    table = pa.concat_tables([whole.slice(0, 3), whole.slice(3, 1), whole.slice(4)])
    kinds = table["kind"].dictionary_encode()
    table = table.set_column(2, "kind", kinds)
    found = resolve.frame.match(table, **ASKED)
    assert table == found.select(table.column_names)
    assert answers() == found.select(list(ANSWER_COLUMNS)).to_pylist()


@pytest.mark.parametrize("lazy", [False, True])
def test_polars_goes_the_same_way(lazy: bool) -> None:
    """A frame of polars, eager or lazy, is answered as by its namespace, and stays what it is."""
    frame = PEOPLE.lazy() if lazy else PEOPLE
    found = resolve.frame.match(frame, **ASKED)
    assert type(frame) is type(found)
    assert answers() == found.lazy().collect().select(ANSWER_COLUMNS).to_dicts()


def test_candidates_are_lists() -> None:
    """With more than one candidate, a list of them stands beside each row; none beside an error."""
    found = resolve.frame.match(PEOPLE.to_arrow(), lang_column="lang", options=Options(top=2))
    listed = found["candidates"].to_pylist()
    assert listed[2] is None
    assert "loc:baku" == listed[1][0]["entity_id"]
    assert {"entity_id", "name", "score"} == listed[1][0].keys()


def test_empty_table() -> None:
    """A table without rows has the columns of the answers, of their types."""
    found = resolve.frame.match(pa.table({"name": pa.array([], pa.string())}))
    assert ["name", *ANSWER_COLUMNS] == found.column_names
    assert pa.float64() == found.schema.field("score").type


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ([1], "builtins.list is no data frame of polars, pandas or pyarrow"),
        (pd.DataFrame({"title": ["a"]}), "name: no column 'title'|name: no column 'name'; the columns are"),
        (pd.DataFrame({"name": ["a", 1, b"b"]}), "name: the column 'name' holds objects of several types"),
        (pd.DataFrame([["a", "b"]], columns=["name", "name"]), "'name' 2 times"),
        (pd.DataFrame({"name": ["a"], "score": [1]}), "the column 'score' would be added"),
        (pa.table({"name": [["a"]]}), r"name: the column holds List\(String\); text was expected"),
    ],
)
def test_wrong_frames(frame: object, message: str) -> None:
    """A frame that cannot be read is refused with what was found; nothing is taken for null."""
    with pytest.raises(UsageError, match=message):
        resolve.frame.match(frame)
