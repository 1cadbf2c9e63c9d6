"""HQ's rows for tests: a small shop as the feed would bring it. Made-up people and phones."""

from datetime import timedelta
from itertools import count
from typing import Any

import msgspec

from sync import wire
from tests.builders import NOW, WANG, WANG_PHONE

DAY = timedelta(days=1)
_NUMBERS = count(1)


def change(seq: int, entity: str, key: str, row: wire.Struct | None) -> wire.Change:
    """`row` None = a tombstone."""
    scope = "chain" if entity in {"product", "code_key", "revocation", "store"} else "store:1"
    if row is None:
        return wire.Change(scope=scope, seq=seq, entity=entity, key=key, op="del")
    raw = msgspec.Raw(msgspec.json.encode(row))
    return wire.Change(scope=scope, seq=seq, entity=entity, key=key, op="put", row=raw)


def page(
    *rows: tuple[str, str, wire.Struct | None],
    settled: int = 0,
    cursor: str = "c",
    more: bool = False,
) -> wire.ChangesAnswer:
    """A page of changes; the sequence numbers only need to rise."""
    return wire.ChangesAnswer(
        changes=tuple(change(next(_NUMBERS), *row) for row in rows),
        cursor=cursor,
        more=more,
        settled=settled,
        server_epoch="epoch-1",
        now=NOW,
    )


def pickup_line(no: int = 1, quantity: int = 1, **changes: Any) -> wire.PickupLineRow:
    values: dict[str, Any] = {
        "line_no": no,
        "product_no": 1000 + no,
        "name": f"商品{no}",
        "quantity": quantity,
        "arrived": quantity,
        "amount": 1000 * quantity,
        "zone": "chilled",
        "slot": f"B-{no:02d}",
    }
    return wire.PickupLineRow(**(values | changes))


def pickup_row(no: int = 20462, *lines: wire.PickupLineRow, **changes: Any) -> wire.PickupRow:
    values: dict[str, Any] = {
        "pickup": no,
        "order_no": f"T-{no}",
        "pickup_no": f"{no:08d}",
        "store": 1,
        "member": WANG,
        "name": "王女士",
        "initials": "wns",
        "phone": WANG_PHONE,
        "ordered_at": NOW - DAY,
        "arrived_at": NOW - timedelta(hours=3),
        "expected_at": None,
        "expires_at": None,
        "state": "arrived",
        "holder": 1,
        "epoch": 1,
        "leader": "翠湖路店",
        "lines": lines or (pickup_line(),),
    }
    return wire.PickupRow(**(values | changes))


def member_row(**changes: Any) -> wire.MemberRow:
    values: dict[str, Any] = {
        "member": WANG,
        "name": "王女士",
        "initials": "wns",
        "phone": WANG_PHONE,
        "home_store": 1,
        "visits": 46,
        "points": 1286,
        "month_spend": 41200,
    }
    return wire.MemberRow(**(values | changes))


def staff_rows() -> list[tuple[str, str, wire.Struct]]:
    """小周 and 小何 at the till, 老何 the manager; the PIN stands where its hash would."""
    people = ((1, "小周", "cashier"), (2, "小何", "cashier"), (9, "老何", "manager"))
    return [
        (
            "staff",
            str(no),
            wire.StaffRow(
                staff=no, name=name, role=role, badge_serial=100 + no, pin_hash=f"{no}" * 6
            ),
        )
        for no, name, role in people
    ]


def product_row(no: int, **changes: Any) -> wire.ProductRow:
    values: dict[str, Any] = {
        "product_no": no,
        "name": f"商品{no}",
        "price": 1000,
        "category": "fruit",
        "margin_percent": 30,
    }
    return wire.ProductRow(**(values | changes))


def enrol_answer() -> wire.EnrolAnswer:
    return wire.EnrolAnswer(
        counter=1,
        incarnation=1,
        label=1,
        store=wire.StoreRow(
            store=1, name="翠湖路店", address="翠湖路 18 号", phone="0571-88000000"
        ),
        code_keys=(),
        receipt_key=b"r" * 32,
        pin_pepper=b"p" * 32,
        receipt_url="https://hq.example",
        server_epoch="epoch-1",
        now=NOW,
    )
