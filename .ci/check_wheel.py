"""Check what a wheel of Adlar holds: all data, no tests, a gazetteer of bearable weight, no derived files.

Usage: check_wheel.py WHEEL
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

EMBEDDED = "gazetteer/data/embedded/"
EMBEDDED_LIMIT = 25_000_000
TOP = {"resolve", "gazetteer"}
EXPECTED = (
    "resolve/py.typed",
    "gazetteer/py.typed",
    "resolve/service/page/index.html",
    "resolve/service/page/scripts/main.js",
    f"{EMBEDDED}current",
)
LICENCES = ("LICENSE", "NOTICE")


def faults(names: dict[str, int], data: set[str]) -> list[str]:
    """What is wrong with a wheel.

    Args:
        names: Size in bytes of each file in the wheel.
        data: Data files of the checkout, which must be in it.
    """
    found = [f"missing: {name}" for name in sorted({*EXPECTED, *data} - names.keys())]
    found += [
        f"missing: {licence}"
        for licence in LICENCES
        if not any(name.endswith(f".dist-info/licenses/{licence}") for name in names)
    ]
    for name in names:
        top = name.split("/")[0]
        if top not in TOP and not top.endswith(".dist-info"):
            found.append(f"does not belong in a wheel: {name}")
        if ".index/" in name or "__pycache__" in name or "/tests/" in name:
            found.append(f"derived, or a test: {name}")
    weight = sum(size for name, size in names.items() if name.startswith(EMBEDDED))
    if weight > EMBEDDED_LIMIT:
        found.append(f"the embedded gazetteer weighs {weight:,} bytes, more than {EMBEDDED_LIMIT:,}")
    snapshots = {name.split("/")[4] for name in names if name.startswith(f"{EMBEDDED}snapshots/")}
    if len(snapshots) != 1:
        found.append(f"expected one snapshot, found {len(snapshots)}")
    return found


def main() -> int:
    """Check one wheel; return the exit code."""
    root = Path(__file__).resolve().parents[1]
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        names = {info.filename: info.file_size for info in wheel.infolist()}
    data = {
        path.relative_to(root).as_posix()
        for package in TOP
        for path in (root / package / "data").rglob("*")
        if path.is_file() and not any(part.endswith(".index") for part in path.parts)
    }
    found = faults(names, data)
    if found:
        print(*found, sep="\n", file=sys.stderr)
    else:
        weight = sum(size for name, size in names.items() if name.startswith(EMBEDDED))
        size = Path(sys.argv[1]).stat().st_size
        print(f"{len(names)} files, {size:,} bytes; the embedded gazetteer {weight:,} bytes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
