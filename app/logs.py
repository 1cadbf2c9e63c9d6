"""The log: one rotating file, and the redaction no line gets past. Never a phone, a payment code or a signed code."""

import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

MAX_BYTES: Final = 1_000_000
KEPT_FILES: Final = 5
_FORMAT: Final = "%(asctime)s.%(msecs)03d %(levelname)s %(threadName)s %(name)s: %(message)s"

_SENSITIVE: Final = re.compile(
    r"""
    (?P<key>  [xX]'[0-9a-fA-F]{32,}'? )                                  # a raw SQLCipher key
  | (?P<id>   (?<![0-9A-Za-z])(?=[0-9-]*[a-f])
              (?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z]) )
  | (?P<bearer> [Bb]earer\s+\S+ )
  | (?P<code> (?i:T[PMKRCS][A-Z2-7]{16,}) )
  | (?P<long> \d(?:[ -]?\d){15,} )                                       # payment codes, bank cards
  | (?P<phone> [1１][ -]?[3-9３-９](?:[ -]?\d){9} )
    """,
    re.VERBOSE,
)


def redact(text: str) -> str:
    """Phones become 138****1234; payment codes (16 and more digits), our signed codes, bearer tokens and raw keys
    their kind alone. Ids of 32 or 64 hex digits stay, for facts are found by them."""
    return _SENSITIVE.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    text = found.group()
    match found.lastgroup:
        case "id":
            return text
        case "phone":
            digits = "".join(ch for ch in text if ch.isdigit())
            return f"{digits[:3]}****{digits[-4:]}"
        case "code":
            return f"{text[:2].upper()}…"
        case kind:
            return f"[{kind}]"


class Redaction(logging.Filter):
    """Put on a handler. Replaces message, arguments, traceback and stack by their finished, redacted text, so that no
    later formatter, and not even logging's own error report, sees the original."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: a line is cleaned, never dropped."""
        record.msg = redact(_message(record))
        record.args = None
        if record.exc_info:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            record.exc_info = None
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001 - a wrong log call must not stop a sale, whatever its argument raises
        return f"{record.msg!s} [not formatted: {type(error).__name__}]"


def set_up_logs(path: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Every logger writes to `path` (its directory must exist), 6 files of 1 MB at most; gives the handler."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S"))
    handler.addFilter(Redaction())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return handler


def log_crashes() -> None:
    """Errors nobody caught, on any thread, go to the log, and to nowhere else."""
    log = logging.getLogger("tuangui")

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        log.critical("uncaught", exc_info=(kind, error, trace))

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.critical("uncaught", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    sys.excepthook = on_main
    threading.excepthook = on_thread
