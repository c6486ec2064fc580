"""The tools of the service for language-model clients: the Model Context Protocol, over stdin and stdout.

A tool is an operation of the JSON routes: the same requests, answers and limits. What is wrong in a request
comes back as a result that is an error, with the path of the fault, so that the client can mend it.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from gazetteer.types import Where
from gazetteer.version import adlar_version
from resolve.errors import RequestError
from resolve.index.build import Progress
from resolve.service.desk import Desk, Visit, furnish
from resolve.service.failing import fault_answer
from resolve.service.holding import Holding
from resolve.service.limits import Limits
from resolve.service.plain import entities, names, text, writing
from resolve.service.wire.decode import decode_text
from resolve.service.wire.read import read
from resolve.service.wire.schema import Schema, Schemas
from resolve.service.wire.write import write

_LOG: Final = logging.getLogger(__name__)
_DEFECT: Final = 500
_REFERENCE: Final = "#/components/schemas/"

_INSTRUCTIONS: Final = (
    "Names of persons, places and organizations in Turkish, Azerbaijani, German, Russian and English, mapped "
    "to canonical IDs. A decision is match (entity_id is the answer), review (a person chooses among the "
    "candidates), nil (not in this gazetteer) or error (could not be processed). Never take a candidate of "
    "review or nil for the answer. score is the probability that the best candidate is the right one; "
    "similarity only that two spellings are of one name."
)


@dataclass(frozen=True, slots=True)
class _Tool:
    """A tool: an operation with a name and words for a language model."""

    name: str
    description: str
    takes: type
    gives: type
    answer: Callable[[Any, Visit], Awaitable[object]]


_TOOLS: Final = (
    _Tool(
        "resolve_names",
        "Map names, in any spelling, to entities of the gazetteer. Give the language, kind, country and year "
        "of birth where they are known: they tell namesakes apart.",
        names.ResolveRequest,
        names.ResolveAnswer,
        names.resolve_names,
    ),
    _Tool(
        "entity",
        "Show an entity by its ID: kind, country, IDs elsewhere, and all its names by language and script.",
        entities.EntityRequest,
        entities.EntityAnswer,
        entities.show_entity,
    ),
    _Tool(
        "transliterate",
        "Write names in another orthography (az, az-Cyrl, tr, de, en, ru, ...), in the customary form and in "
        "all other forms in use.",
        writing.WriteRequest,
        writing.WriteAnswer,
        writing.write_json,
    ),
    _Tool(
        "link_text",
        "Find the names in a Turkish, Azerbaijani or German text, in any grammatical case, and the entities "
        "that they mean. Offsets count code points.",
        text.TextRequest,
        text.TextAnswer,
        text.read_text,
    ),
)


def serve_tools(gazetteer: Where, progress: Progress | None = None) -> None:
    """Serve until the client closes our standard input.

    Args:
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.
        progress: told of the steps of building the match index, if there is none.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
    """
    asyncio.run(_serve(furnish(Holding(gazetteer, progress), Limits())))


async def _serve(desk: Desk) -> None:
    server = make_server(desk)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def make_server(desk: Desk) -> Server[None]:
    """Set up the server of the tools.

    Args:
        desk: what requests share; it is closed when the server ends.
    """

    @asynccontextmanager
    async def lifespan(server: Server[None]) -> AsyncIterator[None]:
        async with desk.attended():
            yield

    async def list_tools(
        context: ServerRequestContext[None], asked: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_describe(tool) for tool in _TOOLS])

    async def call_tool(
        context: ServerRequestContext[None], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        return await _call(desk, asked.name, asked.arguments or {})

    return Server(
        "adlar",
        version=adlar_version(),
        instructions=_INSTRUCTIONS,
        lifespan=lifespan,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def _call(desk: Desk, name: str, arguments: Mapping[str, object]) -> types.CallToolResult:
    tool = next((one for one in _TOOLS if one.name == name), None)
    if tool is None:
        there = ", ".join(one.name for one in _TOOLS)
        raise MCPError(types.INVALID_PARAMS, f"no tool {name[:80]!r}; there are: {there}")
    try:
        async with desk.limits.in_time():
            asked: object = read(tool.takes, _decoded(arguments, desk.limits), "$")
            return _result(await tool.answer(asked, Visit(desk, desk.holding.opened, "")))
    except RequestError as error:
        return _result(fault_answer(error), failed=True)
    except Exception as error:
        _LOG.exception("a defect of ours")
        message = f"a defect of ours: {type(error).__name__}; standard error says where"
        return _result(fault_answer(RequestError(_DEFECT, message)), failed=True)


def _decoded(arguments: Mapping[str, object], limits: Limits) -> object:
    """The arguments as any other request comes: within the limit of a body, and of plain JSON."""
    data = json.dumps(arguments, ensure_ascii=False)
    limits.check_body(len(data.encode(errors="surrogatepass")))
    return decode_text(data)


def _result(answer: object, failed: bool = False) -> types.CallToolResult:
    data = write(answer)
    # An answer in error is not of the shape that the tool announces.
    structured = None if failed else json.loads(data)
    content = types.TextContent(type="text", text=data.decode())
    return types.CallToolResult(content=[content], structured_content=structured, is_error=failed)


def _describe(tool: _Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=_schema(tool.takes),
        output_schema=_schema(tool.gives),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _schema(kind: type) -> Schema:
    """The schema of a request or an answer, with those that it refers to inside it."""
    schemas = Schemas()
    whole = schemas.record(kind)
    if schemas.named:
        whole["$defs"] = schemas.named
    moved = json.dumps(whole, ensure_ascii=False).replace(f'"{_REFERENCE}', '"#/$defs/')
    schema: Schema = json.loads(moved)
    return schema
