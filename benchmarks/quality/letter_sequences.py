"""How usual each letter is after one or two others in names: writes resolve/data/reverse/sequences.tsv.

    python -m benchmarks.quality.letter_sequences [--check]

Counted are the distinct words in names of persons and places of the embedded gazetteer, by the language that
they are tagged with; words of persons count twice. A letter after one other is smoothed by half a count, a
letter after two by what it is after the second alone (Witten and Bell 1991).
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

import polars as pl

import gazetteer
from resolve.conversion.casing import lower
from resolve.conversion.orthography import script_of
from resolve.conversion.scripts import read_word
from resolve.conversion.spelling import cut

TABLE = Path(__file__).parents[2] / "resolve" / "data" / "reverse" / "sequences.tsv"
CODES = ("az", "az-Cyrl", "de", "en", "ru", "tr", "uk")
HEADER = (
    "# what: how usual a letter is after others in names, so that of the spellings that may lie behind a form"
    " the likelier comes first\n"
    "# columns: orthography (code); sequence, two or three letters in lower case (^ is the beginning of a"
    " word, $ its end, ? as the last any letter that has no row of its own after the others); bits, the"
    " negative logarithm to base 2 of the probability of the last letter after the others; after two letters,"
    " ? has what is added to the bits of the letter after the second alone\n"
    "# authority: counted on names of persons and places of the embedded gazetteer by"
    " benchmarks/quality/letter_sequences.py\n"
    "# year: 2026\n"
    "# licence: CC0-1.0\n"
    "orthography\tsequence\tbits\n"
)

# Letters met less often are those of foreign names that stand unchanged in the text; pairs met less often
# tell too little of what follows them.
LEAST_LETTER = 10
LEAST_PAIR = 50

# How many counts what is known of the second letter alone weighs.
STRENGTH = 8


def words_of(code: str) -> Counter[str]:
    """The words in names of an orthography, with their weights."""
    names = gazetteer.open().frame().filter(pl.col("lang") == code)
    found: Counter[str] = Counter()
    for kind, weight in (("place", 1), ("person", 2)):
        for name in set(names.filter(pl.col("kind") == kind)["name"]):
            for word in cut(name)[0]:
                if read_word(word).script == script_of(code):
                    small = lower(word, code)
                    found[small] = max(found[small], weight)
    return found


def rows_of(code: str) -> list[str]:
    """The rows of an orthography."""
    words = words_of(code)
    after_one: dict[str, Counter[str]] = {}
    after_two: dict[str, Counter[str]] = {}
    for word, weight in words.items():
        whole = f"^{word}$"
        for place in range(1, len(whole)):
            after_one.setdefault(whole[place - 1], Counter())[whole[place]] += weight
            if place > 1:
                after_two.setdefault(whole[place - 2 : place], Counter())[whole[place]] += weight
    common = {letter for letter, counts in after_one.items() if counts.total() >= LEAST_LETTER} | {"$"}
    bits: dict[str, float] = {}
    for first, counts in after_one.items():
        if first in common:
            total = sum(counts[letter] for letter in common) + 0.5 * len(common)
            bits[f"{first}?"] = -math.log2(0.5 / total)
            for letter in common & counts.keys():
                bits[first + letter] = -math.log2((counts[letter] + 0.5) / total)
    for pair, counts in after_two.items():
        if counts.total() >= LEAST_PAIR and common.issuperset(pair):
            total = counts.total() + STRENGTH
            bits[f"{pair}?"] = -math.log2(STRENGTH / total)
            for letter in common & counts.keys():
                expected = STRENGTH * 2.0 ** -bits[pair[1] + letter]
                bits[pair + letter] = -math.log2((counts[letter] + expected) / total)
    return [f"{code}\t{sequence}\t{value:.1f}" for sequence, value in bits.items()]


def main() -> int:
    """Write the table, or tell whether it is what the names give."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 if the table differs")
    options = parser.parse_args()
    rows = sorted((row for code in CODES for row in rows_of(code)), key=lambda row: row.split("\t"))
    text = HEADER + "\n".join(rows) + "\n"
    if options.check:
        return 0 if TABLE.read_text(encoding="utf-8") == text else 1
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(text, encoding="utf-8")
    print(f"{len(rows)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
