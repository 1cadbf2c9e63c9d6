"""HQ over HTTP: the only module that imports httpx, and only at the first call. The one door where every foreign
error becomes one of sync.errors.

TLS everywhere except loopback. No token is kept longer than HQ honours it; no clock of ours is trusted.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sync.answers import Answer, Unauthorized, understood
from sync.errors import Retry, Stop
from sync.packing import WORTH_BYTES, Arriving, Unreadable, packed, takes_zstd, unpacked
from sync.ports import Position
from sync.reading_ahead import ReadAhead
from sync.wire import (
    PROTOCOL,
    SESSION_PREFIX,
    AnewAnswer,
    Challenge,
    ChallengeRequest,
    ChangesAnswer,
    ClaimAnswer,
    ClaimRequest,
    Fact,
    PushAnswer,
    PushRequest,
    Session,
    SessionRequest,
    Struct,
    SumsAnswer,
    encode,
)

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS: Final = 5.0
WRITE_SECONDS: Final = 10.0
READ_SECONDS: Final = 15.0
CLAIM_SECONDS: Final = 5.0
"""A customer stands there; after this the answer is sought again later."""
LONG_POLL_SLACK_SECONDS: Final = 10.0
"""How much longer than the wait it asked for a counter listens before it calls the line dead."""
WHOLE_ANSWER_SECONDS: Final = 60.0
"""An answer that drips in slower than this is no answer."""
UNSUPPORTED: Final = 415
"""HQ, or something before it, does not take our encoding after all."""
MOST_ANSWER_BYTES: Final = 32 * 1024 * 1024
"""Decoded. A page of 2000 orders is about 4 MB."""


def check_url(url: str) -> str:
    """HQ's address without a slash at the end. Raises Stop: `insecure` for anything but https (or http to this very
    PC), `bad_address` for what is no address."""
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as broken:
        raise Stop("bad_address", "no address of HQ") from broken
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise Stop("bad_address", "no address of HQ")
    if parts.scheme == "http" and not _is_loopback(host):
        raise Stop("insecure", "HQ must be reached over https")
    return url.strip().rstrip("/")


class HttpLine:
    """One connection pool to one HQ: sends a message, gives the decoded answer or raises one of sync.errors, or
    `Unauthorized`. May be closed from any thread, which ends what is under way."""

    def __init__(self, url: str, ca_file: Path | None = None) -> None:
        self._url = check_url(url)
        self._ca_file = ca_file
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._client: httpx.Client | None = None
        self._closed = False
        self._packs = False
        """HQ has said that it takes zstd."""
        self.waiting: int | None = None
        """Facts in the queue after those last sent; told along, so that HQ's console can show it."""
        self.lan: str | None = None
        """Where this counter answers on its shop's network, for HQ to tell the others; None = nothing is said of it."""

    def post(
        self,
        path: str,
        message: Struct,
        answer: type[Answer],
        token: str = "",
        *,
        read: float = READ_SECONDS,
    ) -> Answer:
        content = encode(message)
        return self._ask("POST", path, answer, token=token, content=content, read=read)

    def get(
        self, path: str, params: dict[str, str], answer: type[Answer], token: str, read: float
    ) -> Answer:
        return self._ask("GET", path, answer, token=token, params=params, read=read)

    def close(self) -> None:
        """For good."""
        with self._lock:
            self._closed = True
        self.cut()

    def cut(self) -> None:
        """Ends the connections there are, which wakes a thread that waits for one; the next call makes new ones."""
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for each in sockets:
            with suppress(OSError):
                # Shutting down is what wakes a thread blocked in reading; closing alone does not.
                # TRAP: an SSLSocket's own shutdown takes the TLS layer away under the reading thread.
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        token: str,
        read: float,
        content: bytes | None = None,
        params: dict[str, str] | None = None,
    ) -> Answer:
        import httpx

        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "zstd",
            "Tuangui-Clock": str(int(time.time() * 1000)),
        }
        packing = self._packs and content is not None and len(content) >= WORTH_BYTES
        if content is not None and packing:
            headers["Content-Encoding"] = "zstd"
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if self.waiting is not None:
            headers["Tuangui-Waiting"] = str(self.waiting)
        if self.lan is not None:
            headers["Tuangui-Lan"] = self.lan
        try:
            with self._opened().stream(
                method,
                self._url + path,
                headers=headers,
                content=packed(content) if content is not None and packing else content,
                params=params,
                timeout=httpx.Timeout(
                    read, connect=CONNECT_SECONDS, write=WRITE_SECONDS, pool=CONNECT_SECONDS
                ),
                extensions={"trace": self._watch},
            ) as response:
                body = _body(response, read)
                self._packs = takes_zstd(response.headers.get("Accept-Encoding", ""))
                if not (response.status_code == UNSUPPORTED and packing):
                    wish = response.headers.get("Retry-After", "")
                    return understood(response.status_code, wish, body, answer)
            self._packs = False
            return self._ask(
                method, path, answer, token=token, read=read, content=content, params=params
            )
        except Unreadable as fault:
            raise Retry("unreadable_answer") from fault
        except (httpx.HTTPError, httpx.StreamError, OSError) as fault:
            raise Retry("closed" if self._closed else _why(fault)) from fault
        except httpx.InvalidURL as fault:
            raise Stop("bad_address", "no address of HQ") from fault
        finally:
            if self._closed and self._client is not None:
                self._client.close()

    def _opened(self) -> "httpx.Client":
        import ssl

        import httpx

        with self._lock:
            if self._closed:
                raise Retry("closed")
            if self._client is None:
                secure = self._url.startswith("https:")
                try:
                    context = ssl.create_default_context(cafile=self._ca_file) if secure else False
                except OSError as fault:
                    raise Stop(
                        "bad_ca_file", "the file of HQ's certificate is unreadable"
                    ) from fault
                self._client = httpx.Client(
                    verify=context, trust_env=False, headers={"User-Agent": _program()}
                )
            return self._client

    def _watch(self, event: str, info: dict[str, Any]) -> None:
        """Keeps the sockets of live connections; httpx tells of them under "trace" (its Extensions page)."""
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        opened = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            if isinstance(opened, socket.socket):
                self._sockets.append(opened)
            closed = self._closed
        if closed:
            self.close()


class HttpHq:
    """Implements `sync.ports.Hq`. `sign` signs with the device key (Ed25519, 64 bytes); `lan` is asked where this counter
    answers on its shop's network. For one thread at a time; `close` from any."""

    def __init__(
        self,
        url: str,
        counter: int,
        sign: Callable[[bytes], bytes],
        *,
        ca_file: Path | None = None,
        lan: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._line = HttpLine(url, ca_file)
        self._lan = lan
        self._counter = counter
        self._sign = sign
        self._token = ""
        self._ahead = ReadAhead(lambda cursor: self._page(cursor, 0.0))

    def push(self, position: Position, facts: Sequence[Fact]) -> PushAnswer:
        request = PushRequest(
            proto=PROTOCOL,
            counter=position.counter,
            incarnation=position.incarnation,
            first_seq=facts[0].seq if facts else position.acked + 1,
            facts=tuple(facts),
            head=position.head,
        )
        self._line.waiting = position.newest - (facts[-1].seq if facts else position.acked)
        return self._signed_in(
            lambda token: self._line.post("/v1/facts", request, PushAnswer, token)
        )

    def pull(self, cursor: str, wait_seconds: float) -> ChangesAnswer:
        """The page after a page that is not the last is read while that one is worked on."""
        page = self._ahead.page(cursor) or self._page(cursor, wait_seconds)
        if page.more:
            self._ahead.begin(page.cursor)
        return page

    def _page(self, cursor: str, wait_seconds: float) -> ChangesAnswer:
        params = {"cursor": cursor, "wait": f"{wait_seconds:g}"}
        read = max(READ_SECONDS, wait_seconds + LONG_POLL_SLACK_SECONDS)
        return self._signed_in(
            lambda token: self._line.get("/v1/changes", params, ChangesAnswer, token, read)
        )

    def sums(self, cursor: str) -> SumsAnswer:
        params = {"cursor": cursor}
        return self._signed_in(
            lambda token: self._line.get("/v1/sums", params, SumsAnswer, token, READ_SECONDS)
        )

    def anew(self, cursor: str, scope: str) -> str:
        params = {"cursor": cursor, "scope": scope}
        return self._signed_in(
            lambda token: self._line.get("/v1/anew", params, AnewAnswer, token, READ_SECONDS)
        ).cursor

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Raises Retry or Stop; then nobody knows whether HQ granted it: the same request may be sent again."""
        return self._signed_in(
            lambda token: self._line.post(
                "/v1/claims", request, ClaimAnswer, token, read=CLAIM_SECONDS
            )
        )

    def close(self) -> None:
        self._line.close()

    def cut(self) -> None:
        self._line.cut()

    def _signed_in(self, ask: Callable[[str], Answer]) -> Answer:
        """With the token there is; once more with a new one when HQ no longer honours it."""
        self._line.lan = self._lan()
        if self._token:
            with suppress(Unauthorized):
                return ask(self._token)
        self._token = self._session()
        try:
            return ask(self._token)
        except Unauthorized as again:
            self._token = ""
            raise Retry("unauthorized") from again

    def _session(self) -> str:
        """A bearer token for our signature over HQ's challenge. A second challenge before giving up: the first may
        have grown old on a slow line."""
        for last in (False, True):
            with suppress(Unauthorized):
                challenge = self._line.post(
                    "/v1/challenge",
                    ChallengeRequest(proto=PROTOCOL, counter=self._counter),
                    Challenge,
                )
                return self._line.post(
                    "/v1/session",
                    SessionRequest(
                        proto=PROTOCOL,
                        counter=self._counter,
                        challenge=challenge.challenge,
                        signature=self._sign(SESSION_PREFIX + challenge.challenge),
                    ),
                    Session,
                ).token
            if last:
                break
        raise Stop("unauthorized", "HQ does not know this counter's key")


def _program() -> str:
    """`tuangui/0.1.0`; without a number when it runs from a tree that is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        return f"tuangui/{version('tuangui')}"
    return "tuangui/"


def _body(response: "httpx.Response", read: float) -> bytes:
    """The unpacked body, read under a cap and a deadline."""
    line = Arriving(response.iter_raw(), time.monotonic() + max(WHOLE_ANSWER_SECONDS, read))
    chunks, size = [], 0
    for chunk in unpacked(line, response.headers.get("Content-Encoding", "")):
        size += len(chunk)
        if size > MOST_ANSWER_BYTES:
            raise Retry("answer_too_big")
        chunks.append(chunk)
    return b"".join(chunks)


def _why(fault: BaseException) -> str:
    """One word for the status line and the log."""
    import ssl

    import httpx

    links: list[BaseException] = []
    link: BaseException | None = fault
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in links):
        return "certificate"
    if isinstance(fault, httpx.TimeoutException):
        return "timeout"
    if isinstance(fault, httpx.DecodingError):
        return "unreadable_answer"
    return "line_down"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
