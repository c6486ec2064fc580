"""What linking asks of the resolver: the seam that lets it stand below `resolve.resolver`."""

from collections.abc import Sequence
from typing import Protocol

from resolve.index.layout import Index
from resolve.types import Options, Query, Resolution


class Answerer(Protocol):
    """A resolver: the names of one gazetteer, and answers to queries."""

    def __hash__(self) -> int:
        """Answerers are told apart by identity."""
        ...

    @property
    def index(self) -> Index:
        """The match index that is searched."""
        ...

    def answer(self, queries: Sequence[Query], options: Options) -> list[Resolution]:
        """Answer queries in their order."""
        ...
