"""Whose paper a receipt's token is: the store, its policy, the counter's journal. The MAC is checked with the counter's
key, so that no receipt need have reached HQ."""

from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.codes import BadCode, ReceiptClaim, check_receipt_token, receipt_counter
from sync.hq.feed import store_scope
from sync.hq.store import tables as t

REFERRAL: Final = 1
JOIN_GROUP: Final = 2


@dataclass(frozen=True, slots=True)
class Genuine:
    """A token one of our counters made."""

    claim: ReceiptClaim
    incarnation: int
    store: wire.StoreRow
    policy: wire.PolicyRow

    @property
    def amount(self) -> int:
        """What it gives, fen."""
        joining = self.claim.purpose == JOIN_GROUP
        return self.policy.join_group_fen if joining else self.policy.referral_fen


def look_up(connection: Connection, token: str) -> Genuine | None:
    """None when no counter of ours made this token. Keys of former incarnations count: their paper is still out."""
    try:
        counter = receipt_counter(token)
    except BadCode:
        return None
    if counter >= 2**31:
        return None
    own = connection.execute(
        select(t.store.c.store, t.store.c.row)
        .join(t.counter, t.counter.c.store == t.store.c.store)
        .where(t.counter.c.counter == counter)
    ).one_or_none()
    if own is None:
        return None
    rows = connection.execute(
        select(t.incarnation.c.incarnation, t.incarnation.c.receipt_key)
        .where(t.incarnation.c.store == own.store, t.incarnation.c.counter == counter)
        .order_by(t.incarnation.c.incarnation.desc())
    ).all()
    for row in rows:
        try:
            claim = check_receipt_token(token, row.receipt_key)
        except BadCode:
            continue
        store = msgspec.json.decode(own.row, type=wire.StoreRow)
        return Genuine(claim, row.incarnation, store, policy_of(connection, store.store))
    return None


def policy_of(connection: Connection, store: int) -> wire.PolicyRow:
    """The numbers of one store; the defaults when it has none of its own."""
    kept = connection.execute(
        select(t.feed_row.c.row).where(
            t.feed_row.c.scope == store_scope(store),
            t.feed_row.c.entity == "policy",
            t.feed_row.c.op == "put",
        )
    ).scalar_one_or_none()
    return wire.PolicyRow() if kept is None else msgspec.json.decode(kept, type=wire.PolicyRow)
