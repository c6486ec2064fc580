"""Readers on bytes that no one meant for them: the kept corpus, and what becomes of it by small mutations.

`tests/fuzz/run.py` does the same for hours, guided by what each input reaches.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIXTURE_IS_SHARED
from harnesses import HARNESSES, emptied
from hypothesis import given, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parent / "corpus"
SEEDS = {name: sorted((CORPUS / name).iterdir()) for name in HARNESSES}
KEPT = [(name, path) for name, paths in SEEDS.items() for path in paths]
TOKENS = (
    b"\x00",
    b"\xff",
    b"\n",
    b"\t",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\ud800",
    b"-1",
    b"9" * 25,
)


@pytest.mark.parametrize(("name", "path"), KEPT, ids=lambda value: getattr(value, "name", value))
def test_corpus(name: str, path: Path, tmp_path: Path) -> None:
    """Each input that is kept is read, or refused with a message."""
    HARNESSES[name](path.read_bytes(), emptied(tmp_path / "work"))


def test_corpus_is_small() -> None:
    """The corpus stays small: some kilobytes an input."""
    assert [] == [str(path) for _, path in KEPT if path.stat().st_size > 1 << 13]


@pytest.mark.parametrize("name", sorted(HARNESSES))
@settings(max_examples=40, suppress_health_check=FIXTURE_IS_SHARED)
@given(
    number=st.integers(0, 99),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(["put", "take", "turn"]),
            st.sampled_from(TOKENS),
            st.integers(1, 64),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_mutations(
    name: str, number: int, edits: list[tuple[float, str, bytes, int]], tmp_path: Path
) -> None:
    """An input with some bytes put in, taken out or turned is read, or refused with a message."""
    seeds = SEEDS[name]
    data = bytearray(seeds[number % len(seeds)].read_bytes())
    for place, what, token, size in edits:
        at = int(place * len(data))
        if what == "put":
            data[at:at] = token
        elif what == "take":
            del data[at : at + size]
        elif at < len(data):
            data[at] ^= size
    HARNESSES[name](bytes(data), emptied(tmp_path / "work"))
