"""A report on a batch run: one page to look at, of bounded size however many rows there were.

1. `gathering`: what is kept of the rows while they are written; `sample`: which questions are kept.
2. `cases`: the kept questions asked again, for their candidates and explanations.
3. `charts`: the distribution of scores and the decisions by language, as pictures.
4. `tables`: rows as HTML; `page`: the whole, in one file that fetches nothing.

`charts`, and so `page`, need the extra `report`; the rest does not.
"""

from resolve.report.cases import Case, ask_again
from resolve.report.gathering import Gathered, Gathering

__all__ = ["Case", "Gathered", "Gathering", "ask_again"]
