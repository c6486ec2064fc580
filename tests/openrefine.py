"""OpenRefine without a window, driven by the commands that its own pages send."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from command_line import environment
from conftest import require

PATIENCE = 120
"""How long to wait for OpenRefine to come up, or to be done. Unit: seconds."""

ALL_ROWS = {"facets": [], "mode": "row-based"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        value: its text; None for an empty one.
        matched: the ID of the entity that it was matched to.
        candidates: the IDs of the entities that are offered; None for a cell that was not reconciled.
    """

    value: str | None
    matched: str | None = None
    candidates: tuple[str, ...] | None = None


class OpenRefine:
    """One OpenRefine that runs, with one project.

    Args:
        port: where it listens.
    """

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/command/core"
        self._project = ""

    def open_table(self, text: str) -> None:
        """Make a project of a CSV table."""
        boundary = uuid.uuid4().hex
        fields = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
            for name, more, value in (
                ("project-name", "", "names"),
                ("format", "", "text/line-based/*sv"),
                ("options", "", json.dumps({"separator": ",", "headerLines": 1, "encoding": "UTF-8"})),
                ("project-file", '; filename="names.csv"\r\nContent-Type: text/csv', text),
            )
        ]
        body = "".join([*fields, f"--{boundary}--\r\n"]).encode()
        request = urllib.request.Request(
            f"{self._base}/create-project-from-upload?{urlencode({'csrf_token': self._token()})}",
            body,
            {"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            self._project = response.url.rpartition("=")[2]

    def reconcile(self, column: str, manifest: Mapping[str, Any], service: str, **evidence: str) -> None:
        """Reconcile a column; `evidence` is a property by its ID, and the column that holds it."""
        config = {
            "mode": "standard-service",
            "service": service,
            "identifierSpace": manifest["identifierSpace"],
            "schemaSpace": manifest["schemaSpace"],
            "type": None,
            "autoMatch": True,
            "columnDetails": [
                {"column": name, "propertyName": id, "propertyID": id} for id, name in evidence.items()
            ],
        }
        self._do("reconcile", columnName=column, config=json.dumps(config), engine=json.dumps(ALL_ROWS))
        self._wait()

    def extend(
        self,
        column: str,
        manifest: Mapping[str, Any],
        service: str,
        properties: Sequence[Mapping[str, object]],
    ) -> None:
        """Add columns with properties of the entities of a reconciled column."""
        self._do(
            "extend-data",
            baseColumnName=column,
            endpoint=service,
            identifierSpace=manifest["identifierSpace"],
            schemaSpace=manifest["schemaSpace"],
            extension=json.dumps({"properties": properties}),
            columnInsertIndex="2",
            engine=json.dumps(ALL_ROWS),
        )
        self._wait()

    def column(self, name: str) -> list[Cell]:
        """The cells of a column, from the first row on."""
        columns = self._ask("get-models", project=self._project)["columnModel"]["columns"]
        place = next(column["cellIndex"] for column in columns if column["name"] == name)
        found = self._do("get-rows", engine=json.dumps(ALL_ROWS), start="0", limit="100")
        judged = found["pool"]["recons"]
        rows = [row["cells"] for row in found["rows"]]
        return [_cell(cells[place] if place < len(cells) else None, judged) for cells in rows]

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while self._ask("get-processes", project=self._project)["processes"]:
            assert time.monotonic() < until, "OpenRefine is not done"
            time.sleep(0.2)

    def _token(self) -> str:
        return str(self._ask("get-csrf-token")["token"])

    def _ask(self, command: str, **parameters: str) -> dict[str, Any]:
        with urllib.request.urlopen(
            f"{self._base}/{command}?{urlencode(parameters)}", timeout=PATIENCE
        ) as response:
            return cast("dict[str, Any]", json.load(response))

    def _do(self, command: str, **fields: str) -> dict[str, Any]:
        fields |= {"project": self._project, "csrf_token": self._token()}
        body = urlencode(fields).encode()
        with urllib.request.urlopen(f"{self._base}/{command}", body, timeout=PATIENCE) as response:
            answer = cast("dict[str, Any]", json.load(response))
        assert answer.get("code", "ok") in ("ok", "pending"), answer
        return answer


def _cell(found: Mapping[str, Any] | None, judged: Mapping[str, Any]) -> Cell:
    if found is None:
        return Cell(None)
    if "r" not in found:
        return Cell(found["v"])
    recon = judged[found["r"]]
    matched = recon.get("m", {}).get("id")
    return Cell(found["v"], matched, tuple(candidate["id"] for candidate in recon.get("c", ())))


def _free_port() -> int:
    """A port that nobody listens on, and that the system gives to nobody else meanwhile."""
    for port in range(21_000, 32_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    pytest.fail("no port between 21000 and 32000 is free")


@contextmanager
def running_openrefine(folder: Path) -> Iterator[OpenRefine]:
    """Run OpenRefine with its data in a folder; skip where it is not installed."""
    program = shutil.which("openrefine")
    if program is None:
        require("openrefine", "it is not installed (Debian and Ubuntu: apt-get install openrefine)")
    port = _free_port()
    command = [str(program), "-p", str(port), "-d", str(folder), "-m", "512M", "-x", "refine.headless=true"]
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        # It runs below a shell: the whole group is ended.
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env=environment(), start_new_session=True
        )
    try:
        refine = OpenRefine(port)
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                refine._ask("get-version")
                break
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"OpenRefine did not come up: {log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.3)
        yield refine
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
