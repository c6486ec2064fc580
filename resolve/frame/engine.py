"""One resolver a gazetteer, opened when it is first asked."""

from functools import lru_cache
from pathlib import Path
from threading import Lock

import gazetteer
from gazetteer.types import Where
from resolve.resolver import Resolver, open_resolver

_OPENING = Lock()


def engine_of(path: Where = None) -> Resolver:
    """Return the resolver of a gazetteer; threads share it.

    A new snapshot of the gazetteer is taken up by the next call.

    Args:
        path: the gazetteer's directory, or several, see `gazetteer.locate`; None for the default ones.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
    """
    snapshot = gazetteer.locate(path)
    with _OPENING:
        return _opened(snapshot.directory)


@lru_cache(maxsize=8)
def _opened(directory: Path) -> Resolver:
    return open_resolver(directory)
