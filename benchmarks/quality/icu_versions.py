"""What the conversion layer writes with the ICU that is loaded, and where two versions of ICU differ.

    python -m benchmarks.quality.icu_versions list FILE        all outputs: transform, input, output
    python -m benchmarks.quality.icu_versions diff FILE FILE   the rows that differ, in Markdown

The inputs are those of all case tables of the conversion layer. Each goes through the systems that read its
orthography, through the casing of each language, and through the two transforms of ICU that the fallback
uses; these get every letter of every script by itself, too.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import icu

from resolve.conversion import ICU_VERSION, systems, transliterate
from resolve.conversion.casing import lower, title, upper
from resolve.conversion.fallback import ANY_LATIN, LATIN_ASCII
from resolve.conversion.registry import find_system

CASES = Path(__file__).parents[2] / "tests" / "cases" / "conversion"
CASINGS = {"lower": lower, "title": title, "upper": upper}
_HEADER = "transform\tinput\toutput"

Row = tuple[str, str, str]


def read_inputs() -> dict[str, list[str]]:
    """The inputs of the case tables of systems, by orthography; sorted, each once."""
    known = {system.id for system in systems()}
    inputs: dict[str, set[str]] = {}
    for path in CASES.glob("*.tsv"):
        if path.stem in known:
            rows = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
            texts = inputs.setdefault(find_system(path.stem).source, set())
            texts.update(row.split("\t")[0] for row in rows[1:])
    return {source: sorted(texts) for source, texts in sorted(inputs.items())}


def list_letters() -> list[str]:
    """Every letter that Python's Unicode tables know but Han and Hangul, of which there are too many."""
    letters = (chr(code) for code in range(0x80, 0x20000))
    return [
        letter
        for letter in letters
        if unicodedata.category(letter).startswith("L")
        and not unicodedata.name(letter, "").startswith(("CJK", "HANGUL", "TANGUT", "NUSHU", "KHITAN"))
    ]


def list_outputs() -> Iterator[Row]:
    """Every output with the ICU that is loaded: transform, input, output."""
    inputs = read_inputs()
    for system in systems():
        for text in inputs.get(system.source, []):
            yield (system.id, text, transliterate(text, system.source, system.target, system=system.id))
    texts = sorted({text for of_source in inputs.values() for text in of_source})
    for language in ("und", "az", "tr"):
        for name, recase in CASINGS.items():
            yield from ((f"{name} {language}", text, recase(text, language)) for text in texts)
    for name in (ANY_LATIN, LATIN_ASCII):
        transform = icu.Transliterator.createInstance(name)
        for text in (*texts, *list_letters()):
            yield (name, text, str(transform.transliterate(text)))


def read_outputs(path: Path) -> tuple[str, dict[tuple[str, str], str]]:
    """The version of ICU and the outputs that a file of `list` holds."""
    lines = path.read_text("utf-8").split("\n")
    if not lines[0].startswith("# icu: ") or lines[1:2] != [_HEADER]:
        sys.exit(f"{path}: expected a file that `list` wrote")
    cells = [line.split("\t") for line in lines[2:] if line]
    return lines[0].removeprefix("# icu: "), {(row[0], row[1]): row[2] for row in cells}


def print_differences(paths: Sequence[Path]) -> None:
    """Print the rows of two files that differ, as a table in Markdown, and their number."""
    (first, before), (second, after) = (read_outputs(path) for path in paths)
    common = before.keys() & after.keys()
    different = sorted(key for key in common if before[key] != after[key])
    print(f"| transform | input | ICU {first} | ICU {second} |")
    print("|---|---|---|---|")
    for transform, text in different:
        shown = f"{text} U+{ord(text):04X}" if len(text) == 1 else text
        print(f"| {transform} | {shown} | {before[transform, text]} | {after[transform, text]} |")
    only = len(before.keys() ^ after.keys())
    print(f"\n{len(different)} of {len(common)} outputs differ; {only} are in one of the files only.")


def main() -> None:
    """Write the outputs of this ICU, or print where two files differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list").add_argument("file", type=Path)
    commands.add_parser("diff").add_argument("files", type=Path, nargs=2)
    arguments = parser.parse_args()
    if arguments.command == "diff":
        print_differences(arguments.files)
        return
    rows = [row for row in list_outputs() if not any(sign in cell for cell in row for sign in "\t\n\r")]
    lines = [f"# icu: {ICU_VERSION}", _HEADER, *("\t".join(row) for row in rows)]
    arguments.file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"ICU {ICU_VERSION}: {len(rows)} outputs in {arguments.file}")


if __name__ == "__main__":
    main()
