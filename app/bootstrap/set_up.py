"""The settings page's desk, put together: each callable on the set-up lane, which may wait for the store lane and never the
other way round."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.actions.outcomes import PinAccepted, PinOutcome
from app.actions.ports import PrintResult
from app.actions.set_up import (
    FoundDevices,
    FoundScanner,
    NotKept,
    ScreenFacts,
    SetUpDesk,
)
from app.bootstrap.counter import Counter
from app.bootstrap.doctor import REPORT, report, write_report
from app.bootstrap.measured import Measured
from app.devices.printers.finding import found_printers
from app.devices.printers.fonts import NoChineseFont
from app.devices.printers.from_settings import printer_from, setup_from
from app.devices.printers.logo_files import logo_files, take_logo
from app.devices.printers.neighbours import addresses_beside, listening, own_address
from app.devices.printers.preview.samples import CHECK_CODES
from app.devices.printers.preview.show import code_png, paper_png
from app.devices.printers.styling import ShopPapers
from app.devices.printers.template import Kind
from app.devices.printers.templates import Templates
from app.devices.scanners.makers import maker_of
from app.devices.scanners.serial_scanner import PortInfo, system_ports
from app.domain.identity import StaffId
from app.domain.receipt_styles import StyleFault, StyleSheet
from app.domain.receipts import JobState, Paper, PrintFault, ScannerSheet, TestPage
from app.domain.staff import Role
from app.paths import Paths
from app.settings import PrinterSettings, Settings, load_settings, save_settings

NO_FONT = "no_font"
log = logging.getLogger(__name__)


def set_up_desk(
    paths: Paths,
    counter: Counter,
    lane: Executor,
    *,
    settings: Callable[[], Settings],
    measured: Callable[[], Measured],
) -> SetUpDesk:
    """`lane` is the store lane; `settings` are the newest, `measured` what the counter has measured so far."""
    return _Room(paths, counter, lane, settings, measured).desk()


class _Room:
    def __init__(
        self,
        paths: Paths,
        counter: Counter,
        lane: Executor,
        settings: Callable[[], Settings],
        measured: Callable[[], Measured],
    ) -> None:
        self._paths = paths
        self._counter = counter
        self._lane = lane
        self._settings = settings
        self._measured = measured
        self._papers = ShopPapers(paths.receipts)

    def desk(self) -> SetUpDesk:
        return SetUpDesk(
            keep=self._keep,
            approve=self._approve,
            find=_find,
            neighbours=_neighbours,
            print_test=self._print_test,
            print_sheet=self._print_sheet,
            sheet=lambda paper: self._papers.sheet(Kind(paper)),
            restyle=self._papers.changed,
            keep_sheet=self._keep_sheet,
            picture=self._picture,
            logos=lambda: logo_files(self._paths.receipts, Path.home()),
            take_logo=self._take_logo,
            code=code_png,
            examine=self._examine,
        )

    def _keep(self, settings: Settings) -> None:
        before, _ = load_settings(self._paths.settings)
        try:
            save_settings(self._paths.settings, settings)
        except OSError as refused:
            raise NotKept(type(refused).__name__) from refused
        log.info("settings changed: %s", ", ".join(changed_names(before, settings)) or "none")
        self._counter.follow(settings)

    def _approve(self, staff: StaffId, pin: str) -> PinOutcome:
        check = self._counter.check_pin
        outcome = self._lane.submit(lambda: check(staff, pin, role=Role.MANAGER)).result()
        if isinstance(outcome, PinAccepted):
            log.info("staff %s agreed to changes of the settings", staff)
        return outcome

    def _print_test(self, printer: PrinterSettings) -> PrintResult:
        page = TestPage(
            store_name=self._store_name(),
            printer=printer.name or printer.kind,
            place=_place(printer),
            columns=printer.columns,
            dots=printer.dots,
            mode=printer.mode,
            at=datetime.now(UTC),
        )
        return self._print(printer, page)

    def _print_sheet(self, printer: PrinterSettings, maker: str) -> PrintResult:
        sheet = ScannerSheet(self._store_name(), maker_of(maker), CHECK_CODES)
        return self._print(printer, sheet)

    def _print(self, printer: PrinterSettings, paper: Paper) -> PrintResult:
        real = printer_from(
            printer, time_zone=self._settings().time_zone, own_templates=self._paths.receipts
        )
        if real is None:
            return PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)
        turns = self._counter.turns
        with turns.of_own_job() if turns is not None else nullcontext():
            return real.print_receipt(paper)

    def _store_name(self) -> str:
        start = self._lane.submit(self._counter.desk.start).result()
        return start.identity.store.name

    def _keep_sheet(self, sheet: StyleSheet) -> None:
        try:
            self._papers.keep(sheet)
        except OSError as refused:
            raise NotKept(type(refused).__name__) from refused

    def _take_logo(self, path: str) -> str:
        try:
            return take_logo(Path(path), self._paths.receipts)
        except (OSError, ValueError) as refused:
            raise NotKept(type(refused).__name__) from refused

    def _picture(
        self, paper: str, text: str | None, printer: PrinterSettings
    ) -> bytes | tuple[StyleFault, ...]:
        try:
            found = paper_png(
                Kind(paper),
                templates=Templates(self._paths.receipts),
                setup=setup_from(printer),
                tz=ZoneInfo(self._settings().time_zone),
                draft=text,
            )
        except NoChineseFont:
            return (StyleFault("", NO_FONT),)
        if isinstance(found, bytes):
            return found
        return tuple(
            StyleFault(each.where, each.flaw.value, each.got, each.allowed) for each in found
        )

    def _examine(self, screen: ScreenFacts) -> str:
        out = self._paths.data / REPORT
        text = report(
            self._paths,
            now=datetime.now(UTC).astimezone(ZoneInfo(self._settings().time_zone)),
            screen=screen,
            measured=self._measured(),
        )
        try:
            write_report(out, text)
        except OSError as refused:
            raise NotKept(type(refused).__name__) from refused
        return str(out)


def changed_names(before: Settings, after: Settings) -> list[str]:
    """The sections and settings that differ, without their values."""
    return [
        each.name
        for each in fields(after)
        if getattr(before, each.name) != getattr(after, each.name)
    ]


def _find(settings: Settings) -> FoundDevices:
    ports = system_ports()
    return FoundDevices(
        printers=found_printers(settings.printers, ports),
        scanners=tuple(_scanner(port) for port in ports),
    )


def _scanner(port: PortInfo) -> FoundScanner:
    def in_hex(number: int | None) -> str:
        return "" if number is None else f"{number:04x}"

    return FoundScanner(
        port.device, in_hex(port.vid), in_hex(port.pid), port.serial or "", port.name or ""
    )


def _neighbours() -> tuple[PrinterSettings, ...]:
    there = listening(addresses_beside(own_address()))
    return tuple(PrinterSettings(host=address) for address in there)


def _place(printer: PrinterSettings) -> str:
    return f"{printer.host}:{printer.port}" if printer.kind == "tcp" else printer.device
