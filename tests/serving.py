"""A running service as tests use it: in a thread of this process, or as the command that it is."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from command_line import environment

from gazetteer.types import Where
from resolve.service.app import make_app
from resolve.service.holding import Holding
from resolve.service.limits import Limits
from resolve.service.server import listen, make_server

PATIENCE = 60
"""How long a test waits for a service. Unit: seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> object:
        """The body as a JSON value."""
        return json.loads(self.body)

    def __getitem__(self, member: str) -> object:
        """A member of the JSON object."""
        return json.loads(self.body)[member]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that listens on the loopback address."""

    port: int

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Ask for a path as it is; `content_type` in the headers is Content-Type."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, named)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())
        finally:
            connection.close()

    def get(self, path: str, **parameters: object) -> Answer:
        """GET a path with parameters."""
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        return self.ask("GET", quote(path, safe="/:%") + query)

    def post(self, path: str, value: object) -> Answer:
        """POST a JSON value."""
        return self.ask("POST", path, json.dumps(value).encode(), content_type="application/json")

    def form(self, path: str, **fields: object) -> Answer:
        """POST a form whose fields hold JSON."""
        body = urlencode({name: json.dumps(value) for name, value in fields.items()}).encode()
        return self.ask("POST", path, body, content_type="application/x-www-form-urlencoded")


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, and fail if it does not for long."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"not so within {PATIENCE} seconds"
        time.sleep(0.02)


@contextmanager
def running(gazetteer: Where, limits: Limits | None = None, every: float = 1.0) -> Iterator[Service]:
    """Run a service in a thread of this process."""
    app = make_app(Holding(gazetteer), limits, every)
    server = make_server(app)
    with listen("127.0.0.1", 0) as bound:
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield Service(bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@dataclass(slots=True)
class Command:
    """`resolve serve` in a process of its own; `said` is what it has said on standard error."""

    process: subprocess.Popen[str]
    service: Service
    said: list[str]

    def stop(self) -> tuple[int, str]:
        """End it as an operator would; return its code and what it said."""
        self.process.send_signal(signal.SIGTERM)
        _, rest = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, "".join(self.said) + rest


@contextmanager
def serving(*arguments: str | Path, **variables: str) -> Iterator[Command]:
    """Run `resolve serve --port 0`; whatever happens, it is ended in the end."""
    command = [sys.executable, "-m", "resolve", "serve", "--port", "0", *map(str, arguments)]
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment(PYTHONPATH=root, **variables)
    )
    assert process.stderr is not None
    try:
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if line.startswith("listening on "):
                yield Command(process, Service(int(line.rpartition(":")[2])), said)
                break
        else:
            raise AssertionError(f"it did not come up: {''.join(said)}")
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
