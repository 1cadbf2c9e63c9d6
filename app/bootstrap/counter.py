"""A running counter without a screen: verbs on the store lane, the print lane, the sync worker and the scanner.
The desktop, the tests and the benchmark all run this one."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.export_unsent import ExportPlace
from app.actions.ports import Clock, Ids, PrintJob, PrintResult, ReceiptPrinter
from app.bootstrap.clockwork import HqTime, SystemClock, Uuid7
from app.bootstrap.exporting import Exporting
from app.bootstrap.opening import Enrolled
from app.bootstrap.siblings_side import SiblingsSide
from app.bootstrap.unhurried import Unhurried
from app.bootstrap.verbs import Verbs, build_verbs
from app.devices.pins import Argon2Pins
from app.devices.signatures import HmacReceiptTokens, device_signer
from app.domain.drawer import DrawerEnd
from app.domain.identity import MemberId
from app.domain.receipts import PrinterState, ReceiptCode
from app.errors import CounterError
from app.settings import Settings
from sync.status import Line, SyncStatus

if TYPE_CHECKING:
    from app.bootstrap.bridging import PosNextToUs
    from app.bootstrap.drawer import DrawerKicks
    from app.devices.bridge.turns import PrinterTurns
    from app.devices.printers.lane import PrintLane
    from app.devices.printers.printer import EscposPrinter
    from app.devices.scanners.serial_scanner import ScannerState, SerialScanner
    from sync.http_hq import HttpHq
    from sync.worker import SyncWorker

LOOK_AFTER_CLAIMS_MS = 60_000
PRINTING = ("printers", "bridge", "drawer")
"""The settings that what prints is made of."""
REST_BETWEEN_BATCHES_S = 0.25
"""The lane is free for twenty times as long as a batch of forgetting takes."""
LOOK_AFTER_RETENTION_MS = 3_600_000
"""The verb itself keeps to once a day."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who wants to hear of it. Called on the lanes' threads: hop to the GUI thread before touching anything."""

    sync: Callable[[SyncStatus], None]
    changed: Callable[[], None]
    """HQ's data changed in the store."""
    printer: Callable[[PrinterState], None]
    printed: Callable[[], None]
    """A print job began, or ended, well or not."""
    scanner: "Callable[[ScannerState], None]"
    scanned: Callable[[str], None]
    drawer: Callable[[DrawerEnd], None] = lambda _: None
    """How a kick of the cash drawer ended."""


class Counter:
    """`lane` is the store lane: one thread, first in first out. `start` and `stop` are called from outside it."""

    def __init__(
        self,
        *,
        data: Enrolled,
        settings: Settings,
        lane: Executor,
        ears: Ears,
        clock: Clock | None = None,
        ids: Ids | None = None,
        printer: ReceiptPrinter | None = None,
        templates: Path | None = None,
        exports: Path | None = None,
    ) -> None:
        self._data = data
        self._settings = settings
        self._lane = lane
        self._ears = ears
        clock = clock or SystemClock()
        self._clock = clock
        self._hq_time = HqTime(clock.now)
        with data.store.read() as room:
            identity = room.about.identity()
        self.identity = identity
        verbs: Verbs = build_verbs(
            store=data.store,
            clock=clock,
            hq_now=self._hq_time,
            ids=ids or Uuid7(),
            tokens=HmacReceiptTokens(
                key=data.store.receipt_key(),
                counter=identity.id,
                receipt_url=data.store.receipt_url(),
            ),
            pins=Argon2Pins(data.store.pin_pepper()),
            print_age_limit_s=settings.printer.age_limit_seconds,
            committed=self._committed,
            kick=self._kick,
        )
        self.siblings = SiblingsSide(
            data, verbs, lane=lane, settings=lambda: self._settings.hub, open_hq=self._hq
        )
        self.claiming = self.siblings.claiming
        self.desk = self.siblings.desk
        self.check_pin = verbs.check_pin
        self.status = SyncStatus()
        """The newest of the sync thread."""
        self._verbs = verbs
        self.served: MemberId | None = None
        """The member on screen, as the desktop says: whose the sales of the POS next to us are."""
        self._pos: PosNextToUs | None = None
        self._printing = verbs.print_next
        self.exporting = Exporting(
            verb=verbs.export_unsent,
            member=verbs.export_member,
            lane=lane,
            places=lambda: _places(exports),
        )
        self._wipe = verbs.wipe
        self._tidy = Unhurried(self._behind, verbs.keep_retention, rest_s=REST_BETWEEN_BATCHES_S)
        self._revoked = False
        self._tidy_from = self._settle_from = 0
        self._stopping = False
        self._printer = printer
        self._printer_talks = False
        self._drawer: DrawerKicks | None = None
        self.turns: PrinterTurns | None = None
        """Whoever prints on the receipt printer waits for them; None before `start`."""
        self._templates = templates
        self._prints: PrintLane | None = None
        self._sync: SyncWorker | None = None
        self._scanner: SerialScanner | None = None
        self._starting = threading.Thread(target=self._start, name="starting", daemon=True)
        self._following = threading.Lock()

    def prepare(self) -> None:
        """On the store lane, before `start`: what was in the printer when the app last died is unknown now."""
        self._printing.after_restart()

    def start(self) -> None:
        """Begin to print, scan and sync. What these need is loaded on a thread of its own: a scan does not wait."""
        self._starting.start()

    def _start(self) -> None:
        from sync.worker import SyncWorker

        self._start_printing()
        self.siblings.door.look()
        self._sync = SyncWorker(
            open_store=self._data.store.sync_store,
            open_hq=self._hq,
            on_status=self._heard,
            on_applied=self._applied,
        )
        self._sync.start()
        self._start_scanner()
        if self._pos is not None:
            self._pos.start()

    def _start_printing(self) -> None:
        from app.devices.bridge.turns import PrinterTurns

        turns = self.turns = PrinterTurns()
        self._pos = self._pos_next_to_us(turns)
        self._prints = self._print_lane(turns)
        self._drawer = self._drawer_kicks(turns)
        if self._prints is not None:
            self._prints.start()

    def _start_scanner(self) -> None:
        self._scanner = serial_scanner(self._settings, self._ears)
        if self._scanner is not None:
            self._scanner.start()

    def follow(self, settings: Settings) -> None:
        """Printers, POS and scanner are as these settings say from now on; the job on the printer ends first. Blocks some
        seconds, on a thread that no lane waits for."""
        with self._following:
            before, self._settings = self._settings, settings
            if self._stopping or self._starting.ident is None:
                return
            self._starting.join()
            if any(getattr(before, one) != getattr(settings, one) for one in PRINTING):
                self._stop_printing()
                self._start_printing()
                if self._prints is None:
                    self._ears.printer(PrinterState.UNKNOWN)
                if self._pos is not None:
                    self._pos.start()
            if before.hub != settings.hub:
                self.siblings.door.look()
            if before.scanner != settings.scanner:
                if self._scanner is not None:
                    self._scanner.stop()
                self._start_scanner()

    def retry_sync(self) -> None:
        """R on the sync page: now, whatever the backoff says."""
        if self._sync is not None:
            self._sync.retry_now()

    def fresh_group_code(self) -> ReceiptCode:
        """A code for one person on the customer display. Waits for the store lane: not for the GUI thread."""
        return self._lane.submit(self._verbs.prepare_group_code).result()

    def network_changed(self) -> None:
        """Another network, or one again: HQ is tried at once, over new connections."""
        if self._sync is not None:
            self._sync.network_changed()

    def stop(self) -> None:
        """The job on the printer ends; nothing else is waited for. Nothing committed can be lost here."""
        self._stopping = True
        self._tidy.stop()
        with self._following:
            self._stop()

    def _stop(self) -> None:
        if self._starting.ident is not None:
            self._starting.join()
        if self._pos is not None:
            self._pos.stop()
        if self._scanner is not None:
            self._scanner.stop()
        if self._sync is not None:
            self._sync.stop()
        self.siblings.stop()
        if self._drawer is not None:
            self._drawer.close()
        if self._prints is not None:
            self._prints.stop()
        self._lane.submit(self._data.store.close).result()

    def _stop_printing(self) -> None:
        if self._pos is not None:
            self._pos.stop()
        if self._drawer is not None:
            self._drawer.close()
        if self._prints is not None:
            self._prints.stop()

    def _hq(self) -> "HttpHq":
        from sync.http_hq import HttpHq

        return HttpHq(
            url=self.identity.hq_url,
            counter=self.identity.id,
            sign=device_signer(self._data.keys.device_seed),
            ca_file=pinned_ca(self._settings),
            lan=self.siblings.door.told,
        )

    def _applied(self) -> None:
        """HQ's news are here; among them may be another counter of the store."""
        self._ears.changed()
        self.siblings.door.look()

    def _heard(self, status: SyncStatus) -> None:
        self.status = status
        self._hq_time.offset_s = status.clock_offset_s
        self._ears.sync(status)
        if (
            status.line in {Line.ONLINE, Line.OFFLINE}
            and self._clock.mono_ms() >= self._settle_from
        ):
            self._settle_from = self._clock.mono_ms() + LOOK_AFTER_CLAIMS_MS
            self.claiming.settle_abandoned()
        revoked, self._revoked = self._revoked, status.stopped_by == "revoked"
        if self._revoked and not revoked:
            self._behind(self._wiped)
        if self._clock.mono_ms() >= self._tidy_from:
            self._tidy_from = self._clock.mono_ms() + LOOK_AFTER_RETENTION_MS
            self._tidy.begin()

    def _wiped(self) -> None:
        if self._wipe():
            self._ears.changed()

    def _behind(self, work: Callable[[], None]) -> None:
        """On the store lane, nobody waiting; a fault of the disk is logged and the work stays due."""

        def run() -> None:
            try:
                if not self._stopping:
                    work()
            except CounterError:
                log.exception("work behind the screen failed and will be tried again")

        self._lane.submit(run)

    def _committed(self) -> None:
        if self._prints is not None:
            self._prints.wake()
        if self._sync is not None:
            self._sync.wake()

    def _kick(self, expires_ms: int) -> None:
        if self._drawer is not None:
            self._drawer.kick(expires_ms)
        else:
            self._ears.drawer(DrawerEnd.AWAY)

    def _drawer_kicks(self, turns: "PrinterTurns") -> "DrawerKicks | None":
        """None when there is no drawer: then nothing of it is loaded."""
        if not self._settings.has_drawer:
            return None
        from app.bootstrap.drawer import DrawerKicks, printer_drawer

        drawer = printer_drawer(self._settings, turns=turns, talks=lambda: self._printer_talks)
        return DrawerKicks(drawer, told=self._ears.drawer, mono_ms=self._clock.mono_ms)

    def _heard_printer(self, state: PrinterState) -> None:
        self._printer_talks = self._printer_talks or state is PrinterState.OK
        self._ears.printer(state)

    def _print_lane(self, turns: "PrinterTurns") -> "PrintLane | None":
        """None when this PC has no printer: jobs stay queued and grow old."""
        from app.devices.bridge.turns import PrinterInTurn
        from app.devices.printers.lane import PrintLane

        real = escpos_printer(self._settings, templates=self._templates)
        chosen = self._printer or real
        if chosen is None:
            return None
        probe = real.probe if real is not None and self._printer is None else None
        polite = PrinterInTurn(chosen, turns, probe)
        return PrintLane(
            take=self._take,
            printer=polite,
            settle=self._settle,
            probe=polite.probe,
            on_state=self._heard_printer,
        )

    def _pos_next_to_us(self, turns: "PrinterTurns") -> "PosNextToUs | None":
        """None when there is none: then nothing of it is loaded."""
        chosen = self._settings.bridge
        if not (chosen.port or chosen.serial_link or chosen.drop_folder):
            return None
        from app.bootstrap.bridging import PosNextToUs

        return PosNextToUs(
            self._settings, self._verbs, self._lane, turns, served=lambda: self.served
        )

    def _take(self) -> PrintJob | None:
        job = self._lane.submit(self._printing.take).result()
        if job is not None:
            self._ears.printed()
        return job

    def _settle(self, job: PrintJob, result: PrintResult) -> None:
        self._lane.submit(self._printing.settle, job, result).result()
        self._ears.printed()


def _places(exports: Path | None) -> tuple[ExportPlace, ...]:
    from app.devices.export_places import export_places

    return export_places(exports) if exports is not None else ()


def pinned_ca(settings: Settings) -> Path | None:
    """The file of the settings that vouches for HQ; None leaves it to the system."""
    return Path(settings.hq_ca_file) if settings.hq_ca_file else None


def escpos_printer(
    settings: Settings, *, role: str = "receipts", templates: Path | None = None
) -> "EscposPrinter | None":
    """The printer of the settings that has this role, or None. `templates` is the folder of the shop's own papers."""
    from app.devices.printers.from_settings import printer_from

    return printer_from(
        settings.printer_for(role), time_zone=settings.time_zone, own_templates=templates
    )


def serial_scanner(settings: Settings, ears: Ears) -> "SerialScanner | None":
    """The serial scanner of the settings; None leaves the keyboard wedge, which always works."""
    from app.devices.scanners.serial_scanner import SerialScanner, wants_serial

    if not wants_serial(settings.scanner):
        return None
    return SerialScanner(settings.scanner, on_scan=ears.scanned, on_state=ears.scanner)
