"""The description of the service in OpenAPI 3.1, made of the operations and their wire dataclasses."""

from collections.abc import Sequence
from typing import Final

from gazetteer.version import adlar_version
from resolve.service.failing import FaultAnswer
from resolve.service.operation import Operation, Page, Source
from resolve.service.wire.fields import Field, is_optional, shape_of, wire_fields
from resolve.service.wire.schema import Schema, Schemas

_FAILURES: Final = {
    400: "The request does not fit; `path` says where",
    404: "There is no such thing",
    410: "The ID is retired",
    413: "The request exceeds a limit, which `limit` names",
    415: "The body is of another type than is expected",
    503: "Not now; try again later",
}
_ALWAYS: Final = (400, 413, 503)


def describe(operations: Sequence[Operation]) -> Schema:
    """The OpenAPI document.

    Args:
        operations: all that can be asked.
    """
    schemas = Schemas()
    paths: dict[str, Schema] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    schemas.reference(FaultAnswer)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Adlar",
            "version": adlar_version(),
            "description": "Names across Turkish, Azerbaijani, German and Russian, onto canonical IDs.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": schemas.named},
    }


def _operation(operation: Operation, schemas: Schemas) -> Schema:
    statuses = (*_ALWAYS, *operation.failures, *(() if operation.source == Source.PARAMETERS else (415,)))
    document: Schema = {
        "operationId": _identifier(operation),
        "summary": operation.summary,
        "responses": {
            "200": {"description": "The answer", "content": _content(operation, schemas)},
            **{str(status): _failure(status, schemas) for status in sorted(statuses)},
        },
    }
    if operation.source == Source.JSON:
        content = {"application/json": {"schema": schemas.reference(operation.takes)}}
        return document | {"requestBody": {"required": True, "content": content}}
    if operation.source == Source.FORM:
        # What else a form holds is passed over: clients of old versions send more.
        schema = schemas.record(operation.takes) | {"additionalProperties": True}
        content = {"application/x-www-form-urlencoded": {"schema": schema}}
        return document | {"requestBody": {"content": content}}
    known = wire_fields(operation.takes)
    return document | {"parameters": [_parameter(operation, field, schemas) for field in known]}


def _identifier(operation: Operation) -> str:
    words = [word.strip("{}").replace(".", "_") for word in operation.path.split("/") if word]
    return "_".join([operation.method.lower(), *words])


def _parameter(operation: Operation, field: Field, schemas: Schemas) -> Schema:
    in_path = f"{{{field.name}}}" in operation.path
    schema = schemas.of(field.shape)
    if is_optional(field.shape.alone):
        # An empty parameter is what null is in a body.
        schema = _without_null(schema)
    about = {"description": schema.pop("description")} if "description" in schema else {}
    where = "path" if in_path else "query"
    return {
        "name": field.name,
        "in": where,
        "required": in_path or field.required,
        "schema": schema,
        **about,
    }


def _without_null(schema: Schema) -> Schema:
    """The schema of a member that may be null, as that of a parameter that may be empty."""
    kept = {key: value for key, value in schema.items() if key not in ("type", "anyOf")}
    named = schema.get("type")
    options = [{"type": one} for one in named] if isinstance(named, list) else schema["anyOf"]
    assert isinstance(options, list)
    return kept | {"anyOf": [*(one for one in options if one != {"type": "null"}), {"const": ""}]}


def _content(operation: Operation, schemas: Schemas) -> Schema:
    if operation.gives is Page:
        return {"text/html": {"schema": {"type": "string"}}}
    return {"application/json": {"schema": schemas.of(shape_of(operation.gives))}}


def _failure(status: int, schemas: Schemas) -> Schema:
    content = {"application/json": {"schema": schemas.reference(FaultAnswer)}}
    return {"description": _FAILURES[status], "content": content}
