"""What HQ wants to do with an order whose grant a counter holds, kept until the grant comes back, a person forces it, or
the goods are gone (protocol.md §1). No rule stands here, and no order is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, tuple_, update

from sync import wire
from sync.hq.store.authority_tables import recall

LONGEST_REASON: Final = 500
_PICKUP: Final = msgspec.json.Decoder(wire.PickupRow)
Place = tuple[int, int]
"""The store an order stands in, and the order, which is locked."""


class Verb(StrEnum):
    """What is to become of the order."""

    REFUND = "refund"
    CANCEL = "cancel"
    MOVE = "move"


class Ended(StrEnum):
    """How a recall ended; WAITING is the only one that has not."""

    WAITING = "waiting"
    DONE = "done"
    """The holder gave the grant back, or HQ held it anyway."""
    REDEEMED = "redeemed"
    """Everything was handed over meanwhile."""
    FORCED = "forced"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """By a later wish about the same order."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`amount`: fen paid back; `row`: a moved order as it shall be in its new store."""

    verb: Verb
    amount: int = 0
    row: wire.PickupRow | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants it, and why; both may be empty for what another system told us."""

    name: str = ""
    reason: str = ""


def keep(
    connection: Connection,
    row: wire.PickupRow,
    wish: Wish,
    asker: Asker,
    *,
    ended: Ended,
    now: datetime,
) -> None:
    """Remember a wish about an order that stands as `row`. One that still waits is replaced by it, and stays on record; the
    same wish again, as an import brings it every day, is the one that waits."""
    place = (row.store, row.pickup)
    told_again = ended is Ended.WAITING and asker == Asker()
    if told_again and waiting(connection, [place]).get(row.pickup) == wish:
        return
    end(connection, [place], Ended.REPLACED, now)
    last = select(func.max(recall.c.recall)).where(
        recall.c.store == row.store, recall.c.pickup == row.pickup
    )
    wished = {
        "store": row.store,
        "pickup": row.pickup,
        "recall": (connection.execute(last).scalar_one() or 0) + 1,
        "holder": row.holder,
        "epoch": row.epoch,
        "verb": wish.verb,
        "amount": wish.amount,
        "row": None if wish.row is None else wire.encode(wish.row),
        "account": asker.name[:40],
        "reason": asker.reason[:LONGEST_REASON],
        "asked_at": now,
        "state": ended,
        "ended_at": None if ended is Ended.WAITING else now,
    }
    connection.execute(insert(recall).values(wished))


def waiting(connection: Connection, places: Sequence[Place]) -> dict[int, Wish]:
    """The wish of each of these orders that has one."""
    if not places:
        return {}
    rows = connection.execute(
        select(recall.c.pickup, recall.c.verb, recall.c.amount, recall.c.row).where(_waits(places))
    )
    return {
        found.pickup: Wish(
            Verb(found.verb),
            found.amount,
            None if found.row is None else _PICKUP.decode(found.row),
        )
        for found in rows
    }


def end(connection: Connection, places: Sequence[Place], how: Ended, now: datetime) -> None:
    if places:
        connection.execute(update(recall).where(_waits(places)).values(state=how, ended_at=now))


def _waits(places: Sequence[Place]) -> ColumnElement[bool]:
    return and_(
        tuple_(recall.c.store, recall.c.pickup).in_(places), recall.c.state == Ended.WAITING
    )
