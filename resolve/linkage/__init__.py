"""Entities of one gazetteer that may be one: what the crosswalks of its sources miss, as proposed merges.

1. `spellings`, `sorts`, `facts`: the names of each entity, what sort of place it is, and what else is known,
   as columns beside the match index.
2. `candidates`: pairs of names that share a key, of entities that nothing known parts.
3. `evidence`: what speaks for and against two entities being one, all their names counted.
4. `model`, `rivals`: the probability of it, what else each may be counted.
5. `authorities`, `contradictions`, `grouping`: groups in which nothing contradicts itself, and what does.
6. `finding`: the way through these steps. `wording`: evidence in words; `run`: a gazetteer in, files out.
"""

from __future__ import annotations

from resolve.linkage.finding import find_links
from resolve.linkage.run import LinkCounts, LinkRequest, run_link
from resolve.linkage.values import Conflict, Likely, Links, Party, Proposal

__all__ = [
    "Conflict",
    "Likely",
    "LinkCounts",
    "LinkRequest",
    "Links",
    "Party",
    "Proposal",
    "find_links",
    "run_link",
]
