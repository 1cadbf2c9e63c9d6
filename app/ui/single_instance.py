"""One running app per data directory: the second start shows the first one's window. Decides nothing else."""

import hashlib
import sys
import time
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS: Final = 3000
"""How long the first app may take to answer: it may be starting up itself."""
_TRY_MS: Final = 100
_SHOW: Final = b"show\n"
_SHOWN: Final = b"shown\n"


class Claim(Enum):
    """What this start is."""

    FIRST = auto()
    """The data directory is ours until `release` or the end of the process."""
    SHOWN = auto()
    """Another app runs and has shown its window: exit with 0."""
    SILENT = auto()
    """Another app runs and does not answer: people are told, nothing is touched."""


class SingleInstance(QObject):
    """The lock is a QLockFile: a killed app's lock is taken over, a living one's never, whatever process number it has.

    QtNetwork is imported only when there is somebody to talk to.
    """

    asked_to_show = Signal()

    def __init__(self, lock_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(lock_path))
        self._lock.setStaleLockTime(0)
        digest = hashlib.sha256(str(lock_path.absolute()).encode()).hexdigest()
        self._name = f"tuangui-{digest[:16]}"
        self._server: QLocalServer | None = None

    def claim(self, answer_ms: int = ANSWER_MS) -> Claim:
        """Takes the lock, or asks the app that has it to show itself. Blocks up to `answer_ms`, in the second app only;
        needs no event loop. The lock's directory must exist, else SILENT."""
        deadline = time.monotonic() + answer_ms / 1000
        while not self._lock.tryLock(0):
            if self._ask_to_show(deadline):
                return Claim.SHOWN
            if time.monotonic() >= deadline:
                return Claim.FIRST if self._take_from_the_dead() else Claim.SILENT
        return Claim.FIRST

    def listen(self) -> None:
        """From now on `asked_to_show` comes when the app is started again. Only after FIRST; may wait until the window
        is up, for a second start keeps asking for a while."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)

    def release(self) -> None:
        """At the end, or before the app starts itself again."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _take_from_the_dead(self) -> bool:
        """A dead app's lock whose process number another program has now. Qt removes it only if no process holds it, and
        by now no app can be between making its lock and holding it."""
        return self._lock.removeStaleLockFile() and self._lock.tryLock(0)

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_asked(socket))
            self._on_asked(socket)

    def _on_asked(self, socket: "QLocalSocket") -> None:
        if socket.canReadLine() and bytes(socket.readLine().data()) == _SHOW:
            self.asked_to_show.emit()
            socket.write(_SHOWN)
            socket.disconnectFromServer()

    def _ask_to_show(self, deadline: float) -> bool:
        """True when the first app said that it did."""
        from PySide6.QtNetwork import QLocalSocket

        _let_others_come_forward()
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_TRY_MS):
            time.sleep(_TRY_MS / 1000)
            return False
        socket.write(_SHOW)
        left_ms = max(_TRY_MS, int((deadline - time.monotonic()) * 1000))
        return socket.waitForReadyRead(left_ms) and bytes(socket.readLine().data()) == _SHOWN


def bring_forward(window: QWidget) -> None:
    """Un-minimises, shows and activates; keeps a window maximised that was."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _let_others_come_forward() -> None:
    """Windows lets only the program a person has just started take the foreground; it may pass that on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
