"""Counting what was said of a text: every rule once, and the counts beside those of an independent script."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from resolve.bench.intervals import Share
from resolve.bench.texts.faults import Fault, differences
from resolve.bench.texts.gold import GoldMention, GoldText, read_gold_table
from resolve.bench.texts.scoring import Tally, judge, tally
from resolve.mentions.mention import Mention
from resolve.types import Decision

#        0         1         2         3         4         5
#        0123456789012345678901234567890123456789012345678901234567
WORDS = "Ada Lows met Ben Low, the blue Ben, at the Red Bay Club of"
TEXT = GoldText(
    "one",
    "de",
    WORDS,
    "strangers",
    (
        GoldMention(0, 8, "Ada Low", "person", "per:ada"),
        GoldMention(13, 20, "Ben Low", "person", None),
        GoldMention(26, 30, "blue", "demonym", None),
        GoldMention(43, 55, "Red Bay Club", "organization", "org:club"),
        GoldMention(43, 50, "Red Bay", "place", "loc:bay", free=True),
        GoldMention(4, 8, "Low", "person", "per:ada", free=True, ignored=True),
    ),
)


def link(start: int, end: int, entity_id: str, lemma: str = "", kind: str = "person") -> Mention:
    """Return a match."""
    surface = WORDS[start:end]
    return Mention(
        "one", start, end, surface, lemma or surface, kind, entity_id, Decision.MATCH, 0.9, surface, "", "de"
    )


ADA = link(0, 8, "per:ada", "Ada Low")
CLUB = link(43, 55, "org:club", kind="organization")
BAY = link(43, 50, "loc:bay", kind="place")


def counted(*said: Mention) -> Tally:
    """Return the counts over the text."""
    return tally("all", [judge(TEXT, said)])


def test_everything_right() -> None:
    """What has to be found is found; a nested mention may be found besides, and counts as right."""
    best = counted(ADA, CLUB, BAY)
    assert (Share(3, 3), Share(2, 2), Share(3, 3)) == (best.precision, best.recall, best.lemma)
    assert (1.0, 0, Share(1, 1)) == (best.f1, best.wrong_persons, best.left_alone)


def test_nested_need_not_be_found() -> None:
    """A mention inside another one is not missed."""
    assert Share(2, 2) == counted(ADA, CLUB).recall


def test_neither_right_nor_wrong() -> None:
    """Links on demonyms, and those to what is descriptive, are not counted."""
    assert counted(ADA) == counted(ADA, link(26, 30, "per:blue"), link(4, 8, "per:ada"))


def test_wrong_links() -> None:
    """A stranger that is linked, another entity, another span and no name at all are each wrong once."""
    said = (link(13, 20, "per:ben"), link(0, 8, "per:eve"), link(39, 50, "loc:bay", kind="place"))
    result = counted(*said, link(56, 58, "per:of"))
    assert (Share(0, 4), Share(0, 2), 0.0) == (result.precision, result.recall, result.f1)
    assert (3, Share(0, 1)) == (result.wrong_persons, result.left_alone)


def test_a_review_is_no_link() -> None:
    """What was left open is not counted as said, and not found."""
    assert counted() == counted(replace(ADA, decision=Decision.REVIEW, entity_id=None))


def test_said_twice_counts_once() -> None:
    """The same link twice is one."""
    assert counted(ADA) == counted(ADA, ADA)


def test_by_kind() -> None:
    """Counts of one kind add up to those of all."""
    judged = [judge(TEXT, (ADA, CLUB, BAY, link(13, 20, "per:ben")))]
    kinds = [tally(kind, judged, kind) for kind in ("person", "place", "organization")]
    whole = tally("all", judged)
    assert whole.precision.rows == sum(one.precision.rows for one in kinds)
    assert whole.recall.hits == sum(one.recall.hits for one in kinds)
    assert [1, 0, 0] == [one.wrong_persons for one in kinds]


def test_each_difference_has_its_class() -> None:
    """Each way of being wrong falls into a class of its own, and none is told twice."""
    said = [
        link(13, 16, "per:ben"),
        link(0, 8, "per:eve"),
        link(22, 25, "per:the"),
        link(39, 55, "org:club", kind="organization"),
        replace(link(43, 55, ""), decision=Decision.REVIEW, entity_id=None, reason="two bearers"),
        link(43, 50, "loc:bay", "Red", kind="place"),
    ]
    expected = [
        (Fault.STRANGER_LINKED, "Ben", "person"),
        (Fault.WRONG_ENTITY, "Ada Lows", "per:ada"),
        (Fault.NO_NAME, "the", ""),
        (Fault.WRONG_SPAN, "the Red Bay Club", "org:club"),
        (Fault.LEFT_OPEN, "Red Bay Club", "org:club"),
        (Fault.WRONG_LEMMA, "Red Bay", "Red Bay"),
    ]
    found = differences([judge(TEXT, said)])
    assert expected == [(one.fault, one.surface, one.wanted) for one in found]
    assert [Fault.NOT_SEEN, Fault.NOT_SEEN] == [one.fault for one in differences([judge(TEXT, [])])]


def test_counts_are_those_of_the_script_beside_the_gold(shared: Path, tmp_path: Path) -> None:
    """On drawn answers, precision, recall, F1 and lemmas are those that the script beside the gold prints."""
    gold = shared / "seeds" / "gold.tsv"
    chance = random.Random(7)
    ids = ["loc:russia", "per:aliyev_ilham", "org:un"]
    answers: dict[str, list[Mention]] = {}
    for text in read_gold_table(gold):
        said = []
        for one in text.mentions:
            if chance.random() < 0.8:
                entity_id = chance.choice(ids) if chance.random() < 0.2 else one.entity_id
                end = min(len(text.text), one.end + (chance.random() < 0.1))
                lemma = one.lemma if chance.random() < 0.9 else "?"
                surface = text.text[one.start : end]
                said.append(
                    Mention(
                        text.doc, one.start, end, surface, lemma, one.kind, entity_id, Decision.MATCH, 1.0,
                        surface, "", text.lang,
                    )
                )  # fmt: skip
        answers[text.doc] = said
    output = tmp_path / "said.tsv"
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(["doc", "start", "end", "lemma", "entity_id", "decision"])
        for said in answers.values():
            writer.writerows([m.doc, m.start, m.end, m.lemma, m.entity_id, "match"] for m in said)
    script = [sys.executable, str(shared / "seeds" / "score.py"), str(gold), str(output)]
    printed = subprocess.run(script, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    for text in read_gold_table(gold):
        ours = tally("", [judge(text, answers[text.doc])])
        line = re.search(rf"^{re.escape(text.doc)}: (.*)$", printed, re.MULTILINE)
        assert line
        expected = dict(part.split("=") for part in line[1].split())
        assert expected["P"] == f"{ours.precision.value:.3f}"
        assert expected["R"] == f"{ours.recall.value:.3f}"
        assert expected["F1"] == f"{ours.f1:.3f}"
        assert expected["lemma"] == f"{ours.lemma.value:.3f}"
        assert (ours.recall.rows, ours.precision.rows) == (int(expected["gold"]), int(expected["said"]))
        assert int(expected["wrong_persons"]) <= ours.wrong_persons
