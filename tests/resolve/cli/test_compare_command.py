"""`resolve compare`: two names, or a table of pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import assert_golden, call_resolve

import resolve
from gazetteer.files import read_table


def test_two_names() -> None:
    """A person is told the decision, the similarity and how they are alike, token by token."""
    outcome = call_resolve("compare", "Ceyhun Bayramov", "Джейхун Байрамов", "--left-lang", "az", "--explain")
    assert (0, "") == (outcome.code, outcome.err)
    assert_golden("compare.txt", outcome.out)


def test_json() -> None:
    """JSON has the members of the contract, and the answer is that of the library."""
    languages = ("--left-lang", "tr", "--right-lang", "de", "--kind", "person")
    members = json.loads(call_resolve("compare", "Şoygu", "Schoigu", *languages, "--json").out)
    assert ["left", "right", "similarity", "decision", "reason"] == list(members)
    answer = resolve.compare("Şoygu", "Schoigu", left_lang="tr", right_lang="de", kind="person")
    assert ("Şoygu", "Schoigu", str(answer.decision), answer.reason) == (
        members["left"],
        members["right"],
        members["decision"],
        members["reason"],
    )
    assert answer.similarity == pytest.approx(members["similarity"], abs=1e-6)
    explained = json.loads(call_resolve("compare", "Şoygu", "Schoigu", "--json", "--explain").out)
    assert "Schoigu" == explained["explanation"]["right"]


def test_error() -> None:
    """A name that cannot be processed makes an error: code 3, and the reason says which side."""
    outcome = call_resolve("compare", "Baku", "", "--json", "--explain")
    assert 3 == outcome.code
    members = json.loads(outcome.out)
    assert ("error", None, "right: the name is empty", None) == (
        members["decision"],
        members["similarity"],
        members["reason"],
        members["explanation"],
    )


@pytest.mark.parametrize("pair", [("12", "12"), ("12", "Baku"), ("?", "Baku")])
def test_no_letters(pair: tuple[str, str]) -> None:
    """What has no letters is like nothing."""
    members = json.loads(call_resolve("compare", *pair, "--json").out)
    assert ("nil", 0.0, "no letters") == (members["decision"], members["similarity"], members["reason"])


def test_table_of_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of pairs keeps rows, columns and leading zeros; equal pairs have equal answers."""
    monkeypatch.chdir(tmp_path)
    Path("pairs.csv").write_text(
        "id;a;al;b;kind\n"
        "01;Şoygu Sergey;tr;Sergei Schoigu;person\n"
        "02;Bakı;az;Berlin;place\n"
        "03;;;Berlin;\n"
        "04;Şoygu Sergey;tr;Sergei Schoigu;person\n",
        encoding="utf-8",
    )
    columns = ("--left-column", "a", "--right-column", "b", "--left-lang-column", "al", "--right-lang", "de")
    outcome = call_resolve("compare", "pairs.csv", *columns, "--kind-column", "kind", "--output", "o.csv")
    assert 3 == outcome.code
    assert "pairs.csv: the separator is taken to be ';'" in outcome.err
    assert "4 rows: 2 match, 0 review, 1 nil, 1 error, in " in outcome.err
    given, made = read_table("pairs.csv").frame, read_table("o.csv").frame
    assert [*given.columns, "similarity", "decision", "reason"] == made.columns
    assert given.equals(made.select(given.columns))
    assert ["match", "nil", "error", "match"] == made["decision"].to_list()
    assert made.drop("id").row(0) == made.drop("id").row(3)
    assert (None, "left: the name is empty") == (made["similarity"][2], made["reason"][2])
    alone = resolve.compare("Şoygu Sergey", "Sergei Schoigu", left_lang="tr", right_lang="de", kind="person")
    assert alone.similarity == pytest.approx(float(made["similarity"][0]), abs=2e-6)


PAIRS = ("pairs.csv", "--left-column", "a", "--right-column", "b")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Baku",), "one name was given; two were expected"),
        (("Baku", "Bakı", "--output", "o.csv"), "--output: for a table of pairs"),
        (("Baku", "Bakı", "--kind-column", "k"), "--kind-column: for a table of pairs"),
        (("Baku", "Bakı", "--left-lang", "xyzzy"), "--left-lang 'xyzzy'; expected: a BCP 47 tag"),
        (("Baku", "Bakı", "--kind", "town"), "kind 'town'"),
        (PAIRS, "needs --left-column, --right-column and --output"),
        ((*PAIRS[:3], "--output", "o.csv"), "needs --left-column, --right-column and --output"),
        ((*PAIRS, "--output", "o.csv", "--json", "--explain"), "--explain, --json: not for a table of pairs"),
        ((*PAIRS, "--output", "o.csv", "--left-lang-column", "x"), "no column 'x'; the columns are 'a', 'b'"),
        ((*PAIRS[:4], "c", "--output", "o.csv"), "no column 'c'; the columns are 'a', 'b', 'reason'"),
        ((*PAIRS, "--output", "o.csv"), "'reason' would be added, but there is one already"),
        (("missing.csv", *PAIRS[1:], "--output", "o.csv"), "missing.csv: no such file"),
        ((*PAIRS, "--output", "pairs.csv"), "that is the input; name another file"),
    ],
)
def test_wrong_use(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong use ends with code 2, says what was expected, and writes nothing."""
    monkeypatch.chdir(tmp_path)
    Path("pairs.csv").write_text("a,b,reason\nBaku,Bakı,x\n", encoding="utf-8")
    outcome = call_resolve("compare", *arguments)
    assert (2, "", True) == (outcome.code, outcome.out, words in outcome.err), outcome.err
    assert ["pairs.csv"] == [path.name for path in tmp_path.iterdir()]
