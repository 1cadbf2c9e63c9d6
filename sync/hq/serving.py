"""Running HQ as a process: socket, TLS, operator token, and the server itself. Several of them: workers.py."""

import ipaddress
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from litestar import Litestar
from sqlalchemy import make_url

from sync.hq.api import create_app
from sync.hq.logs import log_as_json
from sync.hq.office import CONNECTIONS, Office
from sync.hq.store.engine import Database, Unfit
from sync.hq.web.sender import GatewaySender

TOKEN_VARIABLE: Final = "TUANGUI_OPERATOR_TOKEN"  # noqa: S105  the name of a variable
METRICS_VARIABLE: Final = "TUANGUI_METRICS_TOKEN"
SMS_VARIABLE: Final = "TUANGUI_SMS_TOKEN"
BACKLOG: Final = 2048
"""Connections the system keeps while we are busy: a whole chain comes back at once after a power cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How HQ is to be run. TLS when both files are given; `plain` = something in front of us speaks TLS."""

    database_url: str
    host: str
    port: int
    public_url: str = ""
    operator_token_file: Path | None = None
    sms_gateway: str = ""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    plain: bool = False
    workers: int = 1

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"

    def check(self) -> None:
        """Raises Unfit."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise Unfit("TLS needs both --tls-cert and --tls-key")
        for file in (self.tls_cert, self.tls_key):
            if file is not None and not file.is_file():
                raise Unfit(f"{file} is not there")
        if self.scheme == "http" and not self.plain and not _is_loopback(self.host):
            raise Unfit(
                "HQ speaks plain HTTP to this computer alone. Give --tls-cert and --tls-key, or --plain when a proxy "
                "in front of it speaks TLS."
            )
        if self.workers > 1 and make_url(self.database_url).get_backend_name() == "sqlite":
            raise Unfit("SQLite is written by one process: several workers need PostgreSQL")
        if self.workers > 1 and os.name != "posix":
            raise Unfit("several workers need Linux")


def serve(service: Service) -> int:
    """Answer counters until told to stop. Prints `listening http://HOST:PORT` once the port is open."""
    service.check()
    log_as_json()
    listener = listen(service.host, service.port)
    address = f"{service.scheme}://{service.host}:{listener.getsockname()[1]}"
    app = _office_of(service, address)

    def ready() -> None:
        sys.stdout.write(f"listening {address}\n")
        sys.stdout.flush()

    run(app, service, listener, ready)
    return 0


def serve_as_worker(service: Service) -> int:
    """One of several on one port: says `ready` when it answers, ends when its standard input does."""
    log_as_json()
    listener = bound(service.host, service.port, shared=True)
    app = _office_of(service, f"{service.scheme}://{service.host}:{service.port}")

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    run(app, service, listener, ready, until_input_ends=True)
    return 0


def _office_of(service: Service, address: str) -> Litestar:
    database = Database(service.database_url, connections=CONNECTIONS)
    gateway = service.sms_gateway
    return create_app(
        Office(database, public_url=service.public_url or address),
        operator_token=operator_token(service.database_url, service.operator_token_file),
        metrics_token=os.environ.get(METRICS_VARIABLE, ""),
        sender=GatewaySender(gateway, os.environ.get(SMS_VARIABLE, "")) if gateway else None,
    )


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def run(
    app: Litestar,
    service: Service,
    listener: socket.socket,
    ready: Callable[[], None],
    *,
    until_input_ends: bool = False,
) -> None:
    """Blocks until a signal, or the end of standard input, says stop."""
    _many_files()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        backlog=BACKLOG,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        ssl_certfile=service.tls_cert,
        ssl_keyfile=service.tls_key,
    )
    server = _Server(config, ready)
    if until_input_ends:
        threading.Thread(target=_watch_input, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _watch_input(server: uvicorn.Server) -> None:
    """Whoever started us is gone, however it went."""
    while sys.stdin.read(1):
        pass
    server.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """A TCP socket that takes connections from now on."""
    listener = bound(host, port)
    listener.listen(BACKLOG)
    return listener


def bound(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A TCP socket with its port; `shared` with other processes, among which the system spreads the connections. It
    names its protocol: asyncio turns Nagle's delay off only for sockets that do, and without that each answer on a
    kept connection waits 40 ms."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((host, port))
    return listener


def operator_token(database_url: str, file: Path | None) -> str:
    """From the environment, else from the file, which is made beside a SQLite database (mode 0600) when missing."""
    given = os.environ.get(TOKEN_VARIABLE, "")
    if given:
        return given
    database = make_url(database_url)
    if file is None and database.get_backend_name() == "sqlite" and database.database:
        file = Path(f"{database.database}.operator-token")
    if file is None:
        return secrets.token_urlsafe(24)
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(24))
    return file.read_text().strip()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _many_files() -> None:
    """Each waiting counter is an open file: as many as the system lets us have."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
