"""Peer: splink, link_only of queries and names on DuckDB, among names that share a block (see blocks.py).

Compared are the sorted words as a whole, the first of them and the last, by Jaro-Winkler. How often strangers
agree is estimated once, from names and first queries, which is part of the time of the queries; how often
matches do is what splink begins with. To learn that, too, by expectation maximisation made it worse: among so
many pairs there are too few matches, and levels came out in the wrong order.
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

WHOLE = [0.98, 0.96, 0.94, 0.92, 0.9, 0.87, 0.84, 0.8, 0.7]
"""Jaro-Winkler similarities of the whole that part the levels of its comparison."""

PART = [0.95, 0.9, 0.8]
"""The same for the first and the last word."""

BEST = """
    SELECT unique_id_r, arg_max(unique_id_l, match_weight), max(match_probability)
    FROM {pairs} GROUP BY unique_id_r
"""


@dataclass(slots=True)
class Matcher:
    """The database with the names, and the model once it is learnt."""

    database: duckdb.DuckDBPyConnection
    names: int
    model: dict[str, object] = field(default_factory=dict)


def build(names: Sequence[str], threads: int) -> Matcher:
    """The names as a table."""
    logging.disable()
    database = duckdb.connect(config={"threads": threads})
    database.register("given", table_of(names))
    database.execute("CREATE TABLE names AS SELECT * FROM given")
    return Matcher(database, len(names))


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The name of the same block with the greatest weight."""
    asked: pa.Table = table_of(queries)
    tables = DuckDBAPI(matcher.database)
    sides = [
        tables.register("names", dataset_display_name="a_names"),
        tables.register(asked, dataset_display_name="b_queries"),
    ]
    linker = Linker(sides, matcher.model or _settings(matcher.names), log_level=None)
    if not matcher.model:
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
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


def _settings(names: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / names,
        comparisons=[
            cl.JaroWinklerAtThresholds("name", WHOLE),
            cl.JaroWinklerAtThresholds("first", PART),
            cl.JaroWinklerAtThresholds("last", PART),
        ],
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        retain_matching_columns=False,
    )


if __name__ == "__main__":
    take_part(["splink", "duckdb", "pyarrow", "unidecode"], build, answer, block)
