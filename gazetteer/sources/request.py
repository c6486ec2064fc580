"""What a user asks for with `importer:path?option=value&option=value`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazetteer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

# One letter before a colon is a drive, not an importer.
SPECIFIED = re.compile(r"([a-z][a-z0-9_-]+):(.*)", re.DOTALL)
TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _watch_nothing(message: str) -> None:
    """Take a message on progress and drop it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A source as the user asked for it.

    Attributes:
        importer: Who reads it.
        path: Where it lies.
        options: What else was said, as pairs of name and value, in the order given.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file; None: what the header shows.
        watch: Takes a few words on how far the reading is, now and then.
    """

    importer: str
    path: str
    options: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    separator: str | None = None
    watch: Callable[[str], None] = _watch_nothing


def parse_request(
    specified: str,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    watch: Callable[[str], None] = _watch_nothing,
) -> Request | None:
    """Return what a source asks for; None for a path alone.

    Options come after the last `?` of the path, unless there is a file of that whole name. In their values
    `%26` is `&`, `%25` is `%`, and so on.

    Args:
        specified: A path, or `importer:path`, perhaps with options.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file; None: what the header shows.
        watch: Takes a few words on how far the reading is, now and then.

    Raises:
        UsageError: There is no path, or an option has no value or is given twice.
    """
    found = SPECIFIED.fullmatch(specified)
    if found is None or _exists(specified):
        return None
    path, mark, told = found[2].rpartition("?")
    if not mark or _exists(found[2]):
        path, told = found[2], ""
    if not path:
        raise UsageError(f"{specified}: no path; expected: {found[1]}:path")
    options: list[tuple[str, str]] = []
    for part in filter(None, told.split("&")):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise UsageError(f"{specified}: the option {part!r} has no value; expected: name=value")
        if name in (known for known, _ in options):
            raise UsageError(f"{specified}: the option {name!r} is given twice; values go together by commas")
        options.append((name, unquote(value)))
    return Request(found[1], path, tuple(options), encoding, separator, watch)


class Options:
    """The options of a request, taken one by one; what is left over at the end is a mistake."""

    def __init__(self, request: Request) -> None:
        self._given = dict(request.options)
        self._known: set[str] = set()
        self._label = f"{request.importer}:{request.path}"
        self._importer = request.importer

    def words(self, name: str) -> tuple[str, ...]:
        """Return the values between commas, without spaces around them; none if the option is not given."""
        text = self._take(name) or ""
        return tuple(word.strip() for word in text.split(",") if word.strip())

    def text(self, name: str, default: str = "") -> str:
        """Return a value as it was given."""
        return self._take(name) or default

    def whole(self, name: str, default: int = 0) -> int:
        """Return a whole number, 0 or more.

        Raises:
            UsageError: It is none.
        """
        text = self._take(name)
        if text is None:
            return default
        if not re.fullmatch(r"[0-9]{1,15}", text):
            raise UsageError(f"{self._label}: {name}={text}; expected: a whole number")
        return int(text)

    def flag(self, name: str, default: bool) -> bool:
        """Return `yes` or `no` as a truth value.

        Raises:
            UsageError: It is neither.
        """
        text = self._take(name)
        if text is None:
            return default
        if text.lower() not in TRUTH:
            raise UsageError(f"{self._label}: {name}={text}; expected: yes or no")
        return TRUTH[text.lower()]

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of several words.

        Raises:
            UsageError: It is none of them.
        """
        text = self._take(name)
        if text is not None and text not in choices:
            raise UsageError(f"{self._label}: {name}={text}; expected: one of {', '.join(choices)}")
        return text or default

    def finish(self) -> None:
        """Raise if anything was given that no one took.

        Raises:
            UsageError: It was; the message names the options that there are.
        """
        unknown = sorted(set(self._given) - self._known)
        if unknown:
            there = ", ".join(sorted(self._known)) or "none"
            raise UsageError(
                f"{self._label}: no option {unknown[0]!r}; the options of {self._importer} are: {there}"
            )

    def _take(self, name: str) -> str | None:
        self._known.add(name)
        return self._given.get(name)


def _exists(path: str) -> bool:
    # A path may be too long, or hold a NUL: then there is no such file.
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
