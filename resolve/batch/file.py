"""The run over a file of names, of any length, which can be gone on with when it was interrupted.

The file is read in chunks, three times:

1. All is checked: a cell that says what does not exist stops the run before it starts.
2. The questions that were not asked a little earlier are answered, by all processes; the answers of each
   chunk are kept on disk, as a part, and beside them which answer belongs to which row.
3. The rows and their answers are written, whole or not at all.

Memory is bounded by the chunk, the number of processes and `memory.REMEMBERED`. The output depends on input,
request, gazetteer and version alone: not on the processes, nor on how often the run was interrupted.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import polars as pl

from gazetteer.files import Table, TableStream, check_target, open_stream, write_chunks
from resolve.batch import cells
from resolve.batch.attach import attach_answers, refuse_taken
from resolve.batch.manifest import describe_run
from resolve.batch.memory import REMEMBERED, AnswerMemory, QuestionMemory
from resolve.batch.packed import Packed
from resolve.batch.parts import Parts, Tell, open_parts, refuse_leftovers
from resolve.batch.processes import PROCESSES_FROM, Ask, answering_here, answering_workers, cut_shares
from resolve.batch.request import BatchRequest, Counts, FileRequest
from resolve.batch.run import columns_added, read_questions
from resolve.columns import ANSWER_COLUMNS
from resolve.index.build import Progress
from resolve.index.store import provide_index

Watch = Callable[[pl.DataFrame, pl.DataFrame], None]
"""Is shown the rows as they are written, some at a time: their questions, and their answers with
`columns.ANSWER_COLUMNS`, without prefix."""


def run_file(
    request: FileRequest, tell: Tell, progress: Progress | None = None, watch: Watch | None = None
) -> Counts:
    """Resolve the names of a file into another file.

    All rows and columns of the input are written unchanged and in order, with the columns that `run_batch`
    adds after them. The answers are those of `run_batch`.

    Args:
        request: from where, to where, and how.
        tell: is told what was guessed of the input, and what was found or left of an interrupted run.
        progress: told what is being done, how much of it is done, and of how much.
        watch: is shown every row once, in the order of the file.

    Returns:
        How many rows were decided how.

    Raises:
        UsageError: as for `run_batch`; or parts of an interrupted run are there and `request.resume` does not
            say to go on from them, or they are of another run.
        GazetteerError: the input cannot be read, or the output not written; no gazetteer.
        WorkerError: a worker process was ended from outside; what is finished is kept.
    """
    batch = request.batch
    check_target(request.target)
    if not request.resume:
        refuse_leftovers(request.target)
    with open_stream(request.source, encoding=request.encoding, separator=request.separator) as stream:
        for note in stream.notes:
            tell(f"{request.source}: {note}")
        rows = _check(stream, batch)
        index = provide_index(batch.gazetteer, progress)
        with open_parts(request.target, describe_run(request, stream), request.resume, tell) as parts:
            _answer(stream, batch, index, parts, rows, progress)
            counted: list[Counts] = []
            with stream.chunks() as chunks:
                write_chunks(_rows(chunks, batch, parts, counted, watch), request.target, parts.draft)
            return sum(counted, Counts(0, 0, 0, 0))


def _check(stream: TableStream, batch: BatchRequest) -> int:
    """Raise if any row asks what cannot be asked; return how many rows there are."""
    refuse_taken(stream.head, columns_added(batch), batch.prefix)
    with stream.chunks() as chunks:
        return sum(read_questions(chunk, batch).height for chunk in chunks)


def _answer(
    stream: TableStream,
    batch: BatchRequest,
    index: Path,
    parts: Parts,
    rows: int,
    progress: Progress | None,
) -> None:
    memory = QuestionMemory(REMEMBERED // batch.options.top)
    pending: deque[tuple[int, int, list[Future[Packed]]]] = deque()
    done = 0

    def finish(number: int, height: int, promised: list["Future[Packed]"]) -> None:
        nonlocal done
        if promised:
            parts.keep(number, [promise.result() for promise in promised])
        done += height
        if progress is not None:
            progress("resolving", done, rows)

    with stream.chunks() as chunks, ExitStack() as workers:
        ask: Ask | None = None
        for number, chunk in enumerate(chunks):
            plan = memory.plan(read_questions(chunk, batch))
            parts.keep_places(number, plan.places)
            new, promised = plan.new, []
            if not parts.has(number, new.height):
                if ask is None:
                    ask = workers.enter_context(_answering(index, batch, rows))
                promised = [ask(share) for share in cut_shares(new)]
            pending.append((number, chunk.frame.height, promised))
            # Nobody waits while the next chunk is read: one more is handed out, and two shares for each.
            while len(pending) > 1 and sum(len(shares) for *_, shares in pending) > 2 * batch.jobs:
                finish(*pending.popleft())
        while pending:
            finish(*pending.popleft())


def _answering(index: Path, batch: BatchRequest, rows: int) -> AbstractContextManager[Ask]:
    if batch.jobs > 1 and rows >= PROCESSES_FROM:
        return answering_workers(index, batch.options, batch.jobs)
    return answering_here(index, batch.options)


def _rows(
    chunks: Iterator[Table], batch: BatchRequest, parts: Parts, counted: list[Counts], watch: Watch | None
) -> Iterator[pl.DataFrame]:
    """The rows with their answers, chunk by chunk."""
    answered = AnswerMemory()
    for number, chunk in enumerate(chunks):
        answers = answered.answer(parts.read_places(number), parts.read(number))
        result = attach_answers(chunk, answers, cells.damaged_rows(chunk), batch.prefix)
        counted.append(result.counts)
        if watch is not None:
            added = (pl.col(batch.prefix + name).alias(name) for name in ANSWER_COLUMNS)
            watch(read_questions(chunk, batch), result.frame.select(added))
        yield result.frame
