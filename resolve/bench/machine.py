"""What a frozen run has to name beside its figures: machine and versions."""

import os
import platform
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


def _processor() -> str:
    """The model of the processor; /proc tells it where the standard library does not."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
