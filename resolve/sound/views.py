"""The views of sound strings: what is derived from each alone, once for all that compares them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.sound import alphabet


@dataclass(frozen=True, slots=True)
class Views:
    """Views of s sound strings; every array has one row a string.

    Attributes:
        size: number of sounds.
        masks: letter masks, see `alphabet.letter_masks`.
        skeletons: hashes of the skeletons.
        coarse: coarse strings, s x MAX_SOUNDS codes.
        shapes: hashes of the coarse strings.
    """

    size: npt.NDArray[np.uint8]
    masks: npt.NDArray[np.uint64]
    skeletons: npt.NDArray[np.uint64]
    coarse: alphabet.Codes
    shapes: npt.NDArray[np.uint64]


def views_of(codes: alphabet.Codes) -> Views:
    """The views of sound strings.

    Args:
        codes: s x MAX_SOUNDS sound codes.
    """
    compiled = library()
    if compiled is None:
        coarse = alphabet.coarse(codes)
        return Views(
            alphabet.lengths(codes),
            alphabet.letter_masks(codes),
            alphabet.skeleton_hashes(codes),
            coarse,
            alphabet.row_hashes(coarse),
        )
    n = len(codes)
    found = Views(
        np.zeros(n, np.uint8),
        np.zeros(n, np.uint64),
        np.zeros(n, np.uint64),
        np.zeros(codes.shape, np.uint8),
        np.zeros(n, np.uint64),
    )
    classes = alphabet.COARSE_CODE, alphabet.SKELETON_CODE, alphabet.DEVOICED, alphabet.IS_VOWEL
    views = found.size, found.masks, found.skeletons, found.coarse, found.shapes
    compiled.call("views", *classes, np.ascontiguousarray(codes), n, *views)
    return found
