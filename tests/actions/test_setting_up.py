"""The guide's questions: whatever is answered it ends, no setting leaves its range, and each answer ends where it should."""

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from app.actions.set_up_machine import MOST_FAILURES, decide, with_receipt_printer
from app.actions.setting_up import (
    OTHER_CODE,
    WANTED,
    Answer,
    Chose,
    ChoseScanner,
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
from app.domain.check_codes import DIGITS, LENGTH, LETTERS, NATIVE_CODE, TEST_CODE
from app.domain.scan_timing import LineEnd, ScanTiming
from app.settings import (
    MOST_PRINTERS,
    PrinterSettings,
    ScannerSettings,
    Settings,
    is_allowed,
)

NEW = PrinterSettings(host="192.168.1.77")
QUICK = ScanTiming(20, 3, 6, LineEnd.ENTER)


def answered(*answers: Answer, settings: Settings | None = None) -> tuple[SettingUp, list[object]]:
    """Where these answers lead, and everything that was to be done on the way."""
    state, done = SettingUp(settings or Settings()), list[object]()
    for answer in answers:
        state, effects = decide(state, answer)
        done += effects
    return state, done


TO_CHINESE: Sequence[Answer] = (Chose(NEW), Printed(), Said.YES)
TO_WIDTH = (*TO_CHINESE, Said.YES)
TO_CODE = (*TO_WIDTH, Said.YES, Said.YES)
TO_SCANNER = (*TO_CODE, Scan(TEST_CODE), Said.NO)
TO_DONE = (*TO_SCANNER, Scan("6901234567892", QUICK), Scan(DIGITS), Scan(LETTERS), Scan(LENGTH))


def test_a_printer_that_is_right_at_once_is_all_green() -> None:
    state, done = answered(*TO_DONE)
    assert state.step is Step.DONE
    assert dict(state.verdicts) == dict.fromkeys(Item, Verdict.OK)
    assert [each for each in done if isinstance(each, PrintPage)] == [PrintPage(NEW)]
    assert state.settings.printer == NEW
    assert done[-1] == Keep(state.settings)


def test_garbage_in_gbk_and_in_utf8_ends_in_image_mode() -> None:
    state, done = answered(*TO_CHINESE, Said.NO, Printed(), Said.NO, Printed(), Said.YES)
    modes = [each.printer.mode for each in done if isinstance(each, PrintPage)]
    assert modes == ["gbk", "utf8", "image"]
    assert state.step is Step.WIDTH
    assert (state.printer.mode, state.verdict(Item.CHINESE)) == ("image", Verdict.OK)


def test_what_cannot_be_read_even_when_drawn_is_said_and_does_not_go_round_in_circles() -> None:
    state, _ = answered(*TO_CHINESE, Said.NO, Printed(), Said.NO, Printed(), Said.NO)
    assert (state.step, state.verdict(Item.CHINESE)) == (Step.WIDTH, Verdict.WRONG)


@pytest.mark.parametrize(
    ("begins", "said", "ends"),
    [
        (576, [Said.WRAPS, Said.WRAPS, Said.YES], 384),
        (576, [Said.WRAPS, Said.YES], 512),
        (384, [Said.SHORT, Said.SHORT, Said.YES], 576),
        (384, [Said.SHORT, Said.YES], 512),
        (384, [Said.YES], 384),
        (384, [Said.SHORT, Said.SHORT, Said.WRAPS], 576),
        (384, [Said.WRAPS], 384),
        (400, [Said.WRAPS, Said.YES], 384),
    ],
)
def test_the_ruler_finds_the_paper(begins: int, said: list[Said], ends: int) -> None:
    columns = {384: 32, 512: 42, 576: 48}
    printer = replace(NEW, dots=begins, columns=columns.get(begins, 33))
    answers: list[Answer] = [Chose(printer), Printed(), Said.YES, Said.YES]
    for each in said:
        answers += [each, Printed()]
    state, _ = answered(*answers)
    assert (state.printer.dots, state.printer.columns) == (ends, columns[ends])
    good = said[-1] is Said.YES
    assert state.verdict(Item.WIDTH) is (Verdict.OK if good else Verdict.WRONG)


@pytest.mark.parametrize(("said", "cut"), [(Said.YES, True), (Said.NO, False)])
def test_a_printer_without_a_knife(said: Said, cut: bool) -> None:
    state, _ = answered(*TO_WIDTH, Said.YES, said)
    assert (state.printer.cut, state.verdict(Item.CUT)) == (cut, Verdict.OK)


def test_the_printer_s_own_code_is_used_only_when_it_was_scanned() -> None:
    native, _ = answered(*TO_CODE, Scan(TEST_CODE), Scan(NATIVE_CODE.lower()))
    ours, _ = answered(*TO_CODE, Scan(TEST_CODE), Scan(TEST_CODE), Said.NO)
    unread, _ = answered(*TO_CODE, Said.NO, Scan(NATIVE_CODE))
    assert (native.settings.printer.native_qr, native.step) == (True, Step.SCANNER)
    assert (ours.settings.printer.native_qr, ours.step) == (False, Step.SCANNER)
    assert unread.verdict(Item.CODE) is Verdict.OK


def test_the_same_upper_code_again_is_told_apart_from_the_lower_one() -> None:
    state, _ = answered(*TO_CODE, Scan(TEST_CODE), Scan(TEST_CODE))
    assert state.step is Step.NATIVE


def test_three_wrong_codes_are_a_code_that_cannot_be_read() -> None:
    state, _ = answered(*TO_CODE, Scan("690"), Scan("690"))
    assert (state.step, state.trouble) == (Step.CODE, OTHER_CODE)
    state, _ = decide(state, Scan("690"))
    assert (state.step, state.verdict(Item.CODE)) == (Step.NATIVE, Verdict.WRONG)


@pytest.mark.parametrize(
    ("timing", "gap", "speed", "end"),
    [
        (QUICK, 50, Verdict.OK, Verdict.OK),
        (ScanTiming(13, 30, 41, LineEnd.TAB), 90, Verdict.OK, Verdict.OK),
        (ScanTiming(13, 60, 61, LineEnd.ENTER), 120, Verdict.WRONG, Verdict.OK),
        (ScanTiming(13, 2, 4, LineEnd.NONE), 50, Verdict.OK, Verdict.NOTE),
    ],
)
def test_the_scanner_s_pace_sets_the_gap(
    timing: ScanTiming, gap: int, speed: Verdict, end: Verdict
) -> None:
    state, done = answered(*TO_SCANNER, Scan("6901234567892", timing))
    assert state.settings.scanner.wedge_gap_ms == gap
    assert (state.verdict(Item.SPEED), state.verdict(Item.LINE_END)) == (speed, end)
    assert done[-1] == Keep(state.settings)


def test_a_serial_scanner_is_listened_to_at_once() -> None:
    scanner = ScannerSettings(vid="1eab", pid="0c10")
    state, done = answered(*TO_SCANNER, ChoseScanner(scanner))
    assert (state.step, done[-1]) == (Step.SCANNER, Keep(state.settings))
    assert state.settings.scanner == scanner
    state, _ = decide(state, Scan("6901234567892"))
    assert (state.step, state.verdict(Item.SPEED)) == (Step.DIGITS, Verdict.OK)


@pytest.mark.parametrize(
    ("scans", "item", "verdict"),
    [
        ([DIGITS[:15]], Item.INPUT_METHOD, Verdict.WRONG),
        ([DIGITS], Item.INPUT_METHOD, Verdict.OK),
        ([DIGITS, LETTERS.lower()], Item.CAPS_LOCK, Verdict.NOTE),
        ([DIGITS, LETTERS[4:]], Item.CAPS_LOCK, Verdict.WRONG),
        ([DIGITS, LETTERS, "]Q1" + LENGTH], Item.SCANNER, Verdict.WRONG),
        ([DIGITS, LETTERS, LENGTH], Item.SCANNER, Verdict.OK),
    ],
)
def test_what_a_scanner_is_taught_with(scans: list[str], item: Item, verdict: Verdict) -> None:
    answers = [Scan(scan, QUICK) for scan in ("6901234567892", *scans)]
    state, _ = answered(*TO_SCANNER, *answers)
    assert state.verdict(item) is verdict


def test_esc_skips_a_step_and_the_list_leads_back_to_it() -> None:
    state, _done = answered(*TO_CHINESE, *[Said.SKIP] * 20)
    assert state.step is Step.DONE
    skipped = {item for item, verdict in state.verdicts if verdict is Verdict.SKIPPED}
    assert Item.PRINTER not in skipped
    assert {Item.CHINESE, Item.SCANNER, Item.CAPS_LOCK} <= skipped
    state, effects = decide(state, Resume(Item.CHINESE))
    assert (state.step, effects) == (Step.PRINTING, (PrintPage(state.printer),))
    state, _ = decide(state, Printed())
    assert state.step is Step.CHINESE
    state, _ = decide(state, Said.YES)
    assert state.step is Step.WIDTH


def test_without_a_printer_nothing_of_printers_is_kept() -> None:
    state, done = answered(*[Said.SKIP] * 20)
    assert state.step is Step.DONE
    assert state.settings == Settings()
    assert all(isinstance(each, Keep) and each.settings == Settings() for each in done)


def test_a_page_that_never_came_keeps_no_printer() -> None:
    state, _ = answered(Chose(NEW), Printed(), Said.NO)
    assert (state.step, state.verdict(Item.PRINTER)) == (Step.PRINTER, Verdict.WRONG)
    state, _ = answered(Chose(NEW), Printed("unreachable"), *[Said.SKIP] * 9)
    assert state.settings.printers == ()


def test_a_serial_printer_is_tried_at_other_speeds() -> None:
    serial = PrinterSettings(kind="serial", device="COM3", baud=9600)
    again: list[Answer] = [Printed(), Said.NO]
    state, done = answered(Chose(serial), *again * 3, Printed(), Said.YES)
    speeds = [each.printer.baud for each in done if isinstance(each, PrintPage)]
    assert len(speeds) == len(set(speeds)) == 4
    assert state.printer.baud == speeds[-1]


def test_the_new_printer_takes_the_receipts_and_leaves_the_others_their_labels() -> None:
    old = PrinterSettings(name="旧", host="192.168.1.50")
    labels = PrinterSettings(kind="usb", device="/dev/usb/lp0", roles=("labels",))
    settings = with_receipt_printer(Settings(printers=(old, labels)), NEW)
    assert settings.printer_for("receipts") == NEW
    assert [each.roles for each in settings.printers[1:]] == [("labels",), ("labels",)]
    again = with_receipt_printer(settings, replace(old, mode="image"))
    assert again.printer_for("receipts").mode == "image"
    assert len(again.printers) == 3


def test_never_more_printers_than_the_settings_hold() -> None:
    many = tuple(PrinterSettings(host=f"192.168.1.{n}") for n in range(MOST_PRINTERS))
    settings = with_receipt_printer(Settings(printers=many), NEW)
    assert len(settings.printers) == MOST_PRINTERS
    assert settings.printer == replace(NEW, roles=("receipts", "labels"))


printers = st.builds(
    PrinterSettings,
    kind=st.sampled_from(["tcp", "serial", "usb"]),
    host=st.sampled_from(["192.168.1.5", "192.168.1.6"]),
    device=st.sampled_from(["COM3", "/dev/usb/lp0"]),
    baud=st.sampled_from([9600, 19_200, 1200]),
    dots=st.sampled_from([384, 512, 576, 400]),
    mode=st.sampled_from(["gbk", "utf8", "image"]),
)
texts = st.sampled_from([*WANTED.values(), "6901234567892", ""]) | st.text(max_size=30)
timings = st.builds(
    ScanTiming,
    keys=st.integers(6, 4096),
    middle_ms=st.integers(0, 120),
    longest_ms=st.integers(0, 10_000),
    end=st.sampled_from(LineEnd),
)
answers = st.one_of(
    st.builds(Chose, printers),
    st.builds(ChoseScanner, st.builds(ScannerSettings, port=st.sampled_from(["", "COM4"]))),
    st.builds(Printed, st.sampled_from(["", "", "refused", "no_paper"])),
    st.sampled_from(Said),
    st.builds(Scan, texts, st.none() | timings),
    st.builds(Resume, st.sampled_from(Item)),
)
FITTING: dict[Step, st.SearchStrategy[Answer]] = {
    Step.PRINTER: st.builds(Chose, printers) | st.just(Said.SKIP),
    Step.PRINTING: st.builds(Printed, st.sampled_from(["", "refused"])),
    Step.CAME_OUT: st.sampled_from([Said.YES, Said.NO, Said.SKIP]),
    Step.CHINESE: st.sampled_from([Said.YES, Said.NO, Said.SKIP]),
    Step.WIDTH: st.sampled_from([Said.YES, Said.WRAPS, Said.SHORT, Said.SKIP]),
    Step.CUT: st.sampled_from([Said.YES, Said.NO, Said.SKIP]),
    Step.CODE: st.builds(Scan, texts) | st.sampled_from([Said.YES, Said.NO, Said.SKIP]),
    Step.NATIVE: st.builds(Scan, texts) | st.sampled_from([Said.NO, Said.SKIP]),
    Step.SCANNER: st.builds(Scan, texts, st.none() | timings) | st.just(Said.SKIP),
    Step.DIGITS: st.builds(Scan, texts) | st.sampled_from([Said.NO, Said.SKIP]),
    Step.LETTERS: st.builds(Scan, texts) | st.sampled_from([Said.NO, Said.SKIP]),
    Step.LENGTH: st.builds(Scan, texts) | st.sampled_from([Said.NO, Said.SKIP]),
}


@given(st.data())
@rules(max_examples=150, deadline=None)
def test_every_sequence_of_answers_ends(data: st.DataObject) -> None:
    """Each try of a printer takes at most the pages of its speeds, modes and widths."""
    state, answers_given = SettingUp(Settings()), 0
    while state.step is not Step.DONE:
        state, _ = decide(state, data.draw(FITTING[state.step]))
        answers_given += 1
        assert answers_given < MOST_FAILURES * 30
    assert {item for item, _ in state.verdicts} == set(Item)


@given(st.lists(answers, max_size=40), st.lists(printers, max_size=3).map(tuple))
@rules(max_examples=150, deadline=None)
def test_no_answer_takes_a_setting_out_of_its_range(
    given_answers: list[Answer], before: tuple[PrinterSettings, ...]
) -> None:
    state = SettingUp(Settings(printers=before))
    for answer in given_answers:
        step = state.step
        state, effects = decide(state, answer)
        assert step is not Step.DONE or isinstance(answer, Resume) or state.step is Step.DONE
        assert all(effect != PrintPage(PrinterSettings()) for effect in effects)
    for printer in (state.printer, *state.settings.printers):
        for each in fields(printer):
            assert is_allowed(f"printer.{each.name}", getattr(printer, each.name))
    assert len(state.settings.printers) <= MOST_PRINTERS
    assert is_allowed("scanner.wedge_gap_ms", state.settings.scanner.wedge_gap_ms)
