"""The names of the embedded gazetteer as they stand: places and organizations with all their spellings."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

import gazetteer
from gazetteer.store import EMBEDDED

SCRIPTS: Final = r"^[\p{Latin}\p{Cyrillic}\p{M} .'’ʼ`-]+$"
"""What a name may be written in: the peers read Latin, and what unidecode makes of Cyrillic."""

KINDS: Final = ("place", "organization")


@dataclass(frozen=True, slots=True)
class Held:
    """Names of real entities.

    Attributes:
        frame: entity_id, kind, lang, name; the names of one entity stand together.
        own: rows of names that, but for case, marks and punctuation, belong to one entity.
    """

    frame: pl.DataFrame
    own: npt.NDArray[np.int64]


def draw_held(size: int, seed: int) -> Held:
    """Draw entities of the embedded gazetteer.

    Args:
        size: how many names at most; all if there are not so many.
        seed: of the draw.
    """
    known = gazetteer.open(EMBEDDED).frame().select("entity_id", "kind", "lang", "name")
    fitting = known.filter(
        pl.col("kind").is_in(KINDS)
        & pl.col("name").str.contains(SCRIPTS)
        & (pl.col("name").str.len_chars() > 2)
    ).unique(["entity_id", "name"], keep="first", maintain_order=True)
    ids = fitting["entity_id"].unique(maintain_order=True)
    order = np.random.default_rng([seed, 0]).permutation(ids.len())
    place = pl.DataFrame({"entity_id": ids, "place": order})
    frame = fitting.join(place, on="entity_id").sort("place", maintain_order=True).head(size)
    folded = (
        pl.col("name")
        .str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"[^\p{L}]", "")
        .alias("folded")
    )
    bearers = frame.select(folded, "entity_id").select(
        own=pl.col("entity_id").n_unique().over("folded") == 1
    )["own"]
    return Held(frame.drop("place"), np.flatnonzero(bearers.to_numpy()))
