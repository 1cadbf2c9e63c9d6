"""A scanner on a serial port, read by a thread of its own. Gives texts and whether the scanner is there, nothing else."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.devices.scanners.frames import Frames
from app.settings import ScannerSettings

if TYPE_CHECKING:
    from serial import Serial

SILENCE_SECONDS: Final = 0.06
LOOK_SECONDS: Final = 2.0
"""How often an idle port is looked for: Windows keeps a pulled one "open" (devices.md §2)."""
BACKOFF_SECONDS: Final = (0.5, 1.0, 2.0, 5.0)
log = logging.getLogger(__name__)


class ScannerState(StrEnum):
    OK = "ok"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PortInfo:
    """A serial port as the system lists it; ids are None for a port that is not on USB."""

    device: str
    vid: int | None = None
    pid: int | None = None
    serial: str | None = None
    name: str | None = None
    """What its maker calls it."""


ListPorts = Callable[[], Sequence[PortInfo]]


def system_ports() -> Sequence[PortInfo]:
    """Every port of this PC now."""
    from serial.tools.list_ports import comports

    return [
        PortInfo(port.device, port.vid, port.pid, port.serial_number, port.product)
        for port in comports()
    ]


def wants_serial(settings: ScannerSettings) -> bool:
    """False: no serial scanner was set up, the keyboard wedge is all."""
    return bool(settings.port or settings.vid or settings.serial)


def choose_port(settings: ScannerSettings, ports: Sequence[PortInfo]) -> str | None:
    """The named port, listed or not; else the first by name that has all the ids asked for. A USB scanner put into
    another socket gets a new name, but keeps its ids."""
    if settings.port:
        return settings.port
    if not wants_serial(settings):
        return None
    fitting = [
        port.device
        for port in ports
        if _fits(settings.vid, port.vid)
        and _fits(settings.pid, port.pid)
        and settings.serial in {"", port.serial}
    ]
    return min(fitting, default=None)


def _fits(wanted: str, found: int | None) -> bool:
    return not wanted or (found is not None and int(wanted, 16) == found)


class SerialScanner:
    """Opens its port, reads, and opens it again after an unplug, for as long as it runs.

    `on_scan` and `on_state` are called on the reader thread; they hand over and return at once.
    """

    def __init__(
        self,
        settings: ScannerSettings,
        *,
        on_scan: Callable[[str], None],
        on_state: Callable[[ScannerState], None],
        list_ports: ListPorts = system_ports,
        backoff_seconds: Sequence[float] = BACKOFF_SECONDS,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._settings = settings
        self._on_scan = on_scan
        self._on_state = on_state
        self._list_ports = list_ports
        self._backoff = backoff_seconds
        self._look_seconds = look_seconds
        self._told: ScannerState | None = None
        self._stopping = threading.Event()
        self._port_lock = threading.Lock()
        self._port: Serial | None = None
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread, also in the middle of a read; at most 2 s."""
        self._stopping.set()
        with self._port_lock:
            if self._port is not None:
                self._port.cancel_read()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            listed = self._open()
            if listed is None:
                self._tell(ScannerState.MISSING)
                pause = self._backoff[min(failures, len(self._backoff) - 1)]
                failures += 1
            else:
                self._tell(ScannerState.OK)
                self._read_all(listed=listed)
                failures, pause = 0, self._backoff[0]
                if not self._stopping.is_set():
                    self._tell(ScannerState.MISSING)
            self._stopping.wait(pause)

    def _open(self) -> bool | None:
        """None: not there, or not ours to open. Else whether the system lists the port, so that it can be looked for."""
        try:
            import serial

            ports = self._list_ports()
            name = choose_port(self._settings, ports)
            if name is None:
                return None
            port = serial.Serial(
                name, self._settings.baud, timeout=self._look_seconds, exclusive=True
            )
        except Exception as error:  # noqa: BLE001 - drivers raise OSError, termios.error, ValueError, TypeError
            log.debug("scanner not opened: %s", type(error).__name__)
            return None
        with self._port_lock:
            self._port = port
        return any(each.device == name for each in ports)

    def _read_all(self, *, listed: bool) -> None:
        """Reads until the port is lost or the scanner stopped."""
        frames = Frames()
        while not self._stopping.is_set():
            try:
                data = self._read(frames)
                lost = not data and not frames.pending and listed and not self._still_listed()
            except Exception as error:  # noqa: BLE001 - as at opening: any of them means the port is gone
                log.info("scanner lost: %s", type(error).__name__)
                break
            for text in frames.feed(data) if data else frames.silence():
                self._on_scan(text)
            if lost:
                log.info("scanner lost: no longer listed")
                break
        with self._port_lock:
            port, self._port = self._port, None
        if port is not None:
            _close(port)

    def _read(self, frames: Frames) -> bytes:
        """What has come, b"" after a silence: a short one in the middle of a scan."""
        port = self._port
        assert port is not None  # noqa: S101 - set by _open, cleared only when reading ends
        port.timeout = SILENCE_SECONDS if frames.pending else self._look_seconds
        first: bytes = port.read(1)
        return first + port.read(port.in_waiting) if first else first

    def _still_listed(self) -> bool:
        port = self._port
        return port is not None and any(each.device == port.port for each in self._list_ports())

    def _tell(self, state: ScannerState) -> None:
        if state is not self._told:
            self._told = state
            self._on_state(state)


def _close(port: "Serial") -> None:
    try:
        port.close()
    except Exception as error:  # noqa: BLE001 - the device may be gone; there is nothing left to close
        log.debug("scanner not closed: %s", type(error).__name__)
