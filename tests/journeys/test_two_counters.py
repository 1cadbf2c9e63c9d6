"""A shop with two counters on its own network, real ones, and the real HQ behind a line that is cut: what the first holds
the second hands over too, once, and HQ has it once whoever is heard first."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.actions.outcomes import (
    ClaimOutcome,
    HandedOver,
    HandOverRefused,
    HqNotReached,
    PickupFound,
    PickupRefused,
    RedeemOutcome,
    Undone,
)
from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.bootstrap.counter import Counter, Ears
from app.bootstrap.opening import NotEnrolled, enrol_counter, open_data
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.domain.identity import StaffId
from app.domain.pickups import AlreadyRedeemed, Pickup, Units
from app.settings import HubSettings, Settings
from installer.demo.headquarters import ROOT, Headquarters
from installer.demo.line import Fault, Line
from tests.sync.test_with_real_hq import until

CLERK = StaffId(11)
LOOPBACK = HubSettings(host="127.0.0.1", port=0)


class Till:
    """A counter as bootstrap builds it, without its screen, and its own line to HQ."""

    def __init__(self, hq: Headquarters, folder: Path, label: int) -> None:
        self.line = Line(("127.0.0.1", hq.port))
        folder.mkdir()
        found = open_data(folder / "tuangui.db", FileSecrets(folder / KEY_FILE))
        assert isinstance(found, NotEnrolled)
        address = f"http://127.0.0.1:{self.line.port}"
        self.data = enrol_counter(found, address, hq.enrol_code(1, label))
        self.start()

    def start(self, settings: HubSettings = LOOPBACK) -> None:
        self.lane = ThreadPoolExecutor(max_workers=1)
        quiet: Any = lambda *_: None  # noqa: E731
        self.counter = self.lane.submit(
            lambda: Counter(
                data=self.data,
                settings=Settings(hub=settings),
                lane=self.lane,
                ears=Ears(
                    sync=quiet,
                    changed=quiet,
                    printer=quiet,
                    printed=quiet,
                    scanner=quiet,
                    scanned=quiet,
                ),
            )
        ).result()
        self.lane.submit(self.counter.prepare).result()
        self.counter.start()
        until(self.has_data, 30)
        with self.data.store.write() as room:
            room.staff.sign_in(CLERK, datetime.now(UTC))

    def has_data(self) -> bool:
        with self.data.store.read() as room:
            return bool(room.staff.everyone()) and bool(room.siblings.everyone())

    def order(self, order_no: str) -> Pickup:
        with self.data.store.read() as room:
            found = room.pickups.by_alias(order_no)
        assert found is not None
        return found

    def scanned(self, order_no: str) -> object:
        order = self.order(order_no).id
        return self.lane.submit(self.counter.desk.open_pickup, order).result(20)

    def ask_once(self, order_no: str) -> ClaimOutcome:
        wish = RedeemRequest(self.order(order_no).id, ())
        return self.counter.claiming.ask(wish).answer.result(30)

    def ask(self, order_no: str, request: RedeemRequest | None = None) -> ClaimOutcome:
        """Asked until there is an answer, which a busy machine may be too late with; it is the very same claim."""
        wish = request or RedeemRequest(self.order(order_no).id, ())
        found: list[ClaimOutcome] = []

        def answered() -> bool:
            found.append(self.counter.claiming.ask(wish).answer.result(30))
            return not isinstance(found[-1], HqNotReached)

        until(answered, 60)
        return found[-1]

    def redeem(self, order_no: str) -> "Future[RedeemOutcome]":
        order = self.order(order_no)
        units = tuple(Units(line.line_no, line.ready) for line in order.lines if line.ready)
        return self.lane.submit(self.counter.desk.redeem_pickup, RedeemRequest(order.id, units))

    def undo(self) -> object:
        return self.lane.submit(self.counter.desk.undo_redemption, None, "").result(20)

    @property
    def pending(self) -> int:
        with self.data.store.read() as room:
            return room.journal.pending()[0]

    def knows_the_hub(self) -> bool:
        with self.data.store.read() as room:
            return any(each.hub and each.addresses for each in room.siblings.everyone())

    def drained(self) -> None:
        def done() -> bool:
            if self.pending:
                self.counter.retry_sync()
            return self.pending == 0

        until(done, 30)

    def stop(self) -> None:
        self.counter.stop()
        self.lane.shutdown()

    def close(self) -> None:
        self.stop()
        self.line.close()
        self.data.store.close()


class TwoCounters:
    """Counter 1 was enrolled first and is the hub. `near` is the way from counter 2 to it."""

    def __init__(self, folder: Path) -> None:
        self.hq = Headquarters(folder / "hq" / "hq.db", seeds=ROOT / "seeds")
        self.hub = Till(self.hq, folder / "one", 1)
        self.second = Till(self.hq, folder / "two", 2)
        until(self.second.knows_the_hub, 30)
        self.port = self.hub.counter.siblings.door.state.port
        self.near = Line(("127.0.0.1", self.port))

    def by_the_line(self) -> None:
        """Counter 2 finds the hub where its settings say: at the line that can fail."""
        here = replace(LOOPBACK, address=f"127.0.0.1:{self.near.port}")
        self.second.counter.follow(Settings(hub=here))

    def cut(self) -> None:
        self.hub.line.set(Fault.CUT)
        self.second.line.set(Fault.CUT)

    def join(self, *tills: Till) -> None:
        for till in tills or (self.hub, self.second):
            till.line.set(Fault.NONE)
            till.drained()

    def at_hq(self, order_no: str) -> list[str]:
        """Redemptions of the order that stand there."""
        (row,) = [row["row"] for row in self.hq.look("pickups") if row["order_no"] == order_no]
        standing = [each for each in row.get("redemptions", []) if not each.get("undone")]
        return [each["redemption"] for each in standing]

    def points(self, redemption: str) -> list[int]:
        return [
            row["points"]
            for row in self.hq.look("points")
            if row["operation"] in {redemption, f"undo:{redemption}"}
        ]

    def calm(self) -> bool:
        return self.hq.look("conflicts") == [] and self.hq.look("quarantine") == []

    def close(self) -> None:
        self.near.close()
        self.second.close()
        self.hub.close()
        self.hq.stop()


@pytest.fixture(scope="module")
def one_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoCounters]:
    made = TwoCounters(tmp_path_factory.mktemp("shop"))
    yield made
    made.close()


@pytest.fixture
def shop(one_shop: TwoCounters) -> Iterator[TwoCounters]:
    """The line to HQ is cut; each test has orders of its own."""
    one_shop.cut()
    yield one_shop
    one_shop.near.set(Fault.NONE)
    one_shop.join()


def test_with_the_line_cut_the_second_counter_hands_over_and_the_first_says_so(
    shop: TwoCounters,
) -> None:
    found = shop.second.scanned("T-20463")
    assert isinstance(found, PickupFound)
    assert found.pickup.grant.near == 1
    done = shop.second.ask("T-20463")
    assert isinstance(done, HandedOver)
    refused = shop.hub.scanned("T-20463")
    assert isinstance(refused, PickupRefused)
    assert isinstance(refused.refusal, AlreadyRedeemed)
    last = refused.refusal.last
    assert (last.counter_label, last.by_name, last.id) == (2, "小周", done.redemption)
    late = shop.hub.redeem("T-20463").result(20)
    assert isinstance(late, HandOverRefused)


@pytest.mark.parametrize(("order_no", "first"), [("T-20473", "hub"), ("T-20477", "second")])
def test_hq_has_it_once_whoever_is_heard_first(
    shop: TwoCounters, order_no: str, first: str
) -> None:
    done = shop.second.ask(order_no)
    assert isinstance(done, HandedOver)
    assert done.points > 0
    tills = [shop.hub, shop.second] if first == "hub" else [shop.second, shop.hub]
    shop.join(tills[0])
    assert shop.at_hq(order_no) == [done.redemption]
    assert shop.points(done.redemption) == ([] if first == "hub" else [done.points])
    shop.join(tills[1])
    assert shop.at_hq(order_no) == [done.redemption]
    assert shop.points(done.redemption) == [done.points]
    assert shop.calm()


@pytest.mark.parametrize("order_no", ["T-20464", "T-20467", "T-20468", "T-20481"])
def test_both_confirm_at_once_and_one_of_them_has_it(shop: TwoCounters, order_no: str) -> None:
    wish = RedeemRequest(shop.second.order(order_no).id, ())
    asked = shop.second.counter.claiming.ask(wish)
    here = shop.hub.redeem(order_no).result(20)
    there = asked.answer.result(30)
    if isinstance(there, HqNotReached):  # a busy machine: the very same question again
        there = shop.second.ask(order_no, wish)
    done = [each for each in (here, there) if isinstance(each, HandedOver)]
    (refused,) = [each for each in (here, there) if isinstance(each, HandOverRefused)]
    assert isinstance(refused.refusal, AlreadyRedeemed)
    shop.join()
    assert shop.at_hq(order_no) == [done[0].redemption]
    assert shop.calm()


def test_an_answer_lost_and_a_hub_started_anew_is_the_same_answer(shop: TwoCounters) -> None:
    shop.by_the_line()
    shop.near.set(Fault.LOSING_ANSWERS)

    def granted_unheard() -> bool:
        """It may be lost on its way there too; it is the very same claim."""
        assert isinstance(shop.second.ask_once("T-20466"), HqNotReached)
        return shop.hub.order("T-20466").open == 0

    until(granted_unheard, 30)
    shop.hub.stop()
    shop.hub.start(replace(LOOPBACK, port=shop.port))
    until(lambda: shop.hub.counter.siblings.door.is_open, 30)
    shop.near.set(Fault.NONE)
    done = shop.second.ask("T-20466")
    assert isinstance(done, HandedOver)
    (allowed,) = shop.hub.order("T-20466").redemptions
    assert allowed.id == done.redemption
    shop.join()
    assert shop.at_hq("T-20466") == [done.redemption]
    assert shop.calm()


def test_what_the_second_takes_back_the_hub_may_hand_over_at_once(shop: TwoCounters) -> None:
    done = shop.second.ask("T-20478")
    assert isinstance(done, HandedOver)
    assert shop.hub.order("T-20478").ready == 0
    assert isinstance(shop.second.undo(), Undone)
    until(lambda: shop.hub.order("T-20478").ready > 0, 20)
    again = shop.hub.redeem("T-20478").result(20)
    assert isinstance(again, HandedOver)
    shop.join(shop.hub)
    assert shop.at_hq("T-20478") == [again.redemption]
    shop.join(shop.second)
    assert shop.at_hq("T-20478") == [again.redemption]
    assert shop.points(done.redemption) in ([], [done.points, -done.points])
    assert shop.points(again.redemption) == [again.points]
    assert shop.calm()


def test_without_the_hub_and_without_hq_it_says_so_and_nothing_is_lost(shop: TwoCounters) -> None:
    shop.by_the_line()
    shop.near.set(Fault.HANGING)
    assert isinstance(shop.second.ask_once("T-20482"), HqNotReached)
    assert shop.second.order("T-20482").ready == 1
    shop.near.set(Fault.NONE)
    assert isinstance(shop.second.ask("T-20482"), HandedOver)


def test_missing_goods_are_reported_there_and_nobody_looks_for_them_here(
    shop: TwoCounters,
) -> None:
    order = shop.second.order("T-20476")
    wish = RedeemRequest(order.id, (Units(1, 1),), (LineProblem(1, 1, Problem.SHORTAGE),))
    done = shop.second.ask("T-20476", wish)
    assert isinstance(done, HandedOver)
    assert done.count == 1
    assert shop.hub.order("T-20476").ready == 0
    shop.join()
    assert shop.at_hq("T-20476") == [done.redemption]
    (row,) = [row["row"] for row in shop.hq.look("pickups") if row["order_no"] == "T-20476"]
    assert row["lines"][0]["short"] == 1
    assert shop.calm()
