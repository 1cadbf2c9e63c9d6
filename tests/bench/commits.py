"""Confirm → durable: from the clerk's Enter on the store lane to the commit's fsync, at a shop with years of orders."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from app.actions.outcomes import HandedOver, PickupFound
from app.actions.requests import RedeemRequest
from app.bootstrap.counter import Counter
from app.domain.identity import PickupId, StaffId
from app.settings import Settings
from tests.bench.figures import Bench, Figure, over_rounds
from tests.bench.filled import Filled, deaf, filled
from tests.bench.filling import pickup_id

MEMBERS, ORDERS = 100_000, 200_000
ROUNDS, EACH, WARM_UP = 5, 200, 50
TARGET_P99_MS = 10.0


def measure() -> Iterator[Figure]:
    """Hand-overs of whole orders through the real verb on the real lane."""
    with filled(members=MEMBERS, orders=ORDERS) as shop:
        rounds = _rounds(shop)
    how = f"whole orders, SQLCipher, synchronous=FULL, {ORDERS:,} orders"
    yield over_rounds("commit-p50", rounds, 50, unit="ms", target=None, how=how)
    yield over_rounds("commit-p99", rounds, 99, unit="ms", target=TARGET_P99_MS, how=how)


def _rounds(shop: Filled) -> list[list[float]]:
    data = shop.open()
    with ThreadPoolExecutor(1, thread_name_prefix="store") as lane:
        with data.store.write() as room:
            room.staff.sign_in(StaffId(1), datetime.now(UTC))
        counter = Counter(data=data, settings=Settings(), lane=lane, ears=deaf())
        desk = counter.desk
        orders = iter(shop.open_orders())

        def one() -> float:
            found = lane.submit(desk.open_pickup, PickupId(pickup_id(next(orders)))).result()
            if not isinstance(found, PickupFound):
                raise TypeError(type(found).__name__)
            request = RedeemRequest(found.pickup.id, found.ready.units)
            began = time.perf_counter()
            done = lane.submit(desk.redeem_pickup, request).result()
            took = time.perf_counter() - began
            if not isinstance(done, HandedOver):
                raise TypeError(type(done).__name__)
            return took * 1000

        for _ in range(WARM_UP):
            one()
        rounds = [[one() for _ in range(EACH)] for _ in range(ROUNDS)]
        counter.stop()
    return rounds


BENCHES = (Bench("commit", ("commit-p50", "commit-p99"), measure),)
