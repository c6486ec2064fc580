"""Documents in batches, the rows that answer them, and the names that nobody knows."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from resolve.articles import mentions_frame
from resolve.documents.answers import Answered, name_documents, number_documents
from resolve.documents.batches import cut_batches
from resolve.documents.request import Reading, TextCounts
from resolve.documents.unknown import COLUMNS, UnknownNames, unknown_names
from resolve.mentions.mention import Document, Mention
from resolve.types import Decision


def mention(doc: str, start: int, lemma: str, decision: str = "nil", group: int | None = None) -> Mention:
    """Return a mention whose surface is its lemma."""
    entity_id = f"e:{lemma}" if decision == "match" else None
    end = start + len(lemma)
    return Mention(
        doc, start, end, lemma, lemma, None, entity_id, Decision(decision), 0.5, None, "told", "az", group
    )


def answered(readings: list[Reading], *mentions: Mention) -> Answered:
    """Return documents with mentions that name them by number."""
    return name_documents(readings, mentions_frame(mentions))


@given(st.lists(st.integers(0, 300)), st.integers(1, 1_000))
def test_batches_hold_every_document_in_order(lengths: list[int], size: int) -> None:
    """No document is lost, doubled or moved, and none is added to a batch that is full."""
    readings = [Reading(str(number), "x" * length) for number, length in enumerate(lengths)]
    batches = list(cut_batches(readings, size))
    assert readings == list(chain.from_iterable(batches))
    assert all(sum(len(reading.text) for reading in batch[:-1]) < size for batch in batches)
    assert all(batches)


def test_rows_without_text_end_a_batch_too() -> None:
    """Documents without text cannot fill the memory."""
    assert 1 < len(list(cut_batches((Reading("a", "") for _ in range(1_000)), 10_000)))


def test_documents_are_linked_by_number() -> None:
    """Documents may have the same name, so each is called by its number while it is linked."""
    readings = [Reading("a", "x"), Reading("a", "y")]
    assert [Document("0", "x", "az"), Document("1", "y", "az")] == number_documents(readings, "az")


def test_mentions_get_the_names_of_their_documents() -> None:
    """Mentions come under the name of their document, in their order; counts are told."""
    readings = [Reading("a", "x"), Reading("b", "y"), Reading("a", "z")]
    given = answered(
        readings, mention("0", 0, "p", "match"), mention("2", 0, "q"), mention("2", 1, "r", "review")
    )
    assert ["a", "a", "a"] == given.rows["doc"].to_list()
    assert [0, 2, 2] == given.number.to_list()
    assert TextCounts(3, 0, 1, 1, 1) == given.counts


def test_fault_stands_in_the_place_of_its_document() -> None:
    """A document that could not be read has one row, an error, between those before and behind it."""
    readings = [Reading("a", "x"), Reading("b", "", "no text"), Reading("c", "z"), Reading("d", "", "torn")]
    rows = answered(readings, mention("0", 0, "p"), mention("0", 3, "q"), mention("2", 0, "r")).rows
    expected = [
        ("a", 0, "nil", "told"),
        ("a", 3, "nil", "told"),
        ("b", None, "error", "no text"),
        ("c", 0, "nil", "told"),
        ("d", None, "error", "torn"),
    ]
    assert expected == rows.select("doc", "start", "decision", "reason").rows()
    assert mentions_frame([]).schema == rows.schema


def test_nothing_at_all_has_a_head() -> None:
    """No documents give no rows, with all columns."""
    assert mentions_frame([]).schema == answered([]).rows.schema
    assert TextCounts() == answered([]).counts


def test_unknown_names_are_one_row_each() -> None:
    """A name is told once a document, in its longest form, with where it stands first and how often."""
    readings = [Reading("a", "..."), Reading("a", "...")]
    found = unknown_names(
        answered(
            readings,
            mention("0", 5, "Novak", group=0),
            mention("0", 9, "Merz", group=1),
            mention("0", 20, "Jan Novak", group=0),
            mention("0", 40, "Baku", "match"),
            mention("0", 50, "Kaya", "review", group=2),
            mention("1", 7, "Novak", group=0),
            mention("1", 17, "Novak"),
        )
    )
    expected = [
        ("Jan Novak", None, "az", "a", 5, 2),
        ("Merz", None, "az", "a", 9, 1),
        ("Novak", None, "az", "a", 7, 1),
        ("Novak", None, "az", "a", 17, 1),
    ]
    assert list(COLUMNS) == found.columns
    assert expected == found.rows()


def test_unknown_names_of_all_batches_are_written(tmp_path: Path) -> None:
    """The names of batch after batch come together in one table; nothing is left on the way."""
    target = tmp_path / "unknown.csv"
    with UnknownNames() as unknown:
        unknown.add(answered([]))
        for number in range(3):
            unknown.add(answered([Reading(f"d{number}", "...")], mention("0", number, "Novak")))
        unknown.write(str(target))
    assert ["d0", "d1", "d2"] == pl.read_csv(target)["doc"].to_list()
    assert [target] == list(tmp_path.iterdir())
