"""The options that several commands share."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from resolve import settings

KindOption = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="person, place, organization or other.", show_default=False),
]
LangOption = Annotated[
    str | None, typer.Option(metavar="TAG", help="Language of the name, such as az.", show_default=False)
]
LangOfAllOption = Annotated[
    str | None,
    typer.Option(metavar="TAG", help="Language of all names, such as az.", show_default=False),
]
KindOfAllOption = Annotated[
    str | None,
    typer.Option(
        metavar="KIND", help="Kind of all names: person, place, organization or other.", show_default=False
    ),
]
StrictKindOption = Annotated[
    bool, typer.Option("--strict-kind", help="No entity of another kind; else the kind is evidence.")
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        help=f"Least score of a match, 0..1; default: {settings.MATCH_THRESHOLD}.",
        show_default=False,
    ),
]
ReviewThresholdOption = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        help=f"Least score worth a person's look, 0..1; default: {settings.REVIEW_THRESHOLD}.",
        show_default=False,
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="An entity that is no answer; may repeat.", show_default=False),
]
PrefixOption = Annotated[
    str, typer.Option(metavar="TEXT", help="Goes before the name of each added column.", show_default=False)
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Processes that share the work; default: all cores.", show_default=False
    ),
]


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
