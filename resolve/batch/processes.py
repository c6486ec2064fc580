"""Answers by several processes: questions are cut into shares, which go out and come back as Arrow files.

A worker is a fresh interpreter that runs `resolve.batch.worker` and maps the same index. It takes one share
at a time, so a slow one holds nobody up. The shares keep their order whoever answers them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import polars as pl

from resolve import settings
from resolve.errors import WorkerError
from resolve.index.build import Progress
from resolve.types import Options

PROCESSES_FROM: Final = 5_000
"""Distinct questions from which several processes pay: each takes most of a second to start."""

_LEAST_SHARE: Final = 1_000
_SHARES_A_WORKER: Final = 4

Worker = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class _Share:
    """A part of the questions: where they lie, where the answers go, and how many there are."""

    questions: Path
    answers: Path
    rows: int


def answer_in_processes(
    index: Path, questions: pl.DataFrame, options: Options, jobs: int, progress: Progress | None = None
) -> pl.DataFrame:
    """Answer questions in worker processes; the answers are those of `answering.answer_questions`.

    Args:
        index: directory of the match index.
        questions: n rows with the columns `answering.QUESTION`.
        options: thresholds and filters.
        jobs: how many processes, >= 1.
        progress: told after each share how many rows are done, and of how many.

    Raises:
        WorkerError: a worker was ended from outside.
    """
    with (
        tempfile.TemporaryDirectory(prefix="adlar-") as folder,
        ThreadPoolExecutor(jobs) as threads,
        _workers(index, options, jobs) as idle,
    ):
        shares = _cut(questions, Path(folder), jobs)
        answered = {threads.submit(_hand_out, share, idle): share.rows for share in shares}
        done = 0
        for future in as_completed(answered):
            future.result()
            done += answered[future]
            if progress is not None:
                progress("resolving", done, questions.height)
        return pl.concat(pl.read_ipc(share.answers) for share in shares)


def _cut(questions: pl.DataFrame, folder: Path, jobs: int) -> list[_Share]:
    wanted = -(-questions.height // (jobs * _SHARES_A_WORKER))
    size = max(_LEAST_SHARE, min(settings.CHUNK, wanted))
    shares = []
    for start in range(0, max(1, questions.height), size):
        part = questions.slice(start, size)
        share = _Share(folder / f"{start}.questions", folder / f"{start}.answers", part.height)
        part.write_ipc(share.questions)
        shares.append(share)
    return shares


@contextmanager
def _workers(index: Path, options: Options, jobs: int) -> Iterator["SimpleQueue[Worker]"]:
    """Start workers, and end them whatever happens."""
    task = {"index": str(index), "options": {**asdict(options), "exclude": sorted(options.exclude)}}
    started: list[Worker] = []
    idle: SimpleQueue[Worker] = SimpleQueue()
    try:
        for _ in range(jobs):
            started.append(_start())
            _tell(started[-1], task)
            idle.put(started[-1])
        yield idle
    finally:
        for worker in started:
            worker.kill()
        for worker in started:
            worker.wait()


def _start() -> Worker:
    # The workers find the modules that this process found, and look into no other folder.
    path = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "resolve.batch.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "POLARS_MAX_THREADS": "1"},
        encoding="utf-8",
        # Ctrl-C in a terminal reaches all processes of a session; the workers are ended by this one.
        start_new_session=True,
    )


def _hand_out(share: _Share, idle: "SimpleQueue[Worker]") -> None:
    worker = idle.get()
    try:
        _tell(worker, {"questions": str(share.questions), "answers": str(share.answers)})
        reply = worker.stdout.readline() if worker.stdout else ""
    finally:
        idle.put(worker)
    if not reply:
        raise WorkerError(worker.wait())
    fault = json.loads(reply)["fault"]
    if fault:
        error = RuntimeError(fault.splitlines()[-1])
        error.add_note(f"in a worker process:\n{fault}")
        raise error


def _tell(worker: Worker, message: Mapping[str, object]) -> None:
    if worker.stdin is None:
        return
    try:
        worker.stdin.write(json.dumps(message) + "\n")
        worker.stdin.flush()
    except OSError:
        # It has ended; that no answer comes is noticed where one is waited for.
        return
