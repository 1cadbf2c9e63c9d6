"""What people do at HQ in a simulated world: bring orders, want them back, force, replay. Seeded like everything else."""

import random
from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq import grants
from sync.hq.feed import publish
from sync.hq.problems import Refused
from sync.hq.publishing import take_rows
from sync.hq.recalls import Asker, Verb, Wish
from sync.hq.replay import replay
from sync.hq.store import tables as t
from tests.faults.sim.headquarters import PRODUCTS, STORES, Headquarters
from tests.rows import pickup_line, pickup_row

MOST_ORDERS = 9


class Operators:
    """The half of a world that sits at HQ."""

    chance: random.Random
    moment: datetime
    hq: Headquarters
    most_orders = MOST_ORDERS

    def __init__(self) -> None:
        self.orders: list[int] = []
        self.rows: dict[int, wire.PickupRow] = {}
        self.forced: set[int] = set()
        """Orders a person forced, or that were handed over blind."""

    def an_order(self) -> int:
        return self.chance.choice(self.orders)

    def at_hq(self, what: str, deed: Callable[[Connection], str]) -> str:
        try:
            return f"HQ {what}: {self.hq.operate(deed)}"
        except Refused as refused:
            return f"HQ {what}: {refused.refusal.code}"

    def new_order(self) -> str:
        """Some arrive at a store; few, so that everybody quarrels over the same."""
        if len(self.orders) >= self.most_orders:
            return "no more orders"
        number = 700 + len(self.orders)
        lines = [
            pickup_line(no, self.chance.randrange(1, 4), product_no=PRODUCTS[no - 1])
            for no in range(1, self.chance.randrange(2, 4))
        ]
        row = pickup_row(number, *lines, store=self.chance.choice((1, 1, 2)), holder=0, epoch=0)
        self._bring(row)
        self.rows[number] = row
        self.orders.append(number)
        return f"order {number} for store {row.store}"

    def _row(self, connection: Connection, pickup: int) -> wire.PickupRow | None:
        found = connection.execute(
            select(t.pickup.c.row).where(t.pickup.c.pickup == pickup)
        ).scalar_one_or_none()
        return None if found is None else msgspec.json.decode(found, type=wire.PickupRow)

    def ask_back(self, connection: Connection, *, force: bool = False) -> str:
        order = self.an_order()
        verb = self.chance.choice(list(Verb))
        row = None
        if verb is Verb.MOVE:
            now = self._row(connection, order)
            row = grants.moved(connection, order, STORES[0] if now and now.store == 2 else 2)
        if force:
            self.forced.add(order)
        done = grants.ask_back(
            connection,
            order,
            Wish(verb, 100 if verb is Verb.REFUND else 0, row),
            asker=Asker("op", "客户要求" if force else ""),
            force=force,
            now=self.moment,
        )
        publish(connection, done.puts, self.moment)
        return f"{verb} {order} {done.ended}"

    def move(self, connection: Connection, order: int) -> str:
        """By force, into the other store."""
        now = self._row(connection, order)
        row = grants.moved(connection, order, STORES[0] if now and now.store == 2 else STORES[1])
        asker = Asker("op", "送错门店")
        wish = Wish(Verb.MOVE, 0, row)
        done = grants.ask_back(connection, order, wish, asker=asker, force=True, now=self.moment)
        publish(connection, done.puts, self.moment)
        return f"{order} {done.ended}"

    def force(self, connection: Connection) -> str:
        return self.ask_back(connection, force=True)

    def withdraw(self, connection: Connection) -> str:
        order = self.an_order()
        publish(connection, grants.withdraw(connection, order, self.moment), self.moment)
        return str(order)

    def arrive(self, connection: Connection) -> str:
        """The same order comes once more from where orders come from."""
        order = self.an_order()
        puts = grants.arrive(connection, order, now=self.moment)
        publish(connection, puts, self.moment)
        return str(order)

    def replay_all(self, connection: Connection) -> str:
        again = 0
        for place in connection.execute(
            select(t.quarantine.c.counter, t.quarantine.c.incarnation, t.quarantine.c.seq)
        ).all():
            told, _ = replay(
                connection,
                (place.counter, place.incarnation, place.seq),
                code_keys=self.hq.keys.code_keys,
                now=self.moment,
            )
            again += len(told)
        return f"{again} facts judged again"

    def orders_come_again(self) -> str:
        """Where orders come from, they are still known."""
        known = self.hq.look(
            lambda connection: set(connection.execute(select(t.pickup.c.pickup)).scalars())
        )
        missing = [row for number, row in self.rows.items() if number not in known]
        for row in missing:
            self._bring(row)
        return str([row.pickup for row in missing])

    def _bring(self, row: wire.PickupRow) -> None:
        self.hq.operate(
            lambda connection: take_rows(connection, [row], store=row.store, now=self.moment)
        )
