"""JSON as importers read it: one object a line, quickly, and never trusted in its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.sources.lines import Lines
    from gazetteer.sources.tally import Tally

BROKEN = "line that is not JSON"
NO_OBJECT = "line that is no JSON object"


def json_reader() -> Callable[[bytes], object]:
    """Return the function that reads JSON; what it cannot read is a ValueError.

    Raises:
        UsageError: The extra `import` is not installed.
    """
    try:
        import orjson
    except ModuleNotFoundError as error:
        raise UsageError(
            "this importer needs orjson, which is not there; install the extra: pip install 'adlar[import]'"
        ) from error
    return orjson.loads


def read_objects(
    lines: Lines, loads: Callable[[bytes], object], tally: Tally
) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the objects of some lines, each with the number of its line.

    Lines may be those of one long array: `[` and `]` alone, and commas at the ends of lines, are passed over.

    Args:
        lines: Whole lines.
        loads: What `json_reader` returns.
        tally: Counts the lines that are no JSON object.
    """
    for number, line in enumerate(lines.data.split(b"\n"), start=lines.first):
        bare = line.strip().removeprefix(b"\xef\xbb\xbf")
        if not bare.endswith(b"}") or not bare.startswith(b"{"):
            bare = bare.removeprefix(b"[").removesuffix(b"]").strip().removesuffix(b",").rstrip()
            bare = bare.removeprefix(b",").lstrip()
            if not bare:
                continue
        try:
            value = loads(bare)
        except (ValueError, RecursionError):
            tally.reject(BROKEN, f"line {number}", bare[:80].decode(errors="replace"))
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            tally.reject(NO_OBJECT, f"line {number}", bare[:80].decode(errors="replace"))


def mapping(value: object) -> dict[str, object]:
    """Return an object as it is, and anything else as an empty one.

    Where a map is empty, many writers put an empty array.
    """
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """Return an array as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """Return the strings of an array, or one string by itself; nothing that is blank."""
    found = [value] if isinstance(value, str) else sequence(value)
    return [text for text in found if isinstance(text, str) and text.strip()]
