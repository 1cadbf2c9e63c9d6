"""A scanner that types, in front of the real app on a real X server with a Chinese input method running: a thousand scans into
every page, card, field and panel, none lost, none doubled, and no key of one gets through; a person types between them.

A fair scanner never pauses longer than the gap of the rule, and xdotool is a program like others that a busy machine may
hold up. What it did stands in the X server's own time stamps: only when every key of a batch arrived and two of one scan
were stamped further apart than the gap was it no scanner's hand, and the batch is scanned again. A lost key is a failure
whatever the stamps say."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from installer.demo.shop import CASHIER_PIN
from tests.journeys.chinese_screen import ChineseScreen
from tests.journeys.wedge_desk import GAP_MS, QUICK_MS, SCANNER_MS, WedgeDesk
from tests.journeys.wedge_places import BEFORE, PLACES
from tests.journeys.wedge_scanner import Scanner
from tests.journeys.wedge_settings import NAME, WORDING

BATCH, CAPS_BATCH, CAPS_WORDS, ROUNDS = 10, 8, 2, 3
"""27 places with three batches and one with Caps Lock on, and two screens before the counter: more than 1,000 scans."""
STAGES = (
    ("", 15),
    ("w", 12),
    ("w a n g", 3),
    ("w a n g Page_Down", 2),
    ("w a n g x i a o m", 2),
)
"""What a person has typed of a word when the scan comes, as the names of the keys, and how often: 102 scans in three fields."""
BAR, SEARCH = "ScanBar.扫码或输入", "PickupsPage.搜索自提单"
WORDS = [
    ("the search", SEARCH, "slash"),
    (NAME, "RowList.名字", "Tab"),
    (WORDING, "RowList.店名 1", "Tab"),
]
PLAIN = """
from PySide6.QtWidgets import QApplication, QLineEdit
app, field = QApplication([]), QLineEdit()
field.textChanged.connect(lambda text: print(text, flush=True))
app.focusWindowChanged.connect(lambda window: window and print("ready", flush=True))
field.show()
app.exec()
"""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChineseScreen]:
    made = ChineseScreen(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def desk(screen: ChineseScreen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WedgeDesk]:
    """One counter for all its places, as a shop has."""
    made = WedgeDesk(screen, tmp_path_factory.mktemp("desk") / "shop", "enrolled")
    yield made
    made.close()


@pytest.fixture(scope="module")
def scanner(desk: WedgeDesk) -> Scanner:
    return Scanner(desk)


def test_the_bench_bites(screen: ChineseScreen) -> None:
    """A plain field on this screen composes what a person types, and a scan into it is mangled. Else nothing below proves
    anything."""
    lines = screen.run([sys.executable, "-c", PLAIN])
    assert lines.readline().strip() == "ready"
    text = ""
    while not text:
        screen.hand("type", "--delay", "160", "wang1")
        text = lines.readline().strip()
    assert text == "王"
    screen.hand("type", "--delay", SCANNER_MS, "TPAB12date")
    screen.hand("key", "Return", "F1")
    screen.hand("type", "--delay", "160", "wang1")
    while text.count("王") < 2:
        text = lines.readline().strip()
    assert "TPAB12date" not in text


@pytest.mark.parametrize("place", PLACES)
def test_no_scan_is_lost_doubled_or_leaked(scanner: Scanner, place: str) -> None:
    for _ in range(ROUNDS):
        scanner.scan(place, BATCH)


@pytest.mark.parametrize("place", PLACES)
def test_caps_lock_turns_the_case_and_loses_nothing(
    desk: WedgeDesk, scanner: Scanner, place: str
) -> None:
    desk.turn_caps_lock()
    try:
        scanner.scan(place, CAPS_BATCH, caps=True)
    finally:
        desk.turn_caps_lock()


def test_a_person_types_into_the_scan_bar_between_two_scans(
    desk: WedgeDesk, scanner: Scanner
) -> None:
    desk.stand("the scan bar")
    desk.fill({})
    desk.type("138")
    desk.until(lambda took: took.fields[BAR] == "138", "the digits")
    scanner.scan("the scan bar")
    desk.stand("the scan bar")
    desk.type("00")
    desk.until(lambda took: took.fields[BAR] == "13800", "the other digits")
    desk.press("Escape")
    desk.until(lambda took: took.fields[BAR] == "", "an empty field")


def test_initials_and_enter_find_a_name_with_the_input_method_on(desk: WedgeDesk) -> None:
    desk.stand("nothing on the desk")
    desk.let_go()
    desk.fill({})
    desk.type("wns")
    desk.until(lambda took: took.fields[BAR] == "wns", "the initials")
    desk.press("Return")
    desk.until(lambda took: took.screen["card"] != "Idle" and took.fields[BAR] == "", "a card")


def test_the_search_takes_initials_and_one_word_of_chinese(
    desk: WedgeDesk, scanner: Scanner
) -> None:
    desk.stand("the search")
    desk.fill({})
    desk.type("wx")
    desk.until(lambda took: took.fields[SEARCH] == "wx", "the initials")
    scanner.scan("the search")
    desk.stand("the search")
    desk.press("BackSpace", "BackSpace")
    desk.let_in("slash")
    desk.type("wang1")
    desk.until(lambda took: took.fields[SEARCH] == "王", "a composed character")
    scanner.scan("the search")
    desk.stand("the search")
    desk.press("BackSpace")
    desk.until(lambda took: took.fields[SEARCH] == "", "an empty field")


@pytest.mark.parametrize(("place", "field"), [(NAME, "RowList.名字"), (WORDING, "RowList.店名 1")])
def test_a_field_of_the_settings_takes_one_word_of_chinese(
    desk: WedgeDesk, scanner: Scanner, place: str, field: str
) -> None:
    desk.stand(place)
    desk.fill({})
    desk.type("/a")
    desk.until(lambda took: took.fields[field] == "/a", "a path")
    desk.press("BackSpace", "BackSpace")
    desk.let_in("Tab")
    desk.type("wang1")
    desk.until(lambda took: took.fields[field] == "王", "a composed character")
    desk.press("Escape")
    scanner.scan(place)


@pytest.mark.parametrize(("place", "field", "let_in"), WORDS)
def test_a_scan_into_a_half_typed_word_is_heard_and_drops_it(
    desk: WedgeDesk, scanner: Scanner, place: str, field: str, let_in: str
) -> None:
    """However far the word is: nothing typed, one letter, many, candidates turned over. The next word is as good as any."""
    for letters, times in STAGES:
        for _ in range(times):
            scanner.scan_into_word(place, let_in, letters.split())
    desk.stand(place)
    desk.fill({})
    desk.let_in(let_in)
    desk.type("wang1")
    desk.until(lambda took: took.fields[field] == "王", "a composed character")
    desk.press("Escape")


@pytest.mark.parametrize(("place", "field", "let_in"), WORDS)
def test_caps_lock_hides_no_scan_from_the_watch_over_a_word(
    desk: WedgeDesk, scanner: Scanner, place: str, field: str, let_in: str
) -> None:
    desk.stand(place)
    desk.turn_caps_lock()
    try:
        for _ in range(CAPS_WORDS):
            scanner.scan_into_word(place, let_in, (), caps=True)
    finally:
        desk.turn_caps_lock()


def test_a_quick_typist_composes_a_long_word(desk: WedgeDesk, scanner: Scanner) -> None:
    """As before there was a watch: 60 ms from key to key, and the keys are let through in their order."""
    scanner.scan_into_word("the search", "slash", ["x", "i"])
    gaps = [0]
    while min(gaps) <= GAP_MS:
        desk.stand("the search")
        desk.fill({})
        desk.let_in("slash")
        desk.type("wangxiaoming ", QUICK_MS)
        took = desk.until(lambda took: not took.composing and not took.held, "a word")
        gaps = [after - before for before, after in pairwise(took.raw)]
    assert len(took.fields[SEARCH]) == 3, took
    assert not took.fields[SEARCH].isascii(), took
    desk.press("Escape")


def test_a_scan_spoils_no_half_typed_pin(desk: WedgeDesk, scanner: Scanner) -> None:
    """A manager's in its dialog, where the scan is told to wait, and a cashier's at the sign-in."""
    desk.stand("the PIN dialog")
    desk.until(lambda took: bool(took.screen["pin_listens"]), "the end of its guard")
    desk.type("1234")
    typed = desk.until(lambda took: took.screen["asked_pin"] >= 3, "the digits").screen
    after = scanner.scan("the PIN dialog").screen
    assert (after["asked_pin"], after["told"]) == (typed["asked_pin"], typed["told"] + 1)
    desk.stand("the sign-in")
    desk.type("1")
    desk.type(CASHIER_PIN[:4])
    desk.until(lambda took: took.screen["sign_in"] == 4, "four digits")
    scanner.scan("the sign-in")
    desk.stand("the sign-in")
    desk.let_go()
    desk.type(CASHIER_PIN[4:])
    desk.until(lambda took: took.screen["page"] == "counter", "the counter")


def test_a_number_key_chooses_after_a_scan(desk: WedgeDesk, scanner: Scanner) -> None:
    desk.stand("a choice")
    scanner.scan("a choice")
    desk.stand("a choice")
    desk.let_go()
    desk.type("1")
    desk.until(lambda took: took.screen["card"] not in {"Choosing", "NoteShown"}, "what was chosen")


@pytest.mark.parametrize("kind", ["fresh", "locked"])
def test_a_scan_before_there_is_a_counter(screen: ChineseScreen, tmp_path: Path, kind: str) -> None:
    """The enrolment and the recovery screen take it into their own field, whole, wherever the keys are."""
    before = WedgeDesk(screen, tmp_path / "shop", kind)
    try:
        scanner = Scanner(before)
        before.type("abc")
        before.until(lambda took: any("abc" in text for text in took.fields.values()), "the keys")
        took = scanner.scan(BEFORE, BATCH)
        assert sum(took.scans[-1].startswith(text) for text in took.fields.values() if text) == 1
    finally:
        before.close()
