"""Running text by several processes: batches of documents go out, frames of mentions come back in order."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final

import polars as pl

from gazetteer.combination.parts import are_several
from gazetteer.types import Where
from resolve.articles import Document, link_frame, mentions_frame
from resolve.batch.packed import Packed
from resolve.batch.processes import answering_workers
from resolve.batch.texts import pack_documents
from resolve.batch.work import Work
from resolve.errors import UsageError
from resolve.index.layout import Index
from resolve.index.store import provide_index
from resolve.resolver import Resolver
from resolve.types import Options

SHARE: Final = 2_000_000
"""Code points of text in one share: enough that each distinct token is read once, few enough for memory."""

PROCESSES_FROM: Final = 2 * SHARE
"""Code points of text from which several processes pay: each takes seconds to start."""


def link_in_processes(
    index: Path, batches: Iterable[Sequence[Document]], jobs: int
) -> Iterator[pl.DataFrame]:
    """Find the mentions in batches of documents, by several processes.

    Args:
        index: directory of the match index.
        batches: documents, some megabytes of text in each batch.
        jobs: how many processes, >= 1; one is this one.

    Yields:
        One frame a batch, in their order, as `articles.mentions_frame` gives it; no more than one batch more
        than there are processes is held at a time.

    Raises:
        WorkerError: a worker was ended from outside.
    """
    if jobs == 1:
        resolver = Resolver(Index.load(index))
        for batch in batches:
            yield link_frame(resolver, batch)
        return
    with answering_workers(index, Options(), jobs, Work.TEXTS) as ask:
        promised: deque[Future[Packed]] = deque()
        for batch in batches:
            promised.append(ask(pack_documents(batch)))
            if len(promised) > jobs:
                yield promised.popleft().result().frame()
        while promised:
            yield promised.popleft().result().frame()


def link_texts(
    texts: Sequence[str | None] | pl.Series,
    *,
    lang: str | Sequence[str | None] | None = None,
    gazetteer: Where = None,
    jobs: int | None = None,
) -> pl.DataFrame:
    """Find the mentions in a column of texts, on all cores.

    Args:
        texts: n texts; a missing one has no mentions.
        lang: their language, one for all or one each, BCP 47 tags; None to detect it.
        gazetteer: directory, or several, see `gazetteer.locate`; None for the embedded one, or what
            `ADLAR_GAZETTEER` names.
        jobs: how many processes, >= 1; None for one a core, and for one alone where there is little text.

    Returns:
        One row a mention, as `Resolver.text` gives them; doc is the number of the text, from 0.

    Raises:
        UsageError: as many languages as texts were expected, or jobs below 1.
    """
    given = list(texts)
    langs = [lang] * len(given) if lang is None or isinstance(lang, str) else list(lang)
    if len(langs) != len(given):
        raise UsageError(
            f"lang has {len(langs)} values for {len(given)} texts; expected one for all, or one each"
        )
    if jobs is not None and jobs < 1:
        raise UsageError(f"jobs {jobs}; expected how many processes are to share the work, 1 or more")
    documents = [
        Document(str(number), text or "", language)
        for number, (text, language) in enumerate(zip(given, langs, strict=True))
    ]
    if jobs is None:
        little = sum(len(document.text) for document in documents) < PROCESSES_FROM
        jobs = 1 if little else _cores()
    frames = link_in_processes(provide_index(gazetteer), cut_shares(documents), jobs)
    return pl.concat([mentions_frame([], are_several(gazetteer)), *frames])


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cut_shares(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in shares, in their order; a share ends with the document that makes it full."""
    share: list[Document] = []
    size = 0
    for document in documents:
        share.append(document)
        size += len(document.text)
        if size >= SHARE:
            yield share
            share, size = [], 0
    if share:
        yield share
