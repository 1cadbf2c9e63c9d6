"""What HQ's books hold of what a file names: stores an account may touch, orders, members, cards, goods. Reads in bulk;
no rule stands here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, func, select

from sync import wire
from sync.hq.feed import CHAIN, store_scope
from sync.hq.store import tables as t
from sync.hq.store.web_tables import member_card, named_goods
from sync.hq.web.accounts import Who

FIRST_NAMED: Final = 900_000_001
"""Numbers of goods no catalogue has begin here; a pickup code carries numbers below 2^32."""
MOST_SAID: Final = 90
_CHUNK: Final = 500


@dataclass(slots=True)
class Goods:
    """The catalogue by number and name, and the numbers that were given to names it does not have."""

    by_number: dict[int, wire.ProductRow]
    by_name: dict[str, int]
    named: dict[str, int]
    next_named: int

    def number_of(self, number: str, name: str) -> tuple[int, str]:
        """(product number, what it was named by when it is new). The tool's own number counts where the catalogue has
        it; then the name; then what was given before."""
        if (
            number.isascii()
            and number.isdigit()
            and len(number) < 10
            and int(number) in self.by_number
        ):
            return int(number), ""
        if name in self.by_name:
            return self.by_name[name], ""
        said = said_of(number, name)
        if said in self.named:
            return self.named[said], ""
        given = self.named[said] = self.next_named
        self.next_named += 1
        return given, said


@dataclass(slots=True)
class Books:
    """`stores` are those the account sees, by number; `foreign` the names of the others."""

    stores: dict[int, str]
    foreign: frozenset[str]
    goods: Goods
    orders: dict[str, wire.PickupRow]
    members: dict[str, wire.MemberRow]
    """By phone."""
    cards: dict[str, str]
    """Card number → member id."""
    stock: dict[tuple[int, int], wire.StockRow]
    """By store and product number."""


def said_of(number: str, name: str) -> str:
    """What goods without a number of ours are known by; a very long name by its digest."""
    said = f"no {number}" if number else f"name {name}"
    return said if len(said) <= MOST_SAID else f"digest {hashlib.sha256(said.encode()).hexdigest()}"


def open_books(
    connection: Connection,
    who: Who,
    *,
    orders: Iterable[str] = (),
    phones: Iterable[str] = (),
    cards: Iterable[str] = (),
    stock: bool = False,
) -> Books:
    every = {
        row.store: row.name for row in connection.execute(select(t.store.c.store, t.store.c.name))
    }
    mine = {store: name for store, name in every.items() if who.sees(store)}
    return Books(
        stores=mine,
        foreign=frozenset(name for store, name in every.items() if store not in mine),
        goods=_goods(connection),
        orders=_orders(connection, sorted(set(orders))),
        members=_members(connection, sorted({phone for phone in phones if phone})),
        cards=_cards(connection, sorted({card for card in cards if card})),
        stock=_stock(connection, mine) if stock else {},
    )


def _goods(connection: Connection) -> Goods:
    rows = connection.execute(
        select(t.feed_row.c.row).where(
            t.feed_row.c.scope == CHAIN, t.feed_row.c.entity == "product", t.feed_row.c.op == "put"
        )
    ).scalars()
    products = [msgspec.json.decode(row, type=wire.ProductRow) for row in rows]
    named: dict[str, int] = dict(
        connection.execute(select(named_goods.c.said, named_goods.c.product_no)).all()
    )
    highest = connection.execute(select(func.max(named_goods.c.product_no))).scalar_one()
    return Goods(
        by_number={product.product_no: product for product in products},
        by_name={product.name: product.product_no for product in reversed(products)},
        named=named,
        next_named=max(FIRST_NAMED, (highest or 0) + 1),
    )


def _orders(connection: Connection, wanted: list[str]) -> dict[str, wire.PickupRow]:
    found: dict[str, wire.PickupRow] = {}
    for some in _chunks(wanted):
        rows = connection.execute(select(t.pickup.c.row).where(t.pickup.c.order_no.in_(some)))
        for raw in rows.scalars():
            row = msgspec.json.decode(raw, type=wire.PickupRow)
            found[row.order_no] = row
    return found


def _members(connection: Connection, wanted: list[str]) -> dict[str, wire.MemberRow]:
    """Of several with one phone the one with the lowest id, as everywhere."""
    found: dict[str, wire.MemberRow] = {}
    for some in _chunks(wanted):
        rows = connection.execute(
            select(t.member.c.row).where(t.member.c.phone.in_(some)).order_by(t.member.c.member)
        )
        for raw in rows.scalars():
            row = msgspec.json.decode(raw, type=wire.MemberRow)
            found.setdefault(row.phone, row)
    return found


def _cards(connection: Connection, wanted: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _chunks(wanted):
        rows = connection.execute(
            select(member_card.c.card, member_card.c.member).where(member_card.c.card.in_(some))
        )
        found.update({row.card: row.member for row in rows})
    return found


def _stock(connection: Connection, stores: Iterable[int]) -> dict[tuple[int, int], wire.StockRow]:
    found: dict[tuple[int, int], wire.StockRow] = {}
    for store in stores:
        rows = connection.execute(
            select(t.feed_row.c.row).where(
                t.feed_row.c.scope == store_scope(store),
                t.feed_row.c.entity == "stock",
                t.feed_row.c.op == "put",
            )
        )
        for raw in rows.scalars():
            row = msgspec.json.decode(raw, type=wire.StockRow)
            found[store, row.product_no] = row
    return found


def _chunks(wanted: list[str]) -> Iterable[list[str]]:
    return (wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
