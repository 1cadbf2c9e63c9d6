"""The claims this counter made to HQ, kept before it asks, whatever becomes of them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, insert, or_, select, text, update

from app.domain.grants import Claim, ClaimState
from app.domain.identity import PickupId, RedemptionId
from app.store.tables import claim as table

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
