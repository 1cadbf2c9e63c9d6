"""The bridge's door: a port that looks like a raw TCP printer, one session a POS connection, each with a connection of its
own to the real printer. No command and no receipt is known here."""

import logging
import selectors
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from app.devices.bridge.session import Block, BridgeLimits, OnReceipt, Session
from app.devices.bridge.stream import ReceiptStream
from app.devices.bridge.turns import PrinterTurns
from app.devices.bridge.wires import TcpWire, Wire

log = logging.getLogger(__name__)

BACKLOG = 16


@dataclass(frozen=True, slots=True)
class Upstream:
    """The real printer: raw TCP, the address in digits, and how wide its paper is in dots."""

    host: str
    port: int = 9100
    dots: int = 384

    def connect(self, seconds: float) -> Wire:
        """Raises OSError."""
        return TcpWire(socket.create_connection((self.host, self.port), timeout=seconds))


class ReceiptBridge:
    """Listens between `start` and `stop`. `block` and `on_receipt` are called on the sessions' threads.

    A printer that refuses: the POS's connection is broken off at once. A POS cannot be refused before it is connected,
    for only then can the printer be asked, and a printer takes one connection at a time: none is spent on looking.
    """

    def __init__(
        self,
        *,
        upstream: Upstream,
        block: Block,
        on_receipt: OnReceipt,
        turns: PrinterTurns | None = None,
        limits: BridgeLimits | None = None,
    ) -> None:
        self._upstream = upstream
        self._block = block
        self._on_receipt = on_receipt
        self._turns = turns or PrinterTurns()
        self._limits = limits or BridgeLimits()
        self._stop_reads, self._stop_writes = socket.socketpair()
        self._listener: socket.socket | None = None
        self._door: threading.Thread | None = None
        self._sessions: set[threading.Thread] = set()
        self._lock = threading.Lock()

    def start(self, host: str, port: int) -> int:
        """The port listened on (`port` 0 = any). Raises OSError when it cannot be had."""
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        try:
            if sys.platform != "win32":  # there it would let two programs share the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(BACKLOG)
            listener.settimeout(0)
        except OSError:
            listener.close()
            raise
        self._listener = listener
        self._door = threading.Thread(
            target=self._answer, args=(listener,), name="bridge", daemon=True
        )
        self._door.start()
        found: int = listener.getsockname()[1]
        return found

    def stop(self) -> None:
        """Nobody is let in any more; jobs under way get `limits.stop` to end."""
        self._stop_writes.close()
        if self._door is not None:
            self._door.join()
        end = time.monotonic() + self._limits.stop + 1
        with self._lock:
            running = tuple(self._sessions)
        for session in running:
            session.join(max(0.0, end - time.monotonic()))
        if not any(session.is_alive() for session in running):
            self._stop_reads.close()

    def _answer(self, listener: socket.socket) -> None:
        with listener, selectors.DefaultSelector() as selector:
            selector.register(self._stop_reads, selectors.EVENT_READ)
            selector.register(listener, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                if self._stop_reads in ready:
                    return
                with suppress(OSError):  # a POS that went away again before it was let in
                    self._let_in(listener.accept()[0])

    def _let_in(self, sock: socket.socket) -> None:
        thread = threading.Thread(
            target=self._carry, args=(TcpWire(sock),), name="bridge-pos", daemon=True
        )
        with self._lock:
            self._sessions.add(thread)
        thread.start()

    def _carry(self, pos: Wire) -> None:
        try:
            self._session(pos)
        except Exception:
            log.exception("a POS connection ended by our mistake")
            pos.close(broken=True)
        finally:
            with self._lock:
                self._sessions.discard(threading.current_thread())

    def _session(self, pos: Wire) -> None:
        with self._turns.of_pos():
            try:
                printer = self._upstream.connect(self._limits.connect)
            except OSError as away:
                log.warning("the POS's printer is not there: %s", type(away).__name__)
                pos.close(broken=True)
                return
            Session(
                pos=pos,
                printer=printer,
                stream=ReceiptStream(self._upstream.dots),
                block=self._block,
                on_receipt=self._on_receipt,
                limits=self._limits,
                stopping=self._stop_reads.fileno(),
            ).run()
