"""The run over files of running text: their documents in, a table of mentions out.

1. Every input is checked: what cannot be read stops the run before it starts.
2. Documents are read one after the other and linked in batches, by all processes.
3. The mentions are written as they come, whole or not at all; if asked for, a page to look at and the names
   that no entity was found for come after them.

Memory is bounded by the batch and the number of processes, not by the input.
"""

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain, islice
from pathlib import Path

import polars as pl

from gazetteer.combination.parts import are_several
from gazetteer.durable import replace_file
from gazetteer.errors import UnwritableFile
from gazetteer.files import check_target, write_chunks
from gazetteer.files.format import STANDARD_STREAM
from resolve.articles import Document, mentions_frame
from resolve.batch.articles import SHARE, link_in_processes
from resolve.documents.answers import Answered, name_documents, number_documents
from resolve.documents.batches import cut_batches
from resolve.documents.decoding import Tell
from resolve.documents.page import Page
from resolve.documents.request import Reading, TextCounts, TextRequest
from resolve.documents.sources import Source, open_sources
from resolve.documents.unknown import UnknownNames
from resolve.index.build import Progress
from resolve.index.store import provide_index


def run_text(request: TextRequest, tell: Tell, progress: Progress | None = None) -> TextCounts:
    """Link the names in files of running text.

    Args:
        request: from where, to where, and how.
        tell: is told what was guessed of the inputs.
        progress: told what is being done, how much of it is done, and of how much.

    Returns:
        How many documents were read, and how many mentions were decided how.

    Raises:
        UsageError: an input that makes no sense.
        GazetteerError: an input cannot be read, or an output not written; no gazetteer.
        WorkerError: a worker process was ended from outside.
    """
    _check_targets(request)
    with ExitStack() as opened:
        sources = opened.enter_context(open_sources(request, tell))
        documents = sum(source.check() for source in sources)
        index = provide_index(request.gazetteer, progress)
        page = Page(request.gazetteer) if request.page is not None else None
        unknown = opened.enter_context(UnknownNames()) if request.unknown is not None else None
        counted: list[TextCounts] = []

        # What is under way ends here, and not whenever nobody knows of it any more.
        readings = opened.enter_context(closing(_read(sources)))
        answers = opened.enter_context(closing(_answer(readings, request, index)))

        def frames() -> Iterator[pl.DataFrame]:
            # What has no documents has a head all the same.
            nothing = name_documents([], mentions_frame([], are_several(request.gazetteer)))
            for answered in chain([nothing], answers):
                counted.append(answered.counts)
                if page is not None:
                    page.add(answered)
                if unknown is not None:
                    unknown.add(answered)
                if progress is not None:
                    progress("reading", sum(counts.documents for counts in counted), documents)
                yield answered.rows

        write_chunks(frames(), request.target)
        if unknown is not None and request.unknown is not None:
            unknown.write(request.unknown)
        if page is not None and request.page is not None:
            _write_page(page, request.page)
            if page.left_out:
                tell(f"{request.page}: the last {page.left_out} documents have no room on the page")
        return sum(counted, TextCounts())


def _check_targets(request: TextRequest) -> None:
    for target in (request.target, request.unknown):
        if target is not None:
            check_target(target)
    if request.page is not None:
        folder = Path(os.path.realpath(request.page)).parent
        if request.page == STANDARD_STREAM or Path(request.page).is_dir() or not os.access(folder, os.W_OK):
            raise UnwritableFile(
                f"{request.page}: the page cannot be written there; name a file of a folder of yours"
            )


def _read(sources: Sequence[Source]) -> Generator[Reading]:
    for source in sources:
        yield from source.readings()


def _answer(readings: Iterator[Reading], request: TextRequest, index: Path) -> Generator[Answered]:
    batches = cut_batches(readings, SHARE)
    # To start processes pays only if there is work for more than one.
    first = list(islice(batches, 2))
    jobs = request.jobs if len(first) > 1 else 1
    waiting: deque[list[Reading]] = deque()

    def handed_out() -> Iterator[list[Document]]:
        for batch in chain(first, batches):
            waiting.append(batch)
            yield number_documents(batch, request.lang)

    for found in link_in_processes(index, handed_out(), jobs):
        yield name_documents(waiting.popleft(), found)


def _write_page(page: Page, target: str) -> None:
    try:
        replace_file(Path(os.path.realpath(target)), page.whole().encode())
    except OSError as error:
        raise UnwritableFile(f"{target}: cannot be written: {error.strerror or error}") from error
