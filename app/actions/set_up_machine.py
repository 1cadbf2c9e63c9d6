"""What follows from an answer while a counter's machines are set up: the next question and what is to be done. Pure; it ends
whatever is answered, and no setting leaves its range."""

from dataclasses import replace
from typing import Final, assert_never

from app.actions.setting_up import (
    NOTHING,
    OTHER_CODE,
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
    Verdict,
)
from app.domain.check_codes import Read, compare, is_whole
from app.domain.scan_timing import LineEnd, gap_for, is_slow
from app.settings import MOST_PRINTERS, ROLES, PrinterSettings, Settings

PRINTER_ITEMS: Final = (Item.PRINTER, Item.CHINESE, Item.WIDTH, Item.CUT, Item.CODE)
PAPERS: Final = ((384, 32), (512, 42), (576, 48))
"""(dots, columns) of 58 mm, of some 80 mm printers, of 80 mm."""
MODES: Final = ("gbk", "utf8", "image")
BAUDS: Final = (9600, 115_200, 38_400, 19_200)
MOST_FAILURES: Final = 12
MOST_WRONG_SCANS: Final = 3
_ORDER: Final = tuple(Step)
_ITEM: Final = {
    Step.PRINTER: Item.PRINTER,
    Step.PRINTING: Item.PRINTER,
    Step.CAME_OUT: Item.PRINTER,
    Step.CHINESE: Item.CHINESE,
    Step.WIDTH: Item.WIDTH,
    Step.CUT: Item.CUT,
    Step.CODE: Item.CODE,
    Step.SCANNER: Item.SCANNER,
    Step.DIGITS: Item.INPUT_METHOD,
    Step.LETTERS: Item.CAPS_LOCK,
}
_AGAIN: Final = {Item.SPEED: Step.SCANNER, Item.LINE_END: Step.SCANNER} | {
    item: step for step, item in reversed(_ITEM.items())
}
_BY_PAPER: Final = frozenset({Step.CHINESE, Step.WIDTH, Step.CUT, Step.CODE})

Decided = tuple[SettingUp, tuple[Effect, ...]]


def decide(state: SettingUp, answer: Answer) -> Decided:
    """An answer that does not belong to the question changes nothing."""
    match answer:
        case Said.SKIP if state.step is not Step.DONE:
            return _skipped(state)
        case Resume(item=item) if state.step is Step.DONE:
            return _resumed(state, item)
        case Chose(printer=printer) if state.step is Step.PRINTER and printer.is_set:
            fresh = replace(state, printer=printer, refused=frozenset())
            return _print(_without(fresh, PRINTER_ITEMS), Step.CAME_OUT)
        case ChoseScanner(scanner=scanner) if state.step is Step.SCANNER:
            settings = replace(state.settings, scanner=scanner)
            return replace(state, settings=settings), (Keep(settings),)
        case Printed(why=why) if state.step is Step.PRINTING:
            return _printed(state, why)
        case Scan() if state.step in WANTED:
            return _compared(state, answer)
        case Scan() if state.step is Step.SCANNER:
            return _measured(state, answer)
        case Said():
            return _said(state, answer)
        case Chose() | ChoseScanner() | Printed() | Scan() | Resume():
            return state, ()
        case _:
            assert_never(answer)


def _said(state: SettingUp, said: Said) -> Decided:
    if state.step in {Step.CAME_OUT, Step.CHINESE, Step.WIDTH, Step.CUT}:
        return _said_of_paper(state, said)
    return _said_of_code(state, said)


def _said_of_paper(state: SettingUp, said: Said) -> Decided:
    match state.step, said:
        case ((Step.CAME_OUT | Step.CHINESE | Step.WIDTH), Said.YES):
            return _next(_judged(state, _ITEM[state.step], Verdict.OK))
        case Step.CAME_OUT, Said.NO:
            return _nothing_came(state)
        case Step.CHINESE, Said.NO:
            return _next_mode(state)
        case Step.WIDTH, Said.WRAPS | Said.SHORT:
            return _next_paper(state, wider=said is Said.SHORT)
        case Step.CUT, Said.YES | Said.NO:
            printer = replace(state.printer, cut=said is Said.YES)
            return _next(_judged(replace(state, printer=printer), Item.CUT, Verdict.OK))
        case _:
            return state, ()


def _said_of_code(state: SettingUp, said: Said) -> Decided:
    """YES where a phone read it; NO where nothing does."""
    match state.step, said:
        case Step.CODE, Said.YES:
            return _next(_judged(state, Item.CODE, Verdict.OK))
        case Step.NATIVE, Said.NO:
            return _next(_drawn_by_printer(state, works=False))
        case ((Step.CODE | Step.DIGITS | Step.LETTERS | Step.LENGTH), Said.NO):
            return _next(_judged(state, _ITEM.get(state.step, Item.SCANNER), Verdict.WRONG))
        case _:
            return state, ()


def _drawn_by_printer(state: SettingUp, *, works: bool) -> SettingUp:
    """A code the printer draws itself is smaller and quicker; one that is read that way is enough."""
    fresh = replace(state, printer=replace(state.printer, native_qr=works))
    return _judged(fresh, Item.CODE, Verdict.OK) if works else fresh


# -- the printer ----------------------------------------------------------------------------------------------


def _print(state: SettingUp, then: Step) -> Decided:
    return replace(state, step=Step.PRINTING, then=then, trouble=""), (PrintPage(state.printer),)


def _printed(state: SettingUp, why: str) -> Decided:
    if not why:
        return replace(state, step=state.then, trouble=""), ()
    return _failed(state, why)


def _failed(state: SettingUp, why: str) -> Decided:
    """Back to the choice of a printer; after many tries the clerk is let go on."""
    fresh = _judged(replace(state, failures=state.failures + 1), Item.PRINTER, Verdict.WRONG)
    if fresh.failures % MOST_FAILURES == 0:
        return _to(fresh, Step.SCANNER)
    return replace(fresh, step=Step.PRINTER, trouble=why), ()


def _nothing_came(state: SettingUp) -> Decided:
    """A serial line may have another speed; anything else is another printer, or one that is off."""
    printer = state.printer
    state = replace(state, refused=state.refused | {f"baud {printer.baud}"})
    speeds = [baud for baud in BAUDS if f"baud {baud}" not in state.refused]
    if printer.kind != "serial" or not speeds:
        return _failed(state, NOTHING)
    return _print(replace(state, printer=replace(printer, baud=speeds[0])), Step.CAME_OUT)


def _next_mode(state: SettingUp) -> Decided:
    """GBK, then UTF-8, then drawn by us; when even that is not read, it stays drawn and the list says so."""
    state = replace(state, refused=state.refused | {f"mode {state.printer.mode}"})
    modes = [mode for mode in MODES if f"mode {mode}" not in state.refused]
    if not modes:
        return _next(_judged(state, Item.CHINESE, Verdict.WRONG))
    return _print(replace(state, printer=replace(state.printer, mode=modes[0])), Step.CHINESE)


def _next_paper(state: SettingUp, *, wider: bool) -> Decided:
    """The next width in the direction the ruler showed that was not refused yet."""
    dots = state.printer.dots
    state = replace(state, refused=state.refused | {f"dots {dots}"})
    fitting = [
        paper
        for paper in PAPERS
        if f"dots {paper[0]}" not in state.refused and (paper[0] > dots) is wider
    ]
    if not fitting:
        return _next(_judged(state, Item.WIDTH, Verdict.WRONG))
    fresh, columns = fitting[0] if wider else fitting[-1]
    printer = replace(state.printer, dots=fresh, columns=columns)
    return _print(replace(state, printer=printer), Step.WIDTH)


def with_receipt_printer(settings: Settings, printer: PrinterSettings) -> Settings:
    """This one prints receipts from now on; the others keep what else they print, labels at least."""
    place = printer.place
    others = [each for each in settings.printers if each.place != place][: MOST_PRINTERS - 1]
    roles = tuple(role for role in ROLES if role in {*printer.roles, "receipts"})
    rest = tuple(
        replace(each, roles=tuple(role for role in each.roles if role != "receipts") or ("labels",))
        for each in others
    )
    return replace(settings, printers=(replace(printer, roles=roles), *rest))


# -- codes and the scanner ------------------------------------------------------------------------------------


def _compared(state: SettingUp, scan: Scan) -> Decided:
    wanted = WANTED[state.step]
    if state.step in {Step.CODE, Step.NATIVE}:
        if not is_whole(wanted, scan.text):
            return _other_code(state)
        native = state.step is Step.NATIVE
        fresh = _drawn_by_printer(state, works=True) if native else state
        return _next(_judged(fresh, Item.CODE, Verdict.OK))
    read = compare(wanted, scan.text)
    if read is Read.OTHER:
        return _other_code(state)
    verdicts = {Read.RIGHT: Verdict.OK, Read.CAPS: Verdict.OK}
    if state.step is Step.LETTERS:
        verdicts[Read.CAPS] = Verdict.NOTE
    item = _ITEM.get(state.step, Item.SCANNER)
    return _next(_judged(state, item, verdicts.get(read, Verdict.WRONG)))


def _other_code(state: SettingUp) -> Decided:
    """It may be the wrong code in the clerk's hand; the third time it is the code that cannot be read."""
    count = state.wrong_scans + 1
    if count < MOST_WRONG_SCANS:
        return replace(state, wrong_scans=count, trouble=OTHER_CODE), ()
    if state.step is Step.NATIVE:
        return _next(_drawn_by_printer(state, works=False))
    item = _ITEM.get(state.step, Item.SCANNER)
    return _next(_judged(state, item, Verdict.WRONG))


def _measured(state: SettingUp, scan: Scan) -> Decided:
    """Whatever code it was, its keys tell the scanner's speed and line end."""
    state = _judged(state, Item.SCANNER, Verdict.OK)
    if (timing := scan.timing) is None:
        for item in (Item.SPEED, Item.LINE_END):
            state = _judged(state, item, Verdict.OK)
        return _next(state)
    scanner = replace(state.settings.scanner, wedge_gap_ms=gap_for(timing))
    state = replace(state, settings=replace(state.settings, scanner=scanner))
    state = _judged(state, Item.SPEED, Verdict.WRONG if is_slow(timing) else Verdict.OK)
    ended = timing.end is not LineEnd.NONE
    return _next(_judged(state, Item.LINE_END, Verdict.OK if ended else Verdict.NOTE))


# -- going on -------------------------------------------------------------------------------------------------


def _next(state: SettingUp) -> Decided:
    """To the next question whose line is not green yet; the printer's answers count once it has printed."""
    after = _ORDER[_ORDER.index(state.step) + 1 :]
    green = {item for item, verdict in state.verdicts if verdict is Verdict.OK}
    for step in after:
        if step is Step.NATIVE and state.step is not Step.CODE:
            continue
        if step in {Step.PRINTING, Step.CAME_OUT} or _ITEM.get(step) in green:
            continue
        return _to(state, step)
    return _to(state, Step.DONE)


def _to(state: SettingUp, step: Step) -> Decided:
    before = state.settings
    if state.verdict(Item.PRINTER) is Verdict.OK:
        state = replace(state, settings=with_receipt_printer(before, state.printer))
    keeps = step in {Step.SCANNER, Step.DIGITS, Step.LETTERS, Step.LENGTH, Step.DONE}
    state = replace(state, step=step, trouble="", wrong_scans=0)
    return state, ((Keep(state.settings),) if keeps else ())


def _skipped(state: SettingUp) -> Decided:
    match state.step:
        case Step.PRINTER | Step.PRINTING | Step.CAME_OUT:
            for item in PRINTER_ITEMS:
                state = _unless_judged(state, item)
            return _to(state, Step.SCANNER)
        case Step.SCANNER:
            for item in (Item.SCANNER, Item.SPEED, Item.LINE_END):
                state = _unless_judged(state, item)
            for item in (Item.INPUT_METHOD, Item.CAPS_LOCK):
                state = _unless_judged(state, item)
            return _to(state, Step.DONE)
        case Step.NATIVE | Step.LENGTH:
            return _next(state)
        case step:
            return _next(_judged(state, _ITEM[step], Verdict.SKIPPED))


def _resumed(state: SettingUp, item: Item) -> Decided:
    step = _AGAIN[item]
    printed = state.verdict(Item.PRINTER) is Verdict.OK
    if step in _BY_PAPER and printed:
        words = {Step.CHINESE: "mode", Step.WIDTH: "dots"}
        gone = words.get(step, "-")
        refused = frozenset(word for word in state.refused if not word.startswith(gone))
        return _print(replace(state, refused=refused), step)
    return _to(state, Step.PRINTER if step in _BY_PAPER else step)


def _judged(state: SettingUp, item: Item, verdict: Verdict) -> SettingUp:
    kept = tuple(each for each in state.verdicts if each[0] is not item)
    return replace(state, verdicts=(*kept, (item, verdict)))


def _unless_judged(state: SettingUp, item: Item) -> SettingUp:
    """Skipping does not undo what was found before."""
    return state if state.verdict(item) is not None else _judged(state, item, Verdict.SKIPPED)


def _without(state: SettingUp, items: tuple[Item, ...]) -> SettingUp:
    return replace(state, verdicts=tuple(each for each in state.verdicts if each[0] not in items))
