"""What a batch run leaves for a person besides its output: a report to look at, a sheet to fill in."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.counting import counted
from resolve.cli.checks import refuse_sharing
from resolve.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from resolve.batch import FileRequest
    from resolve.batch.parts import Tell
    from resolve.cli.meter import Meter
    from resolve.report import Gathering

ReportOption = Annotated[
    str | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="An .html page about the run: counts, charts, samples.",
        show_default=False,
    ),
]
ReviewOption = Annotated[
    str | None,
    typer.Option(
        "--review",
        metavar="FILE",
        help="A sheet of the names to review: .csv, .tsv or .xlsx.",
        show_default=False,
    ),
]
PAGES = (".html", ".htm")


class Aftermath:
    """Looks at a run, and writes about it when it is over."""

    def __init__(self, request: FileRequest, page: str | None, sheet: str | None) -> None:
        """Check that everything can be written.

        Args:
            request: the run.
            page: where the report goes; None for none.
            sheet: where the review sheet goes; None for none.

        Raises:
            UsageError: an ending, or two outputs that are one; an extra that is not installed.
            UnwritableFile: a folder that is not there.
        """
        self._request, self._page, self._sheet = request, page, sheet
        if page is not None:
            _check_page(page)
        if sheet is not None:
            from resolve.review import check_sheet

            check_sheet(sheet)
        refuse_sharing([request.source], {"--output": request.target, "--report": page, "--review": sheet})
        for path in filter(None, (page, sheet)):
            _check_folder(path)
        from resolve.report import Gathering

        self._gathering = Gathering()

    @property
    def gathering(self) -> Gathering:
        """What is to see the rows of the run."""
        return self._gathering

    def write(self, meter: Meter, tell: Tell) -> None:
        """Write what was asked for, and say where.

        Args:
            meter: how far the work is.
            tell: is told where.
        """
        import gazetteer
        from gazetteer.combination.parts import called
        from resolve.report import ask_again
        from resolve.resolver import open_resolver
        from resolve.types import Decision

        batch = self._request.batch
        resolver = open_resolver(batch.gazetteer, meter)
        found = self._gathering.gathered()
        kept = found.samples.get(Decision.REVIEW)
        if self._page is not None:
            from resolve.report.page import REVIEWS, Run, write_report

            searched = "the default gazetteer" if batch.gazetteer is None else called(batch.gazetteer)
            run = Run(self._request.source, self._request.target, searched, batch.options)
            shown = None if kept is None else kept.sort("rows", "row", descending=[True, False]).head(REVIEWS)
            write_report(self._page, run, found, ask_again(resolver, shown, batch.options, explain=True))
            tell(f"a report on the run: {self._page}")
        if self._sheet is not None:
            from resolve.review import write_sheet

            cases = ask_again(resolver, kept, batch.options, explain=False)
            write_sheet(self._sheet, cases, gazetteer.open(batch.gazetteer))
            rows = sum(case.rows for case in cases)
            left = found.counts.review - rows
            more = f"; {counted(left, 'more row')} had no room" if left else ""
            names, asking = counted(len(cases), "name"), counted(rows, "row")
            tell(f"{names} of {asking} to review: {self._sheet}{more}")


def _check_page(page: str) -> None:
    if Path(page).suffix.lower() not in PAGES:
        raise UsageError(f"--report {page}: a report is a page; expected: a file that ends in .html")
    for library in ("altair", "vl_convert"):
        if find_spec(library) is None:
            raise MissingExtra("report", library)


def _check_folder(path: str) -> None:
    from gazetteer.errors import UnwritableFile

    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UnwritableFile(f"{path}: cannot be written: it is a directory")
    if not target.parent.is_dir():
        raise UnwritableFile(f"{path}: cannot be written: no such folder {str(target.parent)!r}")
