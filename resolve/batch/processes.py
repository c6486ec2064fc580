"""Answers by several processes: questions go out in shares, and come back in order whoever answers them.

A worker is a fresh interpreter that runs `resolve.batch.worker` and maps the same index. It takes one share
at a time, so a slow one holds nobody up. A share is of the same size however many workers there are: which
names are answered together does not depend on who answers them.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import polars as pl

from resolve import settings
from resolve.batch.answering import answer_questions
from resolve.batch.packed import Packed
from resolve.batch.work import Work
from resolve.errors import WorkerError
from resolve.index.build import Progress
from resolve.index.layout import Index
from resolve.resolver import Resolver
from resolve.types import Options

PROCESSES_FROM: Final = 5_000
"""Questions from which several processes pay: each takes most of a second to start."""

Ask = Callable[[pl.DataFrame], "Future[Packed]"]
"""Takes a share of questions, and promises their answers."""

Worker = subprocess.Popen[bytes]


def cut_shares(questions: pl.DataFrame) -> list[pl.DataFrame]:
    """The questions in shares of `settings.CHUNK`; one without rows if there are none."""
    return [
        questions.slice(start, settings.CHUNK) for start in range(0, max(1, questions.height), settings.CHUNK)
    ]


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
    with answering_workers(index, options, jobs) as ask:
        promised = [ask(share) for share in cut_shares(questions)]
        parts: list[pl.DataFrame] = []
        for promise in promised:
            parts.append(promise.result().frame())
            if progress is not None:
                progress("resolving", sum(part.height for part in parts), questions.height)
        return pl.concat(parts)


@contextmanager
def answering_here(index: Path, options: Options) -> Iterator[Ask]:
    """Give what answers questions in this process, at once.

    Args:
        index: directory of the match index.
        options: thresholds and filters.
    """
    resolver = Resolver(Index.load(index))

    def ask(questions: pl.DataFrame) -> "Future[Packed]":
        promise: Future[Packed] = Future()
        promise.set_result(Packed.of(answer_questions(resolver, questions, options)))
        return promise

    yield ask


@contextmanager
def answering_workers(index: Path, options: Options, jobs: int, work: Work = Work.NAMES) -> Iterator[Ask]:
    """Give what answers questions in worker processes, which end with the context, whatever happens.

    A promise raises `WorkerError` if its worker was ended from outside, and `RuntimeError` for a defect.

    Args:
        index: directory of the match index.
        options: thresholds and filters.
        jobs: how many processes, >= 1.
        work: what the shares are.
    """
    threads = ThreadPoolExecutor(jobs)
    try:
        with _started(index, work, options, jobs) as idle:
            yield lambda questions: threads.submit(_hand_out, questions, idle)
    finally:
        threads.shutdown(cancel_futures=True)


@contextmanager
def _started(index: Path, work: Work, options: Options, jobs: int) -> Iterator["SimpleQueue[Worker]"]:
    asked = {**asdict(options), "exclude": sorted(options.exclude)}
    task = {"index": str(index), "work": work, "options": asked}
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
        env={**os.environ, "PYTHONPATH": path, "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        # Ctrl-C in a terminal reaches all processes of a session; the workers are ended by this one.
        start_new_session=True,
    )


def _hand_out(questions: pl.DataFrame, idle: "SimpleQueue[Worker]") -> Packed:
    packed = io.BytesIO()
    questions.write_ipc_stream(packed)
    data = packed.getbuffer()
    worker = idle.get()
    try:
        _tell(worker, {"bytes": len(data)}, data)
        reply = json.loads((worker.stdout and worker.stdout.readline()) or "null")
        answers = worker.stdout.read(reply["bytes"]) if worker.stdout and reply else b""
    finally:
        idle.put(worker)
    if not reply or len(answers) < reply["bytes"]:
        raise WorkerError(worker.wait())
    if reply["fault"]:
        error = RuntimeError(reply["fault"].splitlines()[-1])
        error.add_note(f"in a worker process:\n{reply['fault']}")
        raise error
    return Packed(answers)


def _tell(worker: Worker, message: Mapping[str, object], data: bytes | memoryview = b"") -> None:
    if worker.stdin is None:
        return
    try:
        worker.stdin.write(json.dumps(message).encode() + b"\n")
        worker.stdin.write(data)
        worker.stdin.flush()
    except OSError:
        # It has ended; that no answer comes is noticed where one is waited for.
        return
