"""Linking by one call: a reader of each gazetteer is made once and kept."""

import functools
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from resolve.articles.frame import rows_frame
from resolve.articles.reader import Reader
from resolve.linking.answerer import Answerer
from resolve.mentions.mention import Document, Mention

if TYPE_CHECKING:
    import polars as pl


def link_documents(answerer: Answerer, documents: Sequence[Document]) -> list[Mention]:
    """Find the mentions in documents and link them to a gazetteer.

    Args:
        answerer: a resolver.
        documents: any texts; some megabytes at a time are read the fastest.

    Returns:
        In the order of the documents, then by place, the longest first.
    """
    return _reader(answerer).read(documents)


def link_frame(answerer: Answerer, documents: Sequence[Document]) -> "pl.DataFrame":
    """Find the mentions in documents, as the frame that `mentions_frame` makes of them, in less time."""
    reader = _reader(answerer)
    with _uncollected():
        return rows_frame(reader.rows(documents), reader.is_combined)


@functools.lru_cache(maxsize=4)
def _reader(answerer: Answerer) -> Reader:
    return Reader(answerer)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the search for cycles of objects rest.

    The tuples of mentions have none, and a tenth of the time would go into looking through them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
