"""The columns of a review sheet, and a case as its row."""

import re
from collections.abc import Sequence
from typing import Final

from gazetteer.lookup import Gazetteer
from resolve.report import Case
from resolve.report.cases import LISTED
from resolve.review.grid import Cell
from resolve.types import Candidate

WRITABLE: Final = ("verdict", "same_as", "comment")
"""The columns that a person fills in."""

ASKED: Final = ("may_say", "name", "lang", "kind", "country", "birth_year", "rows", "row", "score", "reason")
CANDIDATES: Final = tuple(f"candidate_{place}" for place in range(1, LISTED + 1))
COLUMNS: Final = (*WRITABLE, *ASKED, *(f"{one}{of}" for one in CANDIDATES for of in ("", "_is", "_score")))

GUIDE: Final = (
    "Each row is a name that was left to a person, with the entities that may be meant.",
    "Fill in the column verdict:",
    "  an ID     the name means this entity, most often one of the candidates; it becomes a name of it.",
    "  yes       the name means candidate_1.",
    "  none      the name means none of the candidates. Nothing is changed.",
    "  exclude   the name means none of them, and the candidates are different: they are never merged.",
    "  (empty)   not decided; nothing is changed, and the row may be filled in later.",
    "same_as: IDs that the entity of the verdict has elsewhere, such as wikidata:Q9248, separated by spaces.",
    "comment: why; it is kept in the log of the gazetteer.",
    "The other columns are for reading. Rows may be sorted and deleted; columns may be moved or added.",
    "Then: resolve apply-review SHEET --output changes.jsonl, and gazetteer apply changes.jsonl",
)
"""What a person has to know, a line a line."""

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


def make_rows(cases: Sequence[Case], gazetteer: Gazetteer) -> list[list[Cell]]:
    """Return the rows of a sheet, in the order of the cases.

    Args:
        cases: the review queue.
        gazetteer: where its candidates come from.
    """
    return [_row(case, gazetteer) for case in cases]


def _row(case: Case, gazetteer: Gazetteer) -> list[Cell]:
    query, candidates = case.query, case.answer.candidates
    row: list[Cell] = [None] * len(WRITABLE)
    row += [
        _choices(candidates),
        _line(query.name),
        query.lang,
        query.kind,
        query.country,
        query.birth_year,
        case.rows,
        case.row,
        _rounded(case.answer.score),
        _line(case.answer.reason),
    ]
    for candidate in candidates:
        row += [candidate.entity_id, _described(candidate, gazetteer), _rounded(candidate.score)]
    return row + [None] * (len(COLUMNS) - len(row))


def _choices(candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return "an ID, none"
    return "an ID, yes, none" if len(candidates) == 1 else "an ID, yes, none, exclude"


def _described(candidate: Candidate, gazetteer: Gazetteer) -> str:
    """Who it is, for a person who has to tell it from the others."""
    entity = gazetteer.entity(candidate.entity_id)
    facts: list[str | None] = [candidate.name, candidate.kind]
    if entity is not None:
        born = None if entity.birth_year is None else f"born {entity.birth_year}"
        facts += [entity.country, born, entity.description]
    if candidate.matched_name != candidate.name:
        facts.append(f"found by {candidate.matched_name}")
    return _line(", ".join(fact for fact in facts if fact)) or ""


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _line(text: str | None) -> str | None:
    """Return text without line breaks and what else a cell cannot hold."""
    return None if text is None else _UNSEEN.sub(" ", text)
