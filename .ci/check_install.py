"""Check that this environment is a minimal install: Adlar and its core dependencies, none of its extras."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions, requires

EXTRA = re.compile(r"extra\s*==")


def name_of(requirement: str) -> str:
    """The distribution that a requirement asks for, in its normal form."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def main() -> int:
    """Print what is installed; return the exit code."""
    wanted = requires("adlar") or []
    core = {name_of(one) for one in wanted if not EXTRA.search(one)}
    extra = {name_of(one) for one in wanted if EXTRA.search(one)} - core - {"adlar"}
    there = {name_of(found.metadata["Name"]) for found in distributions()}
    print("installed:", *sorted(there))
    if there & extra or core - there:
        print(f"of an extra: {sorted(there & extra)}; lacking: {sorted(core - there)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
