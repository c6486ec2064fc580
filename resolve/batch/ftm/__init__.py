"""Entities of FollowTheMoney: JSON lines in, the same lines out, each with the answer beside its properties.

`entity` reads what an entity says of itself, `verdict` makes one answer of those to its names, and `run` is
the way of a file.
"""

from resolve.batch.ftm.run import is_ftm, run_ftm

__all__ = ["is_ftm", "run_ftm"]
