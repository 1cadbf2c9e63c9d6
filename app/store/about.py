"""What HQ told this counter of itself: identity, stores, policy, code keys, revoked cards, the age of the data."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, select

from app.actions.desk import Compared
from app.domain.identity import CounterId, StoreId
from app.domain.staff import CounterIdentity, Policy, StoreCard
from app.store.meta import REFETCHED, REVOKED, Meta
from app.store.staff import revoked
from app.store.tables import age, code_key, compared, policy
from app.store.tables import store as table
from sync.wire import PolicyRow

_decode_policy = msgspec.json.Decoder(PolicyRow).decode
_STORE = select(table.c.id, table.c.name, table.c.address, table.c.phone).where(
    table.c.id == bindparam("asked")
)
_POLICY = select(policy.c.row).order_by(policy.c.seen.desc()).limit(1)
_KEYS = select(code_key.c.id, code_key.c.public_key).where(code_key.c.retired == 0)
_AGES = select(age.c.entity, age.c.at)
_COMPARED = select(
    compared.c.entity,
    compared.c.here,
    compared.c.at_hq,
    compared.c.compared_at,
    compared.c.agreed_at,
).order_by(compared.c.entity)


class SqlAbout:
    """`About` of the ports, inside one transaction; the policy is read once in it."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta
        self._policy: Policy | None = None

    def identity(self) -> CounterIdentity:
        """Raises NotEnrolled. The store's card is HQ's newest."""
        known = self._meta.enrolled()
        first = known.store
        card = self.store(StoreId(first.store)) or StoreCard(
            StoreId(first.store), first.name, first.address, first.phone
        )
        return CounterIdentity(
            id=CounterId(known.counter),
            incarnation=known.incarnation,
            label=known.label,
            store=card,
            hq_url=known.hq_url,
        )

    def store(self, store: StoreId) -> StoreCard | None:
        row = self._connection.execute(_STORE, {"asked": store}).first()
        return StoreCard(StoreId(row.id), row.name, row.address, row.phone) if row else None

    def policy(self) -> Policy:
        """HQ's numbers, or the defaults until it sends some."""
        if self._policy is None:
            row = self._connection.execute(_POLICY).first()
            known = _decode_policy(row.row) if row is not None else PolicyRow()
            self._policy = Policy(**msgspec.structs.asdict(known))
        return self._policy

    def revoked(self) -> bool:
        return bool(self._meta.number(REVOKED))

    def card_revoked(self, serial: int) -> bool:
        return revoked(self._connection, "card", serial)

    def code_keys(self) -> Sequence[tuple[int, bytes]]:
        return tuple((row.id, row.public_key) for row in self._connection.execute(_KEYS))

    def compared(self) -> tuple[Compared, ...]:
        return tuple(Compared(*row) for row in self._connection.execute(_COMPARED))

    def refetched_at(self) -> datetime | None:
        at = self._meta.text(REFETCHED)
        return datetime.fromisoformat(at) if at else None

    def data_ages(self) -> dict[str, datetime]:
        return {row.entity: row.at for row in self._connection.execute(_AGES)}
