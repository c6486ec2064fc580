"""The benchmark of running text as a whole: what it prints and writes, and the figures that must hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call_resolve

import gazetteer
from gazetteer.store import EMBEDDED
from resolve import Resolver
from resolve.bench.texts.gold import DEFAULT_TEXTS, kinds_in, read_texts
from resolve.bench.texts.lines import text_lines
from resolve.bench.texts.run import TextFigures, measure_texts

LEAST_F1 = 0.95
"""What linking must reach on the project's own texts; a change that costs more has to say why."""

MOST_WRONG_PERSONS = 14


@pytest.fixture(scope="module")
def figures(embedded: Resolver) -> TextFigures:
    """Return what the project's own texts show."""
    texts = read_texts(DEFAULT_TEXTS, kinds_in(gazetteer.open(EMBEDDED)))
    return measure_texts("texts", embedded, texts)


def test_links_are_right(figures: TextFigures) -> None:
    """Over the collection, and over its confusable half, F1 does not fall below what was reached."""
    by_names = {one.name: one.f1 for one in figures.slicings["names"]}
    assert figures.whole.f1 >= LEAST_F1
    assert by_names["confusable"] >= LEAST_F1 - 0.03


def test_strangers_are_left_alone(figures: TextFigures) -> None:
    """Hardly ever does a person become another one."""
    assert figures.whole.wrong_persons <= MOST_WRONG_PERSONS


def test_slices_add_up(figures: TextFigures) -> None:
    """Each slicing of texts parts all of them, so that its counts add up to the whole."""
    for by in ("language", "names", "class", "half"):
        part = figures.slicings[by]
        assert figures.whole.texts == sum(one.texts for one in part)
        assert figures.whole.precision.rows == sum(one.precision.rows for one in part)
        assert figures.whole.recall.hits == sum(one.recall.hits for one in part)


def test_spans_are_their_surfaces(figures: TextFigures) -> None:
    """What is said of a text stands in it."""
    for judged in figures.judged:
        assert [one.surface for one in judged.said] == [
            judged.text.text[one.start : one.end] for one in judged.said
        ]


def test_table_has_all_slices(figures: TextFigures) -> None:
    """Each slice has a line, under a head that names its columns."""
    lines = text_lines(figures)
    for part in figures.slicings.values():
        assert all(any(line.startswith(f"{one.name} ") for line in lines) for one in part)


def test_command(tmp_path: Path) -> None:
    """The command prints tables and faults, and writes all figures as JSON; damaged texts have their rows."""
    folder = tmp_path / "texts" / "de"
    folder.mkdir(parents=True)
    source = DEFAULT_TEXTS / "de" / "winter-timetable.txt"
    (folder / "one.txt").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    run = tmp_path / "run.json"
    options = ("--texts", folder.parent, "--texts-only", "--damaged", "--faults", "--output", run)
    outcome = call_resolve("bench", "texts", *options)
    assert 0 == outcome.code
    assert outcome.out.startswith("texts")
    assert "stranger linked" in outcome.out
    (collection,) = json.loads(run.read_text(encoding="utf-8"))["collections"]
    assert ("texts", 1) == (collection["name"], collection["all"]["texts"])
    ways = ["in capitals", "without diacritics", "without apostrophes", "slips of a scan"]
    assert ways == [one["name"] for one in collection["damaged"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--texts", "nowhere"), "nowhere: no texts"),
        (("--gold", "gold.tsv", "--texts-only"), "wants none"),
        (("--gold", "nowhere.tsv"), "nowhere.tsv"),
        (("--output", "nowhere/run.json"), "expected a file that can be written"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str) -> None:
    """What is not there, or does not fit together, ends with 2 and one line."""
    outcome = call_resolve("bench", "texts", *arguments)
    assert 2 == outcome.code
    assert message in outcome.err
