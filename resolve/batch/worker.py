"""A worker process of a batch run: `python -m resolve.batch.worker`.

Messages are JSON, one a line. Standard input brings first {index, work, options}, then for each share {bytes}
and so many bytes of an Arrow stream. To each share standard output answers {fault, bytes} and so many bytes
of `Packed`; fault is null if all went well. The process ends with its input.
"""

import gc
import json
import sys
import traceback
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl

from resolve.batch.answering import answer_questions
from resolve.batch.packed import Packed
from resolve.batch.texts import answer_texts
from resolve.batch.work import Work
from resolve.index.layout import Index
from resolve.resolver import Resolver
from resolve.types import Options

_ALLOCATIONS: Final = 200_000
"""Objects after which circles are looked for among the new ones."""


def serve_shares(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer shares until there are no more.

    Args:
        incoming: where they come from.
        outgoing: where the answers go.
    """
    task = json.loads(incoming.readline())
    options = Options(**{**task["options"], "exclude": frozenset(task["options"]["exclude"])})
    work = Work(task["work"])
    resolver = Resolver(Index.load(Path(task["index"])))
    # What is there now stays for good, and answers are no circles: looking for circles in all of it costs a
    # sixth of the time.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    for line in incoming:
        questions = incoming.read(json.loads(line)["bytes"])
        fault = None
        data = b""
        try:
            share = pl.read_ipc_stream(questions)
            match work:
                case Work.NAMES:
                    answers = answer_questions(resolver, share, options)
                case Work.TEXTS:
                    answers = answer_texts(resolver, share)
            data = Packed.of(answers).data
        except Exception:
            # The asking process knows whether anybody wants to see it.
            fault = traceback.format_exc()
        outgoing.write(json.dumps({"fault": fault, "bytes": len(data)}).encode() + b"\n")
        outgoing.write(data)
        outgoing.flush()


if __name__ == "__main__":
    serve_shares(sys.stdin.buffer, sys.stdout.buffer)
