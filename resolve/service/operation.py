"""An operation: one thing that can be asked of the service, as a function from a request to an answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from resolve.service.desk import Visit


class Source(StrEnum):
    """Where the members of a request stand."""

    PARAMETERS = "parameters"
    JSON = "json"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that is a document of HTML.

    Attributes:
        html: the document.
        framed: whether other sites may show it inside theirs.
    """

    html: str
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """A request that says nothing."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked.

    Attributes:
        method: GET or POST.
        path: where; `{entity_id}` in it takes the rest of the path.
        summary: what it gives, in a line.
        source: where the members of the request stand.
        takes: the wire dataclass of the request.
        gives: the type of the answer: wire dataclasses, or `Page`.
        answer: gives the answer to a request.
        failures: the statuses besides 400, 413 and 503 that it may answer with.
        strict: whether a parameter that is not known is refused, not passed over.
    """

    method: str
    path: str
    summary: str
    source: Source
    takes: type
    gives: object
    answer: Callable[[Any, Visit], Awaitable[object]]
    failures: tuple[int, ...] = ()
    strict: bool = True
