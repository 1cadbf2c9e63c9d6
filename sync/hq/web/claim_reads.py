"""Claims HQ granted and never heard of again, and those a person gave back, as the console looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select, text

from sync import wire
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import claim_release
from sync.hq.store.journals import CLAIMED
from sync.hq.store.tables import CLAIM_STANDS
from sync.hq.store.web_tables import counter_seen
from sync.hq.web.accounts import Who
from sync.hq.web.console_reads import MOST_ROWS

TOO_LONG: Final = timedelta(minutes=15)
"""A counter hands over within a minute, or gives back by itself within two; beyond this something is wrong there."""
_PICKUP: Final = msgspec.json.Decoder(wire.PickupRow)
_REDEMPTION: Final = msgspec.json.Decoder(wire.RedemptionRow)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """`goods`: names by line; `anew_at`: when the counter was enrolled anew after the grant, its old disk being gone;
    `waiting` as in CounterLine."""

    claim: str
    pickup: int
    order_no: str
    goods: Mapping[int, str]
    store_name: str
    row: wire.RedemptionRow
    seen_at: datetime | None
    waiting: int | None
    anew_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """`after`: what came of it since: stands | conflict | "" = nothing was heard."""

    claim: str
    pickup: int
    order_no: str
    store_name: str
    label: int
    account: str
    reason: str
    at: datetime
    after: str


def open_claims(connection: Connection, who: Who, now: datetime) -> list[ClaimLine]:
    """Of the stores this account sees, those open too long, the oldest first."""
    rows = connection.execute(
        select(
            t.redemption.c.redemption,
            t.redemption.c.incarnation.label("asked_as"),
            t.redemption.c.row,
            t.pickup.c.pickup,
            t.pickup.c.order_no,
            t.pickup.c.row.label("order"),
            t.counter.c.store,
            t.counter.c.incarnation,
            t.counter.c.revoked_at,
            t.store.c.name,
            t.incarnation.c.enrolled_at,
            counter_seen.c.at.label("seen_at"),
            counter_seen.c.waiting,
        )
        .join(t.pickup, _order(t.redemption))
        .join(t.counter, t.counter.c.counter == t.redemption.c.counter)
        .join(t.store, t.store.c.store == t.counter.c.store)
        .join(
            t.incarnation,
            and_(
                t.incarnation.c.store == t.counter.c.store,
                t.incarnation.c.counter == t.counter.c.counter,
                t.incarnation.c.incarnation == t.counter.c.incarnation,
            ),
        )
        .outerjoin(
            counter_seen,
            and_(
                counter_seen.c.store == t.counter.c.store,
                counter_seen.c.counter == t.counter.c.counter,
            ),
        )
        .where(text(f"redemption.{CLAIM_STANDS}"))
    )
    lines = [_line(row) for row in rows if who.sees(row.store)]
    lines = [line for line in lines if now - line.row.at >= TOO_LONG]
    return sorted(lines, key=lambda line: line.row.at)[:MOST_ROWS]


def _order(table: Table) -> ColumnElement[bool]:
    return and_(t.pickup.c.store == table.c.store, t.pickup.c.pickup == table.c.pickup)


def _line(row: Row[*tuple[Any, ...]]) -> ClaimLine:
    return ClaimLine(
        claim=row.redemption,
        pickup=row.pickup,
        order_no=row.order_no,
        goods={line.line_no: line.name for line in _PICKUP.decode(row.order).lines},
        store_name=row.name,
        row=_REDEMPTION.decode(row.row),
        seen_at=row.seen_at,
        waiting=row.waiting,
        anew_at=row.enrolled_at if row.incarnation > row.asked_as else None,
        revoked_at=row.revoked_at,
    )


def releases(connection: Connection, who: Who) -> list[ReleaseLine]:
    """Newest first."""
    rows = connection.execute(
        select(
            claim_release,
            t.counter.c.label,
            t.counter.c.store.label("of_store"),
            t.store.c.name,
            t.pickup.c.order_no,
            t.redemption.c.seq,
            t.conflict.c.seq.label("conflict"),
        )
        .join(t.counter, t.counter.c.counter == claim_release.c.counter)
        .join(t.store, t.store.c.store == t.counter.c.store)
        .join(t.pickup, t.pickup.c.pickup == claim_release.c.pickup)
        .join(
            t.redemption,
            and_(
                t.redemption.c.store == t.pickup.c.store,
                t.redemption.c.redemption == claim_release.c.claim,
            ),
        )
        .outerjoin(
            t.conflict,
            and_(
                t.conflict.c.store == t.counter.c.store,
                t.conflict.c.pickup == claim_release.c.pickup,
                t.conflict.c.redemption == claim_release.c.claim,
            ),
        )
        .order_by(claim_release.c.at.desc())
        .limit(MOST_ROWS)
    )
    return [
        ReleaseLine(
            claim=row.claim,
            pickup=row.pickup,
            order_no=row.order_no,
            store_name=row.name,
            label=row.label,
            account=row.account,
            reason=row.reason,
            at=row.at,
            after="conflict"
            if row.conflict is not None
            else "stands"
            if row.seq != CLAIMED
            else "",
        )
        for row in rows
        if who.sees(row.of_store)
    ]
