"""Put what commands really print under them, wherever README.md and docs/ show a session.

A session is a fenced block marked `console` (lines `$ command`, each with its standard output) or `pycon`
(lines `>>> statement`, each with its output). All run in one empty directory that holds the examples only.
`<!-- table of FILE: COLUMN ... -->` is followed by these columns of a CSV file that a session wrote.
docs/figures.md is left alone: what it shows was measured on one machine, at one commit.

Usage: refresh_examples.py [--check]   --check changes nothing and fails if a page is not up to date
"""

from __future__ import annotations

import contextlib
import csv
import difflib
import doctest
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PART = re.compile(
    r"^```(?P<kind>console|pycon)\n(?P<session>.*?)^```$"
    r"|^(?P<head><!-- table of (?P<file>\S+): (?P<columns>[^>]*) -->\n)(?:\|[^\n]*\n)*",
    re.MULTILINE | re.DOTALL,
)
LEFT_OUT = "..."
"""A line that stands for the rest of an output, which is then renewed down to it only."""


def pages() -> list[Path]:
    """The pages whose sessions are run."""
    docs = sorted((ROOT / "docs").glob("*.md"))
    return [ROOT / "README.md", *(page for page in docs if page.name != "figures.md")]


def renewed(page: str) -> str:
    """A page with the output of all its sessions made anew; Python sessions of a page share their names."""
    names: dict[str, object] = {}

    def renew(found: re.Match[str]) -> str:
        if found["file"]:
            return found["head"] + renew_table(Path(found["file"]), found["columns"].split())
        session = found["session"]
        made = renew_console(session) if found["kind"] == "console" else renew_python(session, names)
        return f"```{found['kind']}\n{made}```"

    return PART.sub(renew, page)


def renew_console(session: str) -> str:
    """A session of shell commands with the output made anew."""
    made = ""
    for command, shown in _commands(session):
        script = re.sub(r"^[$>] ", "", command, flags=re.MULTILINE)
        done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, text=True, check=False)
        made += command + _cut(done.stdout, shown)
    return made


def _commands(session: str) -> Iterator[tuple[str, str]]:
    """Each command with its prompt and continuation lines, and the output shown under it."""
    for part in re.split(r"^(?=\$ )", session, flags=re.MULTILINE):
        found = re.match(r"\$ .*\n(?:> .*\n)*", part)
        if found:
            yield found.group(), part[found.end() :]


def renew_python(session: str, names: dict[str, object]) -> str:
    """A session of Python statements with the output made anew.

    Args:
        session: statements after `>>> ` and `... `, with output.
        names: what earlier sessions of the page defined.
    """
    made = ""
    for example in doctest.DocTestParser().get_examples(session):
        lines = example.source.splitlines()
        made += "\n".join([f">>> {lines[0]}", *(f"... {line}".rstrip() for line in lines[1:])]) + "\n"
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            try:
                exec(compile(example.source, "<page>", "single"), names)
            except Exception:
                output.write(traceback.format_exc().splitlines()[-1] + "\n")
        made += _cut(output.getvalue(), example.want)
    return made


def renew_table(file: Path, columns: list[str]) -> str:
    """Columns of a CSV file as a Markdown table; numbers with a point to two places."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [[row[column] for column in columns] for row in csv.DictReader(stream)]
    cells = [
        [f"{float(cell):.2f}" if re.fullmatch(r"\d+\.\d+", cell) else cell for cell in row] for row in rows
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in [columns, ["---"] * len(columns), *cells])


def _cut(output: str, shown: str) -> str:
    """Output as far as the page shows it."""
    lines = [line.rstrip() for line in output.splitlines()]
    if shown.splitlines()[-1:] == [LEFT_OUT]:
        lines = [*lines[: len(shown.splitlines()) - 1], LEFT_OUT]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Renew or check all pages; return the exit code."""
    sys.path.insert(0, str(ROOT))
    os.environ.update(COLUMNS="100", TERM="dumb", NO_COLOR="1", PYTHONPATH=str(ROOT))
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    stale = 0
    with tempfile.TemporaryDirectory() as work:
        Path(work, "examples").symlink_to(ROOT / "examples")
        os.chdir(work)
        for page in pages():
            before = page.read_text(encoding="utf-8")
            after = renewed(before)
            if before == after:
                continue
            stale += 1
            name = page.relative_to(ROOT).as_posix()
            sys.stdout.writelines(
                difflib.unified_diff(
                    before.splitlines(True), after.splitlines(True), name, f"{name}, renewed"
                )
            )
            if "--check" not in sys.argv[1:]:
                page.write_text(after, encoding="utf-8")
        os.chdir(ROOT)
    print(
        f"{stale} of {len(pages())} pages show what is no longer printed"
        if stale
        else "all sessions are true"
    )
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
