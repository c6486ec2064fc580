"""The evaluation that leaves a language out, and that of homonyms."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import polars as pl
import pytest

from resolve.bench import homonyms, lolo
from resolve.bench.intervals import Share
from resolve.bench.trust import calibrate
from resolve.errors import UsageError

ANSWERS = pl.DataFrame(
    {
        "query": ["a", "b", "c", "d", "e"],
        "kind": ["person", "person", "place", "place", "place"],
        "pair_type": ["translit", "translit", "exonym", "translit", "translit"],
        "gold": ["1", "2", "3", None, None],
        "trained": [True, False, False, False, True],
        "got_best_entity_id": ["1", "9", "3", "4", None],
        "got_entity_id": ["1", "9", None, "4", None],
        "got_decision": ["match", "match", "review", "match", "nil"],
    }
)


def test_figures_by_hand() -> None:
    """acc@1 counts rows with an entity, precision all matches said, and NIL kept the rows without one."""
    every, unseen = lolo.measure(ANSWERS, "az", True)
    assert (Share(2, 3), Share(1, 2), Share(1, 2)) == (every.first, every.translit, every.persons)
    assert (Share(1, 3), Share(1, 3)) == (every.matching.precision, every.matching.recall)
    assert Share(1, 2) == every.nil_kept
    assert (Share(1, 2), Share(0, 1)) == (unseen.first, unseen.nil_kept)


def test_language_is_left_out_in_all_scripts() -> None:
    """No az, az-Cyrl or unknown language stays; an entity that is known in no other is not asked for."""
    names = pl.DataFrame(
        [("1", "az", "A"), ("1", "ru", "B"), ("1", "az-Cyrl", "C"), ("1", "und-Latn", "D"), ("2", "az", "E")],
        schema=["entity_id", "lang", "name"],
        orient="row",
    ).with_columns(kind=pl.lit("place"), is_preferred=pl.lit(True))
    core = pl.DataFrame({"query": ["A", "E"], "query_lang": "az", "entity_id": ["1", "2"]}).with_columns(
        kind=pl.lit("place"), pair_type=pl.lit("translit")
    )
    kept, queries = lolo.leave_out(names, core, "az")
    assert ["B"] == kept["name"].to_list()
    assert ["A"] == queries["query"].to_list()


@pytest.mark.parametrize("lang", lolo.LANGUAGES)
def test_split_is_that_of_the_data(shared: Path, tmp_path: Path, lang: str) -> None:
    """Names and queries are, row by row, those that the script beside the data writes."""
    spec = importlib.util.spec_from_file_location("lolo_script", shared / "eval" / "lolo.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    names, core = lolo.read_evaluation(shared / "eval")
    script.split(tmp_path, names, core)
    kept, queries = lolo.leave_out(names, core, lang)
    theirs = pl.read_parquet(tmp_path / f"queries-{lang}.parquet")
    assert theirs.rows() == queries.select("query", "lang", "kind", "pair_type", "gold").rows()
    assert pl.read_parquet(tmp_path / f"names-{lang}.parquet").equals(kept)


def test_no_data(tmp_path: Path) -> None:
    """A folder without the data is refused, and both files are named."""
    with pytest.raises(UsageError, match=r"names\.parquet.*queries\.tsv.*not there"):
        lolo.read_evaluation(tmp_path)


def test_homonyms_by_hand() -> None:
    """A bearer first is right, a match is not, and all bearers have to be listed."""
    answers = pl.DataFrame(
        {
            "kind": ["place", "place"],
            "bearers": [["1", "2"], ["3", "4"]],
            "got_decision": ["review", "match"],
            "got_best_entity_id": ["2", "5"],
            "got_candidates": [
                [{"entity_id": "2"}, {"entity_id": "1"}],
                [{"entity_id": "5"}, {"entity_id": "3"}],
            ],
        }
    )
    (found,) = homonyms.measure_homonyms(answers, False)
    assert (Share(1, 2), Share(1, 2), Share(1, 2)) == (found.decided, found.bearer_first, found.all_listed)


def test_country_tells_homonyms_apart() -> None:
    """Asked are names with one bearer a country, and no others."""
    rows = [
        ("1", "Frankfurt", "DE"),
        ("2", "Frankfurt", "US"),
        ("3", "Springfield", "US"),
        ("4", "Springfield", "US"),
        ("5", "Baku", "AZ"),
    ]
    frame = pl.DataFrame(rows, schema=["entity_id", "name", "country"], orient="row").with_columns(
        kind=pl.lit("place")
    )
    found = homonyms.names_told_apart_by_country(frame)
    assert [("Frankfurt", "DE", "1"), ("Frankfurt", "US", "2")] == found.rows()


def test_calibration_is_of_unseen_rows() -> None:
    """Only rows of unseen entities are judged; a row without a candidate scores 0 and is wrong."""
    answers = pl.DataFrame(
        {
            "query": ["Baku", "Gence", "Paris", "Rom"],
            "lang": "tr",
            "kind": "place",
            "gold": ["1", "2", None, "3"],
            "trained": [True, True, False, False],
            "got_best_entity_id": ["1", "1", "1", None],
            "got_score": [0.9, 0.2, 0.1, None],
        }
    )
    names = pl.DataFrame({"lang": ["tr"], "entity_id": ["1"], "name": ["Baku"]})
    found = calibrate(answers, names)
    assert (2, 2) == (found.ours.rows, found.rapidfuzz.rows)
    assert (Share(1, 2), Share(0, 2)) == (found.nil, found.right)
    assert pytest.approx(0.005) == found.ours.brier
