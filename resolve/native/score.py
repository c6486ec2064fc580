"""What follows the measuring of names over in C: context, log odds, `resolve.ranking.Measured.of`."""

import ctypes
import functools

import numpy as np

from resolve.candidates.pairs import Pairs
from resolve.compiled import Held, Library, address, in_one_piece
from resolve.evidence.context import BIRTH_TOLERANCE, CONTEXT_FEATURES
from resolve.evidence.features import FEATURES, PLACE
from resolve.evidence.measure import CONTRADICTS, LACKS, LEAST_BEARING, Evidence
from resolve.names import KINDS, UNKNOWN_KIND
from resolve.ranking import Measured
from resolve.score import model
from resolve.sides import Side

_COLUMNS = {
    "sense": np.int32,
    "kind": np.uint8,
    "country": np.uint16,
    "birth_year": np.int16,
    "language": np.uint16,
    "abbreviation": np.bool_,
}
_POINTS = ("values", "odds", "slope", "is_context")
_PLACES = (
    *("likeness", "slip", "same", "equivalent", "own_slip", "abbreviation", "abbreviation_same", "kind_open"),
    *(
        "kind_same",
        "kind_conflict",
        "country_same",
        "country_conflict",
        "birth_same",
        "birth_conflict",
        "borne",
    ),
)


class FactsStruct(ctypes.Structure):
    """`Facts` of score.c."""

    _fields_ = [(name, ctypes.c_void_p) for name in _COLUMNS]


class ModelStruct(ctypes.Structure):
    """`Model` of score.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in _POINTS],
        ("bias", ctypes.c_double),
        ("least_bearing", ctypes.c_float),
        *[(name, ctypes.c_int32) for name in ("birth_tolerance", "unknown_kind", "person", "points")],
        *[(name, ctypes.c_int32) for name in ("features", *_PLACES)],
        ("contradicts", ctypes.c_int32 * len(CONTRADICTS)),
        ("lacks", ctypes.c_int32 * len(LACKS)),
    ]


def facts_struct(side: Side) -> Held[FactsStruct]:
    """What is known of the names of a side besides their text; copied only where a type differs."""
    columns = side.names.sense, side.kind, side.country, side.birth_year, side.language, side.abbreviation
    arrays = in_one_piece(columns, _COLUMNS.values())
    return Held(FactsStruct(*map(address, arrays)), arrays)


def weigh(
    library: Library, left: Held[FactsStruct], right: Held[FactsStruct], pairs: Pairs, evidence: Evidence
) -> Measured:
    """Weigh pairs whose names were measured.

    Args:
        library: what `library` gave.
        left: the queries' side.
        right: the gazetteer's side.
        pairs: n pairs.
        evidence: what their names say by themselves; it gets what is known of them besides.
    """
    n = len(pairs.query)
    odds, sure = np.empty(n, np.float32), np.empty(n, np.float32)
    bearing, same = np.empty(n, np.bool_), np.empty(n, np.bool_)
    names = evidence.alignment.left_name, evidence.alignment.right_name
    given = n, *names, evidence.partial, evidence.values
    library.call("weigh", _model().struct, left.struct, right.struct, *given, odds, sure, bearing, same)
    return Measured(pairs, (evidence,), odds, sure, bearing, same)


@functools.cache
def _model() -> Held[ModelStruct]:
    curves = [model().curves[feature] for feature in FEATURES]
    points = max(len(curve.values) for curve in curves)
    shape = len(FEATURES), points
    values, odds, slopes = np.full(shape, np.inf), np.zeros(shape), np.zeros(shape)
    for row, curve in enumerate(curves):
        end = len(curve.values)
        values[row, :end], odds[row, :end] = curve.values, curve.odds
        slopes[row, : end - 1] = np.diff(curve.odds) / np.diff(curve.values)
    is_context = np.array([feature in CONTEXT_FEATURES for feature in FEATURES])
    arrays = values, odds, slopes, is_context
    struct = ModelStruct(
        *map(address, arrays),
        bias=model().bias,
        least_bearing=LEAST_BEARING,
        birth_tolerance=BIRTH_TOLERANCE,
        unknown_kind=UNKNOWN_KIND,
        person=KINDS.index("person"),
        points=points,
        features=len(FEATURES),
        contradicts=(ctypes.c_int32 * len(CONTRADICTS))(*CONTRADICTS),
        lacks=(ctypes.c_int32 * len(LACKS))(*LACKS),
    )
    for feature in _PLACES:
        setattr(struct, feature, PLACE[feature])
    return Held(struct, arrays)
