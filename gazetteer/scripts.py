"""The script in which a name is written, by its letters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from gazetteer.language import script_of_tag

UNDETERMINED = "Zyyy"
TABLE = Path(__file__).parent / "data" / "scripts.tsv"
# Nearly all names are in these two, so the others are looked for only in what is left.
USUAL = ("Latn", "Cyrl")


@cache
def script_properties() -> dict[str, str]:
    """Return the ISO 15924 codes known, each with the Unicode property value of its letters."""
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    next(lines)
    return dict(line.split("\t", 1) for line in lines)


def detect_scripts(names: pl.Series, tags: pl.Series) -> pl.Series:
    """Return the ISO 15924 code of each name: that of most of its letters, of equals the first by code.

    Args:
        names: Names.
        tags: Their canonical language tags; one that names a script decides where a name has no letters.

    Returns:
        Codes; `Zyyy` where neither the letters nor the tag tell.
    """
    properties = script_properties()
    usual = [
        pl.when(
            pl.col("name").str.contains(
                rf"^\P{{L}}*\p{{{properties[code]}}}[\p{{{properties[code]}}}\P{{L}}]*$"
            )
        ).then(pl.lit(code))
        for code in USUAL
    ]
    frame = pl.DataFrame({"name": names, "tag": tags}).with_columns(script=pl.coalesce(usual))
    rest = frame["script"].is_null()
    if rest.any():
        frame = frame.with_columns(
            script=frame["script"].scatter(rest.arg_true(), _by_count(frame.filter(rest)))
        )
    return frame["script"].alias("script")


def _by_count(frame: pl.DataFrame) -> pl.Series:
    properties = script_properties()
    counts = [
        pl.col("name").str.count_matches(rf"\p{{{value}}}").alias(code) for code, value in properties.items()
    ]
    most = pl.max_horizontal(list(properties))
    tagged = {tag: script_of_tag(tag) for tag in frame["tag"].unique().drop_nulls()}
    by_tag = pl.col("tag").replace_strict(tagged, default=None, return_dtype=pl.String)
    winner = pl.coalesce(
        *(pl.when((most > 0) & (pl.col(code) == most)).then(pl.lit(code)) for code in properties),
        by_tag,
        pl.lit(UNDETERMINED),
    )
    return frame.with_columns(counts).select(script=winner)["script"]
