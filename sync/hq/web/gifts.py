"""What a receipt gives, once: the coupon, the member it makes or finds, the store and the clerk they came by."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, select, update

from sync import wire
from sync.hq.publishing import take_rows
from sync.hq.store import tables as t
from sync.hq.store.engine import upsert
from sync.hq.store.web_tables import receipt_gift
from sync.hq.web.members import member_for
from sync.hq.web.receipt_tokens import JOIN_GROUP, Genuine
from sync.hq.web.seals import Seals

SHOP_TIME: Final = timezone(timedelta(hours=8))
"""China has one clock."""
HANDED: Final = ("pickup.redeemed", "handout.override")
"""The facts a receipt is printed for."""
MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Gift:
    """Who took it, as which coupon."""

    member: str
    coupon: str


@dataclass(frozen=True, slots=True)
class _Journal:
    store: int
    counter: int
    incarnation: int


class _Receipt(msgspec.Struct, frozen=True):
    receipt_no: int


def gift_of(connection: Connection, found: Genuine) -> Gift | None:
    """None while nobody has taken it."""
    row = connection.execute(
        select(receipt_gift.c.member, receipt_gift.c.coupon).where(_this(found))
    ).one_or_none()
    return None if row is None else Gift(row.member, row.coupon)


def give(
    connection: Connection, seals: Seals, found: Genuine, *, phone: str, now: datetime
) -> tuple[Gift, frozenset[str]]:
    """The gift to the member with this proven phone, or the gift somebody took before. Of two at once one gets it."""
    store = found.store.store
    taken = gift_of(connection, found)
    if taken is not None:
        return taken, frozenset()
    member, newcomer, scopes = member_for(connection, seals, phone=phone, store=store, now=now)
    coupon = secrets.token_hex(16)
    row = {
        "store": store,
        "counter": found.claim.counter,
        "incarnation": found.incarnation,
        "receipt_no": found.claim.receipt_no,
        "purpose": found.claim.purpose,
        "member": member.member,
        "coupon": coupon,
        "clerk": None,
        "newcomer": newcomer,
        "at": now,
    }
    upsert(connection, receipt_gift, [row], keep=True)
    gift = gift_of(connection, found)
    if gift is None or gift.coupon != coupon:
        return gift or Gift(member.member, coupon), scopes
    scopes |= take_rows(connection, [_coupon(found, gift, now)], store=store, now=now)
    name_clerks(connection, store)
    return gift, scopes


def name_clerks(connection: Connection, store: int) -> None:
    """Fill in who handed over the receipts of this store's newest gifts, as far as those facts are here by now."""
    due = connection.execute(
        select(receipt_gift)
        .where(receipt_gift.c.store == store, receipt_gift.c.clerk.is_(None))
        .order_by(receipt_gift.c.at.desc())
        .limit(MOST_NAMED)
    ).all()
    for gift in due:
        clerk = _clerk_of(
            connection, _Journal(store, gift.counter, gift.incarnation), gift.receipt_no
        )
        if clerk is not None:
            connection.execute(
                update(receipt_gift)
                .where(
                    receipt_gift.c.store == store,
                    receipt_gift.c.counter == gift.counter,
                    receipt_gift.c.incarnation == gift.incarnation,
                    receipt_gift.c.receipt_no == gift.receipt_no,
                )
                .values(clerk=clerk)
            )


def _clerk_of(connection: Connection, journal: _Journal, receipt_no: int) -> int | None:
    """Who handed over what this receipt says. Receipt numbers only rise along a journal, so it is halved until found:
    some fifteen looks by primary key however long it is."""
    low, high = 1, _last_seq(connection, journal)
    while low <= high:
        middle = (low + high) // 2
        fact = connection.execute(
            select(t.fact.c.seq, t.fact.c.by, t.fact.c.body)
            .where(
                t.fact.c.store == journal.store,
                t.fact.c.counter == journal.counter,
                t.fact.c.incarnation == journal.incarnation,
                t.fact.c.seq.between(middle, high),
                t.fact.c.kind.in_(HANDED),
            )
            .order_by(t.fact.c.seq)
            .limit(1)
        ).one_or_none()
        number = None if fact is None else _receipt_no(fact.body)
        if fact is None or number is None or number > receipt_no:
            high = middle - 1
        elif number < receipt_no:
            low = fact.seq + 1
        else:
            return int(fact.by)
    return None


def _last_seq(connection: Connection, journal: _Journal) -> int:
    last = connection.execute(
        select(t.incarnation.c.last_seq).where(
            t.incarnation.c.store == journal.store,
            t.incarnation.c.counter == journal.counter,
            t.incarnation.c.incarnation == journal.incarnation,
        )
    ).scalar_one_or_none()
    return int(last or 0)


def _receipt_no(body: bytes) -> int | None:
    try:
        return msgspec.json.decode(body, type=_Receipt).receipt_no
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _coupon(found: Genuine, gift: Gift, now: datetime) -> wire.CouponRow:
    """Without a threshold, to the end of the shop's day."""
    last_day = now.astimezone(SHOP_TIME) + timedelta(days=found.policy.referral_days)
    return wire.CouponRow(
        coupon=gift.coupon,
        member=gift.member,
        title=coupon_title(found),
        threshold=0,
        amount=found.amount,
        valid_until=last_day.replace(hour=23, minute=59, second=59, microsecond=0),
    )


def coupon_title(found: Genuine) -> str:
    """As it stands on the counter and on the phone."""
    amount = yuan(found.amount)
    return f"进群立减 ¥{amount}" if found.claim.purpose == JOIN_GROUP else f"¥{amount} 无门槛"


def yuan(fen: int) -> str:
    """500 → 5, 850 → 8.5."""
    whole, cents = divmod(fen, 100)
    return str(whole) if not cents else f"{whole}.{cents:02d}".rstrip("0")


def _this(found: Genuine) -> ColumnElement[bool]:
    return and_(
        receipt_gift.c.store == found.store.store,
        receipt_gift.c.counter == found.claim.counter,
        receipt_gift.c.incarnation == found.incarnation,
        receipt_gift.c.receipt_no == found.claim.receipt_no,
        receipt_gift.c.purpose == found.claim.purpose,
    )
