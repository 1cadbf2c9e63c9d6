"""The later verdict of the real HQ on the sync page of a real counter: put aside, then settled, whatever happened between."""

import msgspec
import pytest
from msgspec.structs import replace

from app.actions.desk import SyncPicture
from app.actions.look_at_sync import LookAtSync
from app.domain.facts import AfterSaleReported
from sync import wire
from tests.builders import NOW
from tests.hq.running import RunningHq
from tests.sync.test_with_real_hq import CLERK, Shop, hq, shop, until

__all__ = ["hq", "shop"]
UNKNOWN = 555_777


def picture(shop: Shop) -> SyncPicture:
    return LookAtSync(store=shop.store)()


def reported_too_early(shop: Shop) -> None:
    """About an order HQ does not have yet."""
    fact = AfterSaleReported(
        pickup=UNKNOWN,
        line_no=1,
        quantity=1,
        problem="quality",
        redemption=None,
    )
    with shop.store.write() as room:
        room.journal.append(fact, at=NOW, mono_ms=0, by=CLERK)
    shop.worker.wake()
    until(lambda: bool(picture(shop).attention))


def the_order_comes(hq: RunningHq) -> None:
    (raw, *_) = [row["row"] for row in hq.operator.look("pickups")]
    row = msgspec.convert(raw, wire.PickupRow)
    known = replace(row, pickup=UNKNOWN, order_no="T-555777", pickup_no="55577700", aliases=())
    hq.operator.put(replace(known, holder=0, epoch=0), store=1)


def test_a_record_put_aside_is_no_trouble_once_hq_took_it_up(shop: Shop, hq: RunningHq) -> None:
    reported_too_early(shop)
    assert [row.outcome for row in picture(shop).attention] == ["quarantined"]
    the_order_comes(hq)
    counter = shop.identity.counter
    hq.operator.act("replay", counter=counter, incarnation=1, seq=1)
    until(lambda: not picture(shop).attention)
    assert [(row.seq, row.outcome) for row in picture(shop).settled] == [(1, "applied")]


@pytest.mark.parametrize("kind", ["pickup", "verdict"])
def test_both_sides_compare_their_rows_and_say_so(shop: Shop, hq: RunningHq, kind: str) -> None:
    """The first pull of all ends with it; verdicts are compared like everything else."""
    reported_too_early(shop)
    the_order_comes(hq)
    hq.operator.act("replay", counter=shop.identity.counter, incarnation=1, seq=1)
    until(lambda: bool(picture(shop).settled))
    shop.worker.stop()
    shop.store.sync_store().reset(NOW)
    shop.worker = shop.new_worker()
    shop.worker.start()

    def same() -> bool:
        known = {each.entity: each for each in picture(shop).compared}
        found = known.get(kind)
        return found is not None and found.here == found.at_hq > 0

    until(same, 30)
    assert picture(shop).refetched_at is None
