"""Keys as columns: what two spellings share when they may be the same, to join and to block by."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from resolve.frame.columns import as_text
from resolve.keys import Level, name_keys
from resolve.names import UNKNOWN_KIND, read_names


def fine_keys(names: pl.Series, lang: str | None) -> pl.Series:
    """The fine key of each name: the same for spellings that are one after folding, in any order of words.

    Args:
        names: texts; null stays null.
        lang: BCP 47 tag of all names, None if not known.

    Returns:
        64-bit numbers; null for a name without letters, and for one that cannot be read.
    """
    found = _keys(names, lang)
    fine = found.filter(pl.col("level") == int(Level.FINE)).select("name", "key")
    return _placed(names, fine, pl.UInt64())


def all_keys(names: pl.Series, lang: str | None) -> pl.Series:
    """All keys of each name, fine and by sound, however it is read; the arguments are those of `fine_keys`.

    Returns:
        Lists of 64-bit numbers, ascending; null for a name that has none.
    """
    found = _keys(names, lang).group_by("name", maintain_order=True).agg(pl.col("key").sort())
    return _placed(names, found, pl.List(pl.UInt64))


def _keys(names: pl.Series, lang: str | None) -> pl.DataFrame:
    distinct: Sequence[str] = as_text(names).drop_nulls().unique(maintain_order=True).to_list()
    kinds = np.full(len(distinct), UNKNOWN_KIND, np.uint8)
    found = name_keys(read_names(distinct, [lang or "und"] * len(distinct), kinds))
    rows = pl.DataFrame({"row": found.row, "key": found.key, "level": found.level})
    texts = pl.DataFrame({"name": distinct}, schema={"name": pl.String}).with_row_index("row")
    return texts.with_columns(pl.col("row").cast(pl.Int64)).join(rows, on="row", maintain_order="right")


def _placed(names: pl.Series, found: pl.DataFrame, kind: pl.DataType) -> pl.Series:
    texts = as_text(names).alias("name").to_frame()
    keys = texts.join(found, on="name", how="left", maintain_order="left")["key"]
    return keys.cast(kind).alias(names.name)
