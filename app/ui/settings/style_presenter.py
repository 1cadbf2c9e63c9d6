"""The paper editor's presenter: one item of a paper at a time, its picture drawn anew off the GUI thread with every change,
kept only when the paper has no mistake. A mistake leaves the old picture standing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from app.actions.set_up import NotKept
from app.domain.receipt_styles import ON, LogoFile, StyleFault, StyleItem, StyleKind, StyleSheet
from app.settings import PrinterSettings
from app.ui.settings.approval import Approval
from app.ui.settings.bench import Bench
from app.ui.settings.style_state import (
    PAPERS,
    WIDTHS,
    StyleAct,
    StyleDid,
    StyleMoved,
    StyleNote,
    StyleRowChosen,
    StyleState,
    StyleTyped,
    StyleWritten,
)

NO_LOGO = LogoFile("", "", "")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What came back from the lane."""

    sheet: StyleSheet
    found: bytes | tuple[StyleFault, ...]


class StylePresenter:
    """An answer to an older question is dropped."""

    def __init__(
        self, bench: Bench, approval: Approval, *, changed: Callable[[StyleState], None]
    ) -> None:
        self.state = StyleState()
        self._bench = bench
        self._approval = approval
        self._changed = changed
        self._generation = 0
        self._width_chosen = False

    def begin(self) -> None:
        """The pane is shown; the paper is as wide as the printer's until another width is asked for."""
        if not self._width_chosen:
            printer = self._bench.settings().printer
            self.state = replace(self.state, width=(printer.dots, printer.columns))
        self._read(self.state.paper)

    def act(self, act: StyleAct) -> None:
        match act:
            case StyleMoved(by=by):
                at = self.state.row if self.state.logos is None else self.state.logo_row
                self._move(at + by)
            case StyleRowChosen(row=row):
                self._move(row)
            case StyleTyped(text=text):
                self._type(text)
            case StyleWritten(text=text):
                self._write(text)
            case StyleDid():
                self._did(act)
            case _:
                assert_never(act)

    def _did(self, did: StyleDid) -> None:
        match did:
            case StyleDid.ENTERED:
                self._enter()
            case StyleDid.CANCELLED:
                self._put(replace(self.state, editing=False, logos=None, note=None))
                self._draw(self.state.sheet)
            case StyleDid.NEXT_PAPER:
                self._leaf(1)
            case StyleDid.PREVIOUS_PAPER:
                self._leaf(-1)
            case StyleDid.OTHER_WIDTH:
                self._widen()
            case StyleDid.BACK_TO_OURS:
                self._back_to_ours()
            case StyleDid.LOOKED_AGAIN:
                if self.state.logos is not None:
                    self._find_logos()
            case _:
                assert_never(did)

    # -- moving -----------------------------------------------------------------------------------------------

    def _leaf(self, by: int) -> None:
        self._read(PAPERS[(PAPERS.index(self.state.paper) + by) % len(PAPERS)])

    def _read(self, paper: str) -> None:
        fresh = paper != self.state.paper
        row = 0 if fresh else self.state.row
        fresh_state = replace(self.state, paper=paper, row=row, editing=False, logos=None)
        self._put(replace(fresh_state, note=None))
        desk, printer = self._bench.desk, self._printer()

        def work() -> _Drawn:
            sheet = desk.sheet(paper)
            return _Drawn(sheet, desk.picture(paper, sheet.text, printer))

        self._run(work, self._have_read)

    def _have_read(self, drawn: _Drawn) -> None:
        row = min(self.state.row, max(0, len(drawn.sheet.items) - 1))
        self.state = replace(self.state, sheet=drawn.sheet, row=row)
        if isinstance(drawn.found, tuple) and self.state.paper != _paper_of(self.state.draft):
            self.state = replace(self.state, picture=b"")
        self._show(drawn)

    def _move(self, row: int) -> None:
        if self.state.logos is not None:
            self._move_to_logo(row)
            return
        last = max(0, len(self.state.items) - 1)
        self._put(replace(self.state, row=max(0, min(last, row)), editing=False, note=None))
        if self.state.draft != self.state.sheet:
            self._draw(self.state.sheet)

    def _widen(self) -> None:
        widths = [*WIDTHS, WIDTHS[0]]
        at = widths.index(self.state.width) if self.state.width in widths else -1
        self._width_chosen = True
        self._put(replace(self.state, width=widths[at + 1], note=None))
        self._draw(self.state.draft or self.state.sheet)

    # -- changing ---------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        item = self.state.item
        if item is None:
            return
        if self.state.logos is not None:
            self._take_logo(item)
        elif item.kind is StyleKind.LOGO:
            self._approval.ask(self._find_logos)
        elif item.kind is StyleKind.CODE:
            self._approval.ask(lambda: self._set(item, "" if item.value == ON else ON))
        else:
            self._approval.ask(lambda: self._put(replace(self.state, editing=True, note=None)))

    def _type(self, text: str) -> None:
        """The picture follows the typing; nothing is kept."""
        sheet, item = self.state.sheet, self.state.item
        if sheet is None or item is None or not self.state.editing:
            return
        self._restyle(sheet, item, text, self._show)

    def _write(self, text: str) -> None:
        item = self.state.item
        if item is not None and self.state.editing:
            self._set(item, text.strip())

    def _back_to_ours(self) -> None:
        item = self.state.item
        if item is not None and item.value != item.ours and self.state.logos is None:
            self._approval.ask(lambda: self._set(item, item.ours))

    def _set(self, item: StyleItem, value: str) -> None:
        sheet = self.state.sheet
        if sheet is None:
            return
        if value == item.value:
            self._put(replace(self.state, editing=False))
            return
        self._restyle(sheet, item, value, self._keep_if_good)

    def _keep_if_good(self, drawn: _Drawn) -> None:
        self._show(drawn)
        if isinstance(drawn.found, tuple):
            self._put(replace(self.state, note=StyleNote.NOT_NOW))
            return
        self._put(replace(self.state, editing=False))
        desk = self._bench.desk

        def work() -> bool:
            try:
                desk.keep_sheet(drawn.sheet)
            except NotKept:
                return False
            return True

        def ended(kept: bool) -> None:  # noqa: FBT001 - the job's one word
            if kept:
                self.state = replace(self.state, sheet=drawn.sheet)
            note = StyleNote.KEPT if kept else StyleNote.NOT_KEPT
            self._put(replace(self.state, note=note))

        self._bench.jobs.run(work, ended)

    # -- the logo ---------------------------------------------------------------------------------------------

    def _find_logos(self) -> None:
        def found(files: tuple[LogoFile, ...]) -> None:
            self._put(replace(self.state, drawing=False, logos=(NO_LOGO, *files), logo_row=0))
            self._move_to_logo(1)

        self._put(replace(self.state, drawing=True, note=None))
        self._bench.jobs.run(self._bench.desk.logos, found, self._failed)

    def _move_to_logo(self, row: int) -> None:
        """The paper shows it at once, as it would be printed."""
        last = len(self.state.logos or ()) - 1
        self._put(replace(self.state, logo_row=max(0, min(last, row)), note=None))
        sheet, item, logo = self.state.sheet, self.state.item, self.state.logo
        if sheet is None or item is None or logo is None:
            return
        if logo.flaw is None:
            self._restyle(sheet, item, logo.path, self._show)
        else:
            self._draw(sheet)

    def _take_logo(self, item: StyleItem) -> None:
        logo, desk = self.state.logo, self._bench.desk
        if logo is None or logo.flaw is not None:
            return

        def work() -> str | None:
            try:
                return desk.take_logo(logo.path) if logo.path else ""
            except NotKept:
                return None

        def taken(name: str | None) -> None:
            self._put(replace(self.state, logos=None))
            if name is None:
                self._put(replace(self.state, note=StyleNote.NOT_KEPT))
                self._draw(self.state.sheet)
            else:
                self._set(item, name)

        self._bench.jobs.run(work, taken, self._failed)

    # -- drawing ----------------------------------------------------------------------------------------------

    def _restyle(
        self, sheet: StyleSheet, item: StyleItem, value: str, then: Callable[[_Drawn], None]
    ) -> None:
        desk, printer = self._bench.desk, self._printer()

        def work() -> _Drawn:
            fresh = desk.restyle(sheet, item.place, value)
            return _Drawn(fresh, desk.picture(fresh.paper, fresh.text, printer))

        self._run(work, then)

    def _draw(self, sheet: StyleSheet | None) -> None:
        if sheet is None:
            return
        desk, printer = self._bench.desk, self._printer()
        self._run(lambda: _Drawn(sheet, desk.picture(sheet.paper, sheet.text, printer)), self._show)

    def _run(self, work: Callable[[], _Drawn], then: Callable[[_Drawn], None]) -> None:
        self._generation += 1
        generation = self._generation
        self._put(replace(self.state, drawing=True))

        def ended(drawn: _Drawn) -> None:
            if generation == self._generation:
                then(drawn)

        self._bench.jobs.run(work, ended, self._failed)

    def _show(self, drawn: _Drawn) -> None:
        fresh = replace(self.state, draft=drawn.sheet, drawing=False)
        if isinstance(drawn.found, bytes):
            fresh = replace(fresh, picture=drawn.found, faults=())
        else:
            fresh = replace(fresh, faults=drawn.found)
        self._put(fresh)

    def _failed(self) -> None:
        self._put(replace(self.state, drawing=False))

    def _printer(self) -> PrinterSettings:
        dots, columns = self.state.width
        return replace(self._bench.settings().printer, dots=dots, columns=columns)

    def _put(self, state: StyleState) -> None:
        self.state = state
        self._changed(state)


def _paper_of(sheet: StyleSheet | None) -> str:
    return sheet.paper if sheet is not None else ""
