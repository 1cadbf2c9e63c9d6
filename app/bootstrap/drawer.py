"""The cash drawer at work: each wish goes to a thread of its own, because it may have to wait for the printer and neither
the screen nor the store lane waits with it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from app.devices.bridge.turns import PrinterTurns
from app.devices.drawer import PrinterDrawer, kick_bytes
from app.devices.printers.from_settings import transport_from
from app.devices.printers.transports import CONNECT_SECONDS, NoConnection, Transport
from app.domain.drawer import DrawerEnd
from app.domain.receipts import PrintFault
from app.settings import Settings


class DrawerKicks:
    """`told` hears how each ended, on that thread. `mono_ms` is the counter's steady clock."""

    def __init__(
        self,
        drawer: PrinterDrawer,
        *,
        told: Callable[[DrawerEnd], None],
        mono_ms: Callable[[], int],
    ) -> None:
        self._drawer = drawer
        self._told = told
        self._mono_ms = mono_ms
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawer")

    def kick(self, expires_ms: int) -> None:
        """Returns at once. One after the other, each once, none after its time."""
        deadline = time.monotonic() + (expires_ms - self._mono_ms()) / 1000
        self._thread.submit(self._kick, deadline)

    def close(self) -> None:
        """Nothing that still waits is opened any more."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _kick(self, deadline: float) -> None:
        self._told(self._drawer.open_before(deadline))


def printer_drawer(
    settings: Settings, *, turns: PrinterTurns, talks: Callable[[], bool]
) -> PrinterDrawer:
    """The drawer of the settings, on the printer for receipts."""
    chosen, printer = settings.drawer, settings.printer

    def transport(seconds: float) -> Transport:
        way = transport_from(printer, patience=min(CONNECT_SECONDS, seconds), alone=True)
        if way is None:
            raise NoConnection(PrintFault.UNREACHABLE)
        return way

    return PrinterDrawer(
        transport=transport,
        kick=kick_bytes(pin=chosen.pin, on_ms=chosen.on_ms, off_ms=chosen.off_ms),
        turns=turns,
        talks=talks,
    )
