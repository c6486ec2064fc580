"""Load on the service: how many names a second it resolves, how long a request takes, whether memory grows.

The service runs as users run it (`resolve serve`), the client on the same machine, over the loopback address.
Names are spellings of the embedded gazetteer in random order, every third with a letter left out.

1. Full load: connections that ask again as soon as they are answered.
2. Half load: requests come by the clock, at half the rate that was reached, whether or not those before are
   answered; the time of a request is counted from when it was due.
3. Mixed load (`--mixed SECONDS`): reconciliation, suggestions, entities, previews, comparison and
   transliteration at half load; memory is read every tenth of the time.

The seconds that the processors worked for the service are told too: they mean more than the clock on a
machine that others use.

Usage: service.py [--seconds 20] [--batch 20] [--connections 16] [--mixed 600] [--gazetteer DIR]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import gazetteer

SEED = 7
DRAWN = 60_000


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, ready to be sent, and how many names it holds."""

    data: bytes
    names: int


@dataclass(slots=True)
class Load:
    """What a load came to: the times of requests in seconds, the names resolved, the answers that failed."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    names: int = 0
    failed: int = 0

    def line(self, what: str) -> str:
        """The figures in a line."""
        times = sorted(self.times)
        p50, p99 = (1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.99))
        return (
            f"{what}: {self.names / self.seconds:,.0f} names/s, {len(times) / self.seconds:,.0f} requests/s, "
            f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, max {1000 * times[-1]:.0f} ms, {self.failed} failed"
        )


class Connection:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, ask: Ask) -> bool:
        """Send a request and read its answer; whether it is a good one."""
        self._writer.write(ask.data)
        head = await self._reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        body = await self._reader.readexactly(int(found[1])) if found else b""
        return head.startswith(b"HTTP/1.1 200") and b'"error":' not in body

    def close(self) -> None:
        """End it."""
        self._writer.close()


@asynccontextmanager
async def connected(port: int, count: int) -> AsyncIterator[list[Connection]]:
    """Open connections."""
    connections = [Connection(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(count)]
    try:
        yield connections
    finally:
        for connection in connections:
            connection.close()


async def full_load(port: int, connections: int, asks: Sequence[Ask], seconds: float) -> Load:
    """Ask on every connection as soon as it is answered."""
    load, turn = Load(), iter(range(10**9))
    begin = time.perf_counter()

    async def work(connection: Connection) -> None:
        while (start := time.perf_counter()) < begin + seconds:
            ask = asks[next(turn) % len(asks)]
            load.failed += not await connection.send(ask)
            load.times.append(time.perf_counter() - start)
            load.names += ask.names

    async with connected(port, connections) as opened:
        await asyncio.gather(*map(work, opened))
    load.seconds = time.perf_counter() - begin
    return load


async def paced_load(port: int, connections: int, asks: Sequence[Ask], rate: float, seconds: float) -> Load:
    """Ask by the clock, `rate` requests a second; a request that finds no free connection waits for one."""
    load = Load()
    free: asyncio.Queue[Connection] = asyncio.Queue()
    begin = time.perf_counter()

    async def send(ask: Ask, due: float) -> None:
        connection = await free.get()
        load.failed += not await connection.send(ask)
        free.put_nowait(connection)
        load.times.append(time.perf_counter() - due)
        load.names += ask.names

    async with connected(port, 4 * connections) as opened, asyncio.TaskGroup() as group:
        for connection in opened:
            free.put_nowait(connection)
        for number in range(int(rate * seconds)):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(send(asks[number % len(asks)], due))
    load.seconds = time.perf_counter() - begin
    return load


def spellings(directory: Path | None) -> list[str]:
    """Names of a gazetteer in random order, every third with a letter left out."""
    draw = random.Random(SEED)
    names = gazetteer.open(directory).frame()["name"].unique(maintain_order=True).to_list()
    drawn = draw.sample(names, min(DRAWN, len(names)))
    for number in range(0, len(drawn), 3):
        cut = draw.randrange(len(drawn[number]))
        drawn[number] = drawn[number][:cut] + drawn[number][cut + 1 :] or drawn[number]
    return drawn


def request(method: str, path: str, body: bytes = b"", content_type: str = "", names: int = 0) -> Ask:
    """A request as it goes over the wire."""
    typed = f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{typed}\r\n"
    return Ask(head.encode("ascii") + body, names)


def reconciliations(names: Sequence[str], batch: int) -> list[Ask]:
    """Requests of the Reconciliation API 0.2, as OpenRefine sends them."""
    asks = []
    for start in range(0, len(names) - batch, batch):
        queries = {f"q{at}": {"query": name} for at, name in enumerate(names[start : start + batch])}
        body = urlencode({"queries": json.dumps(queries, ensure_ascii=False)}).encode("ascii")
        asks.append(request("POST", "/reconcile", body, "application/x-www-form-urlencoded", batch))
    return asks


def mixture(names: Sequence[str], ids: Sequence[str], batch: int) -> list[Ask]:
    """Requests of all kinds, half of them reconciliation."""
    asks = []
    for number, ask in enumerate(reconciliations(names, batch)):
        name, other, id = names[number], names[number + 1], ids[number % len(ids)]
        pair = json.dumps({"left": name, "right": other}).encode()
        text = json.dumps({"text": f"{name} met {other} in Baku. " * 10}).encode()
        others = (
            request("GET", f"/reconcile/suggest/entity?prefix={quote(name[:4])}"),
            request("GET", f"/entities/{quote(id)}"),
            request("GET", f"/v1/preview?id={quote(id)}"),
            request("POST", "/compare", pair, "application/json"),
            request("GET", f"/transliterate?text={quote(name)}&target=de"),
            request("GET", f"/resolve?name={quote(name)}&explain=true"),
            request("POST", "/text", text, "application/json"),
        )
        asks += [ask, others[number % len(others)]]
    return asks


@contextmanager
def service(directory: Path | None) -> Iterator[tuple[int, int]]:
    """Run the service; its port and its process."""
    where = [] if directory is None else ["--gazetteer", str(directory)]
    command = [sys.executable, "-m", "resolve", "serve", "--port", "0", *where]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if line.startswith("listening on "))
            yield int(line.rpartition(":")[2]), process.pid
        finally:
            process.terminate()


def memory(pid: int) -> float:
    """Resident memory of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def processor_seconds(pid: int) -> float:
    """How long the processors worked for a process."""
    ticks = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


async def measure(port: int, pid: int, options: argparse.Namespace) -> None:
    """Run the loads and print what they came to."""
    names = spellings(options.gazetteer)
    asks = reconciliations(names, options.batch)
    # A text waits for all that the service reads after it has come up; then its caches are filled a little.
    text = request("POST", "/text", b'{"text": "Baku"}', "application/json")
    await full_load(port, 1, [text], 0.1)
    await full_load(port, options.connections, asks[-50:], 3)
    before, worked = memory(pid), processor_seconds(pid)
    full = await full_load(port, options.connections, asks, options.seconds)
    worked = processor_seconds(pid) - worked
    print(full.line(f"full load, batches of {options.batch}, {options.connections} connections"), flush=True)
    print(f"processors: {full.names / worked:,.0f} names a second of their work", flush=True)
    rate = options.rate / options.batch if options.rate else len(full.times) / full.seconds / 2
    half = await paced_load(port, options.connections, asks, rate, options.seconds)
    print(half.line("half load"), flush=True)
    print(f"memory: {before:.0f} MB before, {memory(pid):.0f} MB after", flush=True)
    if options.mixed:
        ids = gazetteer.open(options.gazetteer).frame()["entity_id"].unique(maintain_order=True).to_list()
        mixed = mixture(names, random.Random(SEED).sample(ids, min(5_000, len(ids))), options.batch)
        for tenth in range(10):
            part = await paced_load(port, options.connections, mixed, rate, options.mixed / 10)
            print(part.line(f"mixed load, {tenth + 1}/10"), f"memory {memory(pid):.0f} MB", flush=True)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20, help="how long full and half load last")
    parser.add_argument("--batch", type=int, default=20, help="names in a request")
    parser.add_argument("--connections", type=int, default=16, help="connections of the full load")
    parser.add_argument("--rate", type=float, default=0, help="names a second at half load; default: half")
    parser.add_argument("--mixed", type=float, default=0, help="how long the mixed load lasts, in seconds")
    parser.add_argument("--gazetteer", type=Path, default=None, help="default: the embedded one")
    options = parser.parse_args()
    with service(options.gazetteer) as (port, pid):
        asyncio.run(measure(port, pid, options))


if __name__ == "__main__":
    main()
