"""The cash drawer: it hangs on the receipt printer, which opens it at a command. A kick is a job of its own with a
connection of its own, sent once within its time or never (devices.md §1.8)."""

import logging
import time
from collections.abc import Callable
from typing import Final

from app.devices.bridge.turns import PrinterTurns
from app.devices.printers.printer import ANSWER_SECONDS, read_status
from app.devices.printers.status import NoStatus, Question, Ready, Trouble
from app.devices.printers.transports import (
    Connection,
    ConnectionBroke,
    NoConnection,
    Transport,
)
from app.domain.drawer import DrawerEnd
from app.domain.receipts import PrintFault

log = logging.getLogger(__name__)

PULSE_STEP_MS: Final = 2
LONGEST_PULSE: Final = 255
LEAST_ANSWER_SECONDS: Final = 0.2
"""For the answer after the kick, however little is left of its time: it has left by then."""


def kick_bytes(*, pin: int, on_ms: int, off_ms: int) -> bytes:
    """ESC p m t1 t2 (Epson, "ESC/POS Command Reference"): a pulse on connector pin 2 or 5, times in steps of 2 ms."""
    times = (min(LONGEST_PULSE, max(1, ms // PULSE_STEP_MS)) for ms in (on_ms, off_ms))
    return b"\x1bp" + bytes((0 if pin == 2 else 1, *times))


class PrinterDrawer:
    """`transport` makes the way to the printer for so many seconds; `talks` says whether this printer has ever answered a
    question: one that has and is silent now is not listening, and would obey whenever it listens again."""

    def __init__(
        self,
        *,
        transport: Callable[[float], Transport],
        kick: bytes,
        turns: PrinterTurns,
        talks: Callable[[], bool],
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._kick = kick
        self._turns = turns
        self._talks = talks
        self._mono = mono

    def open_before(self, deadline: float) -> DrawerEnd:
        """Blocks until then at the most and a little for the answer. `deadline` is on the clock `mono`. Never raises for
        the world's faults; our own mistakes are logged."""
        try:
            with self._turns.of_drawer(deadline - self._mono()) as ours:
                return self._open(deadline) if ours else DrawerEnd.LATE
        except NoConnection as none:
            log.info("the drawer was not opened: %s", none.fault)
            return DrawerEnd.AWAY
        except ConnectionBroke as broke:
            log.info("the way to the drawer broke: %s", broke.fault)
            return DrawerEnd.UNSURE if broke.sent else DrawerEnd.AWAY
        except Exception:
            log.exception("the way to the drawer has a mistake")
            return DrawerEnd.UNSURE

    def _open(self, deadline: float) -> DrawerEnd:
        left = deadline - self._mono()
        if left <= 0:
            return DrawerEnd.LATE
        with self._transport(left).open() as connection:
            return self._talk(connection, deadline)

    def _talk(self, connection: Connection, deadline: float) -> DrawerEnd:
        left = deadline - self._mono()
        before = read_status(connection, max(0.0, min(ANSWER_SECONDS, left)))
        if isinstance(before, Trouble):
            return DrawerEnd.TROUBLE
        if self._mono() > deadline:
            return DrawerEnd.LATE
        if isinstance(before, NoStatus) and self._talks():
            return DrawerEnd.AWAY
        connection.send(self._kick)
        if isinstance(before, Ready):
            patience = max(LEAST_ANSWER_SECONDS, deadline - self._mono())
            if connection.ask(Question.PRINTER, seconds=patience) is None:
                # it stopped listening in between: hang up so that nothing opens later
                raise ConnectionBroke(PrintFault.TOO_SLOW, sent=True)
        connection.finish()
        return DrawerEnd.TOLD
