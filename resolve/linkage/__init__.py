"""Entities of one gazetteer that may be one: what the crosswalks of its sources miss, as proposed merges.

1. `twins`: which entities have names in common or alike, and what else speaks for or against their being one.
2. `run`: a gazetteer in, a file of changes out.
"""

from __future__ import annotations

from resolve.linkage.run import LinkCounts, LinkRequest, run_link
from resolve.linkage.twins import Found, Thing, Twins, find_twins

__all__ = ["Found", "LinkCounts", "LinkRequest", "Thing", "Twins", "find_twins", "run_link"]
