"""JSON Schema (2020-12, as in OpenAPI 3.1) of wire dataclasses, from the annotations that `read` goes by."""

from dataclasses import MISSING, fields, is_dataclass
from types import NoneType
from typing import Final, cast, get_args, get_origin

from resolve.service.wire.fields import Field, Shape, alternatives, choices, shape_of, wire_fields
from resolve.service.wire.marks import About, AtLeast, Between

Schema = dict[str, object]

_PLAIN: Final[dict[object, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}


class Schemas:
    """The schemas of dataclasses, each once, by the name of its class."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}

    def reference(self, kind: type) -> Schema:
        """A reference to the schema of a dataclass, which is made if it is not there."""
        if kind.__name__ not in self.named:
            self.named[kind.__name__] = {}
            self.named[kind.__name__] = self.record(kind)
        return {"$ref": f"#/components/schemas/{kind.__name__}"}

    def record(self, kind: type) -> Schema:
        """The schema of a dataclass, in place."""
        known = wire_fields(kind)
        schema: Schema = {
            "type": "object",
            "description": (kind.__doc__ or "").partition("\n")[0],
            "properties": {field.name: self._field(kind, field) for field in known},
            "additionalProperties": False,
        }
        required = [field.name for field in known if field.required]
        return schema | ({"required": required} if required else {})

    def of(self, shape: Shape) -> Schema:
        """The schema of a type with its marks."""
        options = [self._option(option) for option in alternatives(shape.alone)]
        schema = dict(options[0]) if len(options) == 1 else _union(options)
        between, at_least, about = shape.mark(Between), shape.mark(AtLeast), shape.mark(About)
        if between is not None:
            schema |= {"minimum": between.least, "maximum": between.most}
        if at_least is not None:
            counted = "minProperties" if schema.get("type") == "object" else "minItems"
            schema[counted] = at_least.items
        if about is not None:
            schema["description"] = about.text
        return schema

    def _option(self, option: object) -> Schema:
        if option in _PLAIN:
            return {"type": _PLAIN[option]}
        if isinstance(option, type) and is_dataclass(option):
            return self.reference(option)
        if choices(option):
            return {"type": "string", "enum": [str(one) for one in choices(option)]}
        arguments = get_args(option)
        match get_origin(option):
            case origin if origin is tuple:
                return {"type": "array", "items": self.of(shape_of(arguments[0]))}
            case origin if origin is dict:
                return {"type": "object", "additionalProperties": self.of(shape_of(arguments[1]))}
        return {}

    def _field(self, kind: type, field: Field) -> Schema:
        schema = self.of(field.shape)
        default = next(one.default for one in fields(kind) if one.name == field.attribute)
        if default is not MISSING and default is not None and not isinstance(default, tuple | dict):
            schema["default"] = default
        return schema


def _union(options: list[Schema]) -> Schema:
    """Plain types together are a list of types; else any of the options."""
    if all(set(option) == {"type"} for option in options):
        return {"type": [cast("str", option["type"]) for option in options]}
    return {"anyOf": options}
