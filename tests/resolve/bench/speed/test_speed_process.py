"""Tools in processes of their own: what they say, what they take, and how they end."""

from __future__ import annotations

import sys
import time

import pytest

from resolve.bench.speed.process import watch

BIG = 150 << 20


def _python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def test_answer_is_the_last_line() -> None:
    """The task comes in as JSON, and the last line that is printed is the answer."""
    script = (
        "import json, sys; task = json.load(sys.stdin); print('so'); print(json.dumps({'n': task['n'] + 1}))"
    )
    outcome = watch(_python(script), {"n": 41}, 60, {})
    assert (None, {"n": 42}) == (outcome.failure, outcome.answer)


def test_environment_is_given() -> None:
    """What is added to the environment is there."""
    script = "import os; print('{\"said\": \"' + os.environ['SPEED'] + '\"}')"
    assert {"said": "fast"} == watch(_python(script), {}, 60, {"SPEED": "fast"}).answer


def test_memory_of_children_counts() -> None:
    """Memory that a child of the process takes is counted with its own."""
    child = f"import time; held = bytearray(b'x') * {BIG}; time.sleep(1.5)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('{{}}')"
    outcome = watch(_python(script), {}, 60, {})
    assert outcome.failure is None
    assert BIG < outcome.peak_bytes < 2 * BIG


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("import sys; sys.exit('no such matcher')", "no such matcher"),
        ("pass", "it said nothing"),
        ("raise MemoryError", "MemoryError"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended by SIGKILL"),
        ("print('no json')", "its last line is no JSON: 'no json'"),
    ],
)
def test_failure_is_told(script: str, failure: str) -> None:
    """A process that fails, or is ended, has no answer, but a reason."""
    outcome = watch(_python(script), {}, 60, {})
    assert (None, failure) == (outcome.answer, outcome.failure)


def test_slow_process_is_ended() -> None:
    """A process that takes too long is ended, and what it took until then is known."""
    start = time.monotonic()
    outcome = watch(_python("import time; time.sleep(60)"), {}, 1, {})
    assert (None, "no answer within 1 s") == (outcome.answer, outcome.failure)
    assert time.monotonic() - start < 30
    assert outcome.peak_bytes > 0


def test_no_such_program() -> None:
    """A program that is not there is told by its name."""
    outcome = watch(["/no/such/program"], {}, 1, {})
    assert "/no/such/program: No such file or directory" == outcome.failure
