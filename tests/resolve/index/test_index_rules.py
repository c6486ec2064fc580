"""An index is built anew when what its numbers come from changes, and only then."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import require

from resolve.compiled import library
from resolve.index.rules import COUNTED, UNCOUNTED, counted_files, rules_hash

PACKAGE = Path(__file__).parents[3] / "resolve"

BUILD = """
import json, sys
from pathlib import Path
package, snapshots, calls = sys.argv[1], sys.argv[2:], set()
read = set()
def hook(event, arguments):
    if event == "open" and str(arguments[0]).startswith(f"{package}/data/"):
        read.add(str(arguments[0]))
sys.addaudithook(hook)
from gazetteer import apply_changes, locate, Change
from gazetteer.changes import Add, NewName
from resolve.compiled import Library
call = Library.call
def noted(self, name, *arguments):
    calls.add(name)
    call(self, name, *arguments)
Library.call = noted
from resolve.index.build import build_index
from resolve.index.change import change_between
from resolve.index.update import updated
home = Path(snapshots[0])
before = locate(home)
index = build_index(before.entities(), before.names())
names = "Nigar Sultanlı", "ნიგარი", "محمد علي", "习近平", "Ministerium des Innern", "Berg-Karabach", "Dr. Ş"
added = Add("x:1", "person", tuple(NewName("az", name) for name in names))
apply_changes(home, [Change(added)], reason="test")
assert updated(index, change_between(before, locate(home))) is not None
modules = [m.__file__ for name, m in sys.modules.items() if name.split(".")[0] == "resolve"]
print(json.dumps({"files": sorted({*read, *modules}), "calls": sorted(calls)}))
"""


@pytest.fixture(scope="module")
def build(small_gazetteer: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return which files are read and imported, and what of the library is called, to build and to update."""
    home = tmp_path_factory.mktemp("rules") / "home"
    shutil.copytree(small_gazetteer, home, ignore=shutil.ignore_patterns("*.index"))
    command = [sys.executable, "-c", BUILD, str(PACKAGE), str(home)]
    done = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_nothing_is_forgotten(build: dict[str, list[str]]) -> None:
    """Every table that is read and every module that is imported counts, or is known to give no number."""
    counted = {file.relative_to(PACKAGE).as_posix() for file in counted_files(PACKAGE)}
    used = {Path(file).relative_to(PACKAGE).as_posix() for file in build["files"]}
    left_out = [file for file in used - counted if not file.startswith(UNCOUNTED)]
    assert [] == left_out, "name them in COUNTED or in UNCOUNTED of resolve/index/rules.py"
    assert [] == [name for name in (*COUNTED, *UNCOUNTED) if not (PACKAGE / name).exists()]


def test_no_source_is_forgotten(build: dict[str, list[str]]) -> None:
    """Every function of the library that is called to build an index stands in a source that counts."""
    if library() is None:
        require("native", "the library is not compiled: python .ci/build_native.py")
    spec = importlib.util.spec_from_file_location("build_native", PACKAGE.parent / ".ci" / "build_native.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    home = {
        name: source.name
        for source in (PACKAGE / "native").glob("*.c")
        for name in re.findall(r"^\w+ adlar_(\w+)\(", source.read_text("utf-8"), re.MULTILINE)
    }
    # How the library is told apart, and what reads an index, not names.
    about = {"stamp", "layout", "key_layout", "place_texts", "copy_texts", "copy_ids"}
    asked = {home[name] for name in build["calls"] if name not in about}
    text = {name: (PACKAGE / "native" / name).read_text("utf-8") for name in hook.READING}
    included = {name for source in text.values() for name in re.findall(r'#include "(.+)"', source)}
    assert set() == (asked | included) - set(hook.READING)


def test_rules_hash(tmp_path: Path) -> None:
    """Another table, or another module that reads names, is another rule; a command or a message is none."""
    copy = tmp_path / "resolve"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "native"))
    plain = rules_hash(copy)
    found = {plain, rules_hash(PACKAGE)}
    changed = (
        "data/sound/readings.tsv",
        "data/words/words.tsv",
        "text/tokenize.py",
        "keys/plain.py",
        "names/table.py",
    )
    for name in (*changed, "names/outline.py", "names/folded.py", "index/shapes.py"):
        original = (copy / name).read_bytes()
        (copy / name).write_bytes(original + b"\n")
        found.add(rules_hash(copy))
        (copy / name).write_bytes(original)
    (copy / "data/sound/more.tsv").write_text("# what: another table\n")
    found.add(rules_hash(copy))
    (copy / "data/sound/more.tsv").unlink()
    assert 10 == len(found)
    for name in ("cli/name.py", "index/store.py", "data/page/words.tsv"):
        (copy / name).write_text("")
    assert plain == rules_hash(copy)
