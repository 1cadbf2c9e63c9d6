"""The settings page's presenter: the fields of a section, changed one at a time, checked, kept, and in effect at once where
that can be."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.actions.ports import PrintResult
from app.actions.set_up import NotKept
from app.domain.receipts import JobState
from app.settings import PrinterSettings, Settings
from app.ui.screen_facts import screen_facts
from app.ui.settings.approval import Approval
from app.ui.settings.bench import Bench, Keeper
from app.ui.settings.fields import (
    CAMERA,
    WHICH,
    Field,
    Section,
    Shape,
    Value,
    fields_of,
    parsed,
    printer_at,
    turned,
    with_printer,
    with_value,
    without_printer,
)
from app.ui.settings.state import (
    Act,
    Did,
    Moved,
    Note,
    Pane,
    PinEntered,
    RowChosen,
    SectionChosen,
    SettingsState,
    Turned,
    Written,
)


class SettingsPresenter:
    """`guided` starts the guide through setting up, at its beginning or at the scanner."""

    def __init__(
        self,
        bench: Bench,
        keeper: Keeper,
        approval: Approval,
        *,
        changed: Callable[[SettingsState], None],
        guided: Callable[[Section], None],
    ) -> None:
        self.state = SettingsState(settings=bench.settings())
        self._bench = bench
        self._keeper = keeper
        self._approval = approval
        self._changed = changed
        desk = bench.desk
        self._deeds: dict[Did, Callable[[], None]] = {
            Did.ENTERED: self._enter,
            Did.CANCELLED: self._cancel,
            Did.TESTED: lambda: self._print(desk.print_test),
            Did.SHEET: lambda: self._print(
                lambda printer: desk.print_sheet(printer, self.state.settings.scanner.maker)
            ),
            Did.ADDED: lambda: approval.ask(self._add),
            Did.REMOVED: self._remove_asked,
            Did.GUIDED: lambda: guided(self.state.section),
            Did.EXAMINED: self._examine,
            Did.PIN_CLOSED: approval.close,
        }

    def begin(self) -> None:
        """The page is shown: what was changed elsewhere meanwhile is on it."""
        self._put(replace(self.state, settings=self._bench.settings(), note=None, editing=False))

    def show_pane(self, pane: Pane) -> None:
        self._put(replace(self.state, pane=pane, note=None, editing=False))

    def pin_changed(self) -> None:
        self._put(replace(self.state, pin=self._approval.asked))

    def refreshed(self) -> None:
        """The look or the language was turned elsewhere."""
        self._put(replace(self.state, settings=self._bench.settings()))

    @property
    def field(self) -> Field | None:
        """The one the arrow is on."""
        state = self.state
        fields = fields_of(state.section, state.settings, state.which)
        return fields[state.row] if state.row < len(fields) else None

    @property
    def printer(self) -> PrinterSettings:
        return printer_at(self.state.settings, self.state.which)

    def act(self, act: Act) -> None:
        match act:
            case SectionChosen(section=section):
                self._choose(section)
            case Moved(by=by):
                self._move(self.state.row + by)
            case RowChosen(row=row):
                self._move(row)
            case Turned(by=by):
                self._turn(by)
            case Written(text=text):
                self._write(text)
            case PinEntered(staff=staff, pin=pin):
                self._approval.entered(staff, pin)
            case Did():
                self._deeds[act]()
            case _:
                assert_never(act)

    def _remove_asked(self) -> None:
        if self.state.which < len(self.state.settings.printers):
            self._approval.ask(self._remove)

    def _cancel(self) -> None:
        self._put(replace(self.state, editing=False, note=None))

    # -- moving -----------------------------------------------------------------------------------------------

    def _choose(self, section: Section) -> None:
        pane = Pane.PAPER if section is Section.PAPER else Pane.FIELDS
        self._put(replace(self.state, section=section, pane=pane, row=0, editing=False, note=None))

    def _move(self, row: int) -> None:
        state = self.state
        count = len(fields_of(state.section, state.settings, state.which))
        self._put(replace(state, row=max(0, min(count - 1, row)), editing=False, note=None))

    def _enter(self) -> None:
        field = self.field
        if field is None:
            return
        if field.shape in {Shape.CHOICE, Shape.SWITCH}:
            self._turn(1)
        else:
            self._put(replace(self.state, editing=True, note=None))

    # -- changing ---------------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        field, state = self.field, self.state
        if field is None or field.shape not in {Shape.CHOICE, Shape.SWITCH}:
            return
        cameras = self._bench.cameras() if field.name == CAMERA else ()
        value = turned(state.settings, field, state.which, by, cameras)
        if field.name == WHICH and isinstance(value, int):
            self._put(replace(state, which=value, note=None))
            return
        self._change(field, value)

    def _write(self, text: str) -> None:
        field = self.field
        if field is None:
            return
        value = parsed(field, text)
        if value is None:
            self._put(replace(self.state, note=Note.BAD_VALUE, about=field.name))
            return
        self._put(replace(self.state, editing=False))
        self._change(field, value)

    def _change(self, field: Field, value: Value) -> None:
        which = self.state.which

        def go() -> None:
            fresh = with_value(self._bench.settings(), field, which, value)
            self._keep(fresh, later=field.later)

        if field.guarded:
            self._approval.ask(go)
        else:
            go()

    def _add(self) -> None:
        fresh = with_printer(self._bench.settings())
        self._keep(fresh)
        self._put(replace(self.state, which=max(0, len(fresh.printers) - 1), row=0))

    def _remove(self) -> None:
        fresh = without_printer(self._bench.settings(), self.state.which)
        self._put(replace(self.state, which=0, row=0))
        self._keep(fresh)

    def _keep(self, settings: Settings, *, later: bool = False) -> None:
        self._put(replace(self.state, settings=settings, busy=True, note=None))

        def ended(kept: bool) -> None:  # noqa: FBT001 - the keeper's one word
            good = Note.KEPT_LATER if later else Note.KEPT
            note = good if kept else Note.NOT_KEPT
            self._put(replace(self.state, settings=self._bench.settings(), busy=False, note=note))

        self._keeper.keep(settings, ended)

    # -- doing ------------------------------------------------------------------------------------------------

    def _print(self, work: Callable[[PrinterSettings], PrintResult]) -> None:
        printer = self._bench.settings().printer
        if self.state.section is Section.PRINTER:
            printer = self.printer
        if not printer.is_set:
            self._put(replace(self.state, note=Note.NO_PRINTER))
        elif not self.state.busy:
            self._put(replace(self.state, busy=True, note=Note.PRINTING))
            self._bench.jobs.run(lambda: work(printer), self._printed, self._failed)

    def _printed(self, result: PrintResult) -> None:
        notes = {JobState.FAILED: Note.NOT_PRINTED, JobState.UNKNOWN: Note.UNCERTAIN}
        note = notes.get(result.state, Note.PRINTED)
        self._put(replace(self.state, busy=False, note=note, about=result.why))

    def _examine(self) -> None:
        if self.state.busy:
            return
        facts = screen_facts()

        def work() -> str:
            try:
                return self._bench.desk.examine(facts)
            except NotKept:
                return ""

        self._put(replace(self.state, busy=True, note=Note.EXAMINING))
        self._bench.jobs.run(work, self._examined, self._failed)

    def _examined(self, where: str) -> None:
        note = Note.EXAMINED if where else Note.NOT_KEPT
        self._put(replace(self.state, busy=False, note=note, about=where))

    def _failed(self) -> None:
        self._put(replace(self.state, busy=False, note=Note.WENT_WRONG))

    def _put(self, state: SettingsState) -> None:
        self.state = state
        self._changed(state)
