"""The figures of running text as tables for a person to read."""

from collections.abc import Iterable, Sequence

from resolve.bench.aligned import aligned_lines
from resolve.bench.intervals import Share, short
from resolve.bench.texts.faults import MEANINGS, Difference
from resolve.bench.texts.run import TextFigures
from resolve.bench.texts.scoring import Tally

_HEAD = (
    "texts",
    "to find",
    "precision",
    "recall",
    "F1",
    "lemma",
    "wrong persons",
    "unknown",
    "left alone",
)


def text_lines(figures: TextFigures) -> list[str]:
    """All texts, then each slicing of them, then each damage."""
    lines = _table(figures.name, [figures.whole])
    for by, part in figures.slicings.items():
        lines += ["", *_table(f"by {by}", part)]
    if figures.damaged:
        lines += ["", *_table("damaged", figures.damaged)]
    return lines


def _table(title: str, part: Iterable[Tally]) -> list[str]:
    return aligned_lines([(title, *_HEAD), *(_row(one) for one in part)])


def _row(one: Tally) -> Sequence[str]:
    return (
        one.name,
        str(one.texts),
        str(one.recall.rows),
        str(one.precision),
        str(one.recall),
        short(one.f1),
        _share(one.lemma),
        str(one.wrong_persons),
        str(one.left_alone.rows),
        _share(one.left_alone),
    )


def _share(share: Share) -> str:
    return short(share.value)


def fault_lines(differences: Sequence[Difference]) -> list[str]:
    """Each difference on a line, class by class, under how many there are of each and what it means."""
    counts = [
        (str(fault), str(sum(one.fault == fault for one in differences)), meaning)
        for fault, meaning in MEANINGS.items()
    ]
    rows = [(str(one.fault), one.doc, one.surface, one.wanted, one.said) for one in differences]
    head = ("fault", "text", "surface", "wanted", "said")
    return [*aligned_lines([("fault", "n", "meaning"), *counts]), "", *aligned_lines([head, *rows])]
