"""The run over a file: a table of names in, their groups and the proposed changes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from gazetteer.changes import write_changes
from gazetteer.files import check_target, read_table, write_table
from resolve.batch.attach import refuse_taken
from resolve.cluster.grouping import THRESHOLD, group_names
from resolve.cluster.proposals import propose
from resolve.cluster.spellings import Columns, Gathered, gather_spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.files import Table
    from resolve.cluster.values import Group

COLUMNS: Final = {
    "cluster_id": pl.String(),
    "canonical_name": pl.String(),
    "cluster_probability": pl.Float64(),
    "origin": pl.String(),
    "system": pl.String(),
    "remark": pl.String(),
}
"""The columns that tell the group of a row, with their types."""

_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ClusterRequest:
    """From which file, to which, and how.

    Attributes:
        source: the input file; `-` for standard input, as JSONL.
        target: the table of rows with their groups; `-` for standard output, as JSONL.
        changes: where the proposed changes go, None for nowhere.
        columns: where the names stand; a column of the usual name counts as named if it is there and nothing
            else is said of what it holds.
        lang: BCP 47 tag of all names, None if not known.
        kind: kind of all names, None if not known.
        threshold: the least average likeness at which groups are joined, above 0, up to 1.
        prefix: goes before the name of each column that is added.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
    """

    source: str
    target: str
    changes: str | None
    columns: Columns
    lang: str | None = None
    kind: str | None = None
    threshold: float = THRESHOLD
    prefix: str = ""
    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """What came of a run.

    Attributes:
        rows: rows of the input.
        grouped: rows whose name is in a group.
        groups: how many groups there are.
        proposed: how many of them are proposed as entities.
        error: rows whose name cannot be read.
    """

    rows: int
    grouped: int
    groups: int
    proposed: int
    error: int


def run_cluster(request: ClusterRequest, tell: Callable[[str], None]) -> ClusterCounts:
    """Group the names of a file that no entity was found for.

    Args:
        request: from where, to where, and how.
        tell: is told what was guessed of the input.

    Raises:
        UsageError: an input that makes no sense, or a column to be added that is there already.
        GazetteerError: the input cannot be read, or an output not written.
    """
    for target in (request.target, request.changes):
        if target is not None:
            check_target(target)
    table = read_table(request.source, encoding=request.encoding, separator=request.separator)
    for note in table.notes:
        tell(f"{request.source}: {note}")
    columns = settle_columns(table, request)
    refuse_taken(table, list(COLUMNS), request.prefix)
    gathered = gather_spellings(table, columns, request.lang, request.kind)
    groups = group_names(gathered.spellings, request.threshold)
    proposals = propose(groups, gathered.spellings)
    told = tell_groups(gathered, groups).rename(lambda name: request.prefix + name)
    write_table(table.frame.hstack(told), request.target)
    if request.changes is not None:
        write_changes(proposals, request.changes)
    grouped = sum(place is not None for place in gathered.of_row)
    return ClusterCounts(table.frame.height, grouped, len(groups), len(proposals), len(gathered.faults))


def settle_columns(table: Table, request: ClusterRequest) -> Columns:
    """The columns that are read: those that were named, and those of the usual names.

    Raises:
        MissingColumn: a column that was named is not there.
    """
    asked = request.columns
    named = (asked.lang, asked.kind, asked.country, asked.birth_year, asked.decision, asked.mentions)
    table.require([asked.name, *(column for column in named if column is not None)])

    def usual(column: str | None, name: str, said: str | None = None) -> str | None:
        there = column is None and said is None and name in table.frame.columns
        return name if there else column

    return Columns(
        asked.name,
        usual(asked.lang, "lang", request.lang),
        usual(asked.kind, "kind", request.kind),
        usual(asked.country, "country"),
        usual(asked.birth_year, "birth_year"),
        usual(asked.decision, "decision"),
        usual(asked.mentions, "mentions"),
    )


def tell_groups(gathered: Gathered, groups: Sequence[Group]) -> pl.DataFrame:
    """The groups of the rows of a table.

    Args:
        gathered: its names.
        groups: their groups.

    Returns:
        A row a row of the table, with `COLUMNS`: origin and system tell how the spelling of the row hangs
        together with another of its group, and are null for the canonical form.
    """
    of_spelling = {place: group for group in groups for place in group.members}
    links = {(group.key, link.name): link for group in groups for link in group.links}
    rows: list[tuple[object, ...]] = []
    for row, place in enumerate(gathered.of_row):
        group = of_spelling.get(place) if place is not None else None
        if group is None or place is None:
            fault = gathered.faults.get(row)
            rows.append((None, None, None, None, None, f"error: {fault}" if fault is not None else None))
            continue
        link = links.get((group.key, gathered.spellings[place].name))
        how = (link.origin, link.system) if link is not None else (None, None)
        told = (group.key, group.name, round(group.probability, _DIGITS))
        rows.append((*told, *how, group.remark or None))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")
