"""Running HQ as a process: socket, operator token, structured logs. Logs carry ids and counts, never people."""

import json
import logging
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn
from sqlalchemy import make_url

from sync.hq.api import create_app
from sync.hq.office import Office
from sync.hq.store.engine import Database
from sync.hq.web.sender import GatewaySender

TOKEN_VARIABLE: Final = "TUANGUI_OPERATOR_TOKEN"  # noqa: S105  the name of a variable
SMS_VARIABLE: Final = "TUANGUI_SMS_TOKEN"
_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


def serve(
    *,
    database_url: str,
    host: str,
    port: int,
    public_url: str,
    operator_token_file: Path | None = None,
    sms_gateway: str = "",
) -> int:
    """Answer counters until told to stop. Prints `listening http://HOST:PORT` once the port is open."""
    log_as_json()
    listener = listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}"
    office = Office(Database(database_url), public_url=public_url or address)
    app = create_app(
        office,
        operator_token=operator_token(database_url, operator_token_file),
        sender=GatewaySender(sms_gateway, os.environ.get(SMS_VARIABLE, ""))
        if sms_gateway
        else None,
    )
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    sys.stdout.write(f"listening {address}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """An open TCP socket. It names its protocol: asyncio turns Nagle's delay off only for sockets that do, and
    without that each answer on a kept connection waits 40 ms."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(512)
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


class _Json(logging.Formatter):
    """One JSON object a line: time, level, event and the fields given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update({name: value for name, value in vars(record).items() if name not in _PLAIN})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_as_json() -> None:
    """To stderr; our own events and the warnings of the server."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("tuangui.hq").setLevel(logging.INFO)
