"""Files of running text: documents in, a table of their mentions out, and a page to look at.

`run_text` is the way through; `sources` tells what is read, `page` what can be looked at.
"""

from resolve.documents.request import TextCounts, TextRequest
from resolve.documents.run import run_text

__all__ = ["TextCounts", "TextRequest", "run_text"]
