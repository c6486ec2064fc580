"""The run over a file of names, of any length, which can be gone on with when it was interrupted.

The file is read in chunks, twice:

1. All is checked: a cell that says what does not exist stops the run before it starts.
2. The questions that were not asked a little earlier are answered, by all processes. As soon as those of a
   chunk are, the answers are kept on disk, as a part, and its rows are written, while the next chunks are
   answered. The output takes its place when it is whole; the parts are kept until then.

Memory is bounded by the chunk, the number of processes and `memory.REMEMBERED`. The output depends on input,
request, gazetteer and version alone: not on the processes, nor on how often the run was interrupted.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gazetteer.files import Table, TableStream, check_target, open_stream, write_chunks
from resolve.batch import cells
from resolve.batch.attach import attach_answers, refuse_taken
from resolve.batch.manifest import describe_run
from resolve.batch.memory import REMEMBERED, AnswerMemory, Places, QuestionMemory
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
        run = describe_run(request, stream)
        with ExitStack() as opened:
            parts = opened.enter_context(open_parts(request.target, run, request.resume, tell))
            chunks = opened.enter_context(stream.chunks())
            # What is under way ends here, and not whenever nobody knows of it any more.
            answered = opened.enter_context(closing(_answer(chunks, batch, index, parts, rows)))
            counts = Counts(0, 0, 0, 0)

            def frames() -> Iterator[pl.DataFrame]:
                nonlocal counts
                for chunk, answers in answered:
                    result = attach_answers(chunk, answers, cells.damaged_rows(chunk), batch.prefix)
                    counts += result.counts
                    if watch is not None:
                        added = (pl.col(batch.prefix + name).alias(name) for name in ANSWER_COLUMNS)
                        watch(read_questions(chunk, batch), result.frame.select(added))
                    if progress is not None:
                        progress("resolving", counts.rows, rows)
                    yield result.frame

            write_chunks(frames(), request.target, parts.draft)
        return counts


def _check(stream: TableStream, batch: BatchRequest) -> int:
    """Raise if any row asks what cannot be asked; return how many rows there are."""
    refuse_taken(stream.head, columns_added(batch), batch.prefix)
    with stream.chunks() as chunks:
        return sum(read_questions(chunk, batch).height for chunk in chunks)


@dataclass(frozen=True, slots=True)
class _Pending:
    """A chunk of rows on its way.

    Attributes:
        number: of the chunk, from 0.
        chunk: the rows.
        places: where their answers will be.
        promised: the answers to what they ask anew, share by share; or those that were kept.
    """

    number: int
    chunk: Table
    places: Places
    promised: list[Future[Packed]] | pl.DataFrame

    @property
    def shares(self) -> int:
        """How many shares of work it is; not less than one, so that no chunk is held for nothing."""
        return len(self.promised) if isinstance(self.promised, list) else 1


def _answer(
    chunks: Iterator[Table], batch: BatchRequest, index: Path, parts: Parts, rows: int
) -> Generator[tuple[Table, pl.DataFrame]]:
    """Yield chunk after chunk, with the answers to its rows, which are kept by then."""
    asked = QuestionMemory(REMEMBERED // batch.options.top)
    answered = AnswerMemory()
    pending: deque[_Pending] = deque()

    def finish(first: _Pending) -> tuple[Table, pl.DataFrame]:
        new = first.promised
        if isinstance(new, list):
            packed = [promise.result() for promise in new]
            parts.keep(first.number, packed)
            new = pl.concat([share.frame() for share in packed])
        return first.chunk, answered.answer(first.places, new)

    with ExitStack() as workers:
        ask: Ask | None = None
        for number, chunk in enumerate(chunks):
            plan = asked.plan(read_questions(chunk, batch))
            promised: list[Future[Packed]] | pl.DataFrame | None = parts.find(number, plan.new.height)
            if promised is None:
                if ask is None:
                    ask = workers.enter_context(_answering(index, batch, rows))
                promised = [ask(share) for share in cut_shares(plan.new)]
            pending.append(_Pending(number, chunk, plan.places, promised))
            # Nobody waits while a chunk is written and the next one read: one more is handed out, and two
            # shares for each.
            while len(pending) > 1 and sum(one.shares for one in pending) > 2 * batch.jobs:
                yield finish(pending.popleft())
        while pending:
            yield finish(pending.popleft())


def _answering(index: Path, batch: BatchRequest, rows: int) -> AbstractContextManager[Ask]:
    if batch.jobs > 1 and rows >= PROCESSES_FROM:
        return answering_workers(index, batch.options, batch.jobs)
    return answering_here(index, batch.options)
