"""Who may stand at the counter, who does, and how many wrong PINs each has behind them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.identity import StaffId
from app.domain.staff import Clerk, Role
from app.store.meta import LOCKED, SIGNED_IN, Meta
from app.store.tables import AnyRow, pin_try, revocation
from app.store.tables import staff as table

_CLERK = select(table.c.id, table.c.name, table.c.role, table.c.badge_serial, table.c.pin_hash)
_GET = _CLERK.where(table.c.id == bindparam("asked"))
_EVERYONE = _CLERK.order_by(table.c.id)
_REVOKED = select(revocation.c.key).where(revocation.c.key == bindparam("key"))
_TRIES = select(pin_try.c.tries, pin_try.c.locked_until).where(
    pin_try.c.staff == bindparam("asked")
)
_SET_TRIES = insert(pin_try)
_SET_TRIES = _SET_TRIES.on_conflict_do_update(
    index_elements=["staff"],
    set_={
        "tries": _SET_TRIES.excluded.tries,
        "locked_until": _SET_TRIES.excluded.locked_until,
    },
)


def revoked(connection: Connection, kind: str, serial: int) -> bool:
    """`kind` card | badge."""
    row = connection.execute(_REVOKED, {"key": f"{kind}:{serial}"}).first()
    return row is not None


class SqlStaff:
    """`Staff` of the ports, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def get(self, staff: StaffId) -> Clerk | None:
        row = self._connection.execute(_GET, {"asked": staff}).first()
        return _clerk(row) if row is not None else None

    def everyone(self) -> Sequence[Clerk]:
        return tuple(_clerk(row) for row in self._connection.execute(_EVERYONE))

    def badge_revoked(self, serial: int) -> bool:
        return revoked(self._connection, "badge", serial)

    def signed_in(self) -> Clerk | None:
        """None also when HQ took the person away."""
        staff = self._meta.number(SIGNED_IN)
        return self.get(StaffId(staff)) if staff else None

    def sign_in(self, staff: StaffId, at: datetime) -> None:
        """`at` stands in the fact of the same transaction."""
        del at
        self._meta.put(SIGNED_IN, staff)
        self.set_locked(locked=False)

    def sign_out(self) -> None:
        self._meta.put(SIGNED_IN, 0)
        self.set_locked(locked=False)

    def locked(self) -> bool:
        return bool(self._meta.number(LOCKED))

    def set_locked(self, *, locked: bool) -> None:
        self._meta.put(LOCKED, int(locked))

    def pin_tries(self, staff: StaffId) -> tuple[int, datetime | None]:
        row = self._connection.execute(_TRIES, {"asked": staff}).first()
        return (row.tries, row.locked_until) if row is not None else (0, None)

    def set_pin_tries(self, staff: StaffId, tries: int, locked_until: datetime | None) -> None:
        self._connection.execute(
            _SET_TRIES, {"staff": staff, "tries": tries, "locked_until": locked_until}
        )


def _clerk(row: AnyRow) -> Clerk:
    return Clerk(
        id=StaffId(row.id),
        name=row.name,
        role=Role(row.role),
        badge_serial=row.badge_serial,
        pin_hash=row.pin_hash,
    )
