"""All that can be asked of the service, in the order in which it is described."""

from typing import Final

from resolve.service.operation import Operation
from resolve.service.plain import entities, names, pairs, state, text, writing
from resolve.service.reconcile import endpoints

OPERATIONS: Final[tuple[Operation, ...]] = (
    *names.OPERATIONS,
    *pairs.OPERATIONS,
    *entities.OPERATIONS,
    *writing.OPERATIONS,
    *text.OPERATIONS,
    *endpoints.OPERATIONS,
    *state.OPERATIONS,
)
