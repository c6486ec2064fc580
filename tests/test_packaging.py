"""What the project asks to be installed: the lock file fits pyproject.toml, and that fits the seeds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^([a-z0-9.-]+)==(\S+)(?: ; (.+?))? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def _asked_for() -> list[str]:
    """Requirements of the core, of the tests and of the seeds."""
    return [
        text
        for group in (PROJECT["dependencies"], EXTRAS["seeds"], EXTRAS["serve"], EXTRAS["dev"])
        for text in group
        if not text.startswith("adlar[")
    ]


@pytest.mark.parametrize("text", _asked_for())
@pytest.mark.parametrize("python", ["3.11.0", "3.12.0", "3.13.0"])
def test_lock_meets_the_requirement(text: str, python: str) -> None:
    """For each Python, the lock has one version of what is asked for, and it is one that is asked for."""
    asked = Requirement(text)
    versions = [
        version
        for name, version, marker, _ in ENTRY.findall(LOCK)
        if name == asked.name
        and (
            not marker
            or Marker(marker).evaluate({"python_full_version": python, "python_version": python[:4]})
        )
    ]
    assert 1 == len(versions)
    assert asked.specifier.contains(versions[0])


def test_lock_is_nothing_but_versions_with_hashes() -> None:
    """Every line of the lock belongs to an entry with hashes; no address of an index stands in it."""
    rest = ENTRY.sub("", LOCK)
    assert [] == [line for line in rest.splitlines() if not line.startswith("#")]
    assert "://" not in LOCK


def test_seeds_extra_is_what_the_seeds_are_built_from() -> None:
    """The extra `seeds` pins the versions that seeds/build.py insists on."""
    pins = re.findall(r'"([\w-]+)": "([\d.]+)"', (ROOT / "seeds" / "pins.py").read_text(encoding="utf-8"))
    assert pins
    assert sorted(f"{name}=={version}" for name, version in pins) == sorted(EXTRAS["seeds"])


def test_icu_comes_with_wheels() -> None:
    """`icu` is provided by pyicu-wheels alone: PyICU itself needs a compiler, and would overwrite it."""
    locked = {name for name, *_ in ENTRY.findall(LOCK)}
    assert {"pyicu-wheels"} == locked & {"pyicu", "pyicu-wheels", "pyicu-binary"}
