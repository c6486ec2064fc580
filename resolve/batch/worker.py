"""A worker process of a batch run: `python -m resolve.batch.worker`.

Messages are JSON, one a line. Standard input brings first {index, options}, then shares {questions, answers},
two paths of Arrow files each. For each share a line goes to standard output: {fault}, null if the answers are
written. The process ends with its input.
"""

import json
import sys
import traceback
from pathlib import Path
from typing import TextIO

import polars as pl

from resolve.batch.answering import answer_questions
from resolve.index.layout import Index
from resolve.resolver import Resolver
from resolve.types import Options


def serve_shares(incoming: TextIO, outgoing: TextIO) -> None:
    """Answer shares until there are no more.

    Args:
        incoming: where they come from.
        outgoing: where it is said that one is answered.
    """
    task = json.loads(incoming.readline())
    options = Options(**{**task["options"], "exclude": frozenset(task["options"]["exclude"])})
    resolver = Resolver(Index.load(Path(task["index"])))
    for line in incoming:
        share = json.loads(line)
        fault = None
        try:
            answers = answer_questions(resolver, pl.read_ipc(share["questions"]), options)
            answers.write_ipc(share["answers"])
        except Exception:
            # The asking process knows whether anybody wants to see it.
            fault = traceback.format_exc()
        outgoing.write(json.dumps({"fault": fault}) + "\n")
        outgoing.flush()


if __name__ == "__main__":
    serve_shares(sys.stdin, sys.stdout)
