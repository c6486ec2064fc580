"""Answers of the Reconciliation API, held against the schemas of the protocol."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import require
from serving import Answer


def check(shared: Path | None, version: str, schema: str, answer: Answer) -> None:
    """Validate an answer against a schema of the protocol."""
    assert 200 == answer.status
    if shared is None:
        return
    try:
        from jsonschema import Draft202012Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7
    except ModuleNotFoundError:
        require("clients", "jsonschema is not installed; the extra `clients` provides it")
    folder = shared / "recon" / version / "schemas"
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    resources = [(one["$id"], Resource(one, DRAFT7)) for one in schemas.values()]
    Draft202012Validator(schemas[schema], registry=Registry().with_resources(resources)).validate(answer.json)
