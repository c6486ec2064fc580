"""Shares of running text: documents as a table, on their way between processes."""

from collections.abc import Sequence

import polars as pl

from resolve.articles import Document, link_frame
from resolve.resolver import Resolver

_UTF8 = "utf-8", "surrogatepass"


def pack_documents(documents: Sequence[Document]) -> pl.DataFrame:
    """Documents as a table: doc, text, lang; texts as bytes, since they may hold what is no character."""
    return pl.DataFrame(
        {
            "doc": [document.doc.encode(*_UTF8) for document in documents],
            "text": [document.text.encode(*_UTF8) for document in documents],
            "lang": [document.lang for document in documents],
        },
        schema={"doc": pl.Binary, "text": pl.Binary, "lang": pl.String},
    )


def answer_texts(resolver: Resolver, share: pl.DataFrame) -> pl.DataFrame:
    """The mentions in a share of documents, as `articles.mentions_frame` gives them."""
    documents = [
        Document(doc.decode(*_UTF8), text.decode(*_UTF8), lang) for doc, text, lang in share.iter_rows()
    ]
    return link_frame(resolver, documents)
