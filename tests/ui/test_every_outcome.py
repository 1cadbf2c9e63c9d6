"""Every outcome has its card, in both languages, light and dark: readable, whole, and without a phone number."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from PySide6.QtCore import Qt

from app.actions.outcomes import (
    BadgeSeen,
    CardRevoked,
    CodeOfUnknownStore,
    MemberCodeStale,
    MemberFound,
    NotACode,
    NothingFound,
    PaymentCodeSeen,
    ProductFound,
    ReceiptTokenSeen,
    ScanOutcome,
)
from app.domain.catalogue import Product
from app.domain.codes import CodeLine, Fault, PickupCode, ReceiptToken
from app.domain.identity import CounterId, PickupId, ProductNo, ReceiptNo, StoreId
from app.domain.money import Fen
from app.domain.pickups import (
    AlreadyRedeemed,
    BlindRefused,
    Cancelled,
    Expired,
    HeldBy,
    HeldElsewhere,
    NotArrived,
    NotEnough,
    OtherStore,
    Refunded,
    Refusal,
    Units,
)
from app.ui.counter.state import Idle
from app.ui.language import Tongue
from app.ui.theme import Mode
from app.ui.widgets.painted import Shown
from tests.builders import NOW, line, pickup, redemption
from tests.ui import samples
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words

CODE = PickupCode(
    StoreId(2), PickupId(7), NOW + timedelta(days=1), (CodeLine(ProductNo(1), 1),), "TPXX"
)
REFUSALS: tuple[Refusal, ...] = (
    AlreadyRedeemed(redemption(Units(1, 4))),
    Refunded(NOW, Fen(8040)),
    Refunded(None, Fen(8040)),
    Cancelled(NOW),
    OtherStore(StoreId(2), samples.BAY),
    OtherStore(StoreId(9), None),
    NotArrived(NOW + timedelta(hours=20)),
    NotArrived(None),
    Expired(NOW - timedelta(days=2)),
    HeldElsewhere(HeldBy(CounterId(2), 1)),
    HeldElsewhere(HeldBy(CounterId(0), 1)),
    BlindRefused(overridable=True),
    BlindRefused(overridable=False),
    NotEnough(1, 0),
)
BLIND = pickup(
    line(1), blind=True, name="", phone="", member=None, ordered_at=None, arrived_at=None, leader=""
)
OUTCOMES: tuple[ScanOutcome, ...] = (
    samples.found(),
    samples.found(others=samples.OTHERS),
    samples.found(BLIND, member=None, prompt=None, code=CODE),
    *(samples.refused(refusal) for refusal in REFUSALS),
    CodeOfUnknownStore(OtherStore(StoreId(2), samples.BAY), CODE),
    MemberFound(samples.MEMBER, (), samples.PROMPT),
    MemberFound(samples.MEMBER, (samples.summary(1, ready=0),), None),
    samples.SEVERAL,
    MemberCodeStale(300),
    CardRevoked(),
    ProductFound(
        Product(ProductNo(2001), "红富士苹果", Fen(990), "水果", 40, 120, 150), 534, Fen(1057)
    ),
    ReceiptTokenSeen(ReceiptToken(CounterId(1), ReceiptNo(42), 1, NOW)),
    BadgeSeen(samples.HE),
    PaymentCodeSeen(),
    *(
        NothingFound("138****1234", kind)
        for kind in (
            *("pickup_no", "phone", "last4", "words"),
            *("product", "member", "coupon", "badge", "new"),
        )
    ),
    *(NotACode(fault) for fault in Fault),
)
FULL_PHONE = re.compile(r"1[3-9]\d{9}")
MAY_BE_CUT = ("leader", "团长", "、", "…", "•")


def test_the_list_above_is_complete() -> None:
    assert {type(outcome) for outcome in OUTCOMES} == set(get_args(ScanOutcome))
    assert {type(refusal) for refusal in REFUSALS} == set(get_args(Refusal))


@pytest.fixture
def words_of_all(desktop: Desktop) -> list[tuple[str, list[Shown]]]:
    found = []
    for outcome in OUTCOMES:
        desktop.scan(outcome)
        found.append((repr(type(outcome)), shown_words(desktop.window)))
    return found


def test_no_full_phone_is_ever_shown(words_of_all: list[tuple[str, list[Shown]]]) -> None:
    for name, words in words_of_all:
        for one in words:
            assert not FULL_PHONE.search(one.text), (name, one.text)


def test_chinese_screens_hold_no_english(words_of_all: list[tuple[str, list[Shown]]]) -> None:
    known = re.compile(
        r"Enter|Esc|Ctrl|Space|F\d+|PIN|T-\d+|\d+g\b|[A-Z]-\d+|话术 · [AB]|^[PWRS/]$|WeChat"
    )
    for name, words in words_of_all:
        for one in words:
            assert not re.search(r"[A-Za-z]{2,}", known.sub("", one.text)), (name, one.text)


@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("size", SCREENS)
def test_nothing_is_cut(desktop: Desktop, tongue: Tongue, size: tuple[int, int]) -> None:
    desktop.window.resize(*size)
    if tongue is not desktop.language.tongue:
        desktop.language.set(tongue)
    cut = []
    for outcome in OUTCOMES:
        desktop.scan(outcome)
        cut += [
            one.text
            for one in shown_words(desktop.window)
            if one.cut and not any(word in one.text for word in MAY_BE_CUT)
        ]
    assert sorted(set(cut)) == []


def test_every_card_is_said_in_english_and_back_without_a_new_scan(desktop: Desktop) -> None:
    desktop.scan(samples.refused(Cancelled(NOW)))
    asked = len(desktop.script.calls)
    desktop.language.set(Tongue.EN)
    settle()
    assert "Cancelled" in desktop.text
    assert "已取消" not in desktop.text
    desktop.language.set(Tongue.ZH)
    settle()
    assert "已取消" in desktop.text
    assert len(desktop.script.calls) == asked


def test_light_and_dark_paint_the_same_words_in_other_colours(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    light, words = desktop.window.grab().toImage(), desktop.text
    desktop.look.set_mode(Mode.DARK)
    settle()
    dark = desktop.window.grab().toImage()
    assert desktop.text == words
    assert light.pixelColor(700, 600).lightness() > 200 > 60 > dark.pixelColor(700, 600).lightness()


@pytest.mark.parametrize("outcome", [samples.found(), samples.refused(Cancelled(NOW))])
def test_a_low_window_keeps_the_button_inside(desktop: Desktop, outcome: ScanOutcome) -> None:
    """1366×768 at 150 % is 911×512."""
    desktop.window.resize(911, 512)
    desktop.scan(outcome)
    assert desktop.window.height() == 512
    for button in (desktop.window.counter.pickup._redeem, desktop.window.counter.refused._first):
        if button.isVisible():
            corner = button.mapTo(desktop.window, button.rect().bottomRight())
            assert corner.y() < 512 - 36
            assert button.height() >= 48


def test_buttons_are_big_enough_and_take_no_focus(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    card = desktop.window.counter.pickup
    for button in (card._redeem, card._part, card._problem):
        assert button.height() >= 60
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert button.accessibleDescription()


def test_no_card_is_a_dead_end(desktop: Desktop) -> None:
    for outcome in OUTCOMES:
        desktop.scan(outcome)
        assert {"Enter", "Esc"} & {one.text for one in shown_words(desktop.window.counter)}, outcome
    desktop.scan(CodeOfUnknownStore(OtherStore(StoreId(2), samples.BAY), CODE))
    desktop.press(Qt.Key.Key_Return)
    assert isinstance(desktop.window.at_counter.state.card, Idle)


def test_a_done_card_counts_the_undo_down(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Qt.Key.Key_Return)
    assert "47 秒" in desktop.text
    desktop.time.moment += timedelta(seconds=10)
    desktop.window.counter.tick()
    assert "37 秒" in desktop.text
    desktop.time.moment += timedelta(seconds=60)
    desktop.window.counter.tick()
    assert "撤销核销(" not in desktop.text


def test_a_long_name_is_cut_and_not_painted_over_the_price(desktop: Desktop) -> None:
    order = pickup(replace(line(1), name="特级红颜草莓礼盒装" * 8))
    desktop.scan(samples.found(order))
    assert any(one.cut and "礼盒装" in one.text for one in shown_words(desktop.window))
