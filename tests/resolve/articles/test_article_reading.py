"""Documents in, mentions out: offsets that hold, many as one, time that grows with the length."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resolve
from resolve.articles import COLUMNS, Document, Reader, mentions_frame
from resolve.bench.texts.gold import read_gold_table
from resolve.bench.texts.scoring import judge, tally
from resolve.mentions.mention import Mention

ARTICLE = (
    "Azerbaycan Cumhurbaşkanı İlham Aliyev, Rusya Devlet Başkanı Vladimir Putin'i Bakü'de kabul etti. "
    "Aliyev, AGİT Minsk Grubu'nu andı. "
)
PIECES = st.sampled_from(
    [
        "İlham Aliyev",
        "Aliyev'in",
        "V. Putin",
        "Bakü'ye",
        "AGİT",
        "-",
        "'",
        '"',
        ".",
        "\n",
        "\0",
        "\ud800",
        "Merz",
    ]
)
LONG = 400_000
HOSTILE = {
    "one line": ARTICLE.replace("\n", " "),
    "no spaces": "Bakü",
    "apostrophes": "'",
    "letters and apostrophes": "A'",
    "markup that never closes": "<div a='Bakü",
    "initials": "A.B.C. ",
    "surnames": "Aliyev ",
    "names in full": "İlham Aliyev ",
    "quotations": '"Bakü" ',
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(resolve.open())


def check(document: Document, found: list[Mention]) -> None:
    """Assert what holds for the mentions of any document."""
    for one in found:
        assert one.surface == document.text[one.start : one.end]
        assert one.surface.strip()
        assert (one.entity_id is not None) == (one.decision == "match")
        assert one.score is None or 0 <= one.score <= 1
    places = [(one.start, -one.end) for one in found]
    assert places == sorted(set(places))


@given(
    text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join)),
    lang=st.sampled_from([None, "tr", "az", "de", "und", "xx-Latn"]),
)
@settings(max_examples=150)
def test_offsets_hold(reader: Reader, text: str, lang: str | None) -> None:
    """For any text, each surface stands where it is said to stand, and mentions are in order."""
    document = Document("any", text, lang)
    check(document, reader.read([document]))


def test_many_as_one(reader: Reader) -> None:
    """Documents that are read together are read as each is by itself."""
    texts = [ARTICLE, "", "Merz traf Lawrow in Baku.", "Putin Bakıdadır. " + ARTICLE, "Nichts."]
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    alone = [one for document in documents for one in Reader(resolve.open()).read([document])]
    assert alone == reader.read(documents)


def test_language_is_told(reader: Reader) -> None:
    """A mention names the language of its document, given or detected."""
    given_one, detected = Document("a", ARTICLE, "tr-TR"), Document("b", ARTICLE * 2)
    assert {"tr"} == {one.lang for one in reader.read([given_one, detected])}


def test_frame_has_the_columns() -> None:
    """A frame of mentions has the columns of the contract, also without a row."""
    nothing = mentions_frame([])
    found = resolve.open().text(ARTICLE, "tr")
    assert list(COLUMNS) == nothing.columns == found.columns
    assert nothing.schema == found.schema
    assert "per:aliyev_ilham" in found["entity_id"].to_list()


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_time_is_linear(reader: Reader, piece: str) -> None:
    """Twice the text takes at most three times the time, whatever it is made of, and all offsets hold."""
    took = []
    for size in (LONG // 2, LONG):
        document = Document("long", piece * (size // len(piece)), "tr")
        runs = []
        for _ in range(2):
            began = time.process_time()
            found = reader.read([document])
            runs.append(time.process_time() - began)
        check(document, found)
        # The quicker one: what else runs on the machine slows down now this one and now that.
        took.append(min(runs))
    assert took[1] < 3 * took[0] + 0.5


def test_seeds(reader: Reader, shared: Path) -> None:
    """The documents with gold: F1 of .98, of .96 in each, lemmas of .98, no wrong person."""
    texts = read_gold_table(shared / "seeds" / "gold.tsv")
    judged = [judge(text, reader.read([Document(text.doc, text.text)])) for text in texts]
    whole = tally("all", judged)
    assert whole.f1 >= 0.98
    assert whole.lemma.value >= 0.98
    assert 0 == whole.wrong_persons
    assert [] == [one.text.doc for one in judged if tally(one.text.doc, [one]).f1 < 0.96]
