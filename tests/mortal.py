"""Runs commands in children that die, or whose disk fails, at a chosen moment.

`Mortals` starts `python mortal.py`, which imports the commands once and does nothing with them; each run is a
fork of it, so that a death costs no import. The code under test knows nothing of it: a profile hook of the
child sees each call of a C function that changes a disk, and a limit of the system ends files at a size.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from types import FrameType

from command_line import environment

FAILING = frozenset({"flush", "fsync", "mkdir", "rename", "replace", "tofile", "write"})
"""Calls that a full disk lets fail, by the name of the C function, beside the opening of a new file."""
CHANGING = FAILING | {"chmod", "close", "open", "rmdir", "truncate", "unlink"}
"""Calls that change a disk."""
WRITERS = (
    "gazetteer/durable.py",
    "gazetteer/lock.py",
    "gazetteer/log.py",
    "gazetteer/merged.py",
    "gazetteer/prune.py",
    "gazetteer/publish.py",
    "resolve/index/store.py",
    "resolve/index/volume.py",
)
"""The modules whose calls count, made directly or by way of the standard library."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a child does, and how it ends.

    Attributes:
        commands: Each command with its arguments, one after the other.
        die_at: The call before which it is killed, counted from 1.
        fail_at: The call that fails as if the disk were full, counted from 1 among those that may.
        size: No file grows over this many bytes; a write beyond writes so many, and fails.
        die_of_size: Such a write kills instead.
        after: Seconds after which it is killed from outside.
        user: The user that the last command runs as; those before it have loaded what it needs.
        moment: What the log takes for the time, in seconds since 1970.
    """

    commands: Sequence[Sequence[str]]
    die_at: int | None = None
    fail_at: int | None = None
    size: int | None = None
    die_of_size: bool = False
    after: float | None = None
    user: int | None = None
    moment: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended.

    Attributes:
        codes: The exit codes of the commands that came to their end: what was acknowledged.
        calls: How many calls were made that change a disk.
        failures: How many of these a full disk would let fail.
        signal: The signal that killed it; 0 if none did.
        said: What it wrote to standard error.
        seconds: How long it lived.
    """

    codes: list[int]
    calls: int
    failures: int
    signal: int
    said: str
    seconds: float


class Mortals:
    """A process that runs commands in children.

    Args:
        modules: What is loaded once, before all children.
        variables: More of their environment.
    """

    def __init__(self, *modules: str, **variables: str) -> None:
        where = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
        self._server = subprocess.Popen(
            [sys.executable, __file__, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(PYTHONPATH=where, ADLAR_AUTHOR="tester", **variables),
        )

    def run(self, run: Run) -> End:
        """Let a child do something, and tell how it ended."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asdict(run)) + "\n")
        self._server.stdin.flush()
        return End(**json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait()


class Fate:
    """Counts the calls that change a disk, and strikes at one."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.calls = 0
        self.failures = 0

    def begin(self, event: str, arguments: tuple[object, ...]) -> None:
        """See an audit event; look closely from the first on that has to do with writing."""
        if event == "os.mkdir" or (event == "open" and str(arguments[0]).endswith(f"{os.sep}lock")):
            sys.setprofile(self.see)
        if event == "open" and isinstance(flags := arguments[2], int) and flags & os.O_CREAT:
            self.fill()

    def see(self, frame: FrameType, event: str, function: object) -> None:
        """See an event of the interpreter."""
        name = getattr(function, "__name__", "")
        # A text has a method `replace` too.
        if event != "c_call" or name not in CHANGING or isinstance(getattr(function, "__self__", ""), str):
            return
        if not _is_ours(frame):
            return
        self.calls += 1
        if self.calls == self.run.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if name in FAILING:
            self.fill()

    def fill(self) -> None:
        """Let the disk be full, if this is the moment."""
        self.failures += 1
        if self.failures == self.run.fail_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _is_ours(frame: FrameType | None) -> bool:
    for _ in range(6):
        if frame is None:
            return False
        if frame.f_code.co_filename.endswith(WRITERS):
            return True
        frame = frame.f_back
    return False


def live(run: Run, results: int, messages: int) -> None:
    """Be the child: run the commands, and report each that comes to its end."""
    os.dup2(messages, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stderr = os.fdopen(2, "w", closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if run.moment is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(run.moment)
    if run.size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (run.size, run.size))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if run.die_of_size else signal.SIG_IGN)
    fate = Fate(run)
    sys.addaudithook(fate.begin)
    for number, command in enumerate(run.commands, start=1):
        if run.user is not None and number == len(run.commands):
            os.setgid(run.user)
            os.setuid(run.user)
        sys.argv = list(command)
        code = 0
        try:
            import_module(f"{command[0]}.cli").main()
        except SystemExit as way_out:
            code = way_out.code if isinstance(way_out.code, int) else 0
        finally:
            sys.setprofile(None)
        sys.stderr.flush()
        os.write(results, f"{code} {fate.calls} {fate.failures}\n".encode())
    os._exit(0)


def watch(run: Run) -> End:
    """Let a child do something, wait for its end, and tell it."""
    results, child_results = os.pipe()
    messages, child_messages = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        live(run, child_results, child_messages)
    os.close(child_results)
    os.close(child_messages)
    told = {results: bytearray(), messages: bytearray()}
    pipes = set(told)
    deadline = None if run.after is None else begun + run.after
    while pipes:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select(list(pipes), [], [], left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            deadline = None
        for pipe in ready:
            data = os.read(pipe, 1 << 16)
            told[pipe] += data
            if not data:
                pipes.discard(pipe)
                os.close(pipe)
    _, status = os.waitpid(child, 0)
    ended = [[int(number) for number in line.split()] for line in told[results].decode().splitlines()]
    return End(
        codes=[code for code, _, _ in ended],
        calls=ended[-1][1] if ended else 0,
        failures=ended[-1][2] if ended else 0,
        signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        said=told[messages].decode(),
        seconds=time.monotonic() - begun,
    )


def serve() -> None:
    """Answer runs until there are none."""
    # Polars starts no thread before it is used, so that a fork of what only imports it is sound.
    for module in (
        "numpy",
        "polars",
        "gazetteer.build",
        "gazetteer.changes",
        "gazetteer.cli",
        "gazetteer.past",
    ):
        import_module(module)
    for line in sys.stdin:
        print(json.dumps(asdict(watch(Run(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    serve()
