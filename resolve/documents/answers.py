"""Documents and the rows that answer them: mentions under the names of documents, faults in their places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.documents.request import Reading, TextCounts
from resolve.mentions.mention import Document

_SCORE_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Answered:
    """A batch of documents and the rows on them, in the documents' order.

    Attributes:
        readings: the documents.
        rows: the columns `articles.COLUMNS`.
        number: for each row, the number of its document in the batch, from 0.
    """

    readings: Sequence[Reading]
    rows: pl.DataFrame
    number: pl.Series

    @property
    def counts(self) -> TextCounts:
        """What came of the batch."""
        decided = self.rows["decision"]
        match, review, nil = (int((decided == name).sum()) for name in ("match", "review", "nil"))
        faulty = sum(reading.fault is not None for reading in self.readings)
        return TextCounts(len(self.readings), faulty, match, review, nil)


def number_documents(readings: Sequence[Reading], lang: str | None) -> list[Document]:
    """The documents to be linked, called by their number in the batch: names may be the same.

    Args:
        readings: the documents; one with a fault has no text to link names in.
        lang: BCP 47 tag of all of them, None if not known.
    """
    return [Document(str(number), reading.text, lang) for number, reading in enumerate(readings)]


def name_documents(readings: Sequence[Reading], found: pl.DataFrame) -> Answered:
    """Put the mentions under the names of their documents, and a row of its own for each fault.

    Args:
        readings: the documents, as they were numbered.
        found: their mentions, in the order of the documents.
    """
    number = found["doc"].cast(pl.Int64)
    faults = [(place, reading) for place, reading in enumerate(readings) if reading.fault is not None]
    if faults:
        told = pl.DataFrame(
            {
                "doc": [str(place) for place, _ in faults],
                "decision": ["error"] * len(faults),
                "reason": [reading.fault for _, reading in faults],
            }
        )
        found = pl.concat([found, told.cast({"decision": found.schema["decision"]})], how="diagonal")
        order = pl.concat([number, pl.Series([place for place, _ in faults], dtype=pl.Int64)])
        found = found[order.arg_sort()]
        number = order.sort()
    names = pl.Series([reading.doc for reading in readings], dtype=pl.String)
    rows = found.with_columns(doc=names.gather(number), score=pl.col("score").round(_SCORE_DIGITS))
    return Answered(readings, rows, number)
