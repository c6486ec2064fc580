"""Detection of the orthography of a name."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve import tables
from resolve.conversion import ORTHOGRAPHIES, detect, detect_column
from resolve.conversion.marks import model_of
from resolve.conversion.scripts import Stranger, read_word
from resolve.conversion.spelling import cut
from resolve.errors import DataError

CASES = Path(__file__).parents[2] / "cases" / "conversion" / "detection.tsv"
NAMES = st.text(alphabet="abcçəğıİiöşüwxyz шәіґјқβ აե علی -.’0", max_size=24)


def read_cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["text"], row["orthography"]) for row in rows]


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_case(text: str, expected: str) -> None:
    """The most probable orthography of a name is the one it is written in."""
    assert expected == detect(text).orthography


@given(st.text(max_size=40) | NAMES)
def test_probabilities(text: str) -> None:
    """Any text has an answer: codes that exist, probabilities that fall and add up to 1, the best first."""
    found = detect(text)
    shares = [share for _, share in found.ranked]
    assert (found.orthography, found.probability) == found.ranked[0]
    assert {code for code, _ in found.ranked} <= set(ORTHOGRAPHIES)
    assert sorted(shares, reverse=True) == shares
    assert math.isclose(1, math.fsum(shares))


@given(st.lists(NAMES, max_size=5).flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_order_of_words(orders: tuple[list[str], list[str]]) -> None:
    """The order of the words does not matter."""
    words, turned = orders
    assert detect(" ".join(words)) == detect(" ".join(turned))


@given(st.lists(NAMES, max_size=8))
def test_column(texts: list[str]) -> None:
    """A column is detected as each of its names alone."""
    assert [detect(text) for text in texts] == detect_column(texts)


@given(NAMES)
def test_sum_of_marks(text: str) -> None:
    """The odds are what the marks in the words of the script add up to, found the slow way."""
    found = detect(text)
    model = model_of(found.script)
    sums = [math.log(prior) for prior in model.priors]
    for word in cut(text)[0]:
        read = read_word(word)
        whole = f"^{'İ'.join(part.lower() for part in read.text.split('İ'))}$".replace("i\u0307", "i")
        if read.script == found.script:
            for mark, weights in ((mark.text, mark.weights) for mark in model.marks.values()):
                count = sum(whole.startswith(mark, place) for place in range(len(whole)))
                sums = [total + count * weight / 100 for total, weight in zip(sums, weights, strict=True)]
    whole_sum = sum(math.exp(total) for total in sums)
    expected = {code: math.exp(total) / whole_sum for code, total in zip(model.codes, sums, strict=True)}
    assert expected == pytest.approx(dict(found.ranked))


def test_longer_is_surer() -> None:
    """More marks of one orthography make it more probable; a short name stays uncertain."""
    shares = [detect(text).probability for text in ("Ali", "Schneider", "Schneider Schwarzenberg")]
    assert sorted(shares) == shares
    assert shares[0] < 0.6


@pytest.mark.parametrize(
    ("text", "scripts", "notes"),
    [
        ("Alijew", ("Latn",), ()),
        ("Аlijew", ("Cyrl", "Latn"), ("a word of Latn holds А U+0410 of Cyrl, which looks like A",)),
        ("Путиn", ("Cyrl", "Latn"), ("a word of Cyrl holds n U+006E of Latn",)),
        ("Владимир Putin", ("Cyrl", "Latn"), ("words of Cyrl and Latn side by side",)),
        ("田中さん", ("Hani",), ()),
        ("12.3", (), ()),
    ],
)
def test_mixed_scripts(text: str, scripts: tuple[str, ...], notes: tuple[str, ...]) -> None:
    """Letters of another script are named, with what they look like; Japanese mixes scripts by custom."""
    found = detect(text)
    assert (scripts, notes) == (found.scripts, found.notes)


def test_reasons() -> None:
    """The reasons are the marks that speak most for the orthography."""
    assert "ə" in detect("Əliyev").reasons[0]
    assert () == detect("Путин").notes


def test_homoglyph_is_read_as_what_it_looks_like() -> None:
    """A homoglyph does not change what a word is taken for."""
    assert detect("Alijew").ranked == detect("Аlijew").ranked
    assert read_word("Аlijew").strangers == (Stranger("А", "Cyrl", "A"),)


def test_long_text() -> None:
    """A text of many words is looked at word by word."""
    assert detect("Əliyev " * 10_000).orthography == "az"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("latn.tsv", "mark\taz\n", "the columns are mark, az, expected mark, az, de"),
        ("latn.tsv", "mark\taz\tde\na\tmuch\t1\n", "found 'much', expected a number"),
        (
            "scripts.tsv",
            "script\torthography\tprior\tnote\nLatn\taz\tall\t\n",
            "found 'all', expected a number",
        ),
    ],
)
def test_broken_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, message: str
) -> None:
    """A broken table is named with what is wrong."""
    folder = tmp_path / "data" / "detection"
    folder.mkdir(parents=True)
    scripts = "# what: w\nscript\torthography\tprior\tnote\nLatn\taz\t.5\t\nLatn\tde\t.5\t\n"
    (folder / "scripts.tsv").write_text(scripts, "utf-8")
    (folder / name).write_text(f"# what: w\n{text}", "utf-8")
    monkeypatch.setattr(tables, "_DATA", tmp_path / "data")
    with pytest.raises(DataError, match=message):
        model_of.__wrapped__("Latn")
