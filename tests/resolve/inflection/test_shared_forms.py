"""What the inflection of names reaches on the forms and the names of the shared folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import gazetteer
from resolve.inflection import Lexicon, Stem, readings


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the names of the embedded gazetteer and the lexicon of name parts."""
    names = gazetteer.open().frame()
    return Lexicon(names.select("name", "lang", "kind").iter_rows())


@pytest.fixture(scope="module")
def persons(shared: Path) -> pl.DataFrame:
    """Return the names of persons in Azerbaijani and Turkish."""
    names = pl.read_parquet(shared / "eval" / "names.parquet")
    return names.filter((pl.col("kind") == "person") & pl.col("lang").is_in(["az", "tr"]))


def test_lemmas_of_inflected_forms(shared: Path, lexicon: Lexicon) -> None:
    """At least 97 % of the inflected forms come back to their lemma, no entity being added for them."""
    forms = pl.read_csv(shared / "linguistics" / "inflection_vectors.tsv", separator="\t", quote_char=None)
    vouchers = {lang: lexicon.voucher(lang) for lang in forms["lang"].unique()}
    wrong = [
        (form, lemma)
        for lang, lemma, form in forms.select("lang", "lemma", "form").iter_rows()
        if readings(form, lang, vouchers[lang])[0].lemma != lemma
    ]
    assert len(wrong) <= 0.03 * len(forms), wrong


def test_nominatives_stay_whole(persons: pl.DataFrame) -> None:
    """No name of a person that is known loses an ending: neither whole nor word by word."""
    known = Lexicon(persons.select("name", "lang", "kind").iter_rows())
    vouchers = {lang: known.voucher(lang) for lang in ("az", "tr")}
    cut: list[tuple[str, Stem]] = []
    for name, lang in persons.select("name", "lang").unique().iter_rows():
        for surface in {name, *name.split()}:
            first = readings(surface, lang, vouchers[lang])[0]
            if first.lemma != surface:
                cut.append((surface, first))
    assert [] == cut
