"""Random histories of a counter and its HQ against a model that is a few dictionaries: units handed over are never
lost and never doubled, whatever page, reply or database of HQ's is old."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.actions.ports import RedemptionRecord
from app.domain.identity import MemberId, PickupId
from app.domain.pickups import Units
from app.store.opening import open_store
from sync import wire
from tests.builders import NOW, WANG
from tests.rows import enrol_answer, member_row, page, pickup_line, pickup_row
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem, undo

ORDERS = (1, 2)
QUANTITY = 4
BALANCE = 100


@dataclass
class Given:
    """One hand-over as anybody knows it."""

    units: int
    undone: bool = False


@dataclass
class HqModel:
    """What HQ's rows say: hand-overs by order, the balance, the last fact of this counter it took."""

    given: dict[int, dict[str, Given]] = field(default_factory=lambda: {no: {} for no in ORDERS})
    points: int = BALANCE
    last: int = 0

    def copy(self) -> "HqModel":
        given = {
            no: {key: Given(each.units, each.undone) for key, each in known.items()}
            for no, known in self.given.items()
        }
        return HqModel(given, self.points, self.last)

    def take(self, fact: wire.Fact, *, aside: bool) -> str:
        """`aside`: the fact is acknowledged but not understood, and neither is what builds on it."""
        self.last = fact.seq
        body = msgspec.json.decode(fact.body, type=wire.BODIES[fact.kind, fact.v])
        if isinstance(body, wire.PickupRedeemed):
            if aside:
                return "quarantined"
            units = sum(unit.quantity for unit in body.units)
            self.given[body.pickup][body.redemption] = Given(units)
            self.points += body.points
        if isinstance(body, wire.RedemptionUndone):
            known = self.given[body.pickup].get(body.redemption)
            if known is None:
                return "quarantined"
            known.undone = True
            self.points -= body.points
        return "applied"

    def row(self, no: int) -> wire.PickupRow:
        redemptions = tuple(
            wire.RedemptionRow(
                redemption=key,
                at=NOW,
                counter=1,
                counter_label=1,
                store_name="翠湖路店",
                by_name="小周",
                receipt_no=1,
                units=(wire.Units(line_no=1, quantity=each.units),),
                undone=each.undone,
            )
            for key, each in self.given[no].items()
        )
        return pickup_row(no, pickup_line(1, QUANTITY), redemptions=redemptions)


class Histories(RuleBasedStateMachine):
    """`real` is what truly left this counter, `heard` what HQ's rows here say of others, `told` its last whole
    pull: the balance and the last fact that is in it."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "tuangui.db"
        self.store = open_store(self._path, KEY)
        self.store.enrolled(enrol_answer(), "https://hq.example")
        self.sync = self.store.sync_store()
        self.hq = HqModel()
        self.old_hq = self.hq.copy()
        self.epoch = 1
        self.real: dict[int, dict[str, Given]] = {no: {} for no in ORDERS}
        self.heard: dict[int, set[str]] = {no: set() for no in ORDERS}
        self.told: tuple[int, int] | None = None
        self.records: list[RedemptionRecord] = []
        self.ledger: list[tuple[int, int]] = []
        self.count = 0

    @initialize()
    def first_pull(self) -> None:
        self.pull(pages=1, twice=False)

    def teardown(self) -> None:
        assert self.store.first_broken_fact() is None
        self.store.close()
        self._folder.cleanup()

    @rule(order=st.sampled_from(ORDERS), wanted=st.integers(1, QUANTITY))
    def hand_over(self, order: int, wanted: int) -> None:
        """As the verb does it: what is ready, read in the store."""
        with self.store.read() as room:
            found = room.pickups.get(PickupId(order))
        assert found is not None
        units = min(wanted, found.ready)
        if units:
            self.count += 1
            record = record_of(
                f"{self.count:032x}", Units(1, units), pickup=PickupId(order), points=units
            )
            self.ledger.append((redeem(self.store, record), units))
            self.records.append(record)
            self.real[order][record.redemption.id] = Given(units)

    @precondition(lambda self: self.records)
    @rule()
    def take_back(self) -> None:
        record = self.records.pop()
        self.ledger.append((undo(self.store, record), -record.points))
        self.real[record.pickup][record.redemption.id].undone = True

    @rule(limit=st.integers(1, 4), reply_lost=st.booleans(), aside=st.booleans())
    def push(self, limit: int, *, reply_lost: bool, aside: bool) -> None:
        position = self.sync.position()
        results = []
        for fact in self.sync.outbox(position.acked, limit):
            outcome = "duplicate"
            if fact.seq > self.hq.last:
                outcome = self.hq.take(fact, aside=aside)
            results.append(wire.FactResult(seq=fact.seq, outcome=outcome))
        if not reply_lost:
            answer = wire.PushAnswer(
                acked_through=max(self.hq.last, position.acked),
                results=tuple(results),
                server_epoch=f"epoch-{self.epoch}",
                now=NOW,
            )
            self.sync.record_push(answer, NOW)

    @rule(order=st.sampled_from(ORDERS))
    def handed_over_elsewhere(self, order: int) -> None:
        """By another counter under a manager's word; the counter hears of it with the next pull."""
        self.count += 1
        self.hq.given[order][f"{self.count:032x}"] = Given(1)

    @rule(pages=st.integers(1, 3), twice=st.booleans())
    def pull(self, pages: int, *, twice: bool) -> None:
        """All rows as HQ has them now, in one to three pages, perhaps each applied twice."""
        rows: list[tuple[str, str, wire.Struct | None]] = [
            *(("pickup", str(no), self.hq.row(no)) for no in ORDERS),
            ("member", WANG, member_row(points=self.hq.points)),
        ]
        for number in range(pages):
            last = number == pages - 1
            part = rows[number:] if last else rows[number : number + 1]
            told = msgspec.structs.replace(
                page(*part, settled=self.hq.last if last else 0, more=not last),
                server_epoch=f"epoch-{self.epoch}",
            )
            for _ in range(1 + twice):
                self.sync.apply(told, NOW)
            for entity, key, _ in part:
                if entity == "pickup":
                    self.heard[int(key)] = set(self.hq.given[int(key)]) - set(self.real[int(key)])
            self.nothing_is_lost_and_nothing_doubled()
        self.told = (self.hq.points, self.hq.last)

    @rule()
    def hq_makes_a_backup(self) -> None:
        self.old_hq = self.hq.copy()

    @rule()
    def hq_is_restored(self) -> None:
        """It knows less than it acknowledged; the counter is told and starts over."""
        self.hq = self.old_hq.copy()
        self.epoch += 1
        self.sync.rewind(min(self.hq.last, self.sync.position().acked), f"epoch-{self.epoch}")
        self.sync.reset(NOW)
        self.told = None

    @rule()
    def power_cut(self) -> None:
        self.store.close()
        self.store = open_store(self._path, KEY)
        self.sync = self.store.sync_store()

    @invariant()
    def nothing_is_lost_and_nothing_doubled(self) -> None:
        with self.store.read() as room:
            for no in ORDERS:
                found = room.pickups.get(PickupId(no))
                if found is None:
                    continue
                counted = {item.id for item in found.redemptions if not item.undone}
                own = {key: each for key, each in self.real[no].items() if not each.undone}
                assert counted == own.keys() | self.heard[no]
                units = sum(each.units for each in own.values()) + len(self.heard[no])
                assert found.lines[0].redeemed == units
                (summary,) = room.pickups.search(f"T-{no}", 5)
                assert (summary.ready, summary.open) == (found.ready, found.open)

    @invariant()
    def the_balance_is_hqs_and_what_it_has_not_settled(self) -> None:
        if self.told is None:
            return
        points, last = self.told
        with self.store.read() as room:
            member = room.members.get(MemberId(WANG))
        assert member is not None
        assert member.points == points + sum(delta for seq, delta in self.ledger if seq > last)


Histories.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestHistories = Histories.TestCase
