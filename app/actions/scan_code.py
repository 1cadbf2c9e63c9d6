"""Scan: classify any text and look up what it names. Reads only; nothing is stored, whatever was scanned."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never

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
    Several,
)
from app.actions.ports import PickupSummary, Room, Store
from app.actions.reading import further_orders, outcome_of, prompt_for
from app.domain.code_reading import plain, read_code
from app.domain.codes import (
    Barcode,
    Code,
    CouponCode,
    Fault,
    LastFour,
    MemberCard,
    MemberCode,
    PaymentCode,
    Phone,
    PickupCode,
    PickupNumber,
    ReceiptToken,
    ScaleLabel,
    StaffBadge,
    Unusable,
    Verify,
    Words,
)
from app.domain.identity import MemberId, PickupId
from app.domain.members import Member, masked
from app.domain.pickups import OtherStore

MEMBER_CODE_SECONDS = 120
"""How long a member code lives (protocol.md §5)."""
CLOCK_SLACK_SECONDS = 60
"""A code from the future by more than this is as stale as an old one."""
PERHAPS_ANOTHERS = frozenset({Fault.BAD_CHECK_DIGIT, Fault.BAD_PHONE})
"""Numbers that are wrong as ours may be right as another system's code or an old card."""


class ScanCode:
    """`verifier` makes a `Verify` from HQ's public keys; `now` is HQ's time as well as this counter knows it."""

    def __init__(
        self,
        *,
        store: Store,
        verifier: Callable[[Sequence[tuple[int, bytes]]], Verify],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._verifier = verifier
        self._now = now
        self._keys: tuple[tuple[int, bytes], ...] = ()
        self._verify: Verify = verifier(())

    def __call__(self, text: str) -> ScanOutcome:
        now = self._now()
        with self._store.read() as room:
            keys = tuple(room.about.code_keys())
            if keys != self._keys:
                self._keys, self._verify = keys, self._verifier(keys)
            code = read_code(text, verify=self._verify)
            if isinstance(code, Unusable) and code.fault in PERHAPS_ANOTHERS:
                return _alias(room, plain(text), now) or NotACode(code.fault)
            return _look_up(room, code, now)

    def open_pickup(self, pickup: PickupId) -> ScanOutcome:
        """A row of a list was chosen."""
        with self._store.read() as room:
            found = room.pickups.get(pickup)
            if found is None:
                return NothingFound(asked="", kind="pickup_no")
            return outcome_of(room, found, None, self._now())

    def open_member(self, member: MemberId) -> ScanOutcome:
        """A member of a list was chosen: their first order that is ready, else the member alone."""
        with self._store.read() as room:
            found = room.members.get(member)
            if found is None:
                return NothingFound(asked="", kind="member")
            return _member(room, found, self._now())


def _look_up(room: Room, code: Code, now: datetime) -> ScanOutcome:
    match code:
        case PickupCode():
            return _pickup_code(room, code, now)
        case MemberCode() | MemberCard():
            return _member_code(room, code, now)
        case StaffBadge():
            return _badge(room, code)
        case CouponCode():
            return NothingFound(asked="", kind="coupon")
        case ReceiptToken():
            return ReceiptTokenSeen(code)
        case PaymentCode():
            return PaymentCodeSeen()
        case Unusable(fault=fault):
            return NotACode(fault)
        case PickupNumber() | Phone() | LastFour() | Words() | Barcode() | ScaleLabel():
            return _typed(room, code, now)
        case _:
            assert_never(code)


def _typed(
    room: Room,
    code: PickupNumber | Phone | LastFour | Words | Barcode | ScaleLabel,
    now: datetime,
) -> ScanOutcome:
    """What a clerk types or a product carries: unsigned, so it only ever looks something up."""
    match code:
        case PickupNumber(digits=digits):
            pickup = room.pickups.by_pickup_no(digits)
            if pickup is not None:
                return outcome_of(room, pickup, None, now)
            return (
                _product(room, digits)
                or _alias(room, digits, now)
                or NothingFound(asked=digits, kind="pickup_no")
            )
        case Phone(digits=digits):
            return _phone(room, digits, now)
        case LastFour(digits=digits):
            orders = tuple(room.pickups.by_last4(digits))
            people = tuple(room.members.by_last4(digits))
            return _one_or_several(room, digits, orders, people, now, kind="last4")
        case Words(text=text):
            return _words(room, text, now)
        case Barcode(ean=ean):
            return (
                _product(room, ean)
                or _alias(room, ean, now)
                or NothingFound(asked=ean, kind="product")
            )
        case ScaleLabel(item=item, grams=grams, amount=amount):
            product = room.catalogue.get(item)
            if product is None:
                return NothingFound(asked=str(item), kind="product")
            return ProductFound(product, grams, amount)
        case _:
            assert_never(code)


def _member_code(room: Room, code: MemberCode | MemberCard, now: datetime) -> ScanOutcome:
    if isinstance(code, MemberCard) and room.about.card_revoked(code.serial):
        return CardRevoked()
    if isinstance(code, MemberCode):
        age = int((now - code.issued_at).total_seconds())
        if not -CLOCK_SLACK_SECONDS <= age <= MEMBER_CODE_SECONDS:
            return MemberCodeStale(age_seconds=age)
    member = room.members.get(code.member)
    return _member(room, member, now) if member else NothingFound(asked="", kind="member")


def _badge(room: Room, code: StaffBadge) -> ScanOutcome:
    clerk = room.staff.get(code.staff)
    if clerk is None or clerk.badge_serial != code.serial or room.staff.badge_revoked(code.serial):
        return NothingFound(asked="", kind="badge")
    return BadgeSeen(clerk)


def _pickup_code(room: Room, code: PickupCode, now: datetime) -> ScanOutcome:
    pickup = room.pickups.get(code.pickup)
    if pickup is not None:
        return outcome_of(room, pickup, code, now)
    if code.store != room.about.identity().store.id:
        return CodeOfUnknownStore(OtherStore(code.store, room.about.store(code.store)), code)
    return outcome_of(room, room.pickups.blind(code), code, now)


def _member(room: Room, member: Member, now: datetime) -> ScanOutcome:
    """Their first order that is ready now, with the others beside it; else the member alone."""
    ready = further_orders(room, member.id, None)
    if ready:
        pickup = room.pickups.get(ready[0].id)
        if pickup is not None:
            return outcome_of(room, pickup, None, now, member)
    orders = tuple(room.pickups.open_of_member(member.id))
    return MemberFound(member, orders, prompt_for(room, member, None, now))


def _phone(room: Room, digits: str, now: datetime) -> ScanOutcome:
    orders = tuple(room.pickups.by_phone(digits))
    member = room.members.by_phone(digits)
    if member is not None and not any(order.ready for order in orders):
        return _member(room, member, now)
    return _one_or_several(room, masked(digits), orders, (), now, kind="phone")


def _words(room: Room, text: str, now: datetime) -> ScanOutcome:
    if (named := _alias(room, text, now)) is not None:
        return named
    orders, people = tuple(room.pickups.by_name(text)), tuple(room.members.by_name(text))
    return _one_or_several(room, text, orders, people, now, kind="words")


def _alias(room: Room, text: str, now: datetime) -> ScanOutcome | None:
    """Another system's order code or a card number, exactly as it is; digits may look like ours and still be one."""
    pickup = room.pickups.by_alias(text)
    if pickup is not None:
        return outcome_of(room, pickup, None, now)
    member = room.members.by_alias(text)
    return _member(room, member, now) if member is not None else None


def _product(room: Room, ean: str) -> ProductFound | None:
    product = room.catalogue.by_barcode(ean)
    return ProductFound(product) if product else None


def _one_or_several(
    room: Room,
    asked: str,
    orders: tuple[PickupSummary, ...],
    people: tuple[Member, ...],
    now: datetime,
    *,
    kind: str,
) -> ScanOutcome:
    """One person → straight to their card; more → the clerk chooses; open orders come before finished ones."""
    live = tuple(order for order in orders if order.open)
    with_orders = {order.member for order in live}
    others = tuple(person for person in people if person.id not in with_orders)
    persons = {(order.member, order.phone) for order in live}
    if len(persons) + len(others) == 1:
        if others:
            return _member(room, others[0], now)
        first = max(live, key=lambda order: order.ready > 0)
        pickup = room.pickups.get(first.id)
        if pickup is not None:
            return outcome_of(room, pickup, None, now)
    if persons or others:
        return Several(asked, live, others)
    if orders:
        pickup = room.pickups.get(orders[0].id)
        if pickup is not None:
            return outcome_of(room, pickup, None, now)
    return NothingFound(asked=asked, kind=kind)
