"""`resolve name`: one name, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import GazetteersOption, JsonOption, QuietOption, print_aligned, print_json
from resolve.cli.checks import checked_country, checked_tag, make_options
from resolve.cli.explanation import DIGITS, explanation_members, print_explanation
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.meter import Meter
from resolve.cli.options import (
    ExcludeOption,
    KindOption,
    LangOption,
    ReviewThresholdOption,
    StrictKindOption,
    ThresholdOption,
)
from resolve.errors import UsageError

if TYPE_CHECKING:
    from resolve.types import Candidate, Resolution


def name_command(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="The name; several words need no quotes.")
    ],
    lang: LangOption = None,
    kind: KindOption = None,
    strict_kind: StrictKindOption = False,
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Country of the entity, ISO 3166-1 alpha-2.", show_default=False),
    ] = None,
    birth_year: Annotated[
        int | None,
        typer.Option(
            min=-9999, max=9999, metavar="YEAR", help="Year of birth of the person.", show_default=False
        ),
    ] = None,
    exclude: ExcludeOption = None,
    top: Annotated[int, typer.Option(min=1, metavar="K", help="How many candidates are listed.")] = 5,
    threshold: ThresholdOption = None,
    review_threshold: ReviewThresholdOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what speaks for the best candidate, and how much.")
    ] = False,
    gazetteer: GazetteersOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Resolve one name, and list the entities that may be meant.

    Example: resolve name Alijew Ilham --lang de --explain
    """
    if strict_kind and kind is None:
        raise UsageError("--strict-kind: no kind was given; add --kind")
    options = make_options(
        threshold, review_threshold, exclude, top=top, strict_kind=strict_kind, explain=explain
    )
    tag = checked_tag("--lang", lang)
    code = checked_country(country)
    # The resolver loads numpy and ICU; `resolve --help` must not wait for them.
    from resolve.resolver import open_resolver

    with Meter(quiet) as meter:
        resolver = open_resolver(gazetteer, meter)
    answer = resolver.lookup(
        " ".join(text), lang=tag, kind=kind, country=code, birth_year=birth_year, options=options
    )
    if json:
        print_json(_members(answer, explain, resolver.is_combined))
    else:
        _print_answer(answer)
    if answer.decision == "error":
        raise typer.Exit(ERROR_ROWS)


def _members(answer: Resolution, explained: bool, several: bool) -> dict[str, object]:
    members: dict[str, object] = {
        "query": answer.query,
        "decision": str(answer.decision),
        "entity_id": answer.entity_id,
        "score": None if answer.score is None else round(answer.score, DIGITS),
        "best_entity_id": answer.best_entity_id,
        "best_name": answer.best_name,
        "matched_name": answer.matched_name,
        "reason": answer.reason,
        **(_origin_members(answer) if several else {}),
        "candidates": [_candidate_members(candidate, several) for candidate in answer.candidates],
    }
    if explained:
        why = answer.candidates[0].explanation if answer.candidates else None
        members["explanation"] = explanation_members(why) if why is not None else None
    return members


def _candidate_members(candidate: Candidate, several: bool) -> dict[str, object]:
    return {
        "entity_id": candidate.entity_id,
        "name": candidate.name,
        "score": round(candidate.score, DIGITS),
        "similarity": round(candidate.similarity, DIGITS),
        "matched_name": candidate.matched_name,
        "kind": candidate.kind,
        **(_origin_members(candidate) if several else {}),
    }


def _origin_members(found: Resolution | Candidate) -> dict[str, object]:
    """Of several gazetteers those that the entity and its spelling are from."""
    return {"gazetteer": found.gazetteer, "matched_gazetteer": found.matched_gazetteer}


def _origin(candidate: Candidate) -> str:
    spelling = candidate.matched_gazetteer
    other = f" (spelling: {spelling})" if spelling != candidate.gazetteer else ""
    return f"{candidate.gazetteer}{other}"


def _print_answer(answer: Resolution) -> None:
    found = f" {answer.entity_id}" if answer.entity_id else ""
    typer.echo(f"{answer.query}: {answer.decision}{found}")
    typer.echo(f"  {answer.reason}")
    if not answer.candidates:
        return
    typer.echo()
    rows: list[tuple[str, ...]] = [("score", "entity", "kind", "name", "spelling")]
    rows += [(f"{c.score:.2f}", c.entity_id, c.kind, c.name, c.matched_name) for c in answer.candidates]
    if answer.gazetteer is not None:
        origins = ["gazetteer", *map(_origin, answer.candidates)]
        rows = [(*row, origin) for row, origin in zip(rows, origins, strict=True)]
    print_aligned(rows, indent="  ")
    why = answer.candidates[0].explanation
    if why is not None:
        typer.echo()
        print_explanation(why)
