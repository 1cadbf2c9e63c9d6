"""The guide's presenter: asks the pure machine what comes next, and carries out what it wants: print a page, keep settings,
listen to a scanner. Decides nothing about printers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from app.actions.ports import PrintResult
from app.actions.set_up import FoundDevices, FoundScanner
from app.actions.set_up_machine import decide
from app.actions.setting_up import (
    WANTED,
    Answer,
    Chose,
    ChoseScanner,
    Effect,
    Item,
    Keep,
    Printed,
    PrintPage,
    Resume,
    Said,
    Scan,
    SettingUp,
    Step,
)
from app.domain.receipts import JobState
from app.domain.scan_timing import WIDEST_GAP_MS
from app.settings import MAKERS, PrinterSettings, ScannerSettings, is_allowed
from app.ui.settings.bench import Bench, Keeper
from app.ui.settings.guide_state import (
    Addressed,
    GuideAct,
    GuideDid,
    GuideMoved,
    GuideRow,
    GuideState,
)

LISTENING = frozenset(
    {Step.CODE, Step.NATIVE, Step.SCANNER, Step.DIGITS, Step.LETTERS, Step.LENGTH}
)
"""Scans at these steps are the guide's; at all others they go to the counter."""
ON_SCREEN = frozenset({Step.DIGITS, Step.LETTERS, Step.LENGTH})
"""Their codes can be scanned from the screen as well as from the sheet."""


class GuidePresenter:
    """`finished` when the clerk is through with the check list. What is under way survives leaving the page."""

    def __init__(
        self,
        bench: Bench,
        keeper: Keeper,
        *,
        changed: Callable[[GuideState], None],
        finished: Callable[[], None],
    ) -> None:
        self.state = GuideState()
        self._bench = bench
        self._keeper = keeper
        self._changed = changed
        self._finished = finished
        self._generation = 0

    @property
    def under_way(self) -> bool:
        at = self.state.at
        return at is not None and at.step is not Step.DONE

    @property
    def listens(self) -> bool:
        return self.state.at is not None and self.state.at.step in LISTENING

    def begin(self, step: Step = Step.PRINTER) -> None:
        """From the first question, or from the scanner; what is under way goes on where it was."""
        if not self.under_way:
            self.state = GuideState(at=SettingUp(settings=self._bench.settings(), step=step))
        self._bench.take_timing()  # of a scan before this
        self._teach()
        self.look()
        self._draw()
        self._draw_code()

    def left(self) -> None:
        """Another page: the scanner is nobody's pupil there."""
        self._bench.teach(0)

    def look(self) -> None:
        """What hangs on this PC now."""
        settings = self._bench.settings()
        self._put(replace(self.state, printers=None))
        self._bench.jobs.run(
            lambda: self._bench.desk.find(settings), self._found, lambda: self._add(())
        )

    def act(self, act: GuideAct) -> None:
        match act:
            case GuideMoved(by=by):
                self._move(self.state.row + by)
            case GuideRow(row=row):
                self._move(row)
                self._choose()
            case Addressed(text=text):
                self._address(text)
            case Said() | Resume():
                self.answer(act)
            case GuideDid():
                self._did(act)
            case _:
                assert_never(act)

    def scanned(self, text: str) -> None:
        """A code, by whatever scanner."""
        self.answer(Scan(text, self._bench.take_timing()))

    def answer(self, answer: Answer) -> None:
        at = self.state.at
        if at is None:
            return
        fresh, effects = decide(at, answer)
        if fresh is at:
            return
        moved = fresh.step is not at.step
        row = 0 if moved else self.state.row
        self._put(
            replace(
                self.state,
                at=fresh,
                row=row,
                typing=False,
                bad_address=False,
                choosing_maker=False,
                sheet_printed=False,
                sheet_fault="",
            )
        )
        self._teach()
        for effect in effects:
            self._carry_out(effect)
        if fresh.printer != at.printer:
            self._draw()
        if _code_wanted(fresh) != _code_wanted(at):
            self._draw_code()

    def _did(self, did: GuideDid) -> None:
        match did:
            case GuideDid.CHOSE:
                self._choose()
            case GuideDid.ADDRESS:
                self._put(replace(self.state, typing=True, bad_address=False))
            case GuideDid.CANCELLED:
                self._put(
                    replace(
                        self.state, typing=False, bad_address=False, choosing_maker=False, row=0
                    )
                )
            case GuideDid.LOOKED:
                self._look_around()
            case GuideDid.AGAIN:
                self.look()
            case GuideDid.SHEET:
                self._print_sheet(self._bench.settings().scanner.maker)
            case GuideDid.MAKERS:
                maker = self._bench.settings().scanner.maker
                row = MAKERS.index(maker) if maker else 0
                self._put(replace(self.state, choosing_maker=True, row=row))
            case GuideDid.FINISHED:
                self._bench.teach(0)
                self._finished()
            case _:
                assert_never(did)

    def _teach(self) -> None:
        self._bench.teach(WIDEST_GAP_MS if self.listens else 0)

    # -- effects ----------------------------------------------------------------------------------------------

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case PrintPage(printer=printer):
                self._bench.jobs.run(
                    lambda: self._bench.desk.print_test(printer),
                    self._printed,
                    lambda: self.answer(Printed("internal")),
                )
            case Keep(settings=settings):
                current = self._bench.settings()
                wanted = replace(current, printers=settings.printers, scanner=settings.scanner)
                if wanted != current:
                    self._keeper.keep(wanted, self._kept)
            case _:
                assert_never(effect)

    def _printed(self, result: PrintResult) -> None:
        """Whether paper came is asked; only what surely did not print is a fault here."""
        self.answer(Printed(result.why or "internal" if result.state is JobState.FAILED else ""))

    def _kept(self, kept: bool) -> None:  # noqa: FBT001 - the keeper's one word
        self._teach()
        self._put(replace(self.state, not_kept=not kept))

    def _print_sheet(self, maker: str) -> None:
        printer = self._bench.settings().printer
        if printer.is_set and not self.state.printing_sheet:
            self._put(replace(self.state, printing_sheet=True, sheet_printed=False, sheet_fault=""))
            self._bench.jobs.run(
                lambda: self._bench.desk.print_sheet(printer, maker),
                self._sheet_ended,
                lambda: self._sheet_ended(PrintResult(JobState.FAILED)),
            )

    def _sheet_ended(self, result: PrintResult) -> None:
        fault = (result.why or "internal") if result.state is JobState.FAILED else ""
        self._put(
            replace(self.state, printing_sheet=False, sheet_printed=not fault, sheet_fault=fault)
        )

    def _of_maker(self, maker: str) -> None:
        """Its sheet; whose scanner it is stays known for the next one."""
        at = self.state.at
        if at is None or self.state.printing_sheet:
            return
        at = replace(
            at, settings=replace(at.settings, scanner=replace(at.settings.scanner, maker=maker))
        )
        self._put(replace(self.state, at=at, choosing_maker=False, row=0))
        self._carry_out(Keep(at.settings))
        self._print_sheet(maker)

    def _draw(self) -> None:
        """The page as it should come out."""
        at = self.state.at
        if at is None:
            return
        self._generation += 1
        generation = self._generation
        printer = at.printer

        def drawn(found: object) -> None:
            if generation == self._generation and isinstance(found, bytes):
                self._put(replace(self.state, expected=found))

        self._bench.jobs.run(lambda: self._bench.desk.picture("test_page", None, printer), drawn)

    def _draw_code(self) -> None:
        wanted = _code_wanted(self.state.at) if self.state.at is not None else ""
        self._put(replace(self.state, code=b""))

        def drawn(found: bytes) -> None:
            if self.state.at is not None and _code_wanted(self.state.at) == wanted:
                self._put(replace(self.state, code=found))

        if wanted:
            self._bench.jobs.run(lambda: self._bench.desk.code(wanted), drawn)

    # -- finding ----------------------------------------------------------------------------------------------

    def _found(self, found: FoundDevices) -> None:
        self.state = replace(self.state, scanners=found.scanners)
        self._add(found.printers)

    def _look_around(self) -> None:
        if not self.state.looking:
            self._put(replace(self.state, looking=True))
            self._bench.jobs.run(self._bench.desk.neighbours, self._add, lambda: self._add(()))

    def _add(self, found: Sequence[PrinterSettings]) -> None:
        looked = self.state.looked or self.state.looking
        known = self.state.printers or ()
        places = {each.place for each in known}
        fresh = tuple(each for each in found if each.place not in places)
        self._put(replace(self.state, printers=(*known, *fresh), looking=False, looked=looked))

    def _move(self, row: int) -> None:
        last = max(0, len(self.rows) - 1)
        self._put(replace(self.state, row=max(0, min(last, row))))

    @property
    def rows(self) -> Sequence[object]:
        """What is to be chosen from at this step."""
        if self.state.choosing_maker:
            return MAKERS
        match self.state.at.step if self.state.at is not None else None:
            case Step.PRINTER:
                return self.state.printers or ()
            case Step.SCANNER:
                return self.state.scanners
            case Step.DONE:
                return self.state.at.listed if self.state.at is not None else ()
            case _:
                return ()

    def _choose(self) -> None:
        rows, row = self.rows, self.state.row
        if row >= len(rows):
            return
        match rows[row]:
            case PrinterSettings() as printer:
                self.answer(Chose(printer))
            case FoundScanner() as found:
                self.answer(ChoseScanner(scanner_of(found, self._bench.settings().scanner)))
            case str() as maker:
                self._of_maker(maker)
            case (Item() as item, _):
                self.answer(Resume(item))
            case _:
                pass

    def _put(self, state: GuideState) -> None:
        self.state = state
        self._changed(state)

    def _address(self, text: str) -> None:
        printer = printer_at_address(text)
        if printer is None:
            self._put(replace(self.state, bad_address=True))
            return
        known = self.state.printers or ()
        same = [each for each in known if each.place == printer.place]
        self.answer(Chose(same[0] if same else printer))


def _code_wanted(at: SettingUp) -> str:
    """The code the screen shows: one the scanner is tested with, "" at all other steps."""
    return WANTED[at.step] if at.step in ON_SCREEN else ""


def printer_at_address(text: str) -> PrinterSettings | None:
    """`192.168.1.50` or `192.168.1.50:9100`; None when it is no address."""
    host, _, port = text.strip().replace("：", ":").partition(":")
    number = int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0
    number = number if port else PrinterSettings().port
    good = bool(host) and is_allowed("printer.host", host) and is_allowed("printer.port", number)
    return PrinterSettings(host=host, port=number) if good else None


def scanner_of(found: FoundScanner, before: ScannerSettings) -> ScannerSettings:
    """A USB device is known by its ids, whatever socket it is in; any other port by its name."""
    if found.vid:
        return replace(before, port="", vid=found.vid, pid=found.pid, serial=found.serial)
    return replace(before, port=found.port, vid="", pid="", serial="")
