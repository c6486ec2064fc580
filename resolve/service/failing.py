"""Failures as the client sees them: a status, and JSON that says what was found and where."""

from dataclasses import dataclass

from resolve.errors import RequestError


@dataclass(frozen=True, slots=True)
class LimitAnswer:
    """A limit that was exceeded."""

    name: str
    allowed: float
    found: float | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request cannot be answered."""

    status: int
    message: str
    path: str | None
    limit: LimitAnswer | None


@dataclass(frozen=True, slots=True)
class FaultAnswer:
    """A request that cannot be answered."""

    error: Fault


def fault_answer(error: RequestError) -> FaultAnswer:
    """A failure as it goes over the wire."""
    limit = error.limit
    told = None if limit is None else LimitAnswer(limit.name, limit.allowed, limit.found)
    return FaultAnswer(Fault(error.status, str(error), error.path, told))
