"""One POS connection carried to the printer and back, as it comes. Blocks its own thread and knows no other connection."""

import logging
import selectors
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from app.devices.bridge.stream import Piece, ReceiptEnd, ReceiptStream, Through
from app.devices.bridge.wires import Wire

log = logging.getLogger(__name__)

MOST_WAITING = 65_536
"""Bytes the printer has not taken yet; then the POS has to wait, as it would for the printer itself."""


@dataclass(frozen=True, slots=True)
class BridgeLimits:
    """Seconds. `hold`: a lone ESC or GS goes on after this. `silence`: without a byte for so long, a POS that never cuts
    has finished its receipt (0 = only closing ends one). `linger`: for the printer to close after the POS has.
    `stop`: for a job under way when the app closes. `connect` to the printer."""

    connect: float = 3.0
    hold: float = 0.1
    silence: float = 1.5
    linger: float = 10.0
    stop: float = 2.0


@dataclass(frozen=True, slots=True)
class QrBlock:
    """What is put on the POS's paper: command bytes that reset nothing, leave alignment other than left at most and
    two-byte characters on. `receipt_no` is the number inside its code."""

    data: bytes
    receipt_no: int | None = None


@dataclass(frozen=True, slots=True)
class SeenReceipt:
    """A receipt that went by: its text in the POS's encoding, and the number of the block on it, if one is."""

    text: bytes
    receipt_no: int | None


Block = Callable[[], QrBlock | None]
"""Asked at a receipt's end, on the way of its bytes: answers at once, None for no block now."""
OnReceipt = Callable[[SeenReceipt], None]
"""Told after a receipt's end, on the way of its bytes: hands over and returns at once."""


@dataclass(slots=True)
class _Way:
    """One direction: what waits to be sent, whether its source has ended, and whether its target was told."""

    waiting: bytearray = field(default_factory=bytearray)
    ended: bool = False
    told: bool = False


class Session:
    """`run` until both ends are done, either is gone, or `stopping` can be read from."""

    def __init__(
        self,
        *,
        pos: Wire,
        printer: Wire,
        stream: ReceiptStream,
        block: Block,
        on_receipt: OnReceipt,
        limits: BridgeLimits,
        stopping: int,
        ends_on_silence: bool = False,
    ) -> None:
        """`ends_on_silence`: the POS's line knows no closing, a job on it is over when nothing more comes."""
        self._pos = pos
        self._printer = printer
        self._stream = stream
        self._block = block
        self._on_receipt = on_receipt
        self._limits = limits
        self._stopping = stopping
        self._ends_on_silence = ends_on_silence
        self._down, self._up = _Way(), _Way()
        self._pos_gone = self._printer_gone = False
        self._release_at = self._silence_at = self._end_at = float("inf")
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Never raises for the world's faults. Both ends are closed afterwards, the POS's in the way the printer's was."""
        try:
            with self._selector:
                self._selector.register(self._stopping, selectors.EVENT_READ, self._stopping)
                while not self._over():
                    self._turn()
        finally:
            self._pos.close(broken=self._printer_gone or not self._down.told)
            self._printer.close(broken=False)

    def _over(self) -> bool:
        if self._printer_gone or time.monotonic() >= self._end_at:
            return True
        return self._down.told and (self._up.told or (self._pos_gone and self._up.ended))

    def _turn(self) -> None:
        """Waits for the next thing and does it."""
        for wire, reads in self._ready():
            if wire is self._pos and reads:
                self._hear_pos()
            elif wire is self._printer and reads:
                self._hear_printer()
            elif wire == self._stopping:
                self._stop()
        now = time.monotonic()
        if now >= self._release_at:
            self._release_at = float("inf")
            self._pass_on(self._stream.release())
        if now >= self._silence_at:
            self._silent()
        self._send()

    def _silent(self) -> None:
        self._silence_at = float("inf")
        self._pass_on(self._stream.silence())
        if self._ends_on_silence and self._stream.between:
            self._down.ended = True

    def _ready(self) -> list[tuple[object, bool]]:
        pos_reads = not self._down.ended and len(self._down.waiting) < MOST_WAITING
        printer_reads = not self._up.ended and len(self._up.waiting) < MOST_WAITING
        self._watch(self._pos, reads=pos_reads, writes=bool(self._up.waiting))
        self._watch(self._printer, reads=printer_reads, writes=bool(self._down.waiting))
        soonest = min(self._release_at, self._silence_at, self._end_at)
        patience = None if soonest == float("inf") else max(0.0, soonest - time.monotonic())
        return [
            (key.data, bool(events & selectors.EVENT_READ))
            for key, events in self._selector.select(patience)
        ]

    def _watch(self, wire: Wire, *, reads: bool, writes: bool) -> None:
        events = (selectors.EVENT_READ if reads else 0) | (selectors.EVENT_WRITE if writes else 0)
        known = self._selector.get_map().get(wire.fileno())
        if known is None and events:
            self._selector.register(wire.fileno(), events, wire)
        elif known is not None and not events:
            self._selector.unregister(wire.fileno())
        elif known is not None and known.events != events:
            self._selector.modify(wire.fileno(), events, wire)

    # -- what comes -------------------------------------------------------------------------------------------

    def _hear_pos(self) -> None:
        try:
            data = self._pos.receive()
        except BlockingIOError:
            return
        except OSError:
            self._pos_left(self._stream.release())
            return
        if not data:
            self._pass_on(self._stream.finish())
            self._down.ended = True
            self._release_at = self._silence_at = float("inf")
            return
        self._pass_on(self._stream.feed(data))
        now = time.monotonic()
        self._release_at = now + self._limits.hold if self._stream.holding else float("inf")
        waits = self._limits.silence and (self._ends_on_silence or not self._stream.cuts)
        self._silence_at = now + self._limits.silence if waits else float("inf")

    def _pos_left(self, rest: list[Piece]) -> None:
        """It broke off: what it sent is printed, nothing of ours is put on an unfinished receipt."""
        self._pos_gone = self._down.ended = True
        self._release_at = self._silence_at = float("inf")
        self._up.waiting.clear()
        for piece in rest:
            if isinstance(piece, Through):
                self._down.waiting += piece.data

    def _hear_printer(self) -> None:
        try:
            data = self._printer.receive()
        except BlockingIOError:
            return
        except OSError:
            self._printer_gone = True
            return
        if not data:
            self._up.ended = True
        elif not self._pos_gone:
            self._up.waiting += data

    def _stop(self) -> None:
        """The app closes: the job under way gets a little time."""
        self._selector.unregister(self._stopping)
        self._end_at = min(self._end_at, time.monotonic() + self._limits.stop)

    # -- what goes --------------------------------------------------------------------------------------------

    def _pass_on(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            match piece:
                case Through(data=data):
                    self._down.waiting += data
                case ReceiptEnd():
                    self._send()
                    self._finish_receipt(piece)
                case _:
                    assert_never(piece)

    def _finish_receipt(self, end: ReceiptEnd) -> None:
        """Our block, if there is one. Whatever goes wrong here is ours alone: the POS's bytes go on."""
        try:
            block = self._block() if end.room else None
        except Exception:
            log.exception("no block on this receipt")
            block = None
        if block is not None:
            self._down.waiting += end.before + block.data + end.after
        try:
            self._on_receipt(SeenReceipt(end.text, block.receipt_no if block is not None else None))
        except Exception:
            log.exception("a receipt of the POS was not read")

    def _send(self) -> None:
        if self._down.waiting and not self._printer_gone:
            try:
                del self._down.waiting[: self._printer.send(self._down.waiting)]
            except BlockingIOError:
                pass
            except OSError:
                self._printer_gone = True
        if self._up.waiting and not self._pos_gone:
            try:
                del self._up.waiting[: self._pos.send(self._up.waiting)]
            except BlockingIOError:
                pass
            except OSError:
                self._pos_gone = True
                self._up.waiting.clear()
        self._tell_ends()

    def _tell_ends(self) -> None:
        """An end is passed on once everything before it has been."""
        if self._down.ended and not self._down.waiting and not self._down.told:
            self._down.told = True
            self._printer.done()
            self._end_at = min(self._end_at, time.monotonic() + self._limits.linger)
        if self._up.ended and not self._up.waiting and not self._up.told:
            self._up.told = True
            self._pos.done()
