"""How rightly and how fast inflected names come back to their lemma.

    ADLAR_SHARED=../shared python -m benchmarks.quality.inflection [--wrong]

1. forms: linguistics/inflection_vectors.tsv, the lexicon being the embedded gazetteer and the name parts.
2. generated: every one-word name of the embedded gazetteer in az and tr, put into eight cases by the plain
   inflector of the tests; tr also with its apostrophes lost.
3. nominatives: the names of persons of eval/names.parquet in az and tr, being the lexicon themselves, whole
   and word by word: how many lose an ending. The same with the lexicon of 1, where most are unknown.
4. speed: stems of all distinct words of eval/names.parquet, as tokens of each language.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import gazetteer
from resolve.inflection import STEM_LANGUAGES, Lexicon, readings, stem_column
from tests.plain_inflection import CASES, inflect


@dataclass(frozen=True, slots=True)
class Form:
    """A surface and the lemma that it ought to have."""

    lang: str
    case: str
    surface: str
    lemma: str


def main() -> None:
    """Print one table a measurement, tab-separated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong, too")
    wanted = parser.parse_args()
    shared = Path(os.environ["ADLAR_SHARED"])
    embedded = gazetteer.open().frame()
    lexicon = Lexicon(embedded.select("name", "lang", "kind").iter_rows())
    print("measurement", "lang", "case", "right", "of", "share", sep="\t")
    count("forms", shared_forms(shared), lexicon, wanted.wrong)
    count("generated", generated(embedded, {"az": "", "tr": "'"}), lexicon, wanted.wrong)
    count("apostrophes lost", generated(embedded, {"tr": ""}), lexicon, wanted.wrong)
    names = pl.read_parquet(shared / "eval" / "names.parquet")
    persons = names.filter((pl.col("kind") == "person") & pl.col("lang").is_in(["az", "tr"]))
    known = Lexicon(persons.select("name", "lang", "kind").iter_rows())
    count("nominatives, known", nominatives(persons), known, wanted.wrong)
    count("nominatives, mostly unknown", nominatives(persons), lexicon, wanted.wrong)
    tokens = sorted({word for name in names["name"] for word in name.split()})
    print("\nspeed", "tokens", "microseconds a token", sep="\t")
    for lang in STEM_LANGUAGES:
        print(lang, len(tokens), f"{1e6 * seconds(tokens, lang) / len(tokens):.2f}", sep="\t")


def shared_forms(shared: Path) -> list[Form]:
    """The inflected forms of the shared folder."""
    table = pl.read_csv(shared / "linguistics" / "inflection_vectors.tsv", separator="\t", quote_char=None)
    return [Form(*row) for row in table.select("lang", "case", "form", "lemma").iter_rows()]


def generated(embedded: pl.DataFrame, marks: dict[str, str]) -> list[Form]:
    """Names of one word, in eight cases."""
    found = []
    for lang, mark in marks.items():
        own = embedded.filter((pl.col("lang") == lang) & pl.col("name").str.contains(r"^\p{Lu}\p{Ll}{2,}$"))
        found += [
            Form(lang, case, inflect(name, lang, case, mark), name)
            for name in own["name"].unique().sort()
            for case in CASES
        ]
    return found


def nominatives(persons: pl.DataFrame) -> list[Form]:
    """Names as they are, whole and word by word."""
    rows = persons.select("name", "lang").unique().iter_rows()
    surfaces = {(lang, surface) for name, lang in rows for surface in (name, *name.split())}
    return [Form(lang, "NOM", surface, surface) for lang, surface in sorted(surfaces)]


def count(title: str, forms: Sequence[Form], lexicon: Lexicon, listed: bool) -> None:
    """Print how many first readings have the right lemma, by language and case, and what is wrong."""
    vouchers = {lang: lexicon.voucher(lang) for lang in {form.lang for form in forms}}
    said = [
        readings(form.surface, form.lang, vouchers[form.lang])[0].lemma if form.surface else ""
        for form in forms
    ]
    right = pl.DataFrame(
        {
            "lang": [form.lang for form in forms],
            "case": [form.case for form in forms],
            "right": [lemma == form.lemma for form, lemma in zip(forms, said, strict=True)],
        }
    )
    by_case = right.group_by("lang", "case", maintain_order=True).agg(pl.col("right").sum(), of=pl.len())
    print_rows(title, [*by_case.iter_rows(), ("all", "all", right["right"].sum(), len(right))])
    if listed:
        for form, lemma in zip(forms, said, strict=True):
            if lemma != form.lemma:
                print("", form.lang, form.case, form.surface, form.lemma, lemma, sep="\t")


def print_rows(title: str, rows: Iterable[tuple[str, str, int, int]]) -> None:
    """Print counts with their shares."""
    for lang, case, right, of in rows:
        print(title, lang, case, right, of, f"{right / of:.4f}", sep="\t")


def seconds(tokens: Sequence[str], lang: str) -> float:
    """How long the stems of all tokens take, the best of three, tables being read before."""
    stem_column(tokens[:1], lang)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        stem_column(tokens, lang).lemmas()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
