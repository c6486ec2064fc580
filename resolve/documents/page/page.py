"""The page as a whole: its head, and a section for each document."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

import polars as pl

import gazetteer
from gazetteer.types import Where
from resolve import tables
from resolve.documents.answers import Answered
from resolve.documents.page.entries import gather_entries, write_note, write_table
from resolve.documents.page.escaping import escaped, isolated
from resolve.documents.page.marking import mark_mentions
from resolve.documents.request import Reading
from resolve.mentions.mention import Mention

MOST_TEXT: Final = 2_000_000
"""Code points of text on a page; a browser shows more only slowly. What is left out is told."""

_LEGEND: Final = (
    '<p class="legend">Marked are <mark class="person match">persons</mark>, '
    '<mark class="place match">places</mark>, <mark class="organization match">organizations</mark> and '
    '<mark class="other match">others</mark>; <mark class="unknown review">to be looked at</mark>, '
    '<mark class="unknown nil">not in the gazetteer</mark>. '
    "Point at a mention, or go there with the Tab key, to see why.</p>"
)


class Page:
    """A page that grows by a batch of documents at a time."""

    def __init__(self, where: Where) -> None:
        """Begin with nothing.

        Args:
            where: the gazetteer, or several, that the mentions are linked to; None for the usual ones.
        """
        self._gazetteer = gazetteer.open(where)
        self._sections: list[str] = []
        self._names: list[str] = []
        self._text = self._mentions = self._left_out = 0

    @property
    def left_out(self) -> int:
        """How many documents the page has no room for."""
        return self._left_out

    def add(self, answered: Answered) -> None:
        """Add documents, until `MOST_TEXT` is reached.

        Args:
            answered: the documents and their mentions.
        """
        numbers = pl.Series(range(len(answered.readings) + 1), dtype=pl.Int64)
        begins = answered.number.search_sorted(numbers).to_list()
        for reading, begin, end in zip(answered.readings, begins[:-1], begins[1:], strict=True):
            if self._names and self._text + len(reading.text) > MOST_TEXT:
                self._left_out += 1
                continue
            rows = answered.rows[begin:end].iter_rows() if reading.fault is None else ()
            self._add_document(reading, [Mention(*row) for row in rows])

    def whole(self) -> str:
        """Return the page."""
        title = f"Names in {self._names[0]}" if len(self._names) == 1 else "Names in documents"
        above = [f"<h1>{isolated(title)}</h1>", _LEGEND]
        if self._left_out:
            above.append(f'<p class="missing">{self._left_out} more documents are not shown here.</p>')
        if len(self._names) > 1:
            items = (
                f'<li><a href="#d{number}">{isolated(name)}</a></li>'
                for number, name in enumerate(self._names)
            )
            listed = "\n".join(items)
            above.append(f'<nav aria-label="Documents"><ol>\n{listed}\n</ol></nav>')
        parts = [
            _head(title),
            "<header>",
            *above,
            "</header>",
            "<main>",
            *self._sections,
            "</main>",
            "</html>",
        ]
        return "\n".join(parts) + "\n"

    def _add_document(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        number = len(self._names)
        text = reading.text[:MOST_TEXT]
        shown = [mention for mention in mentions if mention.end <= len(text)]
        ids = {mention.entity_id for mention in shown if mention.entity_id is not None}
        entities = {entity_id: self._gazetteer.entity(entity_id) for entity_id in ids}
        entries = gather_entries(shown, entities, self._mentions)
        entry_of = {of: entry for entry in entries for of in entry.mentions}
        marked = mark_mentions(text, shown, lambda of: write_note(of, entry_of[of]), self._mentions)
        lang = escaped(shown[0].lang) if shown else "und"
        missing = _missing(reading, len(text))
        self._sections.append(
            f'<section id="d{number}" aria-labelledby="h{number}">\n'
            f'<h2 id="h{number}">{isolated(reading.doc)}</h2>\n'
            + (f'<p class="missing">{escaped(missing)}</p>\n' if missing else "")
            + f'<div class="text" lang="{lang}" dir="auto">{marked}</div>\n{write_table(entries)}</section>'
        )
        self._names.append(reading.doc)
        self._text += len(text)
        self._mentions += len(shown)


def _missing(reading: Reading, shown: int) -> str:
    if reading.fault is not None:
        return reading.fault
    whole = len(reading.text)
    return f"Only the first {shown} of {whole} characters are shown here." if shown < whole else ""


def _head(title: str) -> str:
    style = tables.read_text("page/page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>"
    )
