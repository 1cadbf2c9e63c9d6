"""Fills a counter's database with made-up members and orders, the same ones every time, fast enough for a million.

Rows go through the store's own converters; only the building of indexes is put off to the end. For the benchmark
and for the tests that ask whether look-ups grow.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Table, insert

from app.domain.code_numbers import damm_digit
from app.store import tables
from app.store.inbox_rows import PLAIN, Columns, pickup_columns
from app.store.opening import SqlStore
from app.store.pickup_rows import NOTHING
from sync import wire

SAMPLE_PRODUCTS: Final = 500
FIRST_ORDER: Final = 100_000
"""Pickup ids count up from here; the newest `live` of them are still to be collected."""
_BATCH: Final = 10_000
_FAMILIES: Final = tuple(zip("王李张刘陈杨黄赵吴周", "wlzlcyhzwz", strict=True))
_GIVEN: Final = tuple(
    zip("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚", "wfnmjlqljyyyjjtmcxpg", strict=True)
)
_GOODS: Final = (
    "红颜草莓",
    "活鲈鱼",
    "土鸡蛋",
    "简醇酸奶",
    "上海青",
    "秘制鸭脖",
    "云南小瓜",
    "生日蛋糕",
)


def member_id(n: int) -> str:
    return f"{n + 1:032x}"


def phone(n: int) -> str:
    """An invented number; the last four digits are spread evenly."""
    return f"138{n * 7919 % 100_000_000:08d}"


def pickup_no(n: int) -> str:
    """8 digits of the n-th order, with a right check digit."""
    return f"{n:07d}{damm_digit(f'{n:07d}')}"


def pickup_id(n: int) -> int:
    return FIRST_ORDER + n


def fill(store: SqlStore, *, members: int, orders: int, now: datetime, live: int = 2_000) -> None:
    """`store` must be enrolled and empty. Order n belongs to member n (modulo); the newest `live` are open."""
    enrolment = _own(store)
    with store.write() as room:
        connection = room.connection
        _shop(connection, now)
        member_columns = PLAIN["member"].columns
        _load(
            connection,
            tables.member,
            (
                {**member_columns(row, wire.encode(row)), "told_at": now}
                for row in (member_row(n, enrolment, now) for n in range(members))
            ),
        )
        _load(
            connection,
            tables.pickup,
            (
                pickup_columns(row, wire.encode(row), NOTHING, settled=0, own_store=enrolment.store)
                for row in (
                    pickup_row(n, members, enrolment, now, is_open=n >= orders - live)
                    for n in range(orders)
                )
            ),
        )


@dataclass(frozen=True, slots=True)
class Own:
    """The store and the counter everything here belongs to."""

    store: int
    counter: int


def _own(store: SqlStore) -> Own:
    with store.read() as room:
        identity = room.about.identity()
    return Own(identity.store.id, identity.id)


def _load(connection: Connection, table: Table, rows: Iterator[Columns]) -> None:
    """Insert with no index but the key, then build the others by sorting: many times faster than one by one."""
    listed = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table.name,),
    ).all()
    for name, _ in listed:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(table), [{**row, "seen": 0} for row in batch])
    for _, sql in listed:
        connection.exec_driver_sql(sql)


def _shop(connection: Connection, now: datetime) -> None:
    products = [_product(no) for no in range(1, SAMPLE_PRODUCTS + 1)]
    stocks = [
        wire.StockRow(product_no=row.product_no, on_hand=20, received_today=40) for row in products
    ]
    day = timedelta(days=1)
    specials = [
        wire.SpecialRow(
            special=no, product_no=no, price=590, starts_at=now - day, ends_at=now + day
        )
        for no in range(1, 11)
    ]
    prompts = [
        wire.PromptRow(
            prompt=no,
            reason=reason,
            variants=(
                wire.PromptVariant(name="A", text="{name}，今天有{product}，要不要带一份？"),
            ),
            starts_at=now - day,
            ends_at=now + day,
            product_no=product_no,
        )
        for no, (reason, product_no) in enumerate(
            (("usual", None), ("special", None), ("coupon", None), ("new_category", 7)), start=1
        )
    ]
    rows: Sequence[tuple[str, Sequence[wire.Struct]]] = (
        ("product", products),
        ("stock", stocks),
        ("special", specials),
        ("prompt", prompts),
        ("staff", [_clerk(no) for no in (1, 2, 9)]),
        ("policy", [wire.PolicyRow()]),
    )
    for name, listed in rows:
        entity = PLAIN[name]
        columns: Callable[..., Columns] = entity.columns
        connection.execute(
            insert(entity.table), [{**columns(row, wire.encode(row)), "seen": 0} for row in listed]
        )


def _clerk(no: int) -> wire.StaffRow:
    role = "manager" if no == 9 else "cashier"
    return wire.StaffRow(staff=no, name=f"店员{no}", role=role, badge_serial=100 + no, pin_hash="-")


def _product(no: int) -> wire.ProductRow:
    return wire.ProductRow(
        product_no=no,
        name=f"{_GOODS[no % len(_GOODS)]} {no}",
        price=500 + no,
        category=f"c{no % 12}",
        margin_percent=20 + no % 50,
        barcodes=(f"69{no:011d}",),
        goes_with=(no % SAMPLE_PRODUCTS + 1,),
    )


def _name(n: int) -> tuple[str, str]:
    family, given = _FAMILIES[n % len(_FAMILIES)], _GIVEN[n // 10 % len(_GIVEN)]
    other = _GIVEN[n // 200 % len(_GIVEN)]
    return family[0] + given[0] + other[0], family[1] + given[1] + other[1]


def member_row(n: int, own: Own, now: datetime) -> wire.MemberRow:
    name, initials = _name(n)
    return wire.MemberRow(
        member=member_id(n),
        name=name,
        initials=initials,
        phone=phone(n),
        home_store=own.store,
        visits=n % 90,
        points=n % 5000,
        month_spend=n % 40_000,
        tags=("frequent",) if n % 3 == 0 else (),
        usual=tuple(
            wire.UsualProduct(
                product_no=no, name=_GOODS[no % len(_GOODS)], last_bought=_day(now), weekday=no % 7
            )
            for no in range(1 + n % 400, 3 + n % 400)
        ),
    )


def _day(now: datetime) -> date:
    return (now - timedelta(days=3)).date()


def pickup_row(n: int, members: int, own: Own, now: datetime, *, is_open: bool) -> wire.PickupRow:
    owner = n % max(1, members)
    name, initials = _name(owner)
    arrived = now - timedelta(minutes=n % 600) if is_open else now - timedelta(days=1 + n % 300)
    lines = tuple(
        wire.PickupLineRow(
            line_no=line_no,
            product_no=(n + 31 * line_no) % SAMPLE_PRODUCTS + 1,
            name=_GOODS[(n + line_no) % len(_GOODS)],
            quantity=1 + line_no % 2,
            arrived=0 if is_open and n % 5 == 0 else 1 + line_no % 2,
            amount=1290 * (1 + line_no % 2),
            zone="chilled" if line_no % 2 else "ambient",
            slot=f"B-{n % 40:02d}",
        )
        for line_no in range(1, 2 + n % 4)
    )
    given = wire.RedemptionRow(
        redemption=f"{n:032x}",
        at=arrived + timedelta(hours=5),
        counter=own.counter,
        counter_label=1,
        store_name="翠湖路店",
        by_name="店员1",
        receipt_no=n,
        units=tuple(wire.Units(line_no=line.line_no, quantity=line.quantity) for line in lines),
    )
    return wire.PickupRow(
        pickup=pickup_id(n),
        order_no=f"T-{pickup_id(n)}",
        pickup_no=pickup_no(n),
        store=own.store,
        member=member_id(owner),
        name=name,
        initials=initials,
        phone=phone(owner),
        ordered_at=arrived - timedelta(days=1),
        arrived_at=arrived,
        expected_at=None,
        expires_at=None,
        state="arrived",
        holder=own.counter,
        epoch=1,
        leader="翠湖路店",
        lines=lines,
        redemptions=() if is_open else (given,),
    )
