"""Print a shell block that stands under "## Quick start" in a Markdown page.

Usage: quick_start.py PAGE NUMBER   (NUMBER from 1)
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def shell_blocks(page: str) -> list[str]:
    """The ```sh blocks of the section "Quick start", in their order.

    Args:
        page: the text of a Markdown page.
    """
    section = re.search(r"^## Quick start *\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if section is None:
        return []
    return re.findall(r"^```sh *\n(.*?)^``` *$", section.group(1), re.MULTILINE | re.DOTALL)


def main() -> int:
    """Print one block; return the exit code."""
    page, number = Path(sys.argv[1]), int(sys.argv[2])
    blocks = shell_blocks(page.read_text(encoding="utf-8"))
    if not 1 <= number <= len(blocks):
        print(f"{page}: {len(blocks)} sh blocks under '## Quick start', no number {number}", file=sys.stderr)
        return 1
    print(blocks[number - 1], end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
