"""Who brings a code to a phone. The demo's sender writes it where an operator can read it; a shop's own sends it to the
gateway it pays for. No code and no phone is ever logged."""

import json
import urllib.request
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from sqlalchemy import delete, insert

from sync.hq.store.engine import Database
from sync.hq.store.web_tables import phone_message
from sync.hq.web.phones import masked

KEPT: Final = timedelta(minutes=30)
GATEWAY_SECONDS: Final = 8.0


class NotSent(Exception):
    """The gateway did not take the message; the customer may ask again."""


class Sender(Protocol):
    """`send` may block for some seconds; it runs off the event loop. Raises NotSent."""

    def send(self, phone: str, code: str, now: datetime) -> None: ...


class DeskSender:
    """For demos and tests: messages stand in the console under 短信 and are thrown away after half an hour."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def send(self, phone: str, code: str, now: datetime) -> None:
        text = f"【团柜】验证码 {code},5 分钟内有效。请勿告诉他人。"
        with self._database.write() as connection:
            connection.execute(delete(phone_message).where(phone_message.c.at < now - KEPT))
            connection.execute(insert(phone_message).values(phone=masked(phone), text=text, at=now))


class GatewaySender:
    """POSTs `{"phone": …, "code": …}` to the shop's own message gateway; any 2xx is taken as sent."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        loopback = address.scheme == "http" and address.hostname in {"127.0.0.1", "localhost"}
        if not (loopback or (address.scheme == "https" and address.hostname)):
            raise ValueError("a gateway is reached over https")
        self._url = url
        self._token = token

    def send(self, phone: str, code: str, now: datetime) -> None:  # noqa: ARG002  the gateway has its own clock
        request = urllib.request.Request(  # noqa: S310  the scheme is checked above
            self._url,
            data=json.dumps({"phone": phone, "code": code}).encode(),
            headers={"content-type": "application/json", "authorization": f"Bearer {self._token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=GATEWAY_SECONDS):  # noqa: S310  as above
                return
        except OSError as fault:
            raise NotSent(type(fault).__name__) from fault
