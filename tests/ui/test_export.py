"""The queue to a stick: choose a place by its number, a manager's PIN, and a sentence that says what to do with the file."""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.actions.export_unsent import (
    Exported,
    ExportOutcome,
    ExportPlace,
    NothingUnsent,
    NotWritten,
)
from app.actions.outcomes import NotAllowed, PinLocked, PinWrong
from app.ui.frame.menu import Choice
from app.ui.frame.rail import Page
from app.ui.language import Tongue
from sync.status import SyncStatus
from tests.builders import NOW
from tests.ui import samples
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words, text_of

Key = Qt.Key
STICK = ExportPlace("KINGSTON", Path("/media/shop/KINGSTON"), removable=True)
HERE = ExportPlace("", Path("/srv/shop/exports"), removable=False)
pytestmark = pytest.mark.usefixtures("no_guard")


def at_sync(desktop: Desktop, *places: ExportPlace) -> None:
    desktop.script.places = places
    desktop.press(Key.Key_F6)


def with_pin(desktop: Desktop, pin: str = "808080") -> None:
    desktop.write(pin)


def answered(desktop: Desktop, outcome: ExportOutcome) -> str:
    desktop.script.exports[-1][1].set_result(outcome)
    settle()
    return text_of(desktop.window.sync)


def test_from_the_key_to_the_file(desktop: Desktop) -> None:
    at_sync(desktop, STICK, HERE)
    desktop.press(Key.Key_E)
    assert "U 盘 KINGSTON" in text_of(desktop.window.sync.places)
    desktop.press(Key.Key_1)
    assert "U 盘 KINGSTON" in text_of(desktop.window.sync.pin)
    with_pin(desktop)
    ((request, _),) = desktop.script.exports
    assert (request.folder, request.approver, request.pin) == (
        STICK.path,
        samples.LAO_HE.id,
        "808080",
    )
    said = answered(desktop, Exported(STICK.path / "tuangui-1-1-1-7.tgq", 7))
    assert "7 条" in said
    assert "tuangui-1-1-1-7.tgq" in said
    assert "交给总部" in said
    assert desktop.window.sync.pin.isHidden()


def test_one_place_needs_no_choice(desktop: Desktop) -> None:
    at_sync(desktop, HERE)
    desktop.press(Key.Key_E)
    assert desktop.window.sync.places.isHidden()
    assert "本机" in text_of(desktop.window.sync.pin)


def test_escape_leaves_at_every_step(desktop: Desktop) -> None:
    at_sync(desktop, STICK, HERE)
    desktop.press(Key.Key_E, Key.Key_Escape)
    assert desktop.window.sync.places.isHidden()
    desktop.press(Key.Key_E, Key.Key_2, Key.Key_Escape)
    assert desktop.window.sync.pin.isHidden()
    assert desktop.script.exports == []
    desktop.press(Key.Key_R)
    assert desktop.retried == [1], "the keys belong to the page again"


def test_a_number_without_a_place_does_nothing(desktop: Desktop) -> None:
    at_sync(desktop, STICK, HERE)
    desktop.press(Key.Key_E, Key.Key_9, Key.Key_0)
    assert not desktop.window.sync.places.isHidden()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (PinWrong(4), "还能试 4 次"),
        (PinLocked(NOW.replace(year=2027)), "锁定"),
        (NotAllowed(), "没有权限"),
    ],
)
def test_a_pin_that_does_not_do_is_asked_again(
    desktop: Desktop, outcome: ExportOutcome, words: str
) -> None:
    at_sync(desktop, HERE)
    desktop.press(Key.Key_E)
    with_pin(desktop)
    answered(desktop, outcome)
    assert words in text_of(desktop.window.sync.pin)
    assert not desktop.window.sync.pin.isHidden()


def test_what_was_begun_is_not_left_and_asked_twice(desktop: Desktop) -> None:
    at_sync(desktop, HERE)
    desktop.press(Key.Key_E)
    with_pin(desktop)
    desktop.press(Key.Key_Escape)
    with_pin(desktop)
    assert len(desktop.script.exports) == 1
    assert "写不进去" in answered(desktop, NotWritten())


@pytest.mark.parametrize("places", [(HERE,), (STICK, HERE)])
@pytest.mark.parametrize("by_scan", [False, True])
def test_places_that_are_found_after_the_page_was_left_ask_nothing(
    desktop: Desktop, places: tuple[ExportPlace, ...], *, by_scan: bool
) -> None:
    """A slow stick, and the next customer meanwhile: the counter's keys stay the counter's."""
    at_sync(desktop, *places)
    desktop.script.looked_for = Future()
    desktop.press(Key.Key_E)
    if by_scan:
        desktop.scan(samples.found())
    else:
        desktop.press(Key.Key_F1)
    desktop.script.looked_for.set_result(places)
    settle()
    sync = desktop.window.sync
    assert (sync.places.isHidden(), sync.pin.isHidden()) == (True, True)
    assert desktop.window.focusWidget() is desktop.window.counter
    desktop.press(Key.Key_F6)
    assert (sync.places.isHidden(), sync.pin.isHidden()) == (True, True)
    desktop.press(Key.Key_E)
    assert (sync.places.isHidden(), sync.pin.isHidden()) != (True, True)


def test_a_scan_while_it_is_written_goes_to_the_counter_and_the_file_is_spoken_of_later(
    desktop: Desktop,
) -> None:
    at_sync(desktop, HERE)
    desktop.press(Key.Key_E)
    with_pin(desktop)
    desktop.scan(samples.found())
    sync = desktop.window.sync
    assert desktop.window.page is Page.COUNTER
    assert sync.pin.isHidden()
    assert desktop.window.focusWidget() is desktop.window.counter
    desktop.press(Key.Key_F6, Key.Key_E)
    assert sync.pin.isHidden(), "one file at a time"
    assert "7 条" in answered(desktop, Exported(HERE.path / "tuangui-1-1-1-7.tgq", 7))
    desktop.press(Key.Key_E)
    assert not sync.pin.isHidden()
    with_pin(desktop)
    desktop.scan(samples.found())
    answered(desktop, PinWrong(4))
    assert sync.pin.isHidden(), "nobody is at the sync page to type it again"
    assert len(desktop.script.exports) == 2
    desktop.press(Key.Key_F6, Key.Key_E)
    assert not sync.pin.isHidden()


def test_signing_out_while_places_are_looked_for_asks_nothing_at_the_sign_in(
    desktop: Desktop,
) -> None:
    at_sync(desktop, HERE)
    desktop.script.looked_for = Future()
    desktop.press(Key.Key_E)
    desktop.script.answers["start"] = replace(samples.START, clerk=None)
    desktop.window._menu_chose(Choice.SIGN_OUT)
    settle()
    assert desktop.window.signing_in
    desktop.script.looked_for.set_result((HERE,))
    settle()
    assert desktop.window.sync.pin.isHidden()


def test_nothing_to_export_and_a_fault_are_said(desktop: Desktop) -> None:
    at_sync(desktop, HERE)
    desktop.press(Key.Key_E)
    with_pin(desktop)
    assert "没有要导出的" in answered(desktop, NothingUnsent())
    desktop.press(Key.Key_E)
    with_pin(desktop)
    desktop.script.exports[-1][1].set_exception(RuntimeError("database"))
    settle()
    assert "写不进去" in text_of(desktop.window.sync)


def test_records_that_are_whole_and_one_that_is_not(desktop: Desktop) -> None:
    desktop.script.answers["sync_picture"] = replace(samples.PICTURE, checked=58)
    desktop.press(Key.Key_F6)
    text = text_of(desktop.window.sync.known)
    assert "58" in text
    assert "会员" in text
    desktop.script.answers["sync_picture"] = replace(samples.PICTURE, checked=58, broken=31)
    desktop.press(Key.Key_F6)
    assert "31" in text_of(desktop.window.sync.known)


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("tongue", Tongue)
def test_nothing_is_cut(desktop: Desktop, tongue: Tongue, size: tuple[int, int]) -> None:
    desktop.window.resize(*size)
    desktop.language.set(tongue)
    desktop.script.answers["sync_picture"] = replace(samples.PICTURE, checked=58)
    at_sync(desktop, STICK, HERE)
    desktop.press(Key.Key_E)
    assert [one.text for one in shown_words(desktop.window) if one.cut] == []
    desktop.press(Key.Key_1)
    assert [one.text for one in shown_words(desktop.window) if one.cut] == []


def test_a_file_that_is_needed_no_more_is_spoken_of_no_more(desktop: Desktop) -> None:
    at_sync(desktop, HERE)
    desktop.window.show_sync(SyncStatus(pending=7))
    desktop.press(Key.Key_E, Key.Key_1)
    with_pin(desktop)
    assert "交给总部" in answered(desktop, Exported(HERE.path / "tuangui-1-1-1-7.tgq", 7))
    desktop.window.show_sync(SyncStatus(pending=3))
    assert "交给总部" in text_of(desktop.window.sync)
    desktop.window.show_sync(SyncStatus(pending=0))
    assert "交给总部" not in text_of(desktop.window.sync)
