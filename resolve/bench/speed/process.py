"""A tool in a process of its own, watched: its answer, and the memory of it and all that it started.

Memory is looked at twenty times a second: what each process has for itself, added, and the largest share of
files that one of them has mapped, which is counted once because they map the same ones.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_TICK: Final = 0.05
_KILOBYTE: Final = 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a process ended.

    Attributes:
        answer: the JSON object that it printed last; None if it failed.
        failure: why there is no answer, one line; None if there is.
        peak_bytes: greatest memory of it and its children; 0 where it ended before it was looked at.
    """

    answer: Mapping[str, Any] | None
    failure: str | None
    peak_bytes: int


def watch(
    command: Sequence[str], task: Mapping[str, object], timeout: float, environment: Mapping[str, str]
) -> Outcome:
    """Run a tool to its end, or to the end of its time.

    Args:
        command: the program and its arguments.
        task: what it reads from standard input, as JSON.
        timeout: seconds until it is ended.
        environment: more of its environment.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(json.dumps(task).encode())
        given.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=given,
                stdout=out,
                stderr=err,
                env={**os.environ, **environment},
                start_new_session=True,
            )
        except OSError as error:
            return Outcome(None, f"{command[0]}: {error.strerror}", 0)
        try:
            in_time, peak = _wait(process, time.monotonic() + timeout)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if not in_time:
            return Outcome(None, f"no answer within {timeout:.0f} s", peak)
        out.seek(0)
        err.seek(0)
        said = out.read().decode("utf-8", "replace").strip().splitlines()
        last = (err.read().decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1]
    if process.returncode < 0:
        return Outcome(None, f"ended by {signal.Signals(-process.returncode).name}", peak)
    if process.returncode or not said:
        return Outcome(None, last, peak)
    try:
        return Outcome(json.loads(said[-1]), None, peak)
    except ValueError:
        return Outcome(None, f"its last line is no JSON: {said[-1][:80]!r}", peak)


def _wait(process: subprocess.Popen[bytes], deadline: float) -> tuple[bool, int]:
    """Whether a process ended in time, and its greatest memory."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        if time.monotonic() > deadline:
            return False, peak
        time.sleep(_TICK)
    return True, peak


def _memory(root: int) -> int:
    """Bytes of a process and its descendants; 0 where the system does not tell."""
    own, mapped = 0, 0
    waiting = [root]
    while waiting:
        folder = Path("/proc", str(waiting.pop()))
        try:
            lines = (folder / "status").read_text(encoding="ascii", errors="replace").splitlines()
            told = {
                key: value.split()[0]
                for key, _, value in (line.partition(":") for line in lines)
                if value.strip()
            }
            own += int(told.get("RssAnon", 0)) * _KILOBYTE
            mapped = max(mapped, (int(told.get("RssFile", 0)) + int(told.get("RssShmem", 0))) * _KILOBYTE)
            for children in folder.glob("task/*/children"):
                waiting += map(int, children.read_text(encoding="ascii").split())
        except OSError:
            # It ended while it was looked at.
            continue
    return own + mapped
