"""`resolve.evidence.measure.measure_names` over in C: the same numbers, several times as fast."""

import numpy as np

from resolve.compiled import Held, Library
from resolve.evidence.alignment import Alignment, Ints
from resolve.evidence.features import FEATURES
from resolve.evidence.measure import Evidence
from resolve.native.structs import SideStruct, rules
from resolve.settings import MAX_TOKENS


def measure_names(
    library: Library, left: Held[SideStruct], right: Held[SideStruct], left_name: Ints, right_name: Ints
) -> Evidence:
    """What the names of pairs say by themselves.

    Args:
        library: what `library` gave.
        left: the queries' side.
        right: the gazetteer's side.
        left_name: n rows of names.
        right_name: as many.
    """
    n = len(left_name)
    names = np.ascontiguousarray(left_name, np.int64), np.ascontiguousarray(right_name, np.int64)
    values = np.empty((n, len(FEATURES)), np.float32)
    partial = np.empty(n, bool)
    aligned = Alignment(
        *names,
        np.empty((n, MAX_TOKENS), np.int8),
        np.empty((n, MAX_TOKENS), np.float32),
        np.empty((n, MAX_TOKENS), bool),
        np.empty(n, bool),
    )
    out = values, partial, aligned.answer, aligned.value, aligned.same, aligned.gendered
    library.call("measure", rules().struct, left.struct, right.struct, *names, n, *out)
    return Evidence(values, partial, aligned)
