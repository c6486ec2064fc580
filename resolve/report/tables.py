"""Rows of a report as HTML; what comes from files and gazetteers is escaped, and cut where it is long."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl

from resolve.batch.request import Counts
from resolve.documents.page.escaping import escaped, isolated
from resolve.report.cases import Case
from resolve.types import Candidate, Decision, Explanation, Query

SHOWN: Final = 200
"""Characters of a name or a reason that a cell shows."""


def write_counts(counts: Counts) -> str:
    """Return the table of rows by decision."""
    numbers = {"match": counts.match, "review": counts.review, "nil": counts.nil, "error": counts.error}
    rows = [
        [_head(decision), _number(count), _share(count, counts.rows)] for decision, count in numbers.items()
    ]
    rows.append([_head("all"), _number(counts.rows), _share(counts.rows, counts.rows)])
    return _table("counts", ("decision", "rows", "share"), rows)


def write_languages(languages: Mapping[tuple[str | None, Decision], int]) -> str:
    """Return the table of decisions by language, the most frequent language first."""
    by_tag: dict[str | None, dict[Decision, int]] = {}
    for (tag, decision), count in languages.items():
        by_tag.setdefault(tag, {})[decision] = count
    ordered = sorted(by_tag.items(), key=lambda item: (-sum(item[1].values()), item[0] or ""))
    rows = [
        [
            _head(tag or "not given"),
            _number(sum(found.values())),
            *(_number(found.get(decision, 0)) for decision in Decision),
            _share(found.get(Decision.MATCH, 0), sum(found.values())),
        ]
        for tag, found in ordered
    ]
    return _table("languages", ("language", "rows", *map(str, Decision), "matched"), rows, sortable=True)


def write_cases(cases: Sequence[Case]) -> str:
    """Return the table of the review queue: each name, its best candidate, and all of them with reasons."""
    rows = []
    for case in cases:
        best = case.answer.candidates[0] if case.answer.candidates else None
        rows.append(
            [
                _number(case.row),
                _number(case.rows),
                _cell(_asked(case.query)),
                _cell(_named(best.name, best.entity_id) if best else ""),
                _score(case.answer.score),
                _cell(f"{_text(case.answer.reason)}{_details(case.answer.candidates)}"),
            ]
        )
    titles = ("row", "rows", "name", "best candidate", "score", "reason and candidates")
    return _table("review", titles, rows, sortable=True)


def write_sample(identifier: str, kept: pl.DataFrame) -> str:
    """Return the table of a sample of rows.

    Args:
        identifier: of the table in the page.
        kept: as `Sample.drawn` gives it.
    """
    rows = []
    for row in kept.rows(named=True):
        query = Query(row["name"], row["lang"], row["kind"], row["country"], row["birth_year"])
        candidate = _named(row["best_name"], row["best_entity_id"]) if row["best_entity_id"] else ""
        rows.append(
            [
                _number(row["row"]),
                _number(row["rows"]),
                _cell(_asked(query)),
                _cell(candidate),
                _cell(_text(row["matched_name"])),
                _score(row["score"]),
                _cell(_text(row["reason"])),
            ]
        )
    titles = ("row", "rows", "name", "best candidate", "spelling", "score", "reason")
    return _table(identifier, titles, rows, sortable=True)


def _details(candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return ""
    listed = "".join(
        f"<li>{_named(one.name, one.entity_id)} {one.kind}, score {one.score:.2f}, "
        f"by {_text(one.matched_name)}{_why(one.explanation)}</li>"
        for one in candidates
    )
    return f"<details><summary>{len(candidates)} candidates</summary><ol>{listed}</ol></details>"


def _why(explanation: Explanation | None) -> str:
    if explanation is None:
        return ""
    tokens = "".join(
        f"<li>{_text(token.left) or '–'} ~ {_text(token.right) or '–'}: {escaped(token.how)}</li>"
        for token in explanation.tokens
    )
    evidence = "".join(
        f"<li>{item.contribution:+.2f} {escaped(item.meaning)}</li>" for item in explanation.evidence
    )
    return f'<ul class="tokens">{tokens}</ul><ul class="evidence">{evidence}</ul>'


def _asked(query: Query) -> str:
    known = (query.lang, query.kind, query.country, query.birth_year)
    context = ", ".join(escaped(str(value)) for value in known if value is not None)
    return _text(query.name) + (f' <span class="context">{context}</span>' if context else "")


def _named(name: str | None, entity_id: str) -> str:
    return f"{_text(name)} <code>{escaped(entity_id[:SHOWN])}</code>"


def _text(value: str | None) -> str:
    if not value:
        return ""
    return isolated(value if len(value) <= SHOWN else f"{value[:SHOWN]}…")


def _cell(markup: str) -> str:
    return f"<td>{markup}</td>"


def _head(text: str) -> str:
    return f'<th scope="row">{isolated(text)}</th>'


def _number(value: int) -> str:
    return f'<td class="number" data-value="{value}">{value:,}</td>'


def _score(value: float | None) -> str:
    return '<td class="number"></td>' if value is None else _figure(value, f"{value:.2f}")


def _share(part: int, whole: int) -> str:
    return _figure(part / whole, f"{part / whole:.1%}") if whole else '<td class="number">–</td>'


def _figure(value: float, text: str) -> str:
    return f'<td class="number" data-value="{value:.6f}">{text}</td>'


def _table(
    identifier: str, titles: Iterable[str], rows: Iterable[Sequence[str]], *, sortable: bool = False
) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    mark = ' class="sortable"' if sortable else ""
    return (
        f'<div class="wide"><table id="{identifier}"{mark}>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )
