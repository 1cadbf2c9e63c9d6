"""The claims this counter made to HQ or its store's hub, kept before it asks, whatever becomes of them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, insert, or_, select, text, update

from app.domain.grants import Claim, ClaimState
from app.domain.identity import CounterId, PickupId, RedemptionId
from app.store.tables import claim as table
from app.store.tables import redemption

_decode = msgspec.json.Decoder(Claim).decode
_c = table.c
_OPEN = text("state = 'open'")
_ADD = insert(table)
_FOR = select(_c.content).where(_OPEN, _c.pickup == bindparam("asked")).limit(1)
_OUTSIDE = (
    select(_c.content)
    .where(_OPEN, or_(_c.asked_at < bindparam("first"), _c.asked_at > bindparam("last")))
    .order_by(_c.asked_at)
)
_STATE = select(_c.state).where(_c.id == bindparam("asked"))
_AGAIN = update(table).where(_c.id == bindparam("of")).values(asked_at=bindparam("at"))
_CLOSE = update(table).where(_c.id == bindparam("of"), _OPEN).values(state=bindparam("became"))
_ASKED_OF = select(_c.asked_of).where(_c.id == bindparam("asked"))
_ASK_OF = update(table).where(_c.id == bindparam("of")).values(asked_of=bindparam("hub"))
_UNDONE = select(redemption.c.id).where(
    redemption.c.id == _c.id, redemption.c.undone_seq.is_not(None)
)
_DUE_BACK = (
    select(_c.content, _c.asked_of)
    .where(
        text("asked_of > 0 AND told_back = 0 AND state IN ('handed_over', 'given_back')"),
        or_(_c.state == ClaimState.GIVEN_BACK, _UNDONE.correlate(table).exists()),
    )
    .order_by(_c.asked_at.desc())
    .limit(bindparam("most"))
)
_TOLD_BACK = update(table).where(_c.id == bindparam("of")).values(told_back=1)


class SqlClaims:
    """`Claims` of the actions, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, claim: Claim) -> None:
        self._connection.execute(
            _ADD,
            {
                "id": claim.id,
                "pickup": claim.pickup,
                "asked_at": claim.asked_at,
                "state": ClaimState.OPEN,
                "content": msgspec.json.encode(claim),
                "asked_of": 0,
                "told_back": 0,
            },
        )

    def open_for(self, pickup: PickupId) -> Claim | None:
        content = self._connection.execute(_FOR, {"asked": pickup}).scalar_one_or_none()
        return _decode(content) if content is not None else None

    def open_outside(self, first: datetime, last: datetime) -> Sequence[Claim]:
        rows = self._connection.execute(_OUTSIDE, {"first": first, "last": last}).scalars()
        return tuple(_decode(content) for content in rows)

    def state(self, claim: RedemptionId) -> ClaimState | None:
        state = self._connection.execute(_STATE, {"asked": claim}).scalar_one_or_none()
        return ClaimState(state) if state is not None else None

    def asked_again(self, claim: RedemptionId, at: datetime) -> None:
        self._connection.execute(_AGAIN, {"of": claim, "at": at})

    def close(self, claim: RedemptionId, state: ClaimState) -> None:
        """The first end of a claim stays."""
        self._connection.execute(_CLOSE, {"of": claim, "became": state})

    def asked_of(self, claim: RedemptionId) -> CounterId:
        hub = self._connection.execute(_ASKED_OF, {"asked": claim}).scalar_one_or_none()
        return CounterId(hub or 0)

    def ask_of(self, claim: RedemptionId, hub: CounterId) -> None:
        self._connection.execute(_ASK_OF, {"of": claim, "hub": hub})

    def due_back(self, limit: int) -> Sequence[tuple[Claim, CounterId]]:
        rows = self._connection.execute(_DUE_BACK, {"most": limit})
        return tuple((_decode(row.content), CounterId(row.asked_of)) for row in rows)

    def told_back(self, claim: RedemptionId) -> None:
        self._connection.execute(_TOLD_BACK, {"of": claim})
