"""What the service says of itself to clients of the Reconciliation Service API."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from gazetteer.version import adlar_version
from resolve.service.desk import Visit
from resolve.service.reconcile.candidates import TypeAnswer
from resolve.service.reconcile.previewing import HEIGHT, WIDTH
from resolve.service.reconcile.vocabulary import TYPE_NAMES
from resolve.service.wire.marks import LEFT_OUT, Spelt

NAME: Final = "Adlar"
_HELP: Final = {
    "limit": ("Limit", "How many values of a property at most; 0 for all"),
    "lang": ("Language", "Names in this language only, such as az; empty for all"),
}


@dataclass(frozen=True, slots=True)
class UrlAnswer:
    """A template of addresses."""

    url: str


@dataclass(frozen=True, slots=True)
class PreviewAnswer:
    """Where previews are, and how large."""

    url: Annotated[str | None, LEFT_OUT]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Where something can be asked."""

    service_url: str
    service_path: str
    flyout_service_path: Annotated[str | None, LEFT_OUT] = None


@dataclass(frozen=True, slots=True)
class OldSuggest:
    """Where suggestions are."""

    entity: PlaceAnswer
    type: PlaceAnswer
    property: PlaceAnswer


@dataclass(frozen=True, slots=True)
class OldSetting:
    """A setting of data extension, 0.2."""

    name: str
    label: str
    type: Literal["number", "text"]
    default: str | int
    help_text: str


@dataclass(frozen=True, slots=True)
class OldExtend:
    """Data extension, 0.2."""

    propose_properties: PlaceAnswer
    property_settings: tuple[OldSetting, ...]


@dataclass(frozen=True, slots=True)
class OldManifest:
    """The manifest, 0.2."""

    versions: tuple[str, ...]
    name: str
    identifier_space: Annotated[str, Spelt("identifierSpace")]
    schema_space: Annotated[str, Spelt("schemaSpace")]
    documentation: str
    service_version: Annotated[str, Spelt("serviceVersion")]
    default_types: Annotated[tuple[TypeAnswer, ...], Spelt("defaultTypes")]
    view: UrlAnswer
    preview: PreviewAnswer
    suggest: OldSuggest
    extend: OldExtend


@dataclass(frozen=True, slots=True)
class DraftSuggest:
    """Which suggestions there are."""

    entity: bool
    type: bool
    property: bool


@dataclass(frozen=True, slots=True)
class DraftSetting:
    """A setting of data extension, 1.0."""

    id: str
    name: str
    type: Literal["number", "text"]
    default: str | int
    help_text: Annotated[str, Spelt("helpText")]


@dataclass(frozen=True, slots=True)
class DraftExtend:
    """Data extension, 1.0."""

    propose_properties: Annotated[bool, Spelt("proposeProperties")]
    property_settings: Annotated[tuple[DraftSetting, ...], Spelt("propertySettings")]


@dataclass(frozen=True, slots=True)
class DraftManifest:
    """The manifest, 1.0."""

    versions: tuple[str, ...]
    name: str
    lang: str
    documentation: str
    service_version: Annotated[str, Spelt("serviceVersion")]
    default_types: Annotated[tuple[TypeAnswer, ...], Spelt("defaultTypes")]
    view: UrlAnswer
    preview: PreviewAnswer
    suggest: DraftSuggest
    extend: DraftExtend
    batch_size: Annotated[int, Spelt("batchSize")]
    standardized_score: Annotated[bool, Spelt("standardizedScore")]


def old_manifest(visit: Visit) -> OldManifest:
    """The manifest of version 0.2."""
    base = visit.base

    def place(what: str) -> PlaceAnswer:
        return PlaceAnswer(base, f"/reconcile/suggest/{what}", f"/reconcile/flyout/{what}?id=${{id}}")

    return OldManifest(
        ("0.2",),
        NAME,
        f"{base}/entities/",
        f"{base}/reconcile/properties/",
        f"{base}/openapi.json",
        adlar_version(),
        _types(),
        UrlAnswer(f"{base}/?entity={{{{id}}}}"),
        PreviewAnswer(f"{base}/reconcile/preview?id={{{{id}}}}", WIDTH, HEIGHT),
        OldSuggest(place("entity"), place("type"), place("property")),
        OldExtend(
            PlaceAnswer(base, "/reconcile/properties"),
            (
                OldSetting("limit", _HELP["limit"][0], "number", 0, _HELP["limit"][1]),
                OldSetting("lang", _HELP["lang"][0], "text", "", _HELP["lang"][1]),
            ),
        ),
    )


def draft_manifest(visit: Visit) -> DraftManifest:
    """The manifest of version 1.0."""
    base = visit.base
    return DraftManifest(
        ("1.0-draft",),
        NAME,
        "en",
        f"{base}/openapi.json",
        adlar_version(),
        _types(),
        UrlAnswer(f"{base}/?entity={{id}}"),
        PreviewAnswer(None, WIDTH, HEIGHT),
        DraftSuggest(True, True, True),
        DraftExtend(
            True,
            (
                DraftSetting("limit", _HELP["limit"][0], "number", 0, _HELP["limit"][1]),
                DraftSetting("lang", _HELP["lang"][0], "text", "", _HELP["lang"][1]),
            ),
        ),
        visit.desk.limits.names,
        True,
    )


def _types() -> tuple[TypeAnswer, ...]:
    return tuple(TypeAnswer(id, name) for id, name in TYPE_NAMES.items())
