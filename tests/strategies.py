"""Hypothesis strategies for names and names tables."""

from __future__ import annotations

import polars as pl
from hypothesis import strategies as st

ALPHABETS = {
    "az": "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZabcçdeəfgğhxıijkqlmnoöprsştuüvyz",
    "tr": "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzâîû",
    "de": "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcdefghijklmnopqrstuvwxyzäöüß",
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "az-Cyrl": "АБВГҒДЕӘЖЗИЫЈКҜЛМНОӨПРСТУҮФХҺЧҸШабвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
}

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""Any text that can be stored: no half surrogate pairs."""

cells = st.none() | any_text
"""What may stand in a cell of a text column."""


def names(lang: str = "tr") -> st.SearchStrategy[str]:
    """Return a strategy for names of one to four words in the alphabet of a language.

    Args:
        lang: A key of `ALPHABETS`.
    """
    word = st.text(ALPHABETS[lang], min_size=1, max_size=10)
    return st.lists(word, min_size=1, max_size=4).map(" ".join)


@st.composite
def frames(draw: st.DrawFn, max_rows: int = 8) -> pl.DataFrame:
    """Draw a table of text columns, with whatever in its cells and its header."""
    # A header of blanks alone is an empty file.
    header = draw(st.lists(any_text.filter(str.strip), min_size=1, max_size=4, unique=True))
    rows = draw(st.integers(1, max_rows))
    columns = {name: draw(st.lists(cells, min_size=rows, max_size=rows)) for name in header}
    return pl.DataFrame(columns, schema=dict.fromkeys(header, pl.String()))


@st.composite
def names_tables(draw: st.DrawFn, max_entities: int = 5) -> pl.DataFrame:
    """Draw a names table without faults, whose rows are in any order."""
    rows: list[dict[str, object]] = []
    for number in range(draw(st.integers(1, max_entities))):
        kind = draw(st.sampled_from(["person", "place", "organization", "other"]))
        facts = {
            "entity_id": f"e:{number}",
            "kind": kind,
            "country": draw(st.none() | st.sampled_from(["AZ", "TR", "DE"])),
            "population": draw(st.none() | st.integers(0, 10**9)),
            "birth_year": draw(st.none() | st.integers(-500, 2020)),
            "description": draw(st.none() | names("en")),
            "same_as": draw(st.none() | st.integers(0, 3).map(f"{kind}:{{}}".format)),
            "remark": draw(st.none() | names("de")),
        }
        for _ in range(draw(st.integers(1, 4))):
            lang = draw(st.sampled_from(sorted(ALPHABETS)))
            preferred = draw(st.booleans())
            name_kinds = ["preferred"] if preferred else ["alias", "historical", "abbreviation"]
            rows.append(
                {
                    **facts,
                    "lang": lang,
                    "name": draw(names(lang)),
                    "is_preferred": preferred,
                    "name_kind": draw(st.sampled_from(name_kinds)),
                    "source": draw(st.none() | st.sampled_from(["cldr", "geonames"])),
                    "page": draw(st.none() | st.integers(1, 3).map(str)),
                }
            )
    texts = ("entity_id", "kind", "lang", "name", "name_kind", "country", "description", "same_as", "source")
    schema: dict[str, pl.DataType] = {
        **dict.fromkeys((*texts, "remark", "page"), pl.String()),
        "is_preferred": pl.Boolean(),
        "population": pl.Int64(),
        "birth_year": pl.Int32(),
    }
    return pl.DataFrame(draw(st.permutations(rows)), schema=schema)
