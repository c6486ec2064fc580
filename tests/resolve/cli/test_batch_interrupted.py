"""`resolve batch`, interrupted: real processes that are killed, stopped or out of space, and go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from command_line import Outcome, environment, run_command
from halting import PATIENCE, go_on, halted

from gazetteer.store import EMBEDDED
from resolve import settings

WORDS = ["Alijew", "Bakü", "Ilham", "Schoigu", "Lawrow", "Naxçıvan", "Elmar"]
ROWS = 9_000
NOTE = "n" * 1_800

# Runs a command and prints what memory it has taken at most. The system counts for a process what the one
# that starts it has taken by then, so that must be a small one: not that of the tests.
PEAK = """
import os, subprocess, sys
_, status, usage = os.wait4(subprocess.Popen(sys.argv[1:]).pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""

Halt = Callable[..., AbstractContextManager[subprocess.Popen[bytes]]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def write_input(path: Path, rows: int = ROWS, distinct: int = ROWS, note: str = NOTE) -> None:
    """Write names, most of them new in each row, and enough beside them to make eight chunks."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,note\n")
        for i in range(rows):
            n = i % distinct
            file.write(f"{i},{WORDS[n % 7]} {WORDS[n // 7 % 7]} {n},{note}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder with the input."""
    write_input(tmp_path / "a.csv")
    return tmp_path


@pytest.fixture
def run(small_gazetteer: Path, folder: Path) -> Callable[..., Outcome]:
    """Return the command, run to its end."""

    def command(*arguments: str) -> Outcome:
        return run_command(
            *("resolve", "batch", "a.csv"), *arguments, cwd=folder, ADLAR_GAZETTEER=str(small_gazetteer)
        )

    return command


@pytest.fixture(scope="module")
def expected(small_gazetteer: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what runs that nothing interrupted have written, by the name of the output."""
    folder = tmp_path_factory.mktemp("expected")
    write_input(folder / "a.csv")
    for name, jobs in (("o.csv", "1"), ("o.parquet", "2"), ("o.jsonl.gz", "2")):
        outcome = run_command(
            *("resolve", "batch", "a.csv", "--output", name, "--jobs", jobs),
            cwd=folder,
            ADLAR_GAZETTEER=str(small_gazetteer),
        )
        assert 0 == outcome.code, outcome.err
        assert f"{ROWS} rows: " in outcome.err
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def halt(small_gazetteer: Path, folder: Path) -> Halt:
    """Return the command, halted when so many parts are kept."""

    def command(parts: int, *arguments: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
        batch = ("resolve", "batch", "a.csv", *arguments)
        return halted(parts, *batch, cwd=folder, ADLAR_GAZETTEER=str(small_gazetteer))

    return command


def begin(
    folder: Path,
    gazetteer: Path,
    *arguments: str,
    before: Callable[[], None] | None = None,
    stdout: int | None = None,
    under: Sequence[str] = (),
) -> subprocess.Popen[bytes]:
    """Start the command by one process, itself or `under` another that starts it.

    `before` is called in it first, and `stdout` is where its rows go.
    """
    batch = ("resolve", "batch", "a.csv", "--output", "o.csv", "--jobs", "1", *arguments)
    return subprocess.Popen(
        [*under, sys.executable, "-m", *batch],
        cwd=folder,
        env=environment(
            ADLAR_GAZETTEER=str(gazetteer), PYTHONPATH=os.pathsep.join(map(os.path.abspath, sys.path))
        ),
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=before,
    )


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the process numbers of the workers of a run."""
    tasks = Path(f"/proc/{process.pid}/task")
    if not tasks.is_dir():
        pytest.skip("no /proc that lists children")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize(("name", "jobs"), [("o.csv", "2"), ("o.parquet", "1"), ("o.jsonl.gz", "2")])
def test_killed_and_resumed(
    name: str,
    jobs: str,
    folder: Path,
    halt: Halt,
    run: Callable[..., Outcome],
    expected: dict[str, bytes],
) -> None:
    """A run that was killed twice comes to the bytes of one that was not, whoever shared the work."""
    workers = []
    for resume, parts in ((), 1), (("--resume",), 3):
        with halt(parts, "--output", name, "--jobs", jobs, *resume) as process:
            workers += workers_of(process)
            go_on(process, signal.SIGKILL)
            assert -signal.SIGKILL == process.returncode
        assert ["a.csv", f"{name}.parts"] == sorted(path.name for path in folder.iterdir())
    outcome = run("--output", name, "--resume", "--jobs", "2")
    assert 0 == outcome.code, outcome.err
    assert "parts finished; going on from there" in outcome.err
    assert ["a.csv", name] == sorted(path.name for path in folder.iterdir())
    assert expected[name] == (folder / name).read_bytes()
    until = time.monotonic() + PATIENCE
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [] == [pid for pid in workers if is_alive(pid)], "workers outlive the run that was killed"


def test_killed_worker(
    folder: Path, halt: Halt, run: Callable[..., Outcome], expected: dict[str, bytes]
) -> None:
    """A worker that is killed stops the run with advice; what was finished is kept and gone on from."""
    with halt(1, "--output", "o.csv", "--jobs", "2") as process:
        os.kill(workers_of(process)[0], signal.SIGKILL)
        said = go_on(process, signal.SIGCONT)
    assert 2 == process.returncode, said
    assert "ended by signal 9" in said
    assert "the same command with --resume goes on from there" in said
    outcome = run("--output", "o.csv", "--resume", "--jobs", "1")
    assert 0 == outcome.code, outcome.err
    assert expected["o.csv"] == (folder / "o.csv").read_bytes()


@pytest.mark.parametrize(
    ("output", "name", "code"),
    [("o.parquet", "SIGINT", 130), ("o.csv", "SIGTERM", 143)],
)
def test_stopped(
    output: str,
    name: str,
    code: int,
    folder: Path,
    halt: Halt,
    run: Callable[..., Outcome],
    expected: dict[str, bytes],
) -> None:
    """Ctrl-C and a request to end leave what is finished and no worker, and say how to go on."""
    with halt(1, "--output", output, "--jobs", "2") as process:
        workers = workers_of(process)
        said = go_on(process, getattr(signal, name))
    assert code == process.returncode, said
    assert "Traceback" not in said
    assert "finished and kept; the same command with --resume goes on from there" in said
    assert (2, []) == (len(workers), [pid for pid in workers if is_alive(pid)])
    assert ["a.csv", f"{output}.parts"] == sorted(path.name for path in folder.iterdir())
    refused = run("--output", output)
    assert (2, True) == (refused.code, "go on from there with --resume, or remove the folder" in refused.err)
    assert 0 == run("--output", output, "--resume").code
    assert expected[output] == (folder / output).read_bytes()


def test_stopped_at_once(folder: Path, halt: Halt) -> None:
    """A run that finished nothing leaves nothing."""
    with halt(0, "--output", "o.csv", "--jobs", "1") as process:
        assert (folder / "o.csv.parts" / "manifest.json").exists()
        said = go_on(process, signal.SIGINT)
    assert 130 == process.returncode, said
    assert ["a.csv"] == sorted(path.name for path in folder.iterdir())


def test_two_at_once(halt: Halt, run: Callable[..., Outcome]) -> None:
    """While a run is at work on an output, a second one is refused."""
    with halt(1, "--output", "o.csv", "--jobs", "1") as process:
        outcome = run("--output", "o.csv", "--resume")
        assert None is process.poll()
    assert (2, True) == (outcome.code, "another process is at work on this output" in outcome.err)


def test_other_runs_are_refused(folder: Path, halt: Halt, run: Callable[..., Outcome]) -> None:
    """Parts of another input, of other options or of another gazetteer are refused, and it is said which."""
    with halt(1, "--output", "o.csv") as process:
        go_on(process, signal.SIGKILL)
    before = sorted((folder / "o.csv.parts").iterdir())
    outcome = run("--output", "o.csv", "--resume", "--lang", "az", "--threshold", "0.5", "--column", "id")
    assert (2, True) == (outcome.code, '--lang was not given and is "az"' in outcome.err)
    assert f"--threshold was {settings.MATCH_THRESHOLD} and is 0.5" in outcome.err
    assert '--column was ["name"] and is ["id"]' in outcome.err
    outcome = run("--output", "o.csv", "--resume", "--gazetteer", str(EMBEDDED))
    assert (2, True) == (outcome.code, "the gazetteer or what its index is made by is not" in outcome.err)
    with (folder / "a.csv").open("a", encoding="utf-8") as file:
        file.write("x,Baku,y\n")
    outcome = run("--output", "o.csv", "--resume")
    assert (2, True) == (outcome.code, "the input is not the same" in outcome.err)
    assert before == sorted((folder / "o.csv.parts").iterdir())
    assert not (folder / "o.csv").exists()


def test_no_space_left(folder: Path, small_gazetteer: Path, run: Callable[..., Outcome]) -> None:
    """A full disk ends with code 2 and leaves no half of an output; with space again the run goes on."""
    resource = pytest.importorskip("resource")
    write_input(folder / "a.csv", 5_000, 1, "")
    (folder / "o.csv").write_text("older\n", encoding="utf-8")
    limit = 50_000
    with begin(
        folder,
        small_gazetteer,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    ) as process:
        said = process.communicate()[1].decode()
    assert 2 == process.returncode, said
    assert "o.csv: cannot be written: File too large" in said
    assert ["a.csv", "o.csv", "o.csv.parts"] == sorted(path.name for path in folder.iterdir())
    assert not (folder / "o.csv.parts" / "output").exists()
    assert "older\n" == (folder / "o.csv").read_text()
    assert 0 == run("--output", "o.csv", "--resume").code
    assert 5_001 == len((folder / "o.csv").read_text(encoding="utf-8").splitlines())
    assert ["a.csv", "o.csv"] == sorted(path.name for path in folder.iterdir())


def test_reader_that_has_seen_enough(folder: Path, small_gazetteer: Path) -> None:
    """A reader of standard output that leaves ends the run, without a word."""
    with begin(folder, small_gazetteer, "--output", "-", "--quiet", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"id":"0","name":"Alijew Alijew 0",')
        process.stdout.close()
        assert (b"", 0) == (process.stderr and process.stderr.read(), process.wait())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_standard_output_that_is_full(folder: Path, small_gazetteer: Path) -> None:
    """Standard output that goes to a full disk ends the run as a file there does."""
    write_input(folder / "a.csv", 5, 5, "")
    with (
        Path("/dev/full").open("wb") as full,
        begin(folder, small_gazetteer, "--output", "-", stdout=full.fileno()) as process,
    ):
        said = process.communicate()[1].decode()
    expected = "resolve: standard output: cannot be written: No space left on device\n"
    assert (2, expected) == (process.returncode, said)


def test_memory_does_not_grow_with_the_file(folder: Path, small_gazetteer: Path) -> None:
    """Four times the rows take about as much memory; to hold them all would take twice as much."""
    peaks = []
    for rows in (400_000, 1_600_000):
        write_input(folder / "a.csv", rows, 3_000, "a note")
        weighing = (sys.executable, "-c", PEAK)
        with begin(folder, small_gazetteer, "--quiet", stdout=subprocess.PIPE, under=weighing) as process:
            peaks.append(int(process.communicate()[0]))
        assert 0 == process.returncode
    assert peaks[1] < 1.5 * peaks[0], peaks
