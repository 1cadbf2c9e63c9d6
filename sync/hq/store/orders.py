"""Where orders stand: in the table under their store, found there first, and in the whole chain only when they are not. An
order and an order number are once in the chain, which no key of the database says (a chain's tables are spread by the
store): new ones are let in one after the other.

An order goes to another store by a row that is deleted and one that is written, never by one that changes its store.
Who waited for the first finds the second.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select

from sync.hq.store import tables as t
from sync.hq.store.engine import upsert

_TURN: Final = "import_turn"


@dataclass(frozen=True, slots=True)
class Standing:
    """An order's row as it is kept, locked until commit."""

    store: int
    row: bytes


def one_at_a_time(connection: Connection) -> None:
    """Who brings what must be once in the chain waits here for another who does, until its commit. Before any order is
    locked."""
    upsert(connection, t.setting, [{"name": _TURN, "value": b""}], keep=True)
    connection.execute(
        select(t.setting.c.name).where(t.setting.c.name == _TURN).with_for_update()
    ).one()


def stores_of(connection: Connection, pickups: Iterable[int]) -> dict[int, int]:
    """The store of each of these orders that stands anywhere, at this moment."""
    found = connection.execute(
        select(t.pickup.c.pickup, t.pickup.c.store).where(t.pickup.c.pickup.in_(sorted(pickups)))
    )
    return {row.pickup: row.store for row in found}


def hold(
    connection: Connection, pickups: Iterable[int], *, store: int | None = None
) -> dict[int, Standing]:
    """These orders as far as there are any, locked in order: those of `store`, and then those that stand elsewhere."""
    wanted = set(pickups)
    held: dict[int, Standing] = {}
    if store is not None:
        held |= hold_here(connection, store, wanted)
    while missing := wanted - held.keys():
        stand = stores_of(connection, missing)
        if not stand:
            break
        for place in sorted(set(stand.values())):
            here = [pickup for pickup, at in stand.items() if at == place]
            held |= hold_here(connection, place, here)
    return dict(sorted(held.items()))


def hold_here(connection: Connection, store: int, pickups: Iterable[int]) -> dict[int, Standing]:
    """Those of these orders that stand in one store, locked in order."""
    rows = connection.execute(
        select(t.pickup.c.pickup, t.pickup.c.row)
        .where(t.pickup.c.store == store, t.pickup.c.pickup.in_(sorted(pickups)))
        .order_by(t.pickup.c.pickup)
        .with_for_update()
    )
    return {row.pickup: Standing(store, bytes(row.row)) for row in rows}


def others_with(connection: Connection, numbers: Mapping[str, int]) -> list[str]:
    """Which of these order numbers are another order's already."""
    found = connection.execute(
        select(t.pickup.c.order_no, t.pickup.c.pickup).where(
            t.pickup.c.order_no.in_(sorted(numbers))
        )
    )
    return sorted(row.order_no for row in found if numbers[row.order_no] != row.pickup)


def leave(connection: Connection, pickup: int, *, store: int, to: int) -> None:
    """A held order stands in `store` no more, its redemptions go along; its row there is for the caller to write."""
    connection.execute(
        delete(t.pickup).where(t.pickup.c.store == store, t.pickup.c.pickup == pickup)
    )
    here = (t.redemption.c.store == store) & (t.redemption.c.pickup == pickup)
    rows = connection.execute(select(t.redemption).where(here)).mappings().all()
    if rows:
        connection.execute(delete(t.redemption).where(here))
        upsert(connection, t.redemption, [{**row, "store": to} for row in rows], keep=True)
