"""What can go wrong in `resolve`, as one tree.

ResolveError
├── UsageError                the caller asked for what there is not: exit code 2
│   ├── MissingExtra          what is asked for needs an extra that is not installed
│   ├── UnknownLanguageError  a code that is no orthography of the conversion layer
│   └── UnknownSystemError    an id that is no transliteration system, or a direction without one
├── BenchmarkError            a step of a benchmark came to no end, or to a wrong one
├── DataError                 a table of `resolve/data/` is broken
├── IndexFaultError           a match index cannot be built, written or handed on
├── RequestError              a request to the service that cannot be answered: an HTTP status 4xx or 5xx
└── WorkerError               a process that shared the work was ended from outside

A message says what was found, what was expected, and what there is. NIL and not-found are results, never
exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = [
    "BenchmarkError",
    "DataError",
    "IndexFaultError",
    "Limit",
    "MissingExtra",
    "RequestError",
    "ResolveError",
    "UnknownLanguageError",
    "UnknownSystemError",
    "UsageError",
    "WorkerError",
    "nearest_first",
]


class ResolveError(Exception):
    """The root: everything that `resolve` raises on purpose."""


class UsageError(ResolveError):
    """The caller asked for something that does not exist or does not fit together."""


class MissingExtra(UsageError):
    """What is asked for needs an extra that is not installed.

    Args:
        extra: its name.
        library: what was not found of it.
        instead: what does without it; None if nothing does.
    """

    def __init__(self, extra: str, library: str, instead: str | None = None) -> None:
        without = f", and {instead} does without" if instead else ""
        super().__init__(
            f"the extra `{extra}` is missing ({library}); pip install 'adlar[{extra}]' provides it{without}"
        )


class UnknownLanguageError(UsageError):
    """A code that names no orthography."""


class UnknownSystemError(UsageError):
    """An id that names no system, or a direction that no system covers."""


class BenchmarkError(ResolveError):
    """A step of a benchmark failed, or left something undone that it has to do."""


class DataError(ResolveError):
    """A data table is broken."""

    def __init__(self, name: str, line: int, fault: str) -> None:
        """Name the place of the fault.

        Args:
            name: the table, as a path below `resolve/data/`.
            line: line number, from 1; 0 where the fault belongs to no line.
            fault: what was found and what was expected.
        """
        super().__init__(f"{name}:{line}: {fault}" if line else f"{name}: {fault}")


class IndexFaultError(ResolveError):
    """A match index cannot be built, written or handed on."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that a request went beyond.

    Attributes:
        name: what it bounds, as `resolve.service.limits` calls it.
        allowed: the most that is taken.
        found: how much there was; None where it was not counted to the end.
    """

    name: str
    allowed: float
    found: float | None


class RequestError(ResolveError):
    """A request to the service cannot be answered as it stands.

    Args:
        status: the HTTP status, 400..599.
        message: what was found and what was expected.
        path: where in the request, such as `$.queries[3].lang`; None where it is the whole.
        limit: the limit that was exceeded, if one was.
    """

    def __init__(
        self, status: int, message: str, path: str | None = None, limit: Limit | None = None
    ) -> None:
        self.status = status
        self.path = path
        self.limit = limit
        super().__init__(message if path is None else f"{path}: {message}")


class WorkerError(ResolveError):
    """A process that shared the work ended before its share was done.

    Args:
        code: its exit code; negative for the number of the signal that ended it.
    """

    def __init__(self, code: int) -> None:
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        super().__init__(
            f"a worker process {how} before its work was done; most often memory ran out: try --jobs 1"
        )


def nearest_first(wanted: str, existing: Iterable[str]) -> list[str]:
    """All that exists: first what holds what was wanted, then the likest to it."""
    return sorted(
        existing,
        key=lambda name: (
            wanted.lower() not in name.lower(),
            -SequenceMatcher(None, wanted, name).ratio(),
            name,
        ),
    )
