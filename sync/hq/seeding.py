"""Loading a folder of seeds (TOML) into HQ: what the files say becomes rows of the wire. Orders HQ knows are left alone.

Every file may hold any of the tables `store staff product member special prompt pickup`; readable words and relative
times are resolved here, rules stand elsewhere.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.feed import CHAIN
from sync.hq.pickup_numbers import with_check_digit
from sync.hq.pins import pin_hash
from sync.hq.publishing import pepper_of, take_rows
from sync.hq.seed_files import (
    NAMES,
    TABLES,
    BadSeeds,
    Entry,
    coupon_id,
    fen,
    initials,
    member_id,
    read_seeds,
)
from sync.hq.seed_times import day, moment
from sync.hq.store import tables as t
from sync.hq.store.engine import Database


def load_seeds(database: Database, folder: Path, now: datetime) -> dict[str, int]:
    """One transaction; returns how many of each table were loaded."""
    seeds = read_seeds(folder)
    with database.write() as connection:
        loader = _Loader(connection, now)
        for table in TABLES:
            loader.load(table, seeds[table])
    return {table: len(entries) for table, entries in seeds.items() if entries}


class _Loader:
    """Turns entries into rows, table by table; later tables look up what earlier ones brought."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._products: dict[int, Entry] = {}
        self._members: dict[str, Entry] = {}
        self._stores: dict[int, str] = {}

    def load(self, table: str, entries: list[Entry]) -> None:
        make: dict[str, Callable[[Entry], Iterator[tuple[int, wire.Struct]]]] = {
            "store": self._store,
            "staff": self._staff,
            "product": self._product,
            "member": self._member,
            "special": self._special,
            "prompt": self._prompt,
            "pickup": self._pickup,
        }
        by_store: dict[int, list[wire.Struct]] = {}
        for place, entry in enumerate(entries, start=1):
            try:
                for store, row in make[table](entry):
                    by_store.setdefault(store, []).append(row)
            except (KeyError, ValueError, TypeError) as wrong:
                name = entry.get("order") or f"no. {place}"
                raise BadSeeds(f"{table} {name}: {wrong!r}") from wrong
        for store in sorted(by_store):
            take_rows(self._connection, by_store[store], store=store, now=self._now)

    def _store(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        store = entry["store"]
        self._stores[store] = entry["name"]
        yield (
            store,
            wire.StoreRow(
                store=store, name=entry["name"], address=entry["address"], phone=entry["phone"]
            ),
        )
        yield store, msgspec.convert(entry.get("policy", {}), wire.PolicyRow)

    def _staff(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        pepper = pepper_of(self._connection, entry["store"])
        yield (
            entry["store"],
            wire.StaffRow(
                staff=entry["staff"],
                name=entry["name"],
                role=entry["role"],
                badge_serial=entry["badge"],
                pin_hash=pin_hash(pepper, entry["staff"], entry["pin"]),
            ),
        )

    def _product(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        no = entry["no"]
        self._products[no] = entry
        yield (
            0,
            wire.ProductRow(
                product_no=no,
                name=entry["name"],
                price=fen(entry["price"]),
                category=entry["category"],
                margin_percent=entry["margin"],
                barcodes=tuple(entry.get("barcodes", ())),
                goes_with=tuple(entry.get("goes_with", ())),
            ),
        )
        on_hand, received = entry["stock"]
        for store in self._stores:
            yield store, wire.StockRow(product_no=no, on_hand=on_hand, received_today=received)

    def _member(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        phone, store = entry["phone"], entry.get("home", 1)
        self._members[phone] = entry
        row = wire.MemberRow(
            member=member_id(phone),
            name=entry["name"],
            initials=initials(entry["name"]),
            phone=phone,
            home_store=store,
            visits=entry["visits"],
            points=entry["points"],
            month_spend=fen(entry["spent"]),
            tags=tuple(entry.get("tags", ())),
            usual=tuple(self._usual(usual) for usual in entry.get("usual", ())),
            aliases=tuple(entry.get("aliases", ())),
        )
        yield store, row
        for coupon in entry.get("coupons", ()):
            yield (
                store,
                wire.CouponRow(
                    coupon=coupon_id(phone, coupon["title"]),
                    member=row.member,
                    title=coupon["title"],
                    threshold=fen(coupon.get("from", "0")),
                    amount=fen(coupon["off"]),
                    valid_until=moment(coupon["until"], self._now),
                ),
            )

    def _usual(self, usual: Entry) -> wire.UsualProduct:
        return wire.UsualProduct(
            product_no=usual["product"],
            name=usual.get("as") or self._products[usual["product"]]["name"],
            last_bought=day(usual["last"], self._now),
            weekday=usual.get("weekday"),
        )

    def _special(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        yield (
            entry["store"],
            wire.SpecialRow(
                special=entry["special"],
                product_no=entry["product"],
                price=fen(entry["price"]),
                starts_at=moment(entry["starts"], self._now),
                ends_at=moment(entry["ends"], self._now),
            ),
        )

    def _prompt(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        offer = entry.get("offer")
        yield (
            0,
            wire.PromptRow(
                prompt=entry["prompt"],
                reason=entry["reason"],
                variants=tuple(
                    wire.PromptVariant(name=name, text=text)
                    for name, text in entry["variants"].items()
                ),
                starts_at=moment(entry["starts"], self._now),
                ends_at=moment(entry["ends"], self._now),
                product_no=entry.get("product"),
                units=entry.get("units", 1),
                offer_price=None if offer is None else fen(offer),
            ),
        )

    def _pickup(self, entry: Entry) -> Iterator[tuple[int, wire.Struct]]:
        order_no, store = entry["order"], entry.get("store", 1)
        known = select(t.pickup.c.pickup).where(t.pickup.c.order_no == order_no)
        if self._connection.execute(known).first() is not None:
            return
        phone = entry["phone"]
        member = self._members.get(phone) or self._kept_member(phone)
        name = entry.get("name") or (member or {})["name"]
        lines = tuple(self._line(no, line) for no, line in enumerate(entry["lines"], start=1))
        yield (
            store,
            wire.PickupRow(
                pickup=int(order_no.rpartition("-")[2]),
                order_no=order_no,
                pickup_no=with_check_digit(entry["number"]),
                store=store,
                member=None if member is None else member_id(phone),
                name=name,
                initials=initials(name),
                phone=phone,
                ordered_at=self._when(entry, "ordered"),
                arrived_at=self._when(entry, "arrived"),
                expected_at=self._when(entry, "expected"),
                expires_at=self._when(entry, "expires"),
                state=entry.get("state") or ("arrived" if "arrived" in entry else "paid"),
                holder=0,
                epoch=0,
                leader=entry.get("leader") or self._store_name(store),
                lines=lines,
                redemptions=tuple(
                    self._redemption(order_no, store, place, redeemed)
                    for place, redeemed in enumerate(entry.get("redeemed", ()))
                ),
                aliases=tuple(entry.get("aliases", ())),
                ended_at=self._when(entry, "ended"),
                refunded=fen(entry.get("refunded", "0")),
            ),
        )

    def _line(self, line_no: int, line: Entry) -> wire.PickupLineRow:
        product = self._products.get(line["product"]) or self._kept_product(line["product"])
        quantity: int = line.get("quantity", 1)
        return wire.PickupLineRow(
            line_no=line_no,
            product_no=line["product"],
            name=product["name"],
            quantity=quantity,
            arrived=line.get("arrived", quantity),
            amount=fen(line["amount"]) if "amount" in line else fen(product["price"]) * quantity,
            zone=line.get("zone") or product.get("zone", "ambient"),
            slot=line.get("slot") or product.get("slot", ""),
            short=line.get("short", 0),
        )

    def _redemption(
        self, order_no: str, store: int, place: int, entry: Entry
    ) -> wire.RedemptionRow:
        return wire.RedemptionRow(
            redemption=uuid.uuid5(NAMES, f"redemption {order_no} {place}").hex,
            at=moment(entry["at"], self._now),
            counter=entry["counter"],
            counter_label=entry["label"],
            store_name=self._store_name(store),
            by_name=entry["by"],
            receipt_no=entry["receipt"],
            units=tuple(
                wire.Units(line_no=line_no, quantity=quantity)
                for line_no, quantity in entry["units"]
            ),
        )

    def _when(self, entry: Entry, name: str) -> datetime | None:
        return moment(entry[name], self._now) if name in entry else None

    def _store_name(self, store: int) -> str:
        kept = select(t.store.c.name).where(t.store.c.store == store)
        return self._stores.get(store) or self._connection.execute(kept).scalar_one()

    def _kept_member(self, phone: str) -> Entry | None:
        name = self._connection.execute(
            select(t.member.c.row).where(t.member.c.phone == phone)
        ).scalar()
        return None if name is None else dict(msgspec.json.decode(name, type=dict[str, Any]))

    def _kept_product(self, no: int) -> Entry:
        """A product an earlier load brought, with its price as seeds write it."""
        row = self._connection.execute(
            select(t.feed_row.c.row).where(
                t.feed_row.c.scope == CHAIN,
                t.feed_row.c.entity == "product",
                t.feed_row.c.key == str(no),
            )
        ).scalar_one()
        product = msgspec.json.decode(row, type=wire.ProductRow)
        return {"name": product.name, "price": str(Decimal(product.price) / 100)}
