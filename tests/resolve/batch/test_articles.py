"""Running text by several processes: the answers of one, in order."""

from __future__ import annotations

import pytest

import resolve
from resolve.articles import Document
from resolve.batch.articles import SHARE, cut_shares, link_texts
from resolve.errors import UsageError

TEXTS = [
    "Azerbaycan Cumhurbaşkanı İlham Aliyev Bakü'de konuştu.",
    None,
    "",
    "Außenminister Sergej Lawrow reiste nach Baku. \ud800 Lawrow schwieg.",
]


def test_processes_answer_as_one() -> None:
    """Two processes give the frame of one; a missing text has no row, and half a pair does no harm."""
    one, two = link_texts(TEXTS, jobs=1), link_texts(TEXTS, jobs=2)
    assert one.equals(two)
    assert {"0", "3"} == set(one["doc"])


def test_one_text_as_a_column() -> None:
    """A column of one text gives what the resolver says of the text."""
    text = TEXTS[0] or ""
    assert resolve.open().text(text).drop("doc").equals(link_texts([text]).drop("doc"))


def test_languages_must_fit() -> None:
    """One language for all, or one each."""
    with pytest.raises(UsageError, match="lang has 2 values for 4 texts; expected one for all, or one each"):
        link_texts(TEXTS, lang=["tr", "de"])


def test_jobs_must_be_some() -> None:
    """No work is done by no process."""
    with pytest.raises(UsageError, match="jobs 0; expected"):
        link_texts(TEXTS, jobs=0)


def test_shares_are_full() -> None:
    """A share ends with the document that fills it, and nothing is lost."""
    documents = [Document(str(number), "x" * (SHARE // 2)) for number in range(5)]
    shares = list(cut_shares(documents))
    assert [2, 2, 1] == [len(share) for share in shares]
    assert documents == [document for share in shares for document in share]
