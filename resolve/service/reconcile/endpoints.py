"""The addresses of the Reconciliation Service API: /reconcile and /v1 with what lies below them."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Final

from resolve.service.desk import Visit
from resolve.service.operation import Nothing, Operation, Source
from resolve.service.reconcile.draft import DraftAnswer, DraftRequest, reconcile_draft
from resolve.service.reconcile.extending import (
    ExtendRequest,
    Extension,
    MetaAnswer,
    ProposalAnswer,
    ValueAnswer,
    propose,
)
from resolve.service.reconcile.manifest import DraftManifest, OldManifest, draft_manifest, old_manifest
from resolve.service.reconcile.old import OldResult, reconcile_old
from resolve.service.reconcile.previewing import FLYOUTS, preview_operation
from resolve.service.reconcile.suggesting import suggest_operations
from resolve.service.wire.decode import decode_text
from resolve.service.wire.marks import About, Between
from resolve.service.wire.read import read


@dataclass(frozen=True, slots=True)
class OldForm:
    """Queries, or a data extension query, as JSON in a field of a form; the manifest where it has neither."""

    queries: Annotated[str | None, About("reconciliation queries by their keys, as JSON")] = None
    extend: Annotated[str | None, About("a data extension query, as JSON")] = None


@dataclass(frozen=True, slots=True)
class OldRows:
    """Values by entity and property."""

    meta: tuple[MetaAnswer, ...]
    rows: dict[str, dict[str, tuple[ValueAnswer, ...]]]


@dataclass(frozen=True, slots=True)
class DraftCell:
    """The values of one property."""

    id: str
    values: tuple[ValueAnswer, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The values of one entity."""

    id: str
    properties: tuple[DraftCell, ...]


@dataclass(frozen=True, slots=True)
class DraftRows:
    """Values by entity, in the order of the query."""

    meta: tuple[MetaAnswer, ...]
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class ProposeRequest:
    """A type of which properties are wanted."""

    type: str | None = None
    limit: Annotated[int | None, Between(1, 1_000_000_000)] = None


OldAnswer = OldManifest | OldRows | dict[str, OldResult]


async def old_endpoint(asked: OldForm, visit: Visit) -> OldAnswer:
    """The manifest, answers to queries, or values of properties."""
    if asked.queries is not None:
        return await reconcile_old(decode_text(asked.queries, "queries"), visit)
    if asked.extend is None:
        return old_manifest(visit)
    wanted = read(ExtendRequest, decode_text(asked.extend, "extend"), "extend")
    visit.desk.limits.check_names(len(wanted.ids), "extend.ids")
    extension = Extension(wanted, visit.opened.tables, "extend")

    def rows() -> dict[str, dict[str, tuple[ValueAnswer, ...]]]:
        # A value of version 0.2 has no language.
        return {
            id: {
                name: tuple(ValueAnswer(value.text, value.number) for value in values)
                for name, values in extension.row(id)
            }
            for id in wanted.ids
        }

    return OldRows(extension.meta, await asyncio.to_thread(rows))


async def draft_endpoint(asked: Nothing, visit: Visit) -> DraftManifest:
    """The manifest."""
    return draft_manifest(visit)


async def extend(asked: ExtendRequest, visit: Visit) -> DraftRows:
    """Values of properties."""
    visit.desk.limits.check_names(len(asked.ids), "$.ids")
    extension = Extension(asked, visit.opened.tables, "$")

    def rows() -> tuple[DraftRow, ...]:
        return tuple(
            DraftRow(id, tuple(DraftCell(name, values) for name, values in extension.row(id)))
            for id in asked.ids
        )

    return DraftRows(extension.meta, await asyncio.to_thread(rows))


async def propose_properties(asked: ProposeRequest, visit: Visit) -> ProposalAnswer:
    """The properties that data extension can give."""
    return propose(visit.opened.tables, asked.type, asked.limit)


def _proposal(path: str) -> Operation:
    return Operation(
        "GET",
        path,
        "The properties that data extension can give",
        Source.PARAMETERS,
        ProposeRequest,
        ProposalAnswer,
        propose_properties,
        strict=False,
    )


OPERATIONS: Final = (
    Operation(
        "GET",
        "/reconcile",
        "Reconciliation API 0.2: manifest, or answers to queries",
        Source.PARAMETERS,
        OldForm,
        OldAnswer,
        old_endpoint,
        strict=False,
    ),
    Operation(
        "POST",
        "/reconcile",
        "Reconciliation API 0.2: answers to queries, or values of properties",
        Source.FORM,
        OldForm,
        OldAnswer,
        old_endpoint,
        strict=False,
    ),
    *suggest_operations("/reconcile"),
    *FLYOUTS,
    preview_operation("/reconcile"),
    _proposal("/reconcile/properties"),
    Operation(
        "GET",
        "/v1",
        "Reconciliation API 1.0: manifest",
        Source.PARAMETERS,
        Nothing,
        DraftManifest,
        draft_endpoint,
    ),
    Operation(
        "POST",
        "/v1/match",
        "Reconciliation API 1.0: answers to queries",
        Source.JSON,
        DraftRequest,
        DraftAnswer,
        reconcile_draft,
    ),
    *suggest_operations("/v1"),
    preview_operation("/v1"),
    Operation(
        "POST",
        "/v1/extend",
        "Reconciliation API 1.0: values of properties",
        Source.JSON,
        ExtendRequest,
        DraftRows,
        extend,
    ),
    _proposal("/v1/extend/propose"),
)
