"""Rows of tab-separated text without header and without quoting, as GeoNames writes it.

A quote is a letter like others there. The quick way is the parser of polars; where its rows are not sure to
be those of the text, the text is taken line by line. A line that has too many or too few cells is told of and
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.sources.vetting import PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.sources.lines import Lines
    from gazetteer.sources.tally import Tally


def parse_tabbed(
    lines: Lines, columns: Sequence[str], tally: Tally, place_of: Callable[[int], str]
) -> pl.DataFrame:
    """Return the rows of some lines.

    Args:
        lines: Whole lines.
        columns: What the cells of a line are called.
        tally: Counts the lines that do not fit.
        place_of: Says where a line is, by its number.

    Returns:
        The columns as text, an empty cell as null, and `PLACE`: the number of the line.
    """
    frame = _quickly(lines, columns)
    return _exactly(lines, columns, tally, place_of) if frame is None else frame


def _quickly(lines: Lines, columns: Sequence[str]) -> pl.DataFrame | None:
    """Rows, if each line has given one: as many rows as lines, as many tabs as fit, and no short row."""
    data = lines.data
    rows = data.count(b"\n") + (not data.endswith(b"\n"))
    if b"\r" in data or data.startswith((b"\xef\xbb\xbf", b"\n")) or b"\n\n" in data:
        return None
    if data.count(b"\t") != rows * (len(columns) - 1):
        return None
    schema = dict.fromkeys(columns, pl.String())
    try:
        frame = pl.read_csv(data, has_header=False, schema=schema, separator="\t", quote_char=None)
    except pl.exceptions.PolarsError:
        return None
    if len(frame) != rows:
        return None
    if frame[columns[-1]].has_nulls() and not _are_regular(data, len(columns)):
        return None
    numbers = pl.int_range(lines.first, lines.first + rows, eager=True, dtype=pl.Int64)
    return frame.with_columns(numbers.alias(PLACE))


def _are_regular(data: bytes, columns: int) -> bool:
    return all(line.count(b"\t") == columns - 1 for line in data.removesuffix(b"\n").split(b"\n"))


def _exactly(
    lines: Lines, columns: Sequence[str], tally: Tally, place_of: Callable[[int], str]
) -> pl.DataFrame:
    numbers: list[int] = []
    rows: list[list[str | None]] = []
    for number, line in enumerate(lines.data.split(b"\n"), start=lines.first):
        bare = line.removesuffix(b"\r")
        if number == 1:
            bare = bare.removeprefix(b"\xef\xbb\xbf")
        if not bare:
            continue
        try:
            cells = bare.decode().split("\t")
        except UnicodeDecodeError:
            tally.reject("line that is not UTF-8", place_of(number), bare.decode(errors="replace"))
            continue
        if len(cells) != len(columns):
            reason = f"line that has not the {len(columns)} cells expected, between tabs"
            tally.reject(reason, place_of(number), bare.decode())
            continue
        numbers.append(number)
        rows.append([cell or None for cell in cells])
    schema = dict.fromkeys(columns, pl.String())
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.Series(PLACE, numbers, dtype=pl.Int64))
