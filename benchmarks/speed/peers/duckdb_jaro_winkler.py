"""Peer: DuckDB, Jaro-Winkler of the sorted words among names that share a block (see blocks.py)."""

from collections.abc import Sequence

import duckdb
from blocks import table_of
from protocol import Found, take_part

BEST = """
    SELECT query, arg_max(row, score), max(score)
    FROM (
        SELECT q.unique_id AS query, n.unique_id AS row, jaro_winkler_similarity(q.name, n.name) AS score
        FROM (SELECT unique_id, name, unnest(blocks) AS block FROM asked) q JOIN blocked n USING (block)
    )
    GROUP BY query
"""


def build(names: Sequence[str], threads: int) -> duckdb.DuckDBPyConnection:
    """The names, a row for each block that they are in."""
    database = duckdb.connect(config={"threads": threads})
    database.register("given", table_of(names))
    database.execute("CREATE TABLE blocked AS SELECT unique_id, name, unnest(blocks) AS block FROM given")
    database.unregister("given")
    return database


def answer(database: duckdb.DuckDBPyConnection, queries: Sequence[str]) -> Found:
    """The name of the same block with the greatest similarity."""
    database.register("asked", table_of(queries))
    best = {query: (row, score) for query, row, score in database.execute(BEST).fetchall()}
    database.unregister("asked")
    return [best.get(place, (-1, 0.0)) for place in range(len(queries))]


def block(names: int) -> int:
    """A column at a time: that is what the tool is made for."""
    return max(1_000, min(20_000, 2_000_000_000 // names))


if __name__ == "__main__":
    take_part(["duckdb", "pyarrow", "unidecode"], build, answer, block)
