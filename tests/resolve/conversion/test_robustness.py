"""Any text goes through any system: nothing crashes, nothing takes more than linear time."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import System, systems, transliterate, variants
from resolve.conversion.rules import alphabet

ALL = pytest.mark.parametrize("system", systems(), ids=lambda system: system.id)
ANY = st.text(st.characters(), max_size=30)
"""Any code points: lone surrogates, unassigned and private ones, controls."""


def letters_of(system: System, count: int) -> str:
    """Words of 2 to 9 letters that a system reads, hardly two alike."""
    random = Random(count)
    letters = sorted(alphabet(system.id))
    text = ""
    while len(text) < count:
        text += " ".join("".join(random.choices(letters, k=random.randint(2, 9))) for _ in range(1_000)) + " "
    return text[:count]


def seconds(system: System, text: str) -> float:
    """The least of three times that a text takes, in seconds of this thread."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        transliterate(text, system.source, system.target, system=system.id)
        times.append(time.thread_time() - start)
    return min(times)


@ALL
@given(ANY)
def test_any_text(system: System, text: str) -> None:
    """No text is refused, and one text gives one result."""
    once = transliterate(text, system.source, system.target, system=system.id)
    assert once == transliterate(text, system.source, system.target, system=system.id)


@ALL
@pytest.mark.parametrize("sign", ["\ud800", "\u0378", "\U000e0fff", "\ue000", "\U000f0001", "\x00"])
def test_signs_that_are_no_text(system: System, sign: str) -> None:
    """Lone surrogates, unassigned and private code points and NUL stay where they stand."""
    letter = min(alphabet(system.id))
    written = transliterate(letter, system.source, system.target, system=system.id)
    text = f"{sign}{letter} {letter}{sign}"
    assert f"{sign}{written} {written}{sign}" == transliterate(
        text, system.source, system.target, system=system.id
    )
    assert variants(text, system.source, system.target, system=system.id)


@ALL
def test_time_is_linear(system: System) -> None:
    """Twice the text takes less than three times as long."""
    text = letters_of(system, 60_000)
    seconds(system, text[:1_000])
    ratios = (seconds(system, text) / seconds(system, text[:30_000]) for _ in range(3))
    assert any(ratio < 3 for ratio in ratios)


@pytest.mark.parametrize("id", ["de-t-ru-m0-duden", "az-t-az-arab", "de-t-ka", "und-latn-t-und-cyrl-m0-iso"])
def test_long_run_of_letters(id: str) -> None:
    """A million letters without a gap are converted as well, in linear time."""
    system = next(system for system in systems() if system.id == id)
    run = letters_of(system, 1_000_000).replace(" ", "")
    ratios = (seconds(system, run) / seconds(system, run[: len(run) // 2]) for _ in range(3))
    assert any(ratio < 3 for ratio in ratios)


@pytest.mark.parametrize(
    "name", ["Щербаков ", "სააკაშვილი ", "حیدر علی‌اف ", "Дем’янюк ", "Əliyev-", "\ud800"]
)
def test_ten_megabytes(name: str) -> None:
    """Ten megabytes of names are converted name by name, and none is lost."""
    source, target = {"Щ": ("ru", "de"), "ს": ("ka", "tr"), "ح": ("az-Arab", "az"), "Д": ("uk", "en")}.get(
        name[0], ("az", "ru")
    )
    count = 10_000_000 // len(name.encode("utf-8", "surrogatepass"))
    assert transliterate(name, source, target) * count == transliterate(name * count, source, target)
