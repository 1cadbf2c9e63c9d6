"""HQ's log: one JSON object a line on standard error, with ids and counts, never people."""

import json
import logging
import sys
import traceback
from typing import Final

_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class JsonLines(logging.Formatter):
    """Time, level, event and the fields given as `extra`. Of a fault only its kind and place: the words of a
    database's fault may hold a customer's phone ("Key (phone)=(…) already exists")."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update({name: value for name, value in vars(record).items() if name not in _PLAIN})
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _told(fault: BaseException) -> list[str]:
    """The fault and what led to it: kind, then file, line and function of each call."""
    told: list[str] = []
    links: list[BaseException] = []
    link: BaseException | None = fault
    while link is not None and link not in links:
        links.append(link)
        told.append(type(link).__name__)
        told += [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return told


def log_as_json() -> None:
    """To stderr; our own events and the warnings of the server."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("tuangui.hq").setLevel(logging.INFO)
