"""Names in data frames: polars, pandas, Arrow, DuckDB.

    import resolve.frame                                    # gives polars its namespaces

    people.resolve.match("name", lang_column="lang")        # a frame, eager or lazy, with its answers
    people.with_columns(id=pl.col("name").names.id())       # an expression
    resolve.frame.match(frame, "name")                      # pandas, Arrow and others
    resolve.frame.duckdb.register(connection)               # SQL: select adlar_id(name)

`columns` says what is asked, `answering` answers it by the one `engine` of each gazetteer; the other modules
are the doors by which a frame comes in. The answers are those of `resolve batch`.
"""

from resolve.frame.foreign import match

__all__ = ["match"]
