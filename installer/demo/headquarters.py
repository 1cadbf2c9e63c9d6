"""The real HQ as a process of its own on loopback, and the operator's hand at it. Speaks only what a person could."""

import contextlib
import json
import os
import queue
import secrets
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from sync.hq.codes import CodeMint
from sync.hq.keys import FIRST_KEY_ID

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90.0
TOKEN_VARIABLE = "TUANGUI_OPERATOR_TOKEN"  # noqa: S105  the name of a variable


class Headquarters:
    """`database` is the SQLite file; what it holds is kept from one start to the next."""

    options: tuple[str, ...] = ()
    """Further words for `tuangui-hq serve`."""

    def __init__(self, database: Path, *, seeds: Path | None = None) -> None:
        """Starts it; loads `seeds` into a database that is not there yet."""
        self._database = database
        self._url = f"sqlite:///{database}"
        self._token = secrets.token_urlsafe(24)
        self._log = database.with_suffix(".log")
        fresh = not database.exists()
        database.parent.mkdir(parents=True, exist_ok=True)
        if fresh and seeds is not None:
            self.load(seeds)
        self._program, self.port = self._start()

    @property
    def address(self) -> str:
        """Where it listens: http://127.0.0.1:PORT."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        """The database of the process, for what an operator does beside it, such as the first account."""
        return self._url

    def enrol_code(self, store: int, label: int) -> str:
        """A one-time code for a new counter."""
        return str(self.operate("enrol-code", {"store": store, "label": label})["code"])

    def mint(self, kind: str, subject: str, serial: int = 1) -> str:
        """A signed code: pickup | member | card | coupon | badge."""
        return str(
            self.operate("mint", {"kind": kind, "subject": subject, "serial": serial})["code"]
        )

    def load(self, seeds: Path) -> None:
        """More seeds while it runs; counters with a line hear of them."""
        self._tool("load", str(seeds))

    def put(self, entity: str, row: Mapping[str, object], store: int) -> None:
        """Publish one row to a store while it runs."""
        self.operate("put", {"entity": entity, "row": row, "store": store})

    def signing_key(self) -> CodeMint:
        """HQ's own pen, for codes an operator could not ask for, such as one of ten minutes ago."""
        with contextlib.closing(sqlite3.connect(self._database)) as database:
            (key,) = database.execute(
                "SELECT value FROM setting WHERE name = 'code_key'"
            ).fetchone()
        return CodeMint(FIRST_KEY_ID, bytes(key))

    def operate(self, verb: str, body: Mapping[str, object]) -> dict[str, Any]:
        """POST of an operator's verb; its answer as decoded JSON."""
        return cast("dict[str, Any]", self._ask(verb, json.dumps(body).encode()))

    def look(self, what: str) -> list[dict[str, Any]]:
        """facts | conflicts | quarantine | redemptions | pickups | points | counters: the rows HQ holds."""
        return cast("list[dict[str, Any]]", self._ask(what, None))

    def stop(self) -> None:
        """Ends the process and waits until it is gone."""
        self._program.terminate()
        try:
            self._program.wait(10)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()

    def _start(self) -> tuple[subprocess.Popen[str], int]:
        argv = [sys.executable, "-m", "sync.hq", "serve", "--database", self._url, "--port", "0"]
        argv += self.options
        with self._log.open("ab") as log:
            program = subprocess.Popen(
                argv,
                cwd=ROOT,
                env={**os.environ, TOKEN_VARIABLE: self._token},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        said = _first_line(program)
        if "http://" not in said:
            program.kill()
            program.wait()
            raise RuntimeError(f"HQ did not start; see {self._log}")
        return program, int(said.rsplit(":", 1)[1])

    def _tool(self, *words: str) -> None:
        argv = [sys.executable, "-m", "sync.hq", *words, "--database", self._url]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"tuangui-hq {words[0]} failed: {done.stderr.strip()[-500:]}")

    def _ask(self, path: str, body: bytes | None) -> object:
        request = urllib.request.Request(  # noqa: S310  always our own loopback
            f"{self.address}/v1/operator/{path}",
            data=body,
            headers={"authorization": f"Bearer {self._token}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            decoded: object = json.load(answer)
            return decoded


def _first_line(program: subprocess.Popen[str]) -> str:
    """What it says first, or "" when it ends or says nothing in time. Goes on reading so that it never blocks."""
    lines: queue.Queue[str] = queue.Queue()
    out = program.stdout
    if out is None:
        return ""

    def read() -> None:
        for line in out:
            lines.put(line.strip())
        lines.put("")

    threading.Thread(target=read, name="hq-words", daemon=True).start()
    try:
        return lines.get(timeout=START_SECONDS)
    except queue.Empty:
        return ""
