"""What a frozen run has to name beside its figures: machine, versions and commit."""

import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

PACKAGES: Final = ("adlar", "numpy", "polars", "pyicu-wheels", "rapidfuzz", "unidecode")
"""Packages whose version can change a figure."""


def describe_machine() -> dict[str, str]:
    """Processor, number of cores, system and interpreter."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def describe_versions(more: Mapping[str, str]) -> dict[str, str]:
    """Versions of `PACKAGES`, with those that other interpreters reported; sorted by name."""
    found = dict(more)
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found.setdefault(package, "not installed")
    return dict(sorted(found.items()))


def describe_commit() -> str:
    """The commit that ran, with `-dirty` if files differ from it; `unknown` outside a checkout of git."""
    root = str(Path(__file__).parents[2])
    command = [
        "git",
        "-c",
        f"safe.directory={root}",
        "-C",
        root,
        "describe",
        "--always",
        "--dirty",
        "--exclude=*",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    """The model of the processor; /proc tells it where the standard library does not."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
