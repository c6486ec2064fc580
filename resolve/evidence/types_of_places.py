"""Kinds of place and body that names speak of: a river is no city, and an airport is not its city."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.alignment import Block
from resolve.sides import Side
from resolve.text.words import Role, named_after

Roles = npt.NDArray[np.uint8]

_NONE_LEFT: Final = -1
_NONE_RIGHT: Final = -2
"""What stands for a token that names no kind; unlike on both sides, so that they never agree."""


def compare_types(
    left: Side, right: Side, block: Block, role_left: Roles, role_right: Roles
) -> dict[str, npt.NDArray[np.float32]]:
    """Compare what pairs of names say of the kind of place or body.

    Args:
        left: the queries' side.
        right: the gazetteer's side.
        block: p aligned pairs, w tokens wide.
        role_left: p x w roles of the tokens; `Role.MARK` where there is none.
        role_right: likewise.

    Returns:
        Feature -> p values, 0..1.
    """
    generic_l, generic_r = role_left == Role.GENERIC, role_right == Role.GENERIC
    sense_l = np.where(generic_l, left.forms.sense[left.names.form[block.left_token]], _NONE_LEFT)
    sense_r = np.where(generic_r, right.forms.sense[right.names.form[block.right_token]], _NONE_RIGHT)
    alike = sense_l[:, :, None] == sense_r[:, None, :]
    shared = alike.any(axis=2).sum(axis=1) + alike.any(axis=1).sum(axis=1)
    share = shared / np.maximum(generic_l.sum(axis=1) + generic_r.sum(axis=1), 1)
    both = generic_l.any(axis=1) & generic_r.any(axis=1)
    one = generic_l.any(axis=1) != generic_r.any(axis=1)
    after = sorted(named_after())
    after_l, after_r = np.isin(sense_l, after).any(axis=1), np.isin(sense_r, after).any(axis=1)
    columns = {
        "type_same": np.where(both, share, 0),
        "type_conflict": np.where(both, 1 - share, 0),
        "type_one": one,
        "named_after": after_l != after_r,
    }
    return {feature: np.asarray(column, np.float32) for feature, column in columns.items()}
