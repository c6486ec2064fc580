"""Where the rows of a gazetteer come from: one importer a module.

A source is a path, or `importer:path` where the path alone does not say how to read it.
"""

from __future__ import annotations

from gazetteer.sources.importers import read_source
from gazetteer.sources.source import Source

__all__ = ["Source", "read_source"]
