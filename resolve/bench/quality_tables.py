"""The figures of quality as tables for a person to read; each share with its 95 % interval."""

from collections.abc import Iterable, Sequence

from resolve.bench.aligned import aligned_lines
from resolve.bench.homonyms import TOP, Homonyms
from resolve.bench.intervals import Share, short
from resolve.bench.lolo import LeftOut
from resolve.bench.peers import Standing
from resolve.bench.quality import CaseFigures, EvaluationFigures, PeerFigures
from resolve.bench.slices import Judged, Slice
from resolve.bench.trust import Calibration


def case_lines(figures: CaseFigures) -> list[str]:
    """The graded pairs: all and by half, then each slicing."""
    lines = _slices("graded pairs", figures.halves)
    for by, slices in figures.slicings.items():
        lines += ["", *_slices(f"by {by}", slices)]
    return lines


def _slices(title: str, slices: Iterable[Slice]) -> list[str]:
    head = ("n", "accuracy", "precision", "recall", "F1")
    rows = [
        (
            one.name,
            str(one.accuracy.rows),
            str(one.accuracy),
            str(one.matching.precision),
            str(one.matching.recall),
            short(one.matching.f1),
        )
        for one in slices
    ]
    return aligned_lines([(title, *head), *rows])


def peer_lines(figures: PeerFigures) -> list[str]:
    """Adlar and the peers on the reported half, most accurate first."""
    head = ("half report", "threshold", "accuracy", "precision", "recall", "F1", "nil called match", "AUC")
    return aligned_lines([head, *(_standing(one) for one in sorted(figures.standings, key=_by_accuracy))])


def _by_accuracy(one: Standing) -> float:
    return -one.accuracy.value


def _standing(one: Standing) -> Sequence[str]:
    return (
        one.name,
        f"{short(one.threshold)} {'tuned' if one.tuned else 'own'}",
        str(one.accuracy),
        str(one.matching.precision),
        str(one.matching.recall),
        short(one.matching.f1),
        str(one.nil_accepted),
        short(one.auc),
    )


def evaluation_lines(figures: EvaluationFigures) -> list[str]:
    """A language left out, with language and kind given and without; calibration; homonyms."""
    lines: list[str] = []
    for given in (True, False):
        told = "given" if given else "not given"
        lines += [
            *_left_out(f"language and kind {told}", [s for s in figures.slices if s.given == given]),
            "",
        ]
    lines += [*_calibration(figures.calibration), "", *_homonyms(figures.homonyms)]
    return [*lines, "", f"homonyms with country, acc@1  n={figures.by_country.rows}  {figures.by_country}"]


def _left_out(title: str, slices: Sequence[LeftOut]) -> list[str]:
    def pooled(rows: str) -> Share:
        part = [one.persons for one in slices if one.rows == rows and one.lang in ("az", "tr", "de")]
        return Share(sum(one.hits for one in part), sum(one.rows for one in part))

    head = (
        title,
        "n",
        "acc@1",
        "n",
        "acc@1 translit",
        "n",
        "acc@1 persons",
        "P",
        "R",
        "F1",
        "n",
        "NIL kept",
    )
    rows = [
        (
            f"{one.lang} {one.rows}",
            *_counted(one.first),
            *_counted(one.translit),
            *_counted(one.persons),
            short(one.matching.precision.value),
            short(one.matching.recall.value),
            short(one.matching.f1),
            *_counted(one.nil_kept),
        )
        for one in slices
    ]
    persons = [
        f"acc@1 persons, az tr de, {rows}  n={pooled(rows).rows}  {pooled(rows)}"
        for rows in ("all", "unseen")
    ]
    return [*aligned_lines([head, *rows]), *persons]


def _calibration(figures: Calibration) -> list[str]:
    head = ("calibration, unseen entities", "n", "ECE", "Brier", "AUC")
    rows = [
        (one.name, str(one.rows), short(one.error), short(one.brier), short(one.auc))
        for one in (figures.ours, figures.rapidfuzz)
    ]
    return [
        *aligned_lines([head, *rows]),
        f"share of NIL {figures.nil}; best candidate right {figures.right}",
    ]


def _homonyms(figures: Sequence[Homonyms]) -> list[str]:
    head = ("homonyms", "n", "decided match", "bearer first", f"all bearers among {TOP}")
    rows = [
        (
            f"{one.kind}, kind {'given' if one.given else 'not given'}",
            *_counted(one.decided),
            str(one.bearer_first),
            str(one.all_listed),
        )
        for one in figures
    ]
    return aligned_lines([head, *rows])


def miss_lines(judged: Sequence[Judged]) -> list[str]:
    """The pairs of the half `tune` that are decided wrongly, by category; the other half is only counted."""
    wrong = [one for one in judged if not one.right and one.case.half == "tune"]
    rows = [
        (
            one.case.category,
            one.case.left,
            one.case.right,
            str(one.case.expected),
            f"{one.said.decision} {short(one.said.similarity or 0.0)}",
            one.case.note,
        )
        for one in sorted(wrong, key=lambda one: (one.case.category, one.case.expected, one.case.left))
    ]
    return aligned_lines([("category", "left", "right", "expected", "said", "note"), *rows])


def _counted(share: Share) -> tuple[str, str]:
    return str(share.rows), str(share)
