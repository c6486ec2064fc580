"""The benchmark of quality: graded pairs, peers beside them, and the evaluation without a language.

`measure_cases` needs nothing but the cases; `measure_peers` runs other matchers; `measure_evaluation` takes
the folder of evaluation data and some minutes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

import gazetteer
from gazetteer.store import EMBEDDED
from resolve import settings
from resolve.batch import BatchRequest
from resolve.bench import homonyms, lolo, peers
from resolve.bench.cases import HALVES, Case
from resolve.bench.homonyms import Homonyms
from resolve.bench.intervals import Share
from resolve.bench.slices import SLICINGS, Judged, Slice, judge, slice_of, slices_by
from resolve.bench.trust import Calibration, calibrate
from resolve.errors import UsageError
from resolve.types import Decision, Options

Step = Callable[[str], None]
"""Is told what is done next."""

PREFIX = "got_"


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What the graded pairs show.

    Attributes:
        halves: all pairs and each half of them.
        slicings: slicing -> its slices, over all pairs.
        judged: the pairs themselves.
    """

    halves: Sequence[Slice]
    slicings: dict[str, Sequence[Slice]]
    judged: Sequence[Judged]

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object, without the pairs."""
        return {
            "halves": [one.members for one in self.halves],
            **{name: [one.members for one in slices] for name, slices in self.slicings.items()},
        }


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """Matchers side by side on the reported half, and the versions of what ran."""

    standings: Sequence[peers.Standing]
    versions: dict[str, str]

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {"standings": [one.members for one in self.standings]}


@dataclass(frozen=True, slots=True)
class EvaluationFigures:
    """What the evaluation data shows.

    Attributes:
        slices: of each language, over all rows and unseen ones, with language and kind given and without.
        calibration: of the score, with language and kind given.
        homonyms: names of several bearers, with the kind given and without.
        by_country: such names of places of the embedded gazetteer with the country given: best candidate
            right.
    """

    slices: Sequence[lolo.LeftOut]
    calibration: Calibration
    homonyms: Sequence[Homonyms]
    by_country: Share

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {
            "leave_one_language_out": [one.members for one in self.slices],
            "calibration": self.calibration.members,
            "homonyms": [one.members for one in self.homonyms],
            "homonyms_with_country": self.by_country.members,
        }


def measure_cases(cases: Sequence[Case]) -> CaseFigures:
    """Compare the graded pairs and count."""
    judged = judge(cases)
    halves = [slice_of("all", judged)]
    halves += [slice_of(half, (one for one in judged if one.case.half == half)) for half in HALVES]
    return CaseFigures(halves, {by: slices_by(judged, by) for by in SLICINGS}, judged)


def measure_peers(judged: Sequence[Judged], logic_v2: Path | None, step: Step) -> PeerFigures:
    """Run the peers on the graded pairs; Adlar stands first.

    Args:
        judged: the pairs, compared.
        logic_v2: the interpreter that has nomenklatura; None to leave it out.
        step: told which peer is run.

    Raises:
        UsageError: the extra `bench` is not installed, a half has no pairs, or a peer failed.
    """
    peers.require_extra()
    missing = sorted(set(HALVES) - {one.case.half for one in judged})
    if missing:
        raise UsageError(
            f"no pair is of the half {missing[0]}; peers are tuned on one half and counted on the other"
        )
    wanted = np.array([one.case.expected == Decision.MATCH for one in judged])
    nil = np.array([one.case.expected == Decision.NIL for one in judged])
    reported = np.array([one.case.half == "report" for one in judged])
    said = np.array([one.said.decision == Decision.MATCH for one in judged])
    similarity = np.array([one.said.similarity or 0.0 for one in judged], np.float64)
    standings = [
        peers.decided("Adlar", said, similarity, wanted, nil, reported, settings.PAIR_MATCH),
        peers.standing("every pair a match", np.ones(len(judged)), wanted, nil, reported, 0.0),
    ]
    pairs = [(one.case.left, one.case.right, one.case.kind) for one in judged]
    versions: dict[str, str] = {}
    scripts = [(peers.ASCII_FOLD, None), (peers.CHAR_NGRAMS, None)]
    for script, python in [*scripts, *([(peers.LOGIC_V2, logic_v2)] if logic_v2 else [])]:
        step(f"peer {script}")
        found = peers.run_peer(script, pairs, python) if python else peers.run_peer(script, pairs)
        for one in found:
            versions |= one.versions
            standings.append(peers.standing(one.name, one.scores, wanted, nil, reported, one.threshold))
    return PeerFigures(standings, versions)


def measure_evaluation(data: Path, folder: Path, step: Step) -> EvaluationFigures:
    """Run the evaluation without a language, and that of homonyms.

    Args:
        data: folder of names.parquet and queries.tsv.
        folder: an existing folder where gazetteers are built.
        step: told what is done next.

    Raises:
        UsageError: no such data there.
    """
    names, core = lolo.read_evaluation(data)
    slices: list[lolo.LeftOut] = []
    answered: list[pl.DataFrame] = []
    sought: list[pl.DataFrame] = []
    for lang in lolo.LANGUAGES:
        step(f"leave {lang} out")
        kept, queries = lolo.leave_out(names, core, lang)
        place = folder / lang
        place.mkdir(exist_ok=True)
        request = BatchRequest(("query",), prefix=PREFIX, gazetteer=lolo.build(kept, place))
        given = replace(request, lang_column="lang", kind_column="kind")
        answers = lolo.ask(queries, place, given)
        slices += lolo.measure(answers, lang, True)
        slices += lolo.measure(lolo.ask(queries, place, request), lang, False)
        answered.append(answers)
        sought.append(kept.select(pl.lit(lang).alias("lang"), "entity_id", "name"))
    step("calibration")
    calibration = calibrate(pl.concat(answered), pl.concat(sought))
    step("homonyms")
    return EvaluationFigures(slices, calibration, _homonyms(names, folder), _by_country(folder))


def _homonyms(names: pl.DataFrame, folder: Path) -> list[Homonyms]:
    place = folder / "homonyms"
    place.mkdir(exist_ok=True)
    asked = homonyms.shared_names(names)
    request = BatchRequest(
        ("query",),
        prefix=PREFIX,
        gazetteer=lolo.build(homonyms.known_language(names), place),
        options=Options(top=homonyms.TOP),
    )
    given = replace(request, kind_column="kind")
    found = homonyms.measure_homonyms(lolo.ask(asked, place, request), False)
    return found + homonyms.measure_homonyms(lolo.ask(asked, place, given), True)


def _by_country(folder: Path) -> Share:
    asked = homonyms.names_told_apart_by_country(gazetteer.open(EMBEDDED).frame())
    request = BatchRequest(("query",), country_column="country", prefix=PREFIX, gazetteer=EMBEDDED)
    answers = lolo.ask(asked, folder, request)
    return Share(answers.filter(pl.col("got_best_entity_id") == pl.col("gold")).height, answers.height)
