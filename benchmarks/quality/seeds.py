"""Hand-made gold, by the real resolver: `ADLAR_SHARED=... python benchmarks/quality/seeds.py`.

1. every lemma of seeds/gold.tsv against the embedded gazetteer, with the document's language given and
   without: full names, places and organizations have to be a match, bare surnames and initials a review with
   their entity first
2. every pair of field/pairs.tsv through the comparison of two names
"""

import csv
import os
import sys
from pathlib import Path

import resolve
from resolve.comparison import compare_names
from resolve.types import Decision, Options, Query, Resolution

KINDS = ("person", "place", "organization")
LANGS = {"000": "tr", "001": "tr", "002": "az", "003": "az", "004": "de"}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file without quoting."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_partial(kind: str, lemma: str) -> bool:
    """Whether a person's lemma is a surname, alone or with an initial."""
    return kind == "person" and (" " not in lemma.replace(". ", ".") or "." in lemma)


def is_right(kind: str, lemma: str, entity: str, answer: Resolution) -> bool:
    """Whether an answer is what has to be said of a lemma."""
    if is_partial(kind, lemma):
        return answer.decision == Decision.REVIEW and answer.best_entity_id == entity
    return answer.decision == Decision.MATCH and answer.entity_id == entity


def main() -> int:
    """Print what is wrong and the counts; 0 if nothing is wrong."""
    shared = Path(os.environ.get("ADLAR_SHARED") or sys.exit("set ADLAR_SHARED to the folder of test data"))
    lemmas = sorted(
        {
            (row["doc"][:3], row["kind"], row["lemma"], row["entity_key"])
            for row in rows(shared / "seeds" / "gold.tsv")
            if row["kind"] in KINDS and "+" not in row["entity_key"] and "descriptive" not in row["note"]
        }
    )
    resolver = resolve.open()
    wrong = 0
    for given in (True, False):
        asked = [Query(lemma, LANGS[doc] if given else None) for doc, _, lemma, _ in lemmas]
        answers = resolver.answer(asked, Options())
        bad = [
            (item, answer)
            for item, answer in zip(lemmas, answers, strict=True)
            if not is_right(*item[1:], answer)
        ]
        for item, answer in bad:
            print("wrong", *item, answer.decision, answer.best_entity_id, answer.reason, sep="\t")
        told = "given" if given else "not given"
        print(f"gold lemmas, language {told}: {len(lemmas) - len(bad)} of {len(lemmas)} right")
        wrong += len(bad)
    pairs = rows(shared / "field" / "pairs.tsv")
    queries = [
        (Query(p["left"], p["left_lang"], p["kind"]), Query(p["right"], p["right_lang"], p["kind"]))
        for p in pairs
    ]
    said = compare_names(queries)
    bad_pairs = [(p, c) for p, c in zip(pairs, said, strict=True) if c.decision != p["expected"]]
    for pair, comparison in bad_pairs:
        print(
            "wrong",
            pair["left"],
            pair["right"],
            pair["expected"],
            comparison.decision,
            comparison.reason,
            sep="\t",
        )
    print(f"pairs: {len(pairs) - len(bad_pairs)} of {len(pairs)} right")
    return 1 if wrong + len(bad_pairs) else 0


if __name__ == "__main__":
    sys.exit(main())
