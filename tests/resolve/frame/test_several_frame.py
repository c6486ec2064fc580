"""Several gazetteers from Python: the resolver, texts, frames of polars, DuckDB."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from overlaid import build_both

import resolve
import resolve.frame
from resolve.batch.articles import link_texts
from resolve.columns import ANSWER_COLUMNS, ORIGIN_COLUMNS
from resolve.types import Options

NAMES = pl.DataFrame({"name": ["Baku", "Raschad Gulijew", "123"]})
EXPECTED = [("own:2", "own", "below"), ("per:rashad", "below", "below"), (None, None, None)]
SHOWN = ["entity_id", *ORIGIN_COLUMNS]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an own list and one below it."""
    return build_both(tmp_path_factory.mktemp("several"))


@pytest.fixture(autouse=True)
def in_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep combinations out of the user's cache."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path_factory.getbasetemp() / "several-cache"))


def test_resolver(both: tuple[Path, Path]) -> None:
    """A column of names, and one name, are answered with the gazetteers that they are from."""
    names = resolve.open(both)
    found = names.resolve(NAMES["name"].to_list(), options=Options(top=2))
    assert ["query", *ANSWER_COLUMNS, *ORIGIN_COLUMNS, "candidates"] == found.columns
    assert EXPECTED == found.select(SHOWN).rows()
    one = names.lookup("Baku")
    assert ("own:2", "own", "below") == (one.entity_id, one.gazetteer, one.matched_gazetteer)
    assert ("own", "below") == (one.candidates[0].gazetteer, one.candidates[0].matched_gazetteer)
    alone = resolve.open([both[0]])
    assert ["query", *ANSWER_COLUMNS] == alone.resolve(["Baku"]).columns
    assert alone.lookup("Baku").gazetteer is None


def test_texts(both: tuple[Path, Path]) -> None:
    """Mentions name their gazetteer, from one text and from a column, also from one without any."""
    text = "Rəşad Quliyev Bakıda idi."
    found = resolve.open(both).text(text, "az")
    assert [("per:rashad", "below"), ("own:2", "own")] == found.select("entity_id", "gazetteer").rows()
    assert found.drop("doc").rows() == link_texts([text], lang="az", gazetteer=both).drop("doc").rows()
    assert "gazetteer" == link_texts([], gazetteer=both).columns[-1]
    assert "gazetteer" not in link_texts([text], gazetteer=both[0]).columns


def test_polars(both: tuple[Path, Path]) -> None:
    """An eager and a lazy frame, and an expression, have the two columns more."""
    eager = NAMES.resolve.match(gazetteer=both)
    assert ["name", *ANSWER_COLUMNS, *ORIGIN_COLUMNS] == eager.columns
    assert EXPECTED == eager.select(SHOWN).rows()
    lazy = NAMES.lazy().resolve.match(gazetteer=both)
    assert eager.schema == lazy.collect_schema()
    assert EXPECTED == lazy.collect().select(SHOWN).rows()
    answers = NAMES.select(pl.col("name").names.match(gazetteer=both)).unnest("name")
    assert EXPECTED == answers.select(SHOWN).rows()


def test_other_frames(both: tuple[Path, Path]) -> None:
    """Another library's frame has them too."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    found = resolve.frame.match(pandas.DataFrame(NAMES.to_dict(as_series=False)), gazetteer=both)
    assert ["own:2", "per:rashad"] == found["entity_id"].tolist()[:2]
    assert ["own", "below"] == found["gazetteer"].tolist()[:2]


def test_duckdb(both: tuple[Path, Path]) -> None:
    """The struct that DuckDB gets has them too."""
    duckdb = pytest.importorskip("duckdb")
    import resolve.frame.duckdb

    connection = duckdb.connect()
    resolve.frame.duckdb.register(connection, gazetteer=both)
    query = "select r.entity_id, r.gazetteer, r.matched_gazetteer from (select adlar_resolve('Baku') as r)"
    assert [EXPECTED[0]] == connection.execute(query).fetchall()
