"""A full phone number: only for who may see it, on record before anybody does, and never in the record."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.actions.outcomes import (
    NotAllowed,
    PhoneTold,
    PinLocked,
    PinWrong,
    RevealNeedsPin,
    RevealNobody,
)
from app.actions.ports import Room
from app.actions.requests import RevealRequest
from app.actions.reveal_phone import RevealPhone
from app.domain.identity import MemberId, StaffId
from app.errors import DatabaseBusy
from sync import wire
from tests.actions.conftest import Shop
from tests.builders import WANG, WANG_PHONE
from tests.rows import member_row

CASHIER, MANAGER = StaffId(1), StaffId(9)
ASK = RevealRequest(MemberId(WANG))


def on_record(approved_by: int | None) -> list[tuple[str, dict[str, object]]]:
    body: dict[str, object] = {"member": WANG, "approved_by": approved_by, "reason": "shown"}
    return [("phone.revealed", body)]


def test_a_manager_sees_it_and_it_is_on_record_without_a_digit(shop: Shop) -> None:
    shop.desk.sign_in(MANAGER, "999999")
    shop.commits = 0
    told = shop.desk.reveal_phone(ASK)
    assert isinstance(told, PhoneTold)
    assert told.phone == WANG_PHONE
    assert shop.facts() == on_record(None)
    assert shop.commits == 1
    assert WANG_PHONE not in json.dumps(shop.facts(), ensure_ascii=False)
    assert WANG_PHONE not in repr(told)


def test_others_need_the_pin_of_one_who_may_each_time(shop: Shop) -> None:
    assert shop.desk.reveal_phone(ASK) == RevealNeedsPin()
    own = replace(ASK, approver=CASHIER, pin="111111")
    assert shop.desk.reveal_phone(own) == NotAllowed()
    wrong = replace(ASK, approver=MANAGER, pin="000000")
    assert shop.desk.reveal_phone(wrong) == PinWrong(4)
    assert shop.facts() == []
    right = replace(ASK, approver=MANAGER, pin="999999")
    assert isinstance(shop.desk.reveal_phone(right), PhoneTold)
    assert shop.facts() == on_record(MANAGER)
    assert shop.desk.reveal_phone(ASK) == RevealNeedsPin(), "good for one time"
    assert "999999" not in repr(right)


def test_guessing_locks(shop: Shop) -> None:
    wrong = replace(ASK, approver=MANAGER, pin="000000")
    assert isinstance([shop.desk.reveal_phone(wrong) for _ in range(5)][-1], PinLocked)
    right = replace(ASK, approver=MANAGER, pin="999999")
    assert isinstance(shop.desk.reveal_phone(right), PinLocked)
    assert shop.facts() == []


def test_a_member_who_is_gone_leaves_no_record(shop: Shop) -> None:
    shop.desk.sign_in(MANAGER, "999999")
    assert shop.desk.reveal_phone(RevealRequest(MemberId("f" * 32))) == RevealNobody()
    assert shop.facts() == []


def test_an_id_from_before_a_merge_is_on_record_as_who_it_is_now(shop: Shop) -> None:
    shop.told(("member", WANG, member_row(aliases=("oldcard",))))
    shop.desk.sign_in(MANAGER, "999999")
    assert isinstance(shop.desk.reveal_phone(RevealRequest(MemberId("oldcard"))), PhoneTold)
    assert shop.facts() == on_record(None)


def test_nothing_is_told_when_the_record_cannot_be_kept(shop: Shop) -> None:
    """The disk is full at the moment of the commit."""

    class FullDisk:
        def read(self) -> object:
            return shop.store.read()

        @contextmanager
        def write(self) -> Iterator[Room]:
            with shop.store.write() as room:
                yield room
                raise DatabaseBusy("no room left")

    shop.desk.sign_in(MANAGER, "999999")
    shop.commits = 0
    verb = RevealPhone(
        store=FullDisk(),  # type: ignore[arg-type]  # the part of a store this verb uses
        clock=shop.clock,
        check_pin=shop.verbs.check_pin,
        committed=lambda: pytest.fail("nothing was committed"),
    )
    with pytest.raises(DatabaseBusy):
        verb(ASK)
    assert shop.facts() == []


def test_an_export_is_on_record_too(shop: Shop) -> None:
    shop.commits = 0
    shop.verbs.export_member(MemberId(WANG), MANAGER, "999999")
    (fact,) = shop.facts()
    assert fact == (
        "phone.revealed",
        {"member": WANG, "approved_by": MANAGER, "reason": "exported"},
    )
    assert shop.commits == 1
    body = wire.BODIES["phone.revealed", 1]
    assert set(fact[1]) == set(body.__struct_fields__)
