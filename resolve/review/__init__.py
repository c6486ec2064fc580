"""The review queue of a batch run as a sheet that a person fills in, and what the filled-in sheet changes.

1. `sheet`: the columns, and a case as a row; `verdicts`: what a person may say.
2. `grid`: the cells of a file; `separated`: as CSV or TSV; `workbook`: as .xlsx.
3. `filled`: rows read back, each fault named by row and column.
4. `proposing`: verdicts as changes to the gazetteer.
"""

from resolve.review.files import check_sheet, read_sheet, write_sheet
from resolve.review.proposing import Proposed, propose_changes

__all__ = ["Proposed", "check_sheet", "propose_changes", "read_sheet", "write_sheet"]
