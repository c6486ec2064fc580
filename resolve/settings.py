"""Limits and thresholds, each with its unit and where it comes from."""

from typing import Final

MAX_NAME: Final = 1_000
"""Longest name that is read, in code points after piles of combining marks are folded. The longest of 444
thousand names of persons, places and organizations has 214."""

MAX_TOKENS: Final = 12
"""Tokens of a name that take part in comparison; what stands further back is not compared. Unit: tokens."""

MATCH_THRESHOLD: Final = 0.55
"""Least score of a match, 0..1: the probability that the named entity is the right one."""

NAMESAKE_THRESHOLD: Final = 0.80
"""Least score of a match where another entity is named as nearly so, 0..1: prominence alone, which is what
tells namesakes apart, is right less often than a name."""

REVIEW_THRESHOLD: Final = 0.30
"""Least score, 0..1, at which the best candidate is worth a person's look."""

PAIR_MATCH: Final = 0.65
"""Least similarity of a match when two names are compared without a gazetteer, 0..1."""

PAIR_REVIEW: Final = 0.55
"""Least similarity worth a person's look when two names are compared, 0..1."""

SETTLED: Final = 0.0
"""Log odds, from the names alone, at which a candidate found by a key ends the search: it is more likely
right than not. Unit: log odds."""

CHUNK: Final = 8_000
"""Distinct queries that are worked on at once; bounds memory. Unit: names."""
