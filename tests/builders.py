"""Made-up pickups, members and rows for tests; every phone here is invented."""

from datetime import UTC, datetime, timedelta

from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ProductNo,
    ReceiptNo,
    RedemptionId,
    StoreId,
)
from app.domain.money import Fen
from app.domain.pickups import HeldBy, Line, Pickup, Place, Redemption, State, Units, Zone

NOW = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
"""17:42 in the shop."""
STORE, COUNTER = StoreId(1), CounterId(1)
WANG = MemberId("0" * 31 + "1")
WANG_PHONE = "13800001234"


def line(no: int = 1, *, quantity: int = 1, **changes: object) -> Line:
    values: dict[str, object] = {
        "line_no": no,
        "product_no": ProductNo(1000 + no),
        "name": f"红颜草莓 {no}",
        "quantity": quantity,
        "arrived": quantity,
        "redeemed": 0,
        "short": 0,
        "amount": Fen(2990 * quantity),
        "zone": Zone.CHILLED,
        "slot": f"B-{no:02d}",
    }
    return Line(**(values | changes))  # type: ignore[arg-type]


def pickup(*lines: Line, **changes: object) -> Pickup:
    values: dict[str, object] = {
        "id": PickupId(20462),
        "order_no": "T-20462",
        "pickup_no": "48270136",
        "store": STORE,
        "member": WANG,
        "name": "王女士",
        "phone": WANG_PHONE,
        "ordered_at": NOW - timedelta(hours=21),
        "arrived_at": NOW - timedelta(hours=3),
        "expected_at": None,
        "expires_at": None,
        "state": State.ARRIVED,
        "ended_at": None,
        "refunded": Fen(0),
        "grant": HeldBy(COUNTER, 1),
        "leader": "翠湖路店",
        "lines": lines or (line(),),
    }
    return Pickup(**(values | changes))  # type: ignore[arg-type]


def redemption(*units: Units, at: datetime = NOW, undone: bool = False) -> Redemption:
    return Redemption(
        id=RedemptionId("a" * 32),
        at=at,
        counter=CounterId(2),
        counter_label=2,
        store_name="翠湖路店",
        by_name="小何",
        receipt_no=ReceiptNo(42),
        units=units or (Units(1, 1),),
        undone=undone,
    )


def place(**changes: object) -> Place:
    values: dict[str, object] = {
        "store": STORE,
        "counter": COUNTER,
        "now": NOW,
        "blind_pickup": "allow",
    }
    return Place(**(values | changes))  # type: ignore[arg-type]
