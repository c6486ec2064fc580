"""The tools as a language-model client meets them: the client of the protocol's own package, over stdio."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import environment, run_command
from conftest import require

import resolve

ROOT = Path(__file__).parents[3]
TOOLS = ["resolve_names", "entity", "transliterate", "link_text"]
TEXT = "İlham Əliyev Bakıda çıxış edib. Əliyevin sözlərinə görə, ATƏT-in sədri də gəlib."


@asynccontextmanager
async def talking(gazetteer: Path, **variables: str) -> AsyncIterator[object]:
    """Run `resolve mcp` and be its client."""
    from mcp import Client, StdioServerParameters, stdio_client

    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "resolve", "mcp", "--gazetteer", str(gazetteer)],
        env=environment(PYTHONPATH=str(ROOT), **variables),
    )
    async with Client(stdio_client(parameters)) as client:
        yield client


@pytest.fixture
def talk(small_gazetteer: Path) -> Callable[[Callable[[object], Awaitable[None]]], None]:
    """Return what runs a conversation with `resolve mcp` on the gazetteer of ten entities."""
    if find_spec("mcp") is None:
        require("mcp", "the package mcp is not installed; the extra mcp has it")

    def run(conversation: Callable[[object], Awaitable[None]]) -> None:
        async def whole() -> None:
            async with asyncio.timeout(120), talking(small_gazetteer) as client:
                await conversation(client)

        asyncio.run(whole())

    return run


def told(result: object) -> dict[str, object]:
    """Return the JSON of a result's text."""
    return json.loads(result.content[0].text)


def test_tools_are_described(talk: Callable) -> None:
    """The client sees four tools that change nothing, each with a schema of what it takes and gives."""

    async def conversation(client: object) -> None:
        listed = (await client.list_tools()).tools
        assert TOOLS == [tool.name for tool in listed]
        for tool in listed:
            assert tool.annotations.read_only_hint
            assert ("object", "object") == (tool.input_schema["type"], tool.output_schema["type"])
            for schema in (tool.input_schema, tool.output_schema):
                references = set(re.findall(r'"#/([^"]+)"', json.dumps(schema)))
                assert references <= {f"$defs/{name}" for name in schema.get("$defs", {})}
        assert "match" in client.instructions

    talk(conversation)


def test_round_trips(talk: Callable, small: resolve.Resolver) -> None:
    """Each tool answers as the library does; text and structure of a result are the same."""

    async def conversation(client: object) -> None:
        queries = [{"name": "Alijew", "lang": "de"}, {"name": "Bakü"}, {"name": None}]
        result = await client.call_tool("resolve_names", {"queries": queries, "top": 2})
        assert (False, told(result)) == (result.is_error, result.structured_content)
        for query, found in zip(queries, told(result)["results"], strict=True):
            expected = small.lookup(query["name"], lang=query.get("lang"))
            assert (str(expected.decision), expected.entity_id, expected.reason) == (
                found["decision"],
                found["entity_id"],
                found["reason"],
            )
        entity = told(await client.call_tool("entity", {"entity_id": "loc:baku"}))
        assert ("place", "Bakı") == (entity["kind"], entity["name"])
        assert "Баку" in [name["name"] for name in entity["names"]]
        written = told(await client.call_tool("transliterate", {"texts": ["Əliyev"], "target": "de"}))
        assert ["Alijew"] == [one["text"] for one in written["results"]]
        linked = told(await client.call_tool("link_text", {"text": TEXT}))
        spans = [(m["surface"], m["entity_id"]) for m in linked["mentions"]]
        assert ("İlham Əliyev", "per:aliyev_ilham") == spans[0]
        assert all(TEXT[m["start"] : m["end"]] == m["surface"] for m in linked["mentions"])

    talk(conversation)


WRONG = [
    ("resolve_names", {}, 400, "$.queries"),
    ("resolve_names", {"queries": []}, 400, "$.queries"),
    ("resolve_names", {"queries": "Baku"}, 400, "$.queries"),
    ("resolve_names", {"queries": [{"name": 7}]}, 400, "$.queries[0].name"),
    ("resolve_names", {"queries": [{"name": "a", "lang": "no tag"}]}, 400, "$.queries[0].lang"),
    ("resolve_names", {"queries": [{"name": "a"}], "top": 51}, 400, "$.top"),
    ("resolve_names", {"queries": [{"name": "a"}], "tip": 1}, 400, "$.tip"),
    ("resolve_names", {"queries": [{"name": "a"}] * 1001}, 413, "$.queries"),
    ("resolve_names", {"queries": [{"name": "a" * 5_000_000}]}, 413, None),
    ("entity", {"entity_id": "no:one"}, 404, None),
    ("entity", {"entity_id": "a" * 10_000}, 413, "entity_id"),
    ("transliterate", {"texts": ["a"], "target": "xx"}, 400, "$.target"),
    ("transliterate", {"texts": ["a"] * 1001, "target": "de"}, 413, "$.texts"),
    ("link_text", {"text": "a" * 200_001}, 413, "$.text"),
    ("link_text", {"text": None}, 400, "$.text"),
]


def test_what_is_wrong_is_told(talk: Callable) -> None:
    """Malformed and too large arguments come back as errors with status and path, and the server lives on."""

    async def conversation(client: object) -> None:
        for name, arguments, status, path in WRONG:
            result = await client.call_tool(name, arguments)
            fault = told(result)["error"]
            assert (True, status, path) == (result.is_error, fault["status"], fault["path"]), fault
            assert (413 == status) == (fault["limit"] is not None)
        lives = await client.call_tool("entity", {"entity_id": "loc:baku"})
        assert not lives.is_error

    talk(conversation)


def test_unknown_tool(talk: Callable) -> None:
    """A tool that is none is an error of the protocol, which names those that there are."""
    from mcp import MCPError

    async def conversation(client: object) -> None:
        with pytest.raises(MCPError, match="no tool 'delete'; there are: resolve_names, entity"):
            await client.call_tool("delete", {})

    talk(conversation)


def test_calls_at_once(talk: Callable) -> None:
    """Calls that overlap are each answered with their own."""

    async def conversation(client: object) -> None:
        names = ["Bakü", "Alijew", "ОБСЕ", "Баку"] * 5
        calls = [client.call_tool("resolve_names", {"queries": [{"name": name}]}) for name in names]
        results = await asyncio.gather(*calls)
        assert names == [told(result)["results"][0]["query"] for result in results]

    talk(conversation)


def test_noise_on_the_wire(small_gazetteer: Path) -> None:
    """Lines that are no messages are passed over; the server ends with its input, without a traceback."""
    if find_spec("mcp") is None:
        require("mcp", "the package mcp is not installed; the extra mcp has it")
    noise = b'not JSON\n{"jsonrpc": "2.0"}\n\xff\xfe\n[]\n'
    done = run_command("resolve", "mcp", "--gazetteer", small_gazetteer, stdin=noise, cwd=ROOT)
    assert 0 == done.code
    assert "Traceback" not in done.err


def test_no_gazetteer(tmp_path: Path) -> None:
    """A gazetteer that is not there is told before anything is served: exit code 2."""
    if find_spec("mcp") is None:
        require("mcp", "the package mcp is not installed; the extra mcp has it")
    done = run_command("resolve", "mcp", "--gazetteer", tmp_path / "none", cwd=ROOT)
    assert (2, "") == (done.code, done.out)
    assert "no such directory" in done.err


def test_missing_extra(tmp_path: Path) -> None:
    """Without the package the command ends with code 2 and says what to install."""
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('no mcp', name='mcp')\n")
    (tmp_path / "mcp_types.py").write_text("raise ModuleNotFoundError('no mcp', name='mcp_types')\n")
    script = "import sys; sys.path.insert(0, sys.argv.pop(1)); from resolve.cli import main; main()"
    command = [sys.executable, "-c", script, str(tmp_path), "mcp"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment(PYTHONPATH=str(ROOT)), check=False
    )
    assert (2, "") == (done.returncode, done.stdout)
    assert "pip install 'adlar[mcp]'" in done.stderr
