"""A page to look at: documents with their mentions marked, explained and linked, in one file of HTML.

It has no script and fetches nothing: what it shows on hover or focus is in it, and a policy of its own
forbids the rest. What comes from documents and gazetteers is escaped, wherever it goes.
"""

from resolve.documents.page.page import Page

__all__ = ["Page"]
