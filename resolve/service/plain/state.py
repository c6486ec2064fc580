"""/healthz, /readyz and /about: whether the service lives, whether it can answer now, and what it holds."""

from dataclasses import asdict, dataclass
from typing import Annotated, Final

from gazetteer.version import adlar_version
from resolve.conversion import ORTHOGRAPHIES
from resolve.errors import Limit, RequestError
from resolve.service.desk import Visit
from resolve.service.limits import UNAVAILABLE
from resolve.service.operation import Nothing, Operation, Source
from resolve.service.plain.checked import KINDS
from resolve.service.wire.marks import LEFT_OUT, About


@dataclass(frozen=True, slots=True)
class HealthAnswer:
    """The service lives."""

    status: str


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """The service can resolve names now."""

    status: str
    snapshot: str
    waiting: int


@dataclass(frozen=True, slots=True)
class GazetteerAnswer:
    """One of several gazetteers."""

    name: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class AboutAnswer:
    """What the service holds, and what it takes."""

    version: str
    snapshot: str
    entities: int
    names: int
    kinds: tuple[str, ...]
    orthographies: tuple[str, ...]
    limits: dict[str, float]
    gazetteers: Annotated[
        tuple[GazetteerAnswer, ...] | None, LEFT_OUT, About("where several are asked, the highest first")
    ]


async def healthy(asked: Nothing, visit: Visit) -> HealthAnswer:
    """Whether the service lives."""
    return HealthAnswer("ok")


async def ready(asked: Nothing, visit: Visit) -> ReadyAnswer:
    """Whether the service can resolve names now.

    Raises:
        RequestError: as many names wait as may; 503.
    """
    waiting, most = visit.desk.queue.waiting, visit.desk.limits.waiting
    if waiting >= most:
        message = f"{waiting:,} names wait; the limit waiting is {most:,}"
        raise RequestError(UNAVAILABLE, message, limit=Limit("waiting", most, waiting))
    return ReadyAnswer("ready", visit.opened.snapshot, waiting)


async def about(asked: Nothing, visit: Visit) -> AboutAnswer:
    """What the service holds, and what it takes."""
    manifest = visit.opened.tables.info
    return AboutAnswer(
        adlar_version(),
        visit.opened.snapshot,
        manifest.table("entities").rows,
        manifest.table("names").rows,
        KINDS,
        ORTHOGRAPHIES,
        asdict(visit.desk.limits),
        tuple(GazetteerAnswer(part.name, part.snapshot) for part in manifest.parts) or None,
    )


OPERATIONS: Final = (
    Operation(
        "GET", "/healthz", "Whether the service lives", Source.PARAMETERS, Nothing, HealthAnswer, healthy
    ),
    Operation(
        "GET", "/readyz", "Whether it can resolve names now", Source.PARAMETERS, Nothing, ReadyAnswer, ready
    ),
    Operation(
        "GET", "/about", "What it holds and what it takes", Source.PARAMETERS, Nothing, AboutAnswer, about
    ),
)
