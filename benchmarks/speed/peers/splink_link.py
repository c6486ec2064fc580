"""Peer: splink, link_only of queries and names on DuckDB, among names that share a block (see blocks.py).

Compared are the sorted words as a whole, the first of them and the last, by Jaro-Winkler. The weights are
learnt once, from the names and the first queries, without answers being known; that is part of the time of
the queries.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from blocks import table_of
from protocol import Found, take_part
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

LEVELS = [0.95, 0.9, 0.8]
"""Jaro-Winkler similarities that part the levels of a comparison."""

BEST = """
    SELECT unique_id_r, arg_max(unique_id_l, match_weight), max(match_probability)
    FROM {pairs} GROUP BY unique_id_r
"""


@dataclass(slots=True)
class Matcher:
    """The database with the names, and the model once it is learnt."""

    database: duckdb.DuckDBPyConnection
    model: dict[str, object] = field(default_factory=dict)


def build(names: Sequence[str], threads: int) -> Matcher:
    """The names as a table."""
    logging.disable()
    database = duckdb.connect(config={"threads": threads})
    database.register("given", table_of(names))
    database.execute("CREATE TABLE names AS SELECT * FROM given")
    return Matcher(database)


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The name of the same block with the greatest weight."""
    asked: pa.Table = table_of(queries)
    tables = DuckDBAPI(matcher.database)
    sides = [
        tables.register("names", dataset_display_name="a_names"),
        tables.register(asked, dataset_display_name="b_queries"),
    ]
    linker = Linker(sides, matcher.model or _settings(), log_level=None)
    if not matcher.model:
        _learn(linker)
        matcher.model = linker.misc.save_model_to_json()
    pairs = linker.inference.predict()
    best = {
        query: (row, score)
        for query, row, score in matcher.database.execute(BEST.format(pairs=pairs.physical_name)).fetchall()
    }
    tables.delete_tables_created_by_splink_from_db()
    matcher.database.unregister("b_queries")
    return [best.get(place, (-1, 0.0)) for place in range(len(queries))]


def block(names: int) -> int:
    """A table at a time: that is what the tool is made for."""
    return max(1_000, min(10_000, 2_000_000_000 // names))


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[cl.JaroWinklerAtThresholds(column, LEVELS) for column in ("name", "first", "last")],
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        retain_matching_columns=False,
    )


def _learn(linker: Linker) -> None:
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("first", "last"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))


if __name__ == "__main__":
    take_part(["splink", "duckdb", "pyarrow", "unidecode"], build, answer, block)
