"""The ICU rules against the plain tables of facts, applied letter by letter."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from resolve.conversion.casing import lower
from resolve.conversion.rules import convert_words

# System, table of facts, and the words in which the rules differ from the table on purpose.
TABLES = [
    ("az-cyrl-t-az-latn", "az_latn__az_cyrl", "az-Latn", r"(?!)"),
    ("az-latn-t-az-cyrl", "az_cyrl__az_latn", "az-Cyrl", r"(?!)"),
    ("az-t-ru", "ru_cyrl__az", "ru-Cyrl", r"(?!)"),
    ("de-t-ru-m0-duden", "ru_cyrl__de", "ru-Cyrl", r"йе|йё"),
    ("en-t-az", "az_latn__en", "az-Latn", r"bəy|kənd"),
    ("en-t-ru-m0-bgn", "ru_cyrl__en_bgn", "ru-Cyrl", r"(?!)"),
    ("en-t-ru-m0-icao", "ru_cyrl__icao", "ru-Cyrl", r"(?!)"),
    ("ru-t-az", "az_latn__ru_cyrl", "az-Latn", r"bəyov"),
    ("ru-t-tr", "tr__ru_cyrl", "tr-Latn", r"[âîû]|[bcçdfgğhjklmnprsştvz]y[aeouü]|yoğlu"),
    ("tr-t-ru", "ru_cyrl__tr", "ru-Cyrl", r"(?!)"),
    ("und-latn-t-ru-m0-iso", "ru_cyrl__iso9", "ru-Cyrl", r"(?!)"),
]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def apply_slowly(rules: list[dict[str, str]], word: str) -> str:
    written = ""
    start = 0
    while start < len(word):
        for rule in rules:
            end = start + len(rule["source"])
            left, right = rule["left_context"], rule["right_context"]
            if (
                word[start:end] == rule["source"]
                and (not left or re.search(f"(?:{left})$", word[:start]))
                and (not right or re.match(right, word[end:]))
            ):
                written += rule["target"]
                start = end
                break
        else:
            written += word[start]
            start += 1
    return written


@pytest.mark.parametrize(("system", "table", "orthography", "different"), TABLES)
def test_rules_are_the_facts(shared: Path, system: str, table: str, orthography: str, different: str) -> None:
    """On every name of the vectors a system writes what its table of facts says."""
    rules = read(shared / "linguistics" / "tables" / f"{table}.tsv")
    vectors = read(shared / "linguistics" / "vectors.tsv")
    names = sorted({row["source_name"] for row in vectors if row["source_orthography"] == orthography})
    text = lower(" ".join(names), orthography)
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not re.search(different, word)]
    assert len(words) > 30
    assert [apply_slowly(rules, word) for word in words] == convert_words(system, words)
