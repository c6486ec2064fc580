"""What a search remembers of near shapes is lent to one search at a time."""

import numpy as np
import pytest

from resolve.native.near import Remembered


def test_lent_again() -> None:
    """The next search finds what the one before left."""
    remembered = Remembered()
    with remembered.lent() as memory:
        memory[0] = 7
    with remembered.lent() as again:
        assert memory is again


def test_never_lent_twice() -> None:
    """Searches at the same time do not share a memory."""
    remembered = Remembered()
    with remembered.lent() as one, remembered.lent() as other:
        assert not np.shares_memory(one, other)


def test_not_trusted_after_a_failure() -> None:
    """What a failed search may have left half written is not lent again."""
    remembered = Remembered()
    with pytest.raises(MemoryError):
        _fail(remembered)
    with remembered.lent() as memory:
        assert 0 == memory[0]


def _fail(remembered: Remembered) -> None:
    with remembered.lent() as memory:
        memory[0] = 7
        raise MemoryError
