"""`resolve serve` as a process: it says where it listens, ends in order, and says why it does not start."""

from __future__ import annotations

import re
import socket
import threading
import time
from pathlib import Path

import pytest
from command_line import run_command
from serving import Answer, serving


def test_starts_without_configuration() -> None:
    """It starts on the embedded gazetteer, on the loopback address; SIGTERM ends it with 0."""
    with serving() as command:
        assert re.fullmatch(r"listening on http://127\.0\.0\.1:\d+\n", command.said[-1])
        found = command.service.form("/reconcile", queries={"q": {"query": "Алиев Ильхам Гейдар оглы"}})
        assert "per:aliyev_ilham" == found["q"]["result"][0]["id"]  # type: ignore[index]
        code, said = command.stop()
    assert 0 == code
    assert "Traceback" not in said


def test_stop_finishes_what_runs(small_gazetteer: Path) -> None:
    """A request that runs when the end is asked for is answered."""
    answers: list[Answer] = []
    with serving("--gazetteer", small_gazetteer) as command:
        names = [{"name": f"Ilham Alijew {number}"} for number in range(1_000)]

        def ask() -> None:
            answers.append(command.service.post("/resolve", {"queries": names}))

        thread = threading.Thread(target=ask)
        thread.start()
        while not command.service.get("/readyz")["waiting"] and thread.is_alive():
            time.sleep(0.005)
        assert thread.is_alive()
        code, _ = command.stop()
        thread.join()
    assert (0, 200, 1_000) == (code, answers[0].status, len(answers[0]["results"]))  # type: ignore[arg-type]


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
