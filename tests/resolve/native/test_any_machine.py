"""What is compiled for any machine gives the numbers of what is compiled for those of today."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import require

from resolve import compiled
from resolve.compiled import Library
from resolve.evidence.measure import measure_names as plain
from resolve.index.store import open_index
from resolve.names import read_names
from resolve.native.evidence import measure_names
from resolve.native.structs import side_struct
from resolve.sides import Context, of_index, of_names
from resolve.types import Query, Questions

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library as a processor of twenty years ago takes it."""
    compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), None)
    if compiled.library() is None or compiler is None:
        require("native", "the library cannot be compiled here")
    root = tmp_path_factory.mktemp("narrow")
    sources = shutil.ignore_patterns("*.lib", "*.py", "__pycache__")
    shutil.copytree(ROOT / "resolve" / "native", root / "resolve" / "native", ignore=sources)
    (root / ".ci").mkdir()
    script = shutil.copy(ROOT / ".ci" / "build_native.py", root / ".ci")
    named = os.environ | {"CC": f"{compiler} -DADLAR_NARROW"}
    subprocess.run([sys.executable, script], check=True, env=named)
    return Library(root / "resolve" / compiled.FILE)


def test_any_machine(narrow: Library) -> None:
    """Names of the embedded gazetteer with a letter left out are measured alike, whatever the machine."""
    index = open_index(None)
    gazetteer = of_index(index)
    draw = np.random.default_rng(11)
    right = draw.integers(0, len(index.names.first) - 1, 800)
    texts = [index.spellings.text[int(row)] for row in right]
    asked = [text[:at] + text[at + 1 :] for text, at in zip(texts, draw.integers(0, 6, 800), strict=True)]
    context = Context.of(Questions.of([Query(text) for text in asked]))
    queries = of_names(read_names(asked, ["und"] * len(asked), context.kind), context)
    # Each with the name that it comes from, and with one that has nothing to do with it.
    left, right = np.tile(np.arange(800), 2), np.concatenate((right, right[::-1]))
    expected = plain(queries, gazetteer, left, right)
    found = measure_names(narrow, side_struct(queries), side_struct(gazetteer), left, right)
    assert expected.values.tolist() == found.values.tolist()
    assert expected.alignment.value.tolist() == found.alignment.value.tolist()
