"""Articles: documents in, their mentions out.

The way of a document is in `reader`.
"""

from resolve.articles.frame import COLUMNS, mentions_frame
from resolve.articles.linking import link_documents, link_frame
from resolve.articles.reader import Reader
from resolve.mentions.mention import Document, Mention

__all__ = ["COLUMNS", "Document", "Mention", "Reader", "link_documents", "link_frame", "mentions_frame"]
