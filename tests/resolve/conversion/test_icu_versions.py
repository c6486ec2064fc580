"""What docs/icu-versions.md says of the pinned ICU is so, and its script finds what differs."""

from __future__ import annotations

import re
from pathlib import Path

import icu
import pytest

from benchmarks.quality import icu_versions
from resolve.conversion import ICU_VERSION, systems

PAGE = Path(__file__).parents[3] / "docs" / "icu-versions.md"
ROWS = re.findall(
    r"^\| (\S+) \| (.+?)(?: U\+\w+)? \| (.*?) \| (.*?) \|$", PAGE.read_text("utf-8"), re.MULTILINE
)


def test_page_is_of_this_icu() -> None:
    """Every row of the page has in its last column what this ICU writes, and before it something else."""
    version = re.findall(r"\| ICU ([\d.]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    if version != [ICU_VERSION]:
        pytest.skip(f"the page is of ICU {version}, loaded is {ICU_VERSION}")
    rows = [row for row in ROWS if row[0] != "transform"]
    assert len(rows) > 100
    for transform, text, before, after in rows:
        assert before != after == icu.Transliterator.createInstance(transform).transliterate(text)


def test_no_system_depends_on_it() -> None:
    """Only ICU's own transforms stand on the page, none of the systems."""
    assert {"Any-Latin"} == {row[0] for row in ROWS if row[0] != "transform"}


def test_outputs_cover_the_systems() -> None:
    """Every system is among the outputs, each of them with every input of its orthography."""
    outputs = list(icu_versions.list_outputs())
    made = {transform for transform, _, _ in outputs}
    assert {system.id for system in systems()} <= made
    inputs = icu_versions.read_inputs()
    for system in systems():
        assert inputs[system.source] == [text for transform, text, _ in outputs if transform == system.id]


def test_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that two files share and that differ are printed, with their code point if they are one letter."""
    old, new = tmp_path / "old.tsv", tmp_path / "new.tsv"
    head = "transform\tinput\toutput\n"
    old.write_text(f"# icu: 72.1\n{head}Any-Latin\tө\tө\nAny-Latin\tа\ta\n", "utf-8")
    new.write_text(f"# icu: 77.1\n{head}Any-Latin\tө\tö\nAny-Latin\tа\ta\nAny-Latin\tб\tb\n", "utf-8")
    icu_versions.print_differences([old, new])
    assert [
        "| transform | input | ICU 72.1 | ICU 77.1 |",
        "|---|---|---|---|",
        "| Any-Latin | ө U+04E9 | ө | ö |",
        "",
        "1 of 2 outputs differ; 1 are in one of the files only.",
    ] == capsys.readouterr().out.splitlines()


def test_file_of_something_else(tmp_path: Path) -> None:
    """A file that the script did not write is named."""
    other = tmp_path / "other.tsv"
    other.write_text("a\tb\n", "utf-8")
    with pytest.raises(SystemExit, match=r"other.tsv: expected a file that `list` wrote"):
        icu_versions.read_outputs(other)
