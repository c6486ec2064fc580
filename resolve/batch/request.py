"""What a run over a table is asked for, and what it gives."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.types import Where
from resolve.types import Options

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """How the names of a table are to be resolved.

    Attributes:
        columns: where the name stands; the cells of several are joined by a space, empty ones left out.
        lang: BCP 47 tag of all names, None if not known.
        lang_column: where the tag of each name stands instead.
        kind: kind of all names, None if not known.
        kind_column: where the kind of each name stands instead.
        country_column: where the country of each entity stands, ISO 3166-1 alpha-2.
        birth_year_column: where the year of birth of each entity stands.
        options: thresholds and filters.
        prefix: goes before the name of each column that is added.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the embedded one, or what
            `ADLAR_GAZETTEER` names.
        jobs: processes that share the work, >= 1; few names are answered by one all the same.
    """

    columns: tuple[str, ...] = ("name",)
    lang: str | None = None
    lang_column: str | None = None
    kind: str | None = None
    kind_column: str | None = None
    country_column: str | None = None
    birth_year_column: str | None = None
    options: Options = field(default_factory=Options)
    prefix: str = ""
    gazetteer: Where = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class FileRequest:
    """How the names of a file are to be resolved into another.

    Attributes:
        source: the input file; `-` for standard input, as JSONL.
        target: the output file; `-` for standard output, as JSONL.
        batch: where the names stand, what is known of them, and how to answer.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
        resume: go on from what an interrupted run left.
    """

    source: str
    target: str
    batch: BatchRequest
    encoding: str | None = None
    separator: str | None = None
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a table of pairs.

    Attributes:
        column: where the name stands.
        lang: BCP 47 tag of all names of this side, None if not known.
        lang_column: where the tag of each name stands instead.
    """

    column: str
    lang: str | None = None
    lang_column: str | None = None


@dataclass(frozen=True, slots=True)
class PairsRequest:
    """How the pairs of names of a table are to be compared; the attributes are those of `BatchRequest`."""

    left: Side
    right: Side
    kind: str | None = None
    kind_column: str | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were decided how."""

    match: int
    review: int
    nil: int
    error: int

    @property
    def rows(self) -> int:
        """All rows."""
        return self.match + self.review + self.nil + self.error

    @classmethod
    def of(cls, decisions: "pl.Series") -> "Counts":
        """Count a column of decisions."""
        match, review, nil, error = (
            int((decisions == decision).sum()) for decision in ("match", "review", "nil", "error")
        )
        return cls(match, review, nil, error)

    def __add__(self, other: "Counts") -> "Counts":
        """Count the rows of two tables together."""
        return Counts(
            self.match + other.match,
            self.review + other.review,
            self.nil + other.nil,
            self.error + other.error,
        )


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The table with its answers, and how often each decision was taken."""

    frame: "pl.DataFrame"
    counts: Counts
