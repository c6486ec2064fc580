"""Where the rows of a gazetteer come from: names tables, and dumps as others publish them.

A source is a path, or `importer:path?option=value` where the path alone does not say how to read it.

1. `request`: what is asked for; `wanted`: options that several importers have.
2. `dump`, `documents`, `lines`: bytes, whatever is around them, bit by bit.
3. `tabbed`, `json_text`: rows and objects of them.
4. `geonames` with `alternates`, `wikidata` with `statements`, `ftm`, `wof`, `reconcile`, `mapped`:
   an importer each; `table` is the names table itself.
5. `vetting`, `parts`: what fits a names table; `tally`: what does not, counted and named.
6. `importers`: the way through these steps.
"""

from __future__ import annotations

from gazetteer.sources.importers import read_source
from gazetteer.sources.source import Source

__all__ = ["Source", "read_source"]
