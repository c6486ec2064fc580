"""The page of a report: one file that fetches nothing, with its own script and style and nothing else's."""

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from gazetteer.durable import replace_file
from gazetteer.errors import UnwritableFile
from resolve import settings
from resolve.documents.page.escaping import escaped, isolated
from resolve.report import charts, tables
from resolve.report.cases import Case
from resolve.report.gathering import Gathered
from resolve.report.sample import SEED
from resolve.types import Decision, Options

REVIEWS: Final = 200
"""Cases of the review queue that a page shows with their explanations."""

_SAMPLES: Final = {
    Decision.MATCH: "Matches",
    Decision.NIL: "Not in the gazetteer",
    Decision.ERROR: "Rows that could not be processed",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a report is about.

    Attributes:
        source: the input, as it was named.
        target: the output, as it was named.
        gazetteer: what was searched, in words.
        options: thresholds and filters.
    """

    source: str
    target: str
    gazetteer: str
    options: Options


def write_report(path: str, run: Run, gathered: Gathered, queue: Sequence[Case]) -> None:
    """Write the page, whole or not at all.

    Args:
        path: an .html file.
        run: what it is about.
        gathered: what was kept of the run.
        queue: the most frequent cases of its review queue, explained; `REVIEWS` are shown.

    Raises:
        UnwritableFile: it cannot be written there.
    """
    page = make_page(run, gathered, queue)
    try:
        replace_file(Path(os.path.realpath(path)), page.encode())
    except OSError as error:
        raise UnwritableFile(f"{path}: cannot be written: {error.strerror or error}") from error


def make_page(run: Run, gathered: Gathered, queue: Sequence[Case]) -> str:
    """Return the page; the arguments are those of `write_report`."""
    counts = gathered.counts
    threshold, review = _thresholds(run.options)
    sections = [
        _section("decisions", "Decisions", tables.write_counts(counts)),
        _section("scores", "Scores", _scores(gathered, threshold, review)),
        _section("by-language", "Languages", _languages(gathered)),
        _section("queue", "Review queue", _queue(gathered, queue[:REVIEWS])),
    ]
    for decision, title in _SAMPLES.items():
        if (kept := gathered.samples.get(decision)) is not None:
            said = _drawn(kept.height, int(kept["rows"].sum()), getattr(counts, decision))
            table = tables.write_sample(f"sample-{decision}", kept)
            sections.append(_section(str(decision), title, f"<p>{said}</p>\n{table}"))
    about = (
        f"<p>{isolated(run.source)}, written to {isolated(run.target)}; searched: {isolated(run.gazetteer)}. "
        f"Least score of a match {threshold:g}, of a review {review:g}.</p>"
    )
    script = _asset("tables.js")
    return (
        f"{_head(f'Names of {run.source}', script)}<header><h1>Names of {isolated(run.source)}</h1>\n{about}"
        f"</header>\n<main>\n{''.join(sections)}</main>\n<script>{script}</script>\n</html>\n"
    )


def _thresholds(options: Options) -> tuple[float, float]:
    match = settings.MATCH_THRESHOLD if options.threshold is None else options.threshold
    review = settings.REVIEW_THRESHOLD if options.review_threshold is None else options.review_threshold
    return match, min(match, review)


def _scores(gathered: Gathered, threshold: float, review: float) -> str:
    drawing = charts.draw_scores(gathered.scores, threshold, review)
    if drawing is None:
        return "<p>No row has a candidate.</p>"
    scored = sum(gathered.scores.values())
    said = f"The dashed lines are the thresholds. {gathered.counts.rows - scored:,} rows have no candidate."
    return f"{_figure(drawing, 'Rows by score of the best candidate, and decision')}\n<p>{said}</p>"


def _languages(gathered: Gathered) -> str:
    drawing = charts.draw_languages(gathered.languages)
    if drawing is None:
        return "<p>There is no row.</p>"
    picture = _figure(drawing, "Rows by language and decision")
    return f"{picture}\n{tables.write_languages(gathered.languages)}"


def _queue(gathered: Gathered, queue: Sequence[Case]) -> str:
    kept = gathered.samples.get(Decision.REVIEW)
    if kept is None or not queue:
        return "<p>Nothing is left to a person.</p>"
    said = _drawn(kept.height, int(kept["rows"].sum()), gathered.counts.review)
    if len(queue) < kept.height:
        said += f" Shown are the {len(queue):,} most frequent."
    return f"<p>{said}</p>\n{tables.write_cases(queue)}"


def _drawn(questions: int, rows: int, whole: int) -> str:
    """Say what part of the rows a table shows."""
    if rows >= whole:
        return f"{questions:,} different questions, asked by {whole:,} rows."
    return (
        f"{questions:,} different questions, asked by {rows:,} of {whole:,} rows; "
        f"drawn by chance, each as likely as any other (seed {SEED})."
    )


def _section(identifier: str, title: str, inside: str) -> str:
    head = f'<h2 id="{identifier}">{title}</h2>'
    return f'<section aria-labelledby="{identifier}">\n{head}\n{inside}\n</section>\n'


def _figure(svg: str, title: str) -> str:
    return f'<figure role="group" aria-label="{title}">{svg}</figure>'


def _head(title: str, script: str) -> str:
    style = _asset("report.css")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("resolve.report").joinpath("page", name).read_text(encoding="utf-8")
