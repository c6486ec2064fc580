"""`resolve serve` as a process: it says where it listens, ends in order, and says why it does not start."""

from __future__ import annotations

import json
import re
import signal
import socket
from http.client import HTTPResponse
from pathlib import Path

import pytest
from command_line import run_command
from serving import PATIENCE, serving, wait_until


def test_starts_without_configuration() -> None:
    """It starts on the embedded gazetteer, on the loopback address; SIGTERM ends it with 0."""
    with serving() as command:
        assert re.fullmatch(r"listening on http://127\.0\.0\.1:\d+\n", command.said[-1])
        found = command.service.form("/reconcile", queries={"q": {"query": "Алиев Ильхам Гейдар оглы"}})
        assert "per:aliyev_ilham" == found["q"]["result"][0]["id"]
        code, said = command.stop()
    assert 0 == code
    assert "Traceback" not in said


def test_stop_finishes_what_runs(small_gazetteer: Path) -> None:
    """A request that runs when the end is asked for is answered, though nobody else is heard any more."""
    body = json.dumps({"queries": [{"name": "Ilham Alijew"}]}).encode()
    head = (
        "POST /resolve HTTP/1.1\r\nHost: adlar\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with serving("--gazetteer", small_gazetteer) as command:
        address = ("127.0.0.1", command.service.port)
        with socket.create_connection(address, PATIENCE) as asking:
            asking.sendall(head.encode())
            assert b"HTTP/1.1 100 Continue\r\n\r\n" == asking.recv(1_000)
            command.process.send_signal(signal.SIGTERM)
            wait_until(lambda: not is_heard(address))
            asking.sendall(body)
            response = HTTPResponse(asking)
            response.begin()
            results = json.loads(response.read())["results"]
        command.process.communicate(timeout=PATIENCE)
    assert (0, 200, 1) == (command.process.returncode, response.status, len(results))


def is_heard(address: tuple[str, int]) -> bool:
    """Return whether anybody listens at an address."""
    try:
        socket.create_connection(address, PATIENCE).close()
    except ConnectionRefusedError:
        return False
    return True


def test_port_in_use(small_gazetteer: Path) -> None:
    """A port that is taken ends the command with code 2 and with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = run_command("resolve", "serve", "--port", port, "--gazetteer", small_gazetteer)
    assert (2, "") == (outcome.code, outcome.out)
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use; --port 0" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "no.such.host.invalid"], "--host no.such.host.invalid: no address of this machine"),
        (["--gazetteer", "no-such-folder"], "no-such-folder: no such directory"),
    ],
)
def test_wrong_use(arguments: list[str], message: str) -> None:
    """What cannot be served is named; the code is 2."""
    outcome = run_command("resolve", "serve", "--port", "0", *arguments)
    assert (2, "") == (outcome.code, outcome.out)
    assert message in outcome.err


def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the command ends with code 2 and says what to install."""
    # A module that says of itself that it is not there is found before the one that is installed.
    fault = "raise ModuleNotFoundError(\"No module named 'uvicorn'\", name='uvicorn')\n"
    (tmp_path / "uvicorn.py").write_text(fault, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    outcome = run_command("resolve", "serve")
    assert 2 == outcome.code
    assert "pip install 'adlar[serve]' provides it" in outcome.err
