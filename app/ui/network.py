"""Notices that this PC's network is another one, or there again, so that HQ is tried at once and not at the end of a waiting
time. Loaded after the start, for nothing at the counter waits for it."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation, QNetworkInterface

LOOK_MS = 500
"""The addresses of this PC are looked at that often; a system that tells us is heard at once, but not every system does
(Linux without NetworkManager), and none tells of a new address in the same network."""


class NetworkWatch(QObject):
    """`changed` once for each change for the better; losing the network is none, for there is nothing to try."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._addresses = addresses()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._system: QNetworkInformation | None = None

    def start(self) -> None:
        self._timer.start()
        if QNetworkInformation.loadDefaultBackend():
            self._system = QNetworkInformation.instance()
            self._system.reachabilityChanged.connect(self._heard)

    def stop(self) -> None:
        self._timer.stop()
        if self._system is not None:
            self._system.reachabilityChanged.disconnect(self._heard)
            self._system = None

    def look(self) -> None:
        """Compare with what was there before."""
        self.saw(addresses())

    def saw(self, now: frozenset[str]) -> None:
        """These are the addresses of this PC."""
        before, self._addresses = self._addresses, now
        if now - before:
            self.changed.emit()

    def _heard(self, reach: QNetworkInformation.Reachability) -> None:
        """By now the addresses may be new as well: that is one change, not two."""
        self._addresses = addresses()
        if reach not in {
            QNetworkInformation.Reachability.Disconnected,
            QNetworkInformation.Reachability.Unknown,
        }:
            self.changed.emit()


def addresses() -> frozenset[str]:
    """Where other machines reach this PC: of interfaces that are up, without loopback and what is good on the link alone."""
    found: set[str] = set()
    for interface in QNetworkInterface.allInterfaces():
        flags = interface.flags()
        up = flags & QNetworkInterface.InterfaceFlag.IsUp
        running = flags & QNetworkInterface.InterfaceFlag.IsRunning
        if not (up and running) or flags & QNetworkInterface.InterfaceFlag.IsLoopBack:
            continue
        hosts = (entry.ip() for entry in interface.addressEntries())
        found |= {host.toString() for host in hosts if not host.isLinkLocal()}
    return frozenset(found)
