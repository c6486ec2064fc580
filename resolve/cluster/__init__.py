"""Names that no entity was found for, as groups: several spellings, one proposed entity.

1. `spellings`: the rows of a table as distinct names, with what is known of each.
2. `likeness`: pairs of names that may be one, and the probability that they are. `pairs` finds them;
   `evidence` is how they are spelt and what their words mean, by `vocabulary`, `translation` and `acronyms`;
   `model` weighs it.
3. `linkage`: groups out of pairs, by average linkage, so that no chain of likenesses joins strangers.
4. `derivation`: the name of a group, and the conversions by which its other spellings come from it.
5. `grouping`: the way through these steps. `proposals`: groups as changes; `run`: files.
"""

from __future__ import annotations

from resolve.cluster.grouping import group_names
from resolve.cluster.proposals import propose
from resolve.cluster.run import ClusterCounts, ClusterRequest, run_cluster
from resolve.cluster.values import Group, Link, Spelling

__all__ = [
    "ClusterCounts",
    "ClusterRequest",
    "Group",
    "Link",
    "Spelling",
    "group_names",
    "propose",
    "run_cluster",
]
