"""Scan → painted, with a thousand, a hundred thousand and a million members: the figure must not grow with the shop."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle

from app.domain.identity import StaffId
from tests.bench.figures import Bench, Figure, over_rounds
from tests.bench.filled import Filled, filled
from tests.bench.filling import pickup_no
from tests.bench.screen import Screen, screen

SIZES = {"1k": 1_000, "100k": 100_000, "1m": 1_000_000}
ORDERS = 200_000
ROUNDS, EACH, WARM_UP = 5, 100, 40
TARGET_P99_MS = 16.0


def _measure(size: str) -> Iterator[Figure]:
    members = SIZES[size]
    with filled(members=members, orders=ORDERS) as shop:
        texts = _texts(shop, WARM_UP + ROUNDS * EACH)
        with screen(shop.paths) as counter:
            for text in texts[:WARM_UP]:
                _scan(counter, text)
            rounds = [
                [_scan(counter, text) for text in texts[start : start + EACH]]
                for start in range(WARM_UP, len(texts), EACH)
            ]
    how = f"{members:,} members, {ORDERS:,} orders; pickup codes, member codes and pickup numbers"
    target = TARGET_P99_MS
    yield over_rounds(f"scan-painted-p50-{size}", rounds, 50, unit="ms", target=None, how=how)
    yield over_rounds(f"scan-painted-p99-{size}", rounds, 99, unit="ms", target=target, how=how)


def _scan(counter: Screen, text: str) -> float:
    took = counter.scan(text) * 1000
    counter.settle()
    return took


def _texts(shop: Filled, count: int) -> list[str]:
    """Every text another order or member, no two alike in a row."""
    data = shop.open()
    with data.store.write() as room:
        room.staff.sign_in(StaffId(1), datetime.now(UTC))
    kinds: tuple[Callable[[int], str], ...] = (
        lambda n: shop.pickup_code(data, n),
        lambda n: shop.member_code(n % shop.members),
        pickup_no,
    )
    orders = shop.open_orders()
    step = max(1, len(orders) // count)
    texts = [kind(n) for n, kind in zip(orders[::step][:count], cycle(kinds), strict=False)]
    data.store.close()
    if len(texts) < count:
        raise ValueError("too few open orders")
    return texts


def _bench(size: str) -> Bench:
    rows = (f"scan-painted-p50-{size}", f"scan-painted-p99-{size}")
    return Bench(f"scan-painted-{size}", rows, lambda: _measure(size))


BENCHES = tuple(_bench(size) for size in SIZES)
