"""Names as numbers: what every later step works on, of a gazetteer and of queries alike.

1. `forms`: the distinct tokens, each read once; `folded` their letters without accents.
2. `table`: names as runs of forms, each token with its role in the name (`roles`).
3. `outline`: how often each class of sounds occurs in a name.

`compiled` holds names as the compiled library takes them.
"""

from resolve.names.table import KINDS, PROPER, UNKNOWN_KIND, Names, NameTable, read_names

__all__ = ["KINDS", "PROPER", "UNKNOWN_KIND", "NameTable", "Names", "read_names"]
