"""A table of names written in another orthography, as a library function.

table -> its names, and the orthography of each -> one conversion for each orthography -> the table with the
names as they are written in the other
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from gazetteer.files import Table
from resolve.batch import cells
from resolve.batch.attach import refuse_taken
from resolve.conversion.column import transliterate_series
from resolve.conversion.convert import convert_column, falls_back, find_ways
from resolve.conversion.coverage import untaken
from resolve.conversion.orthography import find_orthography
from resolve.conversion.registry import KEPT
from resolve.conversion.source import find_source
from resolve.conversion.tokens import SPACE

ADDED: Final = ("transliterated", "transliterated_from", "system")
"""The columns that are added, in their order."""

UNKNOWN: Final = "und"
"""The orthography of a name whose language is neither given nor told by its letters."""


@dataclass(frozen=True, slots=True)
class TransliterationRequest:
    """How the names of a table are to be written.

    Attributes:
        target: orthography code to write them in.
        column: where the name stands.
        source: orthography code of all names; None or `und` if it is not known.
        source_column: where the code of each name stands instead; an empty cell is "not known".
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.
        prefix: goes before the name of each column that is added.
    """

    target: str
    column: str = "name"
    source: str | None = None
    source_column: str | None = None
    system: str | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Transliterated:
    """A table of names written in another orthography.

    Attributes:
        frame: all rows and columns of the input unchanged and in order, with `ADDED` after them.
        untaken: distinct names with words that stayed as they were, for no rule reads their letters.
        damaged: rows whose name could not be kept as it was, and why; they have no answer.
    """

    frame: pl.DataFrame
    untaken: tuple[str, ...]
    damaged: dict[int, str]


def transliterate_table(table: Table, request: TransliterationRequest) -> Transliterated:
    """Write the names of a table in another orthography.

    Args:
        table: as `gazetteer.read_table` gives it.
        request: where the names stand, what they are written in, and what to write them in.

    Raises:
        UsageError: an orthography or a system that is none, a direction that there is not, or an added column
            that is there already.
        MissingColumn: a column that is not there.
    """
    named = [column for column in (request.column, request.source_column) if column is not None]
    table.require(named)
    refuse_taken(table, ADDED, request.prefix)
    target = find_orthography(request.target)
    damaged = {damage.row: damage.reason for damage in table.damaged if damage.column == request.column}
    names = cells.name_cells(table, [request.column])
    if damaged:
        names = names.scatter(list(damaged), None)
    sources = _sources(table, names, target, request)
    pieces = [_converted(part, target, request) for part in _by_source(names, sources)]
    answers = pl.concat([_NOTHING, *pieces]).sort("row")
    added = answers.select(pl.col(name).alias(request.prefix + name) for name in ADDED)
    left = answers.filter(pl.col("untaken"))["name"].unique(maintain_order=True)
    return Transliterated(table.frame.hstack(added), tuple(left), damaged)


_NOTHING: Final = pl.DataFrame(
    schema={"row": pl.UInt32, "name": pl.String, **dict.fromkeys(ADDED, pl.String), "untaken": pl.Boolean}
)


def _sources(table: Table, names: pl.Series, target: str, request: TransliterationRequest) -> pl.Series:
    """The orthography of each name: what is given, else what its letters tell."""
    given = cells.orthography_cells(table, request.source, request.source_column)
    unknown = (given.is_null() | (given == UNKNOWN)) & names.is_not_null()
    if request.system is not None or not unknown.any():
        return given.fill_null(UNKNOWN)
    distinct = names.filter(unknown).unique(maintain_order=True)
    found = {name: find_source(name, target) for name in distinct}
    told = {name: UNKNOWN if one is None else one.orthography for name, one in found.items()}
    detected = names.replace_strict(told, default=None, return_dtype=pl.String)
    return pl.select(pl.when(unknown).then(detected).otherwise(given)).to_series().fill_null(UNKNOWN)


def _by_source(names: pl.Series, sources: pl.Series) -> list[pl.DataFrame]:
    frame = pl.DataFrame({"name": names, "source": sources}).with_row_index("row")
    return frame.partition_by("source", maintain_order=True)


def _converted(part: pl.DataFrame, target: str, request: TransliterationRequest) -> pl.DataFrame:
    """The names of one orthography with their answers; `part` has the columns row, name, source."""
    source, names = part["source"][0], part["name"]
    answered = names.is_not_null()
    if falls_back(source, target, request.system):
        written, system = _write_unknown(names, source, target)
    else:
        written = transliterate_series(names, source, target, system=request.system)
        way = find_ways(source, target, request.system)[0]
        system = pl.Series([way.name]).new_from_index(0, names.len())
    return part.select(
        "row",
        "name",
        transliterated=written,
        transliterated_from=pl.when(answered).then(pl.lit(source)),
        system=pl.when(answered).then(pl.when(written == names).then(pl.lit(KEPT)).otherwise(system)),
        untaken=_is_untaken(names, source, target, request.system),
    )


def _write_unknown(names: pl.Series, source: str, target: str) -> tuple[pl.Series, pl.Series]:
    """The names as they are written, and what wrote each: the fallback has to be told from a system."""
    distinct = names.drop_nulls().unique(maintain_order=True).to_list()
    converted = dict(zip(distinct, convert_column(distinct, source, target), strict=True))
    written = {name: one.text for name, one in converted.items()}
    system = {name: one.system for name, one in converted.items()}
    return (
        names.replace_strict(written, default=None, return_dtype=pl.String),
        names.replace_strict(system, default=None, return_dtype=pl.String),
    )


def _is_untaken(names: pl.Series, source: str, target: str, system: str | None) -> pl.Series:
    """Whether a name has a word that the way from source to target leaves as it is."""
    tokens = names.str.split(SPACE)
    distinct = tokens.explode().drop_nulls().unique(maintain_order=True)
    left = [token for token in distinct if untaken(token, source, target, system=system)]
    return tokens.list.eval(pl.element().is_in(left)).list.any().fill_null(False)
