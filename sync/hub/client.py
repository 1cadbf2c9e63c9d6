"""Asking the store's hub over the shop's own network: a customer stands there, so it answers within three seconds or not at
all. Plain HTTP: what is said is signed and holds no personal data."""

import http.client
import socket
import threading
import time
from contextlib import suppress
from typing import Final

from sync.errors import NotSent, Retry
from sync.hub.seals import Own, Peer, ask_of, opened_answer, sealed_ask
from sync.wire import ClaimRequest
from sync.wire.hub import MOST_ANSWER_BYTES, HubAnswer

CONNECT_SECONDS: Final = 1.0
WHOLE_SECONDS: Final = 3.0
PATH: Final = "/v1/claims"


class HubLine:
    """For one thread at a time; `close` from any."""

    def __init__(self, own: Own, *, whole_seconds: float = WHOLE_SECONDS) -> None:
        self._own = own
        self._whole = whole_seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._closed = False

    def ask(self, hub: Peer, claim: ClaimRequest, *, give_back: bool = False) -> HubAnswer:
        """Raises NotSent when no address of it can be reached, else Retry: then nobody knows what the hub did, and the
        same may be asked again."""
        ask = ask_of(self._own, hub, claim, give_back=give_back)
        until = time.monotonic() + self._whole
        connection = self._connected(hub.addresses, until)
        cut = threading.Timer(max(0.0, until - time.monotonic()), self._cut)
        cut.daemon = True
        cut.start()
        try:
            body = _exchanged(connection, sealed_ask(self._own, ask))
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise Retry("hub_silent") from fault
        finally:
            cut.cancel()
            self._cut()
            connection.close()
        answer = opened_answer(body, ask, hub)
        if answer is None:
            raise Retry("hub_unreadable")
        return answer

    def close(self) -> None:
        """For good; a question under way ends with Retry."""
        self._closed = True
        self._cut()

    def _connected(self, addresses: tuple[str, ...], until: float) -> http.client.HTTPConnection:
        for address in addresses:
            host, _, port = address.rpartition(":")
            left = min(CONNECT_SECONDS, until - time.monotonic())
            if left <= 0 or self._closed or not (port.isascii() and port.isdecimal()):
                continue
            connection = http.client.HTTPConnection(
                host.removeprefix("[").removesuffix("]"), int(port), timeout=left
            )
            try:
                connection.connect()
            except (OSError, ValueError, OverflowError):
                connection.close()
                continue
            connection.sock.settimeout(self._whole)
            with self._lock:
                self._socket = connection.sock
            if self._closed:
                self._cut()
            return connection
        raise NotSent("hub_away")

    def _cut(self) -> None:
        """Wakes whoever reads there."""
        with self._lock:
            opened, self._socket = self._socket, None
        if opened is not None:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


def _exchanged(connection: http.client.HTTPConnection, body: bytes) -> bytes:
    connection.request("POST", PATH, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read(MOST_ANSWER_BYTES + 1)
    if response.status != http.HTTPStatus.OK:
        raise http.client.HTTPException(f"the hub said {response.status}")
    return answer
