"""An index of beginnings: which names begin with a text, or have a word that begins with it.

Each name stands in it once for each of its words, as the rest of the name from there on, folded; sorted, so
that all that begin with a text are neighbours and two binary searches find them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.fold import fold, fold_text

if TYPE_CHECKING:
    from gazetteer.types import MatchPlace

WORDS = 8
"""Words of a name at which it can be found; those further back are found by nobody who types."""

PLACES: tuple[MatchPlace, ...] = ("exact", "beginning", "word")

# Sorts after whatever can follow a text in a folded name.
_LAST = "\U0010ffff"


class Prefixes:
    """The beginnings of the names of one snapshot.

    Args:
        names: The columns `entity_id, lang, name, is_preferred`.
        entities: The columns `entity_id, kind, population`.
    """

    def __init__(self, names: pl.DataFrame, entities: pl.DataFrame) -> None:
        rank = entities.select("entity_id", "kind", "population")
        self._names = names.select("entity_id", "lang", "name", "is_preferred").join(
            rank, on="entity_id", how="left", maintain_order="left"
        )
        folded = pl.DataFrame({"rest": fold(names["name"])}).with_row_index("row")
        beginnings = []
        for word in range(WORDS):
            beginnings.append(folded.filter(pl.col("rest") != "").with_columns(word=pl.lit(word, pl.UInt8)))
            folded = folded.with_columns(
                rest=pl.col("rest").str.splitn(" ", 2).struct.field("field_1").fill_null("")
            ).filter(pl.col("rest") != "")
        self._beginnings = pl.concat(beginnings).sort("rest")

    def find(self, text: str, limit: int, kind: str | None = None) -> list[tuple[str, str, str, MatchPlace]]:
        """Return the entities that a text is the beginning of a name of.

        Args:
            text: What was typed; case and diacritics do not count.
            limit: How many entities at most.
            kind: Only entities of that kind.

        Returns:
            entity_id, name, lang, place of each: names that are the text, then those that begin with it, then
            those with a later word that does; the most populous first among each.
        """
        wanted = fold_text(text)
        if not wanted:
            return []
        rests = self._beginnings["rest"]
        first = rests.search_sorted(wanted, side="left")
        end = rests.search_sorted(wanted + _LAST, side="left")
        hits = self._beginnings[first:end].with_columns(
            place=pl.when(pl.col("word") > 0).then(2).when(pl.col("rest") == wanted).then(0).otherwise(1),
            length=pl.col("rest").str.len_chars(),
        )
        named = pl.concat([hits, self._names[hits["row"]]], how="horizontal")
        if kind is not None:
            named = named.filter(pl.col("kind") == kind)
        found = (
            named.sort("place", ~pl.col("is_preferred"), "length", "lang", "name")
            .unique("entity_id", keep="first", maintain_order=True)
            .sort(
                ["place", "population", "length", "entity_id"],
                descending=[False, True, False, False],
                nulls_last=True,
            )
            .head(limit)
        )
        return [
            (entity_id, name, lang, PLACES[place])
            for entity_id, name, lang, place in found.select("entity_id", "name", "lang", "place").iter_rows()
        ]
