"""The desktop: what start-up found becomes a window, and what happens on the lanes reaches it on the GUI thread."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, assert_never
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.camera_side import CameraSide
from app.bootstrap.clockwork import steady_s
from app.bootstrap.customer_side import CustomerSide
from app.bootstrap.settings_side import SettingsSide
from app.domain.receipts import PrinterState
from app.domain.wedge import Rule
from app.errors import Told, told
from app.paths import Paths
from app.settings import Settings, SettingWarning
from app.ui.calm.view import CalmScreen
from app.ui.counter.state import CounterState
from app.ui.enrol.view import EnrolScreen
from app.ui.frame.placing import keep_on_screen
from app.ui.frame.switches import Part, Switch
from app.ui.garbage import GuiCollector
from app.ui.jobs import Jobs
from app.ui.language import Language, Tongue
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.outside import Outside
from app.ui.raw_keyboard import raw_keyboard
from app.ui.single_instance import bring_forward
from app.ui.sounds.player import Sounds
from app.ui.sync.exporting import Export
from app.ui.theme import Mode
from app.ui.wedge_filter import WedgeFilter
from app.ui.word_keys import WordKeys
from app.ui.words import use_zone
from sync.status import SyncStatus

if TYPE_CHECKING:
    from app.bootstrap.counter import Counter
    from app.bootstrap.opening import Enrolled, NotEnrolled, Opening
    from app.ui.network import NetworkWatch

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LATER_MS = 1000
"""After the counter is ready: sounds and the second screen are loaded when nobody waits for them."""
SETTLE_MS = 3000
"""After this the lanes have loaded what they need."""
log = logging.getLogger(__name__)


class Hops(QObject):
    """From the lanes' threads to the GUI thread: each signal is queued."""

    sync = Signal(object)
    changed = Signal()
    printer = Signal(object)
    printed = Signal()
    scanner = Signal(bool)
    scanned = Signal(str)
    drawer = Signal(object)


class Desktop(QObject):
    """One window at a time: enrolment, a calm screen that says what is wrong, or the counter."""

    ready = Signal()
    """The counter's window is shown and scans are answered."""

    def __init__(
        self,
        *,
        paths: Paths,
        settings: Settings,
        warnings: tuple[SettingWarning, ...] = (),
        mono: Callable[[], float],
        lane: ThreadPoolExecutor | None = None,
    ) -> None:
        super().__init__()
        for warning in warnings:
            log.warning("setting %r: %s, the default is used", warning.name, warning.fault.value)
        use_zone(ZoneInfo(settings.time_zone))
        self._paths = paths
        self._mono = mono
        self._lane = lane or ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-lane")
        self._jobs = Jobs(self._lane)
        self._just_enrolled = False
        self._opening = self._lane.submit(_open, paths)
        self._look = Look(
            resources=RESOURCES,
            mode=_mode(settings.theme),
            cache=paths.data,
            remember=lambda mode: self._kept.remember(theme=mode.value),
        )
        self._language = Language(
            resources=RESOURCES,
            tongue=Tongue(settings.language),
            remember=lambda tongue: self._kept.remember(language=tongue.value),
        )
        self._sounds = Sounds(
            paths.data / "sounds",
            muted=settings.mute,
            remember=lambda muted: self._kept.remember(mute=muted),
        )
        self._customer = CustomerSide(
            self._look,
            wanted=settings.customer_display == "second",
            remember=lambda place: self._kept.remember(customer_display=place),
        )
        self.camera = CameraSide(
            settings.camera,
            mono=mono,
            remember=lambda on: self._kept.remember(camera=replace(self._kept.now.camera, on=on)),
        )
        self._garbage = GuiCollector(self)
        self._hops = Hops()
        self._wedge = WedgeFilter(Rule(gap_ms=settings.scanner.wedge_gap_ms), self)
        self._words = WordKeys(self._wedge, raw_keyboard, self)
        self._kept = SettingsSide(paths, settings, wedge=self._wedge, follow=self._follow)
        self._screen: QWidget | None = None
        self._network: NetworkWatch | None = None
        self.window: MainWindow | None = None
        self.counter: Counter | None = None

    def open(self) -> None:
        """Show what the data directory holds, as soon as it is known."""
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            self._wedge.install(application)
            self._words.install(application)
        self._wedge.scanned.connect(self._scanned)
        self._jobs.run(self._opening.result, self._opened)

    def close(self) -> None:
        """Ends the lanes; waits for the job on the printer and nothing else."""
        self._jobs.close()
        self._kept.close()
        if self._network is not None:
            self._network.stop()
            self._network = None
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            self._words.uninstall(application)
            self._wedge.uninstall(application)
        self._customer.close()
        self.camera.close()
        if self.counter is not None:
            self.counter.stop()
            self.counter = None
        self._lane.shutdown(wait=True)
        self._language.silence()
        if self._screen is not None:
            self._screen.close()
            self._screen.deleteLater()
        self.window = self._screen = None

    def come_forward(self) -> None:
        """Somebody started the app again."""
        if self._screen is not None:
            bring_forward(self._screen)

    # -- what start-up found ----------------------------------------------------------------------------------

    def _opened(self, found: "Opening | Told") -> None:
        from app.bootstrap.opening import Enrolled, Locked, NotEnrolled

        match found:
            case Enrolled():
                self._work(found)
            case NotEnrolled():
                self._enrol(found)
            case Locked(recover=recover):
                self._show(CalmScreen.locked(self._look, recover.why.value, self._recover))
            case Told():
                self._show(CalmScreen.told(self._look, found))
            case _:
                assert_never(found)

    def _recover(self, text: str, wrong: Callable[[], None]) -> None:
        """The printed recovery key was typed; `wrong` says that it is none."""

        def answered(found: "Opening | Told | None") -> None:
            if found is None:
                wrong()
            else:
                self._opened(found)

        self._jobs.run(lambda: _recovered(self._paths, text), answered, wrong)

    def _enrol(self, found: "NotEnrolled") -> None:
        def enrol(address: str, code: str) -> "Enrolled":
            from app.bootstrap.counter import pinned_ca
            from app.bootstrap.opening import enrol_counter

            return enrol_counter(found, address, code, ca_file=pinned_ca(self._kept.now))

        self._just_enrolled = True
        self._show(EnrolScreen(self._look, jobs=self._jobs, enrol=enrol, done=self._work))

    def _work(self, data: "Enrolled") -> None:
        """Build the counter on the lane, its window here."""
        self._jobs.run(lambda: self._counter(data), self._counter_built)

    def _counter(self, data: "Enrolled") -> "Counter":
        from app.bootstrap.counter import Counter, Ears

        hops = self._hops
        return Counter(
            data=data,
            settings=self._kept.now,
            lane=self._lane,
            ears=Ears(
                sync=hops.sync.emit,
                changed=hops.changed.emit,
                printer=hops.printer.emit,
                printed=hops.printed.emit,
                scanner=lambda state: hops.scanner.emit(state.value == "ok"),
                scanned=hops.scanned.emit,
                drawer=hops.drawer.emit,
            ),
            templates=self._paths.receipts,
            exports=self._paths.exports,
        )

    def _counter_built(self, counter: "Counter") -> None:
        self.counter = counter
        self.window = MainWindow(
            desk=counter.desk,
            jobs=self._jobs,
            look=self._look,
            language=self._language,
            outside=Outside(
                now=lambda: datetime.now(UTC),
                mono=self._mono,
                steady=steady_s,
                lock_minutes=lambda: self._kept.now.lock_minutes,
                retry_sync=counter.retry_sync,
                sounded=self._sounds.play,
                has_drawer=self._kept.now.has_drawer,
                switches=(
                    Switch(Part.SOUND, lambda: self._sounds.position, self._sounds.turn),
                    Switch(Part.DISPLAY, lambda: self._customer.position, self._customer.turn),
                    Switch(Part.CAMERA, lambda: self.camera.position, self.camera.turn),
                ),
                ask_hq=counter.claiming.ask,
                export=Export(
                    counter.exporting.places,
                    counter.exporting.export,
                    counter.exporting.member_file,
                ),
            ),
            bench=self._kept.bench(counter, self._lane, first=self._just_enrolled),
        )
        self._listen(self.window)
        self._jobs.run(counter.desk.start, self.window.begin_with)
        self._show(self.window)
        keep_on_screen(self.window)
        self._jobs.run(counter.prepare, lambda _: self._started())

    def _follow(self, before: Settings, after: Settings) -> None:
        """What the settings page changed and the screen can be at once."""
        if after.theme != before.theme:
            self._look.set_mode(_mode(after.theme))
        if after.language != before.language:
            self._language.set(Tongue(after.language))
        if after.mute != before.mute:
            self._sounds.turn()
        if after.customer_display != before.customer_display:
            self._customer.turn()
        if after.camera.name != before.camera.name:
            self.camera.call(after.camera.name)
        if after.camera.on != before.camera.on:
            self.camera.turn()
        if self.window is not None and after.has_drawer != before.has_drawer:
            self.window.show_drawer(there=after.has_drawer)

    def _started(self) -> None:
        if self.counter is not None:
            self.counter.start()
        self.ready.emit()
        QTimer.singleShot(LATER_MS, self._later)
        QTimer.singleShot(SETTLE_MS, self._garbage.settle)
        QTimer.singleShot(SETTLE_MS, self._watch_network)

    def _watch_network(self) -> None:
        """Not needed to begin with: the worker tries the line by itself."""
        from app.ui.network import NetworkWatch

        if self.counter is not None and self._network is None:
            self._network = NetworkWatch(self)
            self._network.changed.connect(self.counter.network_changed)
            self._network.start()

    def _later(self) -> None:
        """What nobody waits for, unless the counter was closed meanwhile."""
        if self.window is not None and self.counter is not None:
            self._sounds.get_ready()
            self._customer.begin(self.window, self.counter)
            self.camera.begin()

    def _listen(self, window: MainWindow) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._hops.sync.connect(self._heard_sync, queued)
        self._hops.changed.connect(window.refreshed, queued)
        self._hops.printer.connect(self._heard_printer, queued)
        self._hops.printed.connect(window.prints_changed, queued)
        self._hops.scanner.connect(self._heard_scanner, queued)
        self._hops.scanned.connect(self._scanned, queued)
        self._hops.drawer.connect(window.drawer_ended, queued)
        self.camera.scanned.connect(self._scanned)
        self.camera.changed.connect(window.show_camera)
        window.counter_shown.connect(self._served)
        window.closed.connect(QApplication.quit)

    def _heard_sync(self, status: SyncStatus) -> None:
        if self.window is not None:
            self.window.show_sync(status)

    def _heard_printer(self, state: PrinterState) -> None:
        if self.window is not None:
            self.window.show_printer(state)

    def _served(self, state: CounterState) -> None:
        if self.counter is not None:
            self.counter.served = state.member.id if state.member is not None else None

    def _heard_scanner(self, here: bool) -> None:  # noqa: FBT001  a signal's argument
        if self.window is not None:
            self.window.show_scanner(present=here)

    def _scanned(self, text: str) -> None:
        self._kept.scanned()
        match self._screen:
            case MainWindow() | EnrolScreen() | CalmScreen():
                self._screen.scanned(text)
            case _:
                pass

    def _show(self, screen: QWidget) -> None:
        """The new screen takes the place of the one before."""
        before, self._screen = self._screen, screen
        self._garbage.start()
        screen.show()
        if before is not None:
            before.close()
            before.deleteLater()


def _open(paths: Paths) -> "Opening | Told":
    """On the store lane: the first import of everything that is not the screen."""
    from app.bootstrap import counter  # noqa: F401  read while the screens are being made
    from app.bootstrap.opening import open_data
    from app.devices.secret_places import choose_secrets

    try:
        return open_data(paths.database, choose_secrets(paths.data))
    except Exception as error:
        log.exception("the data directory could not be opened")
        return told(error)


def _recovered(paths: Paths, text: str) -> "Opening | Told | None":
    from app.bootstrap.opening import recover_data
    from app.devices.secret_places import choose_secrets

    try:
        return recover_data(paths.database, choose_secrets(paths.data), text)
    except Exception as error:
        log.exception("the recovery key did not open the data")
        return told(error)


def _mode(theme: str) -> Mode:
    """light | dark | auto, where auto asks the system."""
    if theme != "auto":
        return Mode(theme)
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Mode.DARK if dark else Mode.LIGHT
