"""From the clerk's page to the customer's: only their own goods, no number, no whole name, and a code for each of them."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.actions.outcomes import HandedOver, MemberFound
from app.domain.identity import MemberId, PickupId
from app.domain.money import Fen
from app.domain.pickups import AlreadyRedeemed
from app.domain.prompts import Answer
from app.domain.receipts import LineNote, ReceiptLine
from app.ui.counter import marks
from app.ui.counter.opened import opened
from app.ui.counter.state import (
    Card,
    Choosing,
    CounterState,
    DoneShown,
    Idle,
    LineMark,
    MemberOpen,
    PickupOpen,
    RefusedOpen,
    Said,
)
from app.ui.customer_display.presenter import DisplayPresenter, shown_of
from app.ui.customer_display.state import (
    DisplayState,
    Fate,
    Invitation,
    Offer,
    Serving,
    ShownLine,
    Welcome,
)
from app.ui.jobs import Jobs
from tests.builders import NOW, WANG_PHONE, line, pickup, redemption
from tests.ui import samples
from tests.ui.conftest import settle
from tests.ui.desk import Lane, Time
from tests.ui.test_every_outcome import OUTCOMES


def an_order(**changes: Any) -> PickupOpen:
    found = samples.found(**changes)
    return PickupOpen(found, marks.all_ready(found.pickup, found.ready))


def shown(card: Card, said: Said | None = None) -> Serving:
    serving = shown_of(CounterState(card=card, said=said))
    assert serving is not None
    return serving


def test_an_order_shows_what_goes_now_and_what_does_not() -> None:
    serving = shown(an_order())
    assert (serving.person, serving.count, serving.paid, serving.done) == (
        "王女士",
        3,
        Fen(7550),
        False,
    )
    assert [(one.name, one.fate) for one in serving.lines] == [
        ("红颜草莓 500g", Fate.HERE),
        ("活鲈鱼 约 600g", Fate.HERE),
        ("土鸡蛋 15 枚", Fate.HERE),
        ("云南小瓜 400g", Fate.LATER),
    ]


def test_the_clerks_marks_are_followed() -> None:
    order = pickup(line(1, quantity=3, name="豆腐"), line(2, quantity=2, name="鱼"))
    card = replace(an_order(order=order), marks=(LineMark(1, 1, short=1), LineMark(2, 2, bad=1)))
    assert set(shown(card).lines) == {
        ShownLine("豆腐", 1, Fate.HERE),
        ShownLine("豆腐", 1, Fate.MISSING),
        ShownLine("豆腐", 1, Fate.LATER),
        ShownLine("鱼", 2, Fate.HERE),
        ShownLine("鱼", 1, Fate.BAD),
    }
    assert shown(card).count == 3


def test_after_the_hand_over_it_says_what_the_receipt_says() -> None:
    handed = samples.handed_over()
    lines = (
        ReceiptLine("豆腐", 2, LineNote.NONE, Fen(600)),
        ReceiptLine("鱼", 1, LineNote.SHORT, Fen(2680)),
        ReceiptLine("蛋", 1, LineNote.LATER),
    )
    card = DoneShown(replace(handed, receipt=replace(handed.receipt, lines=lines)))
    serving = shown(card)
    assert (serving.done, serving.count, serving.paid) == (True, 2, Fen(600))
    assert [one.fate for one in serving.lines] == [Fate.TAKEN, Fate.MISSING, Fate.LATER]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: type(outcome).__name__)
def test_no_outcome_shows_a_phone_or_what_is_not_the_customers_business(outcome: object) -> None:
    card, _ = opened(outcome, NOW)  # type: ignore[arg-type]
    said = Said(samples.PROMPT, None, samples.MEMBER.id, None)
    serving = shown_of(CounterState(card=card, said=said, member=samples.MEMBER))
    words = repr(serving)
    assert WANG_PHONE[-4:] not in words
    assert not re.search(r"1\d{10}|\d{3}\*{4}", words)
    assert (serving is not None) is isinstance(card, PickupOpen | MemberOpen)


def test_a_whole_name_is_not_shown() -> None:
    member = replace(samples.MEMBER, name="王小芳")
    assert "小芳" not in repr(shown(an_order(member=member)))
    assert "小芳" not in repr(shown(MemberOpen(MemberFound(member, (), None))))


def test_the_offer_stands_until_it_is_declined() -> None:
    said = Said(samples.PROMPT, None, None, None)
    offer = Offer("简醇酸奶 8 连杯", 2, Fen(2385), Fen(3180))
    for answer, expected in ((None, offer), (Answer.TAKEN, offer), (Answer.DECLINED, None)):
        assert shown(an_order(), replace(said, answer=answer)).offer == expected
    plain = replace(samples.PROMPT, offer_price=None)
    assert shown(an_order(), replace(said, prompt=plain)).offer is None


def handed_to(order: PickupOpen) -> HandedOver:
    return replace(samples.handed_over(), pickup=order.found.pickup)


class Display:
    """A presenter whose codes are numbered, over a lane that can be held."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.lane, self.time = Lane(), Time()
        self.jobs = Jobs(self.lane)
        self.made = 0
        self.rendered: list[DisplayState] = []
        self.presenter = DisplayPresenter(
            store="翠湖路店",
            jobs=self.jobs,
            fresh=self.fresh,
            now=self.time.now,
            changed=self.rendered.append,
        )
        self.presenter.begin()
        settle()

    def fresh(self) -> Invitation:
        if self.failures:
            self.failures -= 1
            raise OSError("no disk")
        self.made += 1
        return Invitation(((bool(self.made % 2), True),) * self.made, Fen(300))

    def show(self, card: Card) -> DisplayState:
        self.presenter.counter_changed(CounterState(card=card))
        settle()
        return self.presenter.state

    def code(self, card: Card) -> Invitation | None:
        return self.show(card).invitation


@pytest.fixture
def display(qapp: QApplication) -> Display:
    return Display()


WANG_S = an_order()
CHEN_S = an_order(
    order=pickup(line(1), id=PickupId(7), member=MemberId("c" * 32), name="陈先生"), member=None
)


def test_nobody_there_is_the_store_its_greeting_and_a_code(display: Display) -> None:
    state = display.show(Idle())
    assert isinstance(state, Welcome)
    assert (state.store, state.invitation is not None) == ("翠湖路店", True)


def test_each_person_has_a_code_of_their_own_until_they_leave(display: Display) -> None:
    for_all = display.code(Idle())
    of_wang = display.code(WANG_S)
    assert of_wang not in {None, for_all}
    assert display.code(DoneShown(handed_to(WANG_S))) == of_wang
    assert display.code(replace(WANG_S, cursor=1)) == of_wang
    of_chen = display.code(CHEN_S)
    assert of_chen not in {None, for_all, of_wang}
    assert display.code(Idle()) == for_all
    assert display.code(WANG_S) not in {None, for_all, of_wang, of_chen}


def test_a_code_that_comes_late_joins_the_person_it_was_made_for(display: Display) -> None:
    display.code(WANG_S)
    display.lane.held = True
    assert display.code(CHEN_S) is None
    display.lane.drain()
    settle()
    assert display.presenter.state.invitation is not None


def test_the_code_for_everybody_is_renewed_before_it_is_old(display: Display) -> None:
    before = display.code(Idle())
    display.time.moment += timedelta(hours=13)
    display.code(Idle())
    after = display.code(Idle())
    assert after not in {None, before}


def test_who_has_everything_is_greeted_no_longer(display: Display) -> None:
    done = DoneShown(handed_to(WANG_S))
    assert isinstance(display.show(done), Serving)
    display.time.moment += timedelta(seconds=29)
    display.presenter.tick()
    assert isinstance(display.presenter.state, Serving)
    display.time.moment += timedelta(seconds=2)
    display.presenter.tick()
    assert isinstance(display.presenter.state, Welcome)
    assert isinstance(display.show(done), Welcome), "news of the printer bring nobody back"
    assert isinstance(display.show(CHEN_S), Serving)


def test_a_code_that_could_not_be_made_is_asked_for_again(qapp: QApplication) -> None:
    display = Display(failures=2)
    assert display.presenter.state.invitation is None
    assert display.code(Idle()) is not None
    assert display.code(WANG_S) is not None


def test_who_stands_there_gets_their_code_once_it_can_be_made(display: Display) -> None:
    display.code(WANG_S)
    display.failures = 1
    assert display.code(CHEN_S) is None
    display.presenter.tick()
    settle()
    assert display.presenter.state.invitation is not None


def test_refusals_and_choices_are_between_the_clerk_and_the_screen(display: Display) -> None:
    refused = RefusedOpen(samples.refused(AlreadyRedeemed(redemption())))
    for card in (refused, Choosing(samples.SEVERAL)):
        display.show(WANG_S)
        assert isinstance(display.show(card), Welcome)


def test_what_did_not_change_is_not_painted_again(display: Display) -> None:
    display.show(WANG_S)
    painted = len(display.rendered)
    display.show(WANG_S)
    assert len(display.rendered) == painted
