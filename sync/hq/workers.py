"""Several workers on one port: starts them, starts again what died, ends them all. Handles no request itself."""

import logging
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Final

from prometheus_client.multiprocess import mark_process_dead

from sync.hq.logs import log_as_json
from sync.hq.meters import FOLDER_VARIABLE
from sync.hq.serving import TOKEN_VARIABLE, Service, bound, operator_token
from sync.hq.store.engine import Database, Unfit

READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 15.0
LONG_LIFE_SECONDS: Final = 60.0
"""A worker that died sooner is started again after a growing pause."""
MOST_PAUSE_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 0.2
log = logging.getLogger("tuangui.hq")


def serve_with_workers(service: Service, argv: Sequence[str]) -> int:
    """`argv` is what this command was called with; each worker is called with it too. Prints `listening …` once all
    of them answer."""
    service.check()
    log_as_json()
    database = Database(service.database_url)
    database.create()
    database.close()
    held = bound(service.host, service.port, shared=True)
    port = held.getsockname()[1]
    token = operator_token(service.database_url, service.operator_token_file)
    command = [sys.executable, "-m", "sync.hq", *argv, "--port", str(port), "--as-worker"]
    counting = tempfile.mkdtemp(prefix="tuangui-hq-")
    workers = Workers(
        command,
        service.workers,
        {**os.environ, TOKEN_VARIABLE: token, FOLDER_VARIABLE: counting},
        died=lambda pid: mark_process_dead(pid, counting),  # type: ignore[no-untyped-call]  # untyped there
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: workers.stop())
    if not workers.start():
        workers.end()
        raise Unfit("the workers did not start; see what they said above")
    sys.stdout.write(f"listening {service.scheme}://{service.host}:{port}\n")
    sys.stdout.flush()
    workers.watch()
    workers.end()
    held.close()
    shutil.rmtree(counting, ignore_errors=True)
    return 0


@dataclass(frozen=True, slots=True)
class _Worker:
    number: int
    process: subprocess.Popen[str]
    began: float
    deaths: int
    """Early ones in a row before this life."""


class Workers:
    """`start`, then `watch` until `stop` is called (from a signal), then `end`."""

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        environment: dict[str, str],
        *,
        died: Callable[[int], None] | None = None,
    ) -> None:
        """`died` hears the process id of each worker that ended without being told to."""
        self._command = list(command)
        self._count = count
        self._environment = environment
        self._died = died or (lambda _pid: None)
        self._workers: dict[int, _Worker] = {}
        self._due: dict[int, tuple[float, int]] = {}
        """When a dead worker is started again, and its early deaths so far."""
        self._stopping = threading.Event()

    def start(self) -> bool:
        """All of them; False when one did not get ready."""
        for number in range(self._count):
            self._begin(number, 0)
        return all(_said_ready(worker.process) for worker in self._workers.values())

    def stop(self) -> None:
        self._stopping.set()

    def watch(self) -> None:
        """Until told to stop."""
        while not self._stopping.wait(LOOK_SECONDS):
            now = time.monotonic()
            for worker in list(self._workers.values()):
                if (code := worker.process.poll()) is not None:
                    self._bury(worker, code, now)
            for number, (at, deaths) in list(self._due.items()):
                if now >= at:
                    del self._due[number]
                    self._begin(number, deaths)

    def end(self) -> None:
        """Each finishes what it answers; one that does not is killed."""
        for worker in self._workers.values():
            worker.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for worker in self._workers.values():
            try:
                worker.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()

    def _begin(self, number: int, deaths: int) -> None:
        process = subprocess.Popen(  # noqa: S603  our own command again
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            text=True,
        )
        self._workers[number] = _Worker(number, process, time.monotonic(), deaths)
        log.info("worker started", extra={"worker": number, "pid": process.pid})

    def _bury(self, worker: _Worker, code: int, now: float) -> None:
        del self._workers[worker.number]
        deaths = 0 if now - worker.began > LONG_LIFE_SECONDS else worker.deaths + 1
        pause = 0.0 if deaths <= 1 else min(MOST_PAUSE_SECONDS, 2.0 ** (deaths - 2))
        self._due[worker.number] = (now + pause, deaths)
        self._died(worker.process.pid)
        log.error(
            "worker died",
            extra={"worker": worker.number, "code": code, "again_in": pause},
        )


def _said_ready(process: subprocess.Popen[str]) -> bool:
    """Within its time, and before it ended."""
    said: queue.Queue[str] = queue.Queue()

    def read(out: IO[str]) -> None:
        said.put(out.readline())

    if process.stdout is None:
        return False
    threading.Thread(target=read, args=(process.stdout,), daemon=True).start()
    try:
        return said.get(timeout=READY_SECONDS).strip() == "ready"
    except queue.Empty:
        return False
