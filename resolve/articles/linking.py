"""Linking by one call: a reader of each gazetteer is made once and kept."""

import functools
from collections.abc import Sequence

from resolve.articles.reader import Reader
from resolve.linking.answerer import Answerer
from resolve.mentions.mention import Document, Mention


def link_documents(answerer: Answerer, documents: Sequence[Document]) -> list[Mention]:
    """Find the mentions in documents and link them to a gazetteer.

    Args:
        answerer: a resolver.
        documents: any texts; some megabytes at a time are read the fastest.

    Returns:
        In the order of the documents, then by place, the longest first.
    """
    return _reader(answerer).read(documents)


@functools.lru_cache(maxsize=4)
def _reader(answerer: Answerer) -> Reader:
    return Reader(answerer)
