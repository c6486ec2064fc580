"""The run over a file of entities of FollowTheMoney.

The file is read twice: first all lines are checked, then they are answered in chunks and written. A line goes
out as it came, byte for byte, with one member more before its last brace. Memory is bounded by the chunk and
the number of processes.
"""

import json
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl

from gazetteer.durable import replacing
from gazetteer.errors import UnwritableFile
from gazetteer.files import check_target, format_of, is_replaceable
from gazetteer.files.blocks import open_text
from gazetteer.files.compression import deflating
from gazetteer.files.format import STANDARD_STREAM
from gazetteer.sources.ftm import SCHEMATA
from gazetteer.sources.lines import cut_lines
from resolve.batch.answering import QUESTION
from resolve.batch.ftm.entity import is_asked, questions_of, read_entity
from resolve.batch.ftm.verdict import Verdict, judge
from resolve.batch.packed import Packed
from resolve.batch.parts import Tell
from resolve.batch.processes import PROCESSES_FROM, Ask, answering_here, answering_workers, cut_shares
from resolve.batch.request import BatchRequest, Counts, FileRequest
from resolve.columns import ORIGIN_COLUMNS
from resolve.errors import UsageError
from resolve.index.build import Progress
from resolve.index.store import provide_index
from resolve.types import Decision, Query

MEMBER: Final = "adlar"
"""The member that is added to an entity."""

_CHUNK_BYTES: Final = 1 << 20
_ENDING: Final = re.compile(r"\.ftm\.jsonl(\.gz|\.zst)?$", re.IGNORECASE)
_HALF: Final = "the name holds half a surrogate pair, which is no character"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines on their way: each with its questions, None where it is not asked; and the promised answers."""

    lines: list[tuple[bytes, list[Query] | None]]
    distinct: list[Query]
    promised: "list[Future[Packed]]"


def is_ftm(path: str) -> bool:
    """Whether a file holds entities of FollowTheMoney by its ending, `.ftm.jsonl`, also with .gz or .zst."""
    return _ENDING.search(path) is not None


def run_ftm(request: FileRequest, tell: Tell, progress: Progress | None = None) -> Counts:
    """Resolve the entities of a file into another file.

    Args:
        request: from where, to where, and how; columns and `resume` are not looked at.
        tell: is told what was guessed of the input, and how many lines are not asked.
        progress: told what is being done, how much of it is done, and of how much.

    Returns:
        How many entities were decided how.

    Raises:
        UsageError: the output is no file of entities.
        GazetteerError: the input cannot be read, or the output not written; no gazetteer.
        WorkerError: a worker process was ended from outside.
    """
    if request.target != STANDARD_STREAM and not is_ftm(request.target):
        raise UsageError(
            f"--output {request.target}: entities go out as entities; name a file that ends in .ftm.jsonl "
            "(also with .gz or .zst), or -"
        )
    check_target(request.target)
    entities, questions, others = _check(request, tell)
    index = provide_index(request.batch.gazetteer, progress)
    if others:
        tell(f"{request.source}: {others} of other schemata than {', '.join(SCHEMATA)} go out as they came")
    counted: Counter[str] = Counter()
    with _lines(request, _tell_nobody) as lines, _answering(index, request.batch, questions) as ask:
        _write(_answered(lines, request, ask, counted, entities, progress), request.target)
    return Counts(*(counted[decision] for decision in Decision))


def _check(request: FileRequest, tell: Tell) -> tuple[int, int, int]:
    """Raise if any line is no entity; return how many there are, with how many names, and how many others."""
    entities = questions = others = 0
    with _lines(request, tell) as lines:
        for number, line in lines:
            entity = read_entity(line, f"{request.source}: line {number}", request.batch.prefix + MEMBER)
            if is_asked(entity):
                entities += 1
                questions += len(questions_of(entity, None))
            else:
                others += 1
    return entities, questions, others


def _answering(index: Path, batch: BatchRequest, questions: int) -> AbstractContextManager[Ask]:
    if batch.jobs > 1 and questions >= PROCESSES_FROM:
        return answering_workers(index, batch.options, batch.jobs)
    return answering_here(index, batch.options)


def _answered(
    lines: Iterator[tuple[int, bytes]],
    request: FileRequest,
    ask: Ask,
    counted: Counter[str],
    entities: int,
    progress: Progress | None,
) -> Iterator[bytes]:
    """The lines with their answers, in their order; a few chunks are under way at once."""
    pending: deque[_Chunk] = deque()
    batch: list[tuple[bytes, list[Query] | None]] = []
    member = f',"{request.batch.prefix + MEMBER}":'.encode()

    def finish(chunk: _Chunk) -> bytes:
        data = b"".join(_finished(chunk, member, counted))
        if progress is not None:
            progress("resolving", sum(counted.values()), entities)
        return data

    size = 0
    for number, line in lines:
        entity = read_entity(line, f"{request.source}: line {number}", request.batch.prefix + MEMBER)
        asked = questions_of(entity, request.batch.lang) if is_asked(entity) else None
        batch.append((line, asked))
        size += len(line)
        if size >= _CHUNK_BYTES:
            pending.append(_handed_out(batch, ask))
            batch, size = [], 0
            if len(pending) > 2 * request.batch.jobs:
                yield finish(pending.popleft())
    pending.append(_handed_out(batch, ask))
    while pending:
        yield finish(pending.popleft())


def _handed_out(lines: list[tuple[bytes, list[Query] | None]], ask: Ask) -> _Chunk:
    distinct = list(dict.fromkeys(query for _, asked in lines for query in asked or ()))
    return _Chunk(lines, distinct, [ask(share) for share in cut_shares(_frame(distinct))])


def _frame(queries: Sequence[Query]) -> pl.DataFrame:
    rows = [(q.name if _is_text(q.name) else None, q.lang, q.kind, q.country, q.birth_year) for q in queries]
    schema = {name: pl.Int32 if name == "birth_year" else pl.String for name in QUESTION}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _is_text(name: str | None) -> bool:
    """Whether a name is all characters: an escape of JSON can be half of one."""
    return name is None or not any("\ud800" <= letter <= "\udfff" for letter in name)


def _finished(chunk: _Chunk, member: bytes, counted: Counter[str]) -> Iterator[bytes]:
    answers = pl.concat([promise.result().frame() for promise in chunk.promised])
    answers = answers.drop("candidates", strict=False)
    left_out = [name for name in ORIGIN_COLUMNS if name not in answers.columns]
    verdicts = {
        query: _verdict(query, row) for query, row in zip(chunk.distinct, answers.iter_rows(), strict=True)
    }
    for line, asked in chunk.lines:
        if asked is None:
            yield line + b"\n"
            continue
        verdict = judge([verdicts[query] for query in asked])
        counted[verdict.decision] += 1
        # An escape for half a character stays one.
        plain = _is_text(verdict.name)
        members = {name: value for name, value in asdict(verdict).items() if name not in left_out}
        told = json.dumps(members, ensure_ascii=not plain, separators=(",", ":"))
        yield line[:-1] + member + told.encode() + b"}\n"


def _verdict(query: Query, row: tuple[Any, ...]) -> Verdict:
    entity_id, decision, score, best_entity_id, best_name, matched_name, reason, *origins = row
    return Verdict(
        entity_id,
        Decision(decision),
        score,
        best_entity_id,
        best_name,
        matched_name,
        reason if _is_text(query.name) else _HALF,
        query.name,
        *origins,
    )


@contextmanager
def _lines(request: FileRequest, tell: Tell) -> Iterator[Iterator[tuple[int, bytes]]]:
    """The lines that are not blank, without what is around them, and their numbers from 1."""
    source = Path(request.source)
    with open_text(source, request.source, format_of(request.source), request.encoding) as text:
        for note in text.notes:
            tell(f"{request.source}: {note}")
        yield (
            (number, bare)
            for lines in cut_lines(text.blocks, request.source)
            for number, line in enumerate(lines.data.split(b"\n"), start=lines.first)
            if (bare := line.strip())
        )


def _tell_nobody(message: str) -> None:
    """The check has told it."""


def _write(blocks: Iterator[bytes], target: str) -> None:
    packing = format_of(target).compression
    if target == STANDARD_STREAM:
        _pour(blocks, sys.stdout.buffer)
        return
    path = Path(os.path.realpath(target))
    try:
        # A pipe or a device cannot be replaced, only written to.
        with (
            replacing(path) if is_replaceable(path) else path.open("wb") as stream,
            deflating(stream, packing) as inside,
        ):
            _pour(blocks, inside)
    except OSError as error:
        raise UnwritableFile(f"{target}: cannot be written: {error.strerror or error}") from error


def _pour(blocks: Iterator[bytes], stream: BinaryIO) -> None:
    for block in blocks:
        stream.write(block)
    stream.flush()
