"""/transliterate and /systems: names written in another orthography, by custom or by each system."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final

from resolve.conversion import ORTHOGRAPHIES, systems, transliterate, variants
from resolve.conversion.orthography import find_orthography
from resolve.conversion.registry import systems_between
from resolve.conversion.source import find_source
from resolve.errors import RequestError, UnknownSystemError, UsageError
from resolve.service.desk import Visit
from resolve.service.operation import Nothing, Operation, Source
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.marks import About, AtLeast

_DIGITS: Final = 4
_UNKNOWN: Final = "und"

SourceCode = Annotated[str | None, About("orthography of the names, such as ru; null: what the letters tell")]
TargetCode = Annotated[str | None, About("orthography to write them in, such as de; null: each there is")]
SystemId = Annotated[str | None, About("one system by its ID: its rules alone, without the lexicon")]
Every = Annotated[bool, About("besides the customary forms, those of each system of the direction")]


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """Names to be written in another orthography."""

    texts: Annotated[tuple[str, ...], AtLeast(1)]
    source: SourceCode = None
    target: TargetCode = None
    system: SystemId = None
    every: Every = False


@dataclass(frozen=True, slots=True)
class WriteOneRequest:
    """One name to be written in another orthography."""

    text: str
    source: SourceCode = None
    target: TargetCode = None
    system: SystemId = None
    every: Every = False


@dataclass(frozen=True, slots=True)
class VariantAnswer:
    """One form of a name."""

    text: str
    system: str
    weight: Annotated[float, About("how usual it is, 0..1; the best has 1")]


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A name in one orthography."""

    input: str
    source: str
    target: str
    system: Annotated[str | None, About("the system whose rules alone wrote it; null: the customary form")]
    text: str
    variants: Annotated[tuple[VariantAnswer, ...], About("all forms in use, best first")]


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Names by input, then by orthography, then by system."""

    results: tuple[WrittenAnswer, ...]


@dataclass(frozen=True, slots=True)
class SystemAnswer:
    """One named set of rules."""

    id: Annotated[str, About("BCP 47-T")]
    source: str
    target: str
    rank: Annotated[int, About("1: the customary one of its direction")]
    what: str
    authority: str
    year: int
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class SystemsAnswer:
    """All systems, by ID."""

    results: tuple[SystemAnswer, ...]


async def write_json(asked: WriteRequest, visit: Visit) -> WriteAnswer:
    """Write the names of a body."""
    return await _write(asked, visit, "$.", "texts")


async def write_parameters(asked: WriteOneRequest, visit: Visit) -> WriteAnswer:
    """Write the name of a URL."""
    many = WriteRequest((asked.text,), asked.source, asked.target, asked.system, asked.every)
    return await _write(many, visit, "", "text")


async def list_systems(asked: Nothing, visit: Visit) -> SystemsAnswer:
    """All systems."""
    return SystemsAnswer(
        tuple(
            SystemAnswer(s.id, s.source, s.target, s.rank, s.what, s.authority, s.year, s.licence, s.note)
            for s in systems()
        )
    )


async def _write(asked: WriteRequest, visit: Visit, root: str, texts: str) -> WriteAnswer:
    limits = visit.desk.limits
    # Each name is written once for each target: that is what takes time.
    targets = 1 if asked.target is not None else len(ORTHOGRAPHIES)
    limits.check_names(len(asked.texts) * targets, f"{root}{texts}")
    for at, text in enumerate(asked.texts):
        limits.check_name(text, f"{root}texts[{at}]" if texts == "texts" else texts)
    for member, code in (("source", asked.source), ("target", asked.target)):
        try:
            find_orthography(_UNKNOWN if code is None else code)
        except UsageError as error:
            raise RequestError(BAD_REQUEST, str(error), f"{root}{member}") from None
    written: list[WrittenAnswer] = []
    for text in asked.texts:
        try:
            # One at a time, so that a long list does not hold up the names of others.
            written += await visit.desk.work(partial(_forms, text, asked))
        except UsageError as error:
            raise RequestError(BAD_REQUEST, str(error), f"{root}system" if asked.system else None) from None
    return WriteAnswer(tuple(written))


def _forms(text: str, asked: WriteRequest) -> list[WrittenAnswer]:
    written = []
    for target in (asked.target,) if asked.target is not None else ORTHOGRAPHIES:
        source = _source(text, target, asked)
        try:
            forms = variants(text, source, target, system=asked.system)
        except UnknownSystemError:
            if asked.target is not None:
                raise
            continue
        if asked.target is None and find_orthography(source) == target:
            continue
        shown = tuple(VariantAnswer(v.text, v.system, round(v.weight, _DIGITS)) for v in forms)
        written.append(WrittenAnswer(text, source, target, asked.system, forms[0].text, shown))
        if asked.every and asked.system is None:
            for system in systems_between(find_orthography(source), find_orthography(target)):
                alone = transliterate(text, source, target, system=system.id)
                written.append(WrittenAnswer(text, source, target, system.id, alone, ()))
    return written


def _source(text: str, target: str, asked: WriteRequest) -> str:
    """The orthography that was given, or what the letters tell."""
    if asked.source is not None and find_orthography(asked.source) != _UNKNOWN:
        return asked.source
    detected = find_source(text, target) if asked.system is None else None
    return _UNKNOWN if detected is None else detected.orthography


OPERATIONS: Final = (
    Operation(
        "POST",
        "/transliterate",
        "Write names in another orthography",
        Source.JSON,
        WriteRequest,
        WriteAnswer,
        write_json,
    ),
    Operation(
        "GET",
        "/transliterate",
        "Write one name in another orthography",
        Source.PARAMETERS,
        WriteOneRequest,
        WriteAnswer,
        write_parameters,
    ),
    Operation(
        "GET",
        "/systems",
        "The transliteration systems",
        Source.PARAMETERS,
        Nothing,
        SystemsAnswer,
        list_systems,
    ),
)
