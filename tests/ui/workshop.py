"""The machines behind the settings page, scripted: what was kept and printed, what is found; papers are the real ones."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from app.actions.outcomes import PinAccepted, PinOutcome
from app.actions.ports import PrintResult
from app.actions.set_up import FoundDevices, FoundScanner, NotKept, ScreenFacts, SetUpDesk
from app.devices.printers.from_settings import setup_from
from app.devices.printers.logo_files import logo_files, take_logo
from app.devices.printers.preview.show import code_png, paper_png
from app.devices.printers.styling import ShopPapers
from app.devices.printers.template import Kind
from app.devices.printers.templates import Templates
from app.domain.identity import StaffId
from app.domain.receipt_styles import StyleFault, StyleSheet
from app.domain.receipts import JobState
from app.domain.scan_timing import ScanTiming
from app.settings import PrinterSettings, Settings
from app.ui.jobs import Jobs
from app.ui.settings.bench import Bench
from tests.ui import samples
from tests.ui.desk import Lane

COUNTER_PRINTER = PrinterSettings(name="收银小票", host="192.168.1.50")
LABELS = PrinterSettings(name="价签", kind="usb", device="/dev/usb/lp0", roles=("labels",))
SCANNER = FoundScanner("/dev/ttyACM0", "1eab", "0c10", "SN1", "Newland HR20")
SHOP_TIME = ZoneInfo("Asia/Shanghai")


@dataclass
class Workshop:
    """`pins` answers a manager's PIN; `disk_full` refuses to keep anything; `results` are taken one a print."""

    papers: Path
    settings: Settings = field(default_factory=lambda: Settings(printers=(COUNTER_PRINTER,)))
    first: bool = False
    lane: Lane = field(default_factory=Lane)
    kept: list[Settings] = field(default_factory=list)
    printed: list[tuple[str, PrinterSettings]] = field(default_factory=list)
    results: list[PrintResult] = field(default_factory=list)
    found: FoundDevices = field(
        default_factory=lambda: FoundDevices((COUNTER_PRINTER, LABELS), (SCANNER,))
    )
    around: tuple[PrinterSettings, ...] = (PrinterSettings(host="192.168.1.77"),)
    pin_answers: list[PinOutcome] = field(default_factory=list)
    """Of the manager's PIN, in order; then it is right."""
    disk_full: bool = False
    taught: list[int] = field(default_factory=list)
    timing: ScanTiming | None = None
    pictures: Path = Path("nowhere")
    """A person's folders, with Pictures in it."""
    cameras: tuple[str, ...] = ("USB2.0 HD UVC WebCam", "Integrated Camera")
    examined: list[ScreenFacts] = field(default_factory=list)

    def bench(self) -> Bench:
        return Bench(
            desk=self.desk(),
            jobs=Jobs(self.lane),
            settings=lambda: self.settings,
            want=self._want,
            teach=self.taught.append,
            take_timing=self._take_timing,
            cameras=lambda: self.cameras,
            first=self.first,
        )

    def desk(self) -> SetUpDesk:
        papers = ShopPapers(self.papers)
        return SetUpDesk(
            keep=self._keep,
            approve=self._approve,
            find=lambda _settings: self.found,
            neighbours=lambda: self.around,
            print_test=lambda printer: self._print("test", printer),
            print_sheet=lambda printer, maker: self._print(f"sheet {maker}".strip(), printer),
            sheet=lambda paper: papers.sheet(Kind(paper)),
            restyle=papers.changed,
            keep_sheet=lambda sheet: self._keep_sheet(papers, sheet),
            picture=self._picture,
            logos=lambda: logo_files(self.papers, self.pictures),
            take_logo=lambda path: take_logo(Path(path), self.papers),
            code=code_png,
            examine=self._examine,
        )

    def _want(self, settings: Settings) -> None:
        self.settings = settings

    def _approve(self, _staff: StaffId, _pin: str) -> PinOutcome:
        return self.pin_answers.pop(0) if self.pin_answers else PinAccepted(samples.LAO_HE)

    def _take_timing(self) -> ScanTiming | None:
        timing, self.timing = self.timing, None
        return timing

    def _keep(self, settings: Settings) -> None:
        if self.disk_full:
            raise NotKept
        self.kept.append(settings)

    def _keep_sheet(self, papers: ShopPapers, sheet: StyleSheet) -> None:
        if self.disk_full:
            raise NotKept
        papers.keep(sheet)

    def _print(self, what: str, printer: PrinterSettings) -> PrintResult:
        self.printed.append((what, printer))
        return self.results.pop(0) if self.results else PrintResult(JobState.SENT)

    def _picture(
        self, paper: str, text: str | None, printer: PrinterSettings
    ) -> bytes | tuple[StyleFault, ...]:
        found = paper_png(
            Kind(paper),
            templates=Templates(self.papers),
            setup=setup_from(printer),
            tz=SHOP_TIME,
            draft=text,
        )
        if isinstance(found, bytes):
            return found
        return tuple(StyleFault(each.where, each.flaw, each.got, each.allowed) for each in found)

    def _examine(self, facts: ScreenFacts) -> str:
        if self.disk_full:
            raise NotKept
        self.examined.append(facts)
        return "doctor-report.txt"
