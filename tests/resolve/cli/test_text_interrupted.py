"""`resolve text`, interrupted: real processes that are stopped while they read, whatever they write."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from halting import go_on, halted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.mark.parametrize(
    ("output", "name", "code"),
    [
        ("o.csv", "SIGINT", 130),
        ("o.jsonl.gz", "SIGTERM", 143),
        ("o.parquet", "SIGINT", 130),
        ("o.parquet", "SIGTERM", 143),
    ],
)
def test_stopped(output: str, name: str, code: int, small_gazetteer: Path, tmp_path: Path) -> None:
    """Ctrl-C and a request to end take effect before the next document, and leave what was there before."""
    documents = ["a.txt", "b.txt", "c.txt"]
    for document in documents:
        (tmp_path / document).write_text("İlham Aliyev dün Bakü'de konuştu.", encoding="utf-8")
    (tmp_path / output).write_bytes(b"older")
    text = ("resolve", "text", *documents, "--output", output, "--quiet")
    with halted("b.txt", *text, cwd=tmp_path, ADLAR_GAZETTEER=str(small_gazetteer)) as process:
        # Who goes on to read this waits for ever.
        (tmp_path / "c.txt").unlink()
        os.mkfifo(tmp_path / "c.txt")
        said = go_on(process, getattr(signal, name))
    assert (code, "resolve: interrupted\n" * (name == "SIGINT")) == (process.returncode, said)
    assert sorted([*documents, output]) == sorted(path.name for path in tmp_path.iterdir())
    assert b"older" == (tmp_path / output).read_bytes()
