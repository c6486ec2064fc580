"""Runs a command that halts itself, as Ctrl-Z would, at a known place in its work.

`python halting.py MOMENT PROGRAM ARGUMENT...`: what a test does to it then, it does at a known moment,
however fast or slow the machine is. The code under test knows nothing of it: an audit hook sees files renamed
and opened.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from command_line import environment

PATIENCE = 120
"""How long a test waits until a command has halted, or has ended. Unit: seconds."""

ARRIVAL = 2
"""How long a command that goes on waits for a signal that it may have been sent. Unit: seconds."""


@contextmanager
def halted(
    moment: int | str, program: str, *arguments: str, cwd: Path, **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command and wait until it has halted; it is gone afterwards, whatever happens.

    Args:
        moment: how many parts it has kept by then, when it is about to keep one more; or the name of a file
            that it is about to open again, which it has read once.
        program: `resolve`.
        *arguments: what follows it.
        cwd: where it runs.
        **variables: more of its environment.
    """
    where = os.pathsep.join(map(os.path.abspath, sys.path))
    process = subprocess.Popen(
        [sys.executable, __file__, str(moment), program, *arguments],
        cwd=cwd,
        env=environment(PYTHONPATH=where, **variables),
        stderr=subprocess.PIPE,
    )
    try:
        assert os.CLD_STOPPED == _changed(process.pid), process.stderr and process.stderr.read().decode()
        yield process
    finally:
        process.kill()
        process.communicate()


def go_on(process: subprocess.Popen[bytes], sent: signal.Signals) -> str:
    """Let a command that has halted go on with a signal, and return what it says until it ends."""
    process.send_signal(sent)
    process.send_signal(signal.SIGCONT)
    return process.communicate(timeout=PATIENCE)[1].decode()


def _changed(pid: int) -> int:
    """How a process has changed, when it has: halted, or one of the ways to end."""
    until = time.monotonic() + PATIENCE
    while True:
        seen = os.waitid(os.P_PID, pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT | os.WNOHANG)
        if seen is not None:
            return seen.si_code
        assert time.monotonic() < until, "it neither halted nor ended"
        time.sleep(0.01)


def _await_signal() -> None:
    """Give a signal that was sent meanwhile the time to come: the system may hand it to another thread."""
    until = time.monotonic() + ARRIVAL
    while time.monotonic() < until:
        time.sleep(0.01)


def _halt() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    _await_signal()


def _halt_at_part(parts: int) -> None:
    def see(event: str, arguments: tuple[object, ...]) -> None:
        if event != "os.rename" or not str(arguments[1]).endswith(".answers"):
            return
        if len(list(Path(str(arguments[1])).parent.glob("*.answers"))) == parts:
            _halt()

    sys.addaudithook(see)


def _halt_at_file(name: str) -> None:
    opened = 0

    def see(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal opened
        if event == "open" and Path(str(arguments[0])).name == name:
            opened += 1
            if opened > 1:
                _halt()

    sys.addaudithook(see)


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        _halt_at_part(int(sys.argv[1]))
    else:
        _halt_at_file(sys.argv[1])
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
