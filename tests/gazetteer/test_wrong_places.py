"""What a newcomer names by mistake: each is told in a line, with what it is and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import call_gazetteer

HEAD = "entity_id,kind,lang,name\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a good table, a gazetteer, and links that lead nowhere or in a circle."""
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text(f"{HEAD}a,place,az,Bakı\n", encoding="utf-8")
    Path("cut.csv").write_text(f"{HEAD}a,place,az,Bakı\nb,pla", encoding="utf-8")
    Path("circle.csv").write_text("old_id,new_id\nx,y\ny,x\n,z\n", encoding="utf-8")
    Path("lists.jsonl").write_text('{"old_id": ["x"], "new_id": "a"}\n', encoding="utf-8")
    for name in ("nowhere.csv", "nowhere"):
        Path(name).symlink_to("gone")
    for name in ("loop.csv", "loop"):
        Path(name).symlink_to(name)
    assert 0 == call_gazetteer("build", "good.csv", "--output", "g").code
    return tmp_path


MISTAKES = [
    ("check nowhere.csv", 2, "nowhere.csv: a link to 'gone', where no file is"),
    ("check loop.csv", 2, "loop.csv: cannot be read: Too many levels of symbolic links"),
    (
        "check cut.csv",
        2,
        "line 3: 2 cells, the header has 4: 'b,pla'; is it cut off? or name another separator",
    ),
    ("check circle.csv", 3, "circle.csv: error: 'x' leads in a circle"),
    ("check circle.csv", 3, "circle.csv: error: a redirect to 'z' has no old_id"),
    ("check lists.jsonl", 0, "lists.jsonl: 1 row, no faults"),
    ("build good.csv lists.jsonl --output new", 0, "entities 1, names 1, redirects 1"),
    ("export loop.csv --gazetteer g", 0, "loop.csv: 1 name of snapshot"),
    ("build good.csv --output loop", 2, "loop: a link to 'loop', which is not there; expected: a directory"),
    ("build good.csv --output nowhere", 2, "nowhere: a link to 'gone', which is not there"),
    (
        "build good.csv --output good.csv",
        2,
        "good.csv: a file; expected: a directory, or a name that nothing",
    ),
    ("build good.csv --output ''", 2, "--output is empty; expected: a directory"),
    ("build '' --output new", 2, "the name of the input is empty; a file was expected"),
    ("check ''", 2, "the name of the input is empty; a file was expected"),
    ("apply '' --gazetteer g --reason r", 2, "the name of the input is empty; a file was expected"),
    ("info --gazetteer ''", 2, "'' is no directory; expected: a path, or the word embedded"),
    ("retire a --reason r --gazetteer ''", 2, "it is empty; expected: a directory"),
    ("retire a --reason r --gazetteer loop", 2, "loop: no such directory"),
    ("info --gazetteer good.csv", 2, "good.csv: a file; expected: the directory of a gazetteer"),
    ("restore zzz --gazetteer g", 2, "there is: entry 1, and 1 snapshot, see `gazetteer log`"),
    ("diff g g", 2, "there is: no entries, and 1 snapshot, see `gazetteer log`; a gazetteer is named with"),
]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("line", "code", "says"), MISTAKES, ids=[line for line, _, _ in MISTAKES])
def test_mistakes(line: str, code: int, says: str) -> None:
    """The message says what was found and what to do; what was there stays, and nothing new is left."""
    before = sorted(Path().iterdir())
    outcome = call_gazetteer(*("" if word == "''" else word for word in line.split()))
    told = f"{outcome.out}{outcome.err}"
    assert code == outcome.code
    assert says in " ".join(told.replace("│", " ").split())
    assert "Traceback" not in told
    assert code == 0 or before == sorted(Path().iterdir())


@pytest.mark.usefixtures("here")
def test_column_without_a_name() -> None:
    """A separator too many at the ends of lines makes a column without a name, which is told as such."""
    Path("more.csv").write_text(f"{HEAD[:-1]},\na,place,az,Bakı,\n", encoding="utf-8")
    outcome = call_gazetteer("build", "more.csv", "--output", "new")
    assert (0, True) == (outcome.code, "the names table does not define: ''\n" in outcome.err)
