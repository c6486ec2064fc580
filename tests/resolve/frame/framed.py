"""Rows that frames of all libraries are tried with, on the gazetteer of ten entities."""

from __future__ import annotations

import polars as pl

ROWS = {
    "name": ["Alijew", "Bakü", None, "Ilham Aliyev", "123", "Bakü", "", "Баку"],
    "lang": ["de", "tr", None, "no such tag", None, "tr", "de", "ru"],
    "kind": ["person", "org", "place", "person", "", "place", None, "place"],
    "born": [1961, None, None, None, None, None, None, None],
    "row": [0, 1, 2, 3, 4, 5, 6, 7],
}

PEOPLE = pl.DataFrame(ROWS, schema_overrides={"born": pl.Int64})
"""Rows with nulls, a repetition, a blank and a tag that is none."""
