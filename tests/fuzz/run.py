"""Fuzz one reader with atheris: `python tests/fuzz/run.py HARNESS [--seconds 600] [--found FOLDER]`.

It begins with the corpus that is kept in `tests/fuzz/corpus/`. An input on which the reader fails is written
to the folder of findings; mend the reader, then keep the input, cut to the least, in the corpus.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

with atheris.instrument_imports(include=["gazetteer", "resolve"]):
    from harnesses import HARNESSES, emptied

LONGEST = 1 << 14
"""Bytes of an input; what a reader does wrong it does on short ones."""


def main() -> None:
    """Fuzz until the time is over or something is found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("harness", choices=sorted(HARNESSES))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--found", type=Path, default=Path("fuzz-findings"))
    given = parser.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    harness = HARNESSES[given.harness]
    with tempfile.TemporaryDirectory(prefix="adlar-fuzz-") as folder:
        grown, work = Path(folder) / "corpus", Path(folder) / "work"
        grown.mkdir()

        def test_one(data: bytes) -> None:
            harness(data, emptied(work))

        options = [
            f"-max_total_time={given.seconds}",
            f"-max_len={LONGEST}",
            "-timeout=60",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={given.found}/{given.harness}-",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, str(grown), str(HERE / "corpus" / given.harness)], test_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
