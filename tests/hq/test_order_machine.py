"""Any order of deeds by two counters and an operator, against a model of a hundred lines. On both databases."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, select

from sync import wire
from sync.hq import grants
from sync.hq.accept import open_units
from sync.hq.auth import Bearer
from sync.hq.claims import Claim, claim
from sync.hq.feed import publish
from sync.hq.keys import Keys
from sync.hq.problems import Refused
from sync.hq.push import push
from sync.hq.recalls import Asker, Verb, Wish
from sync.hq.releasing import release
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from tests.hq.counter import new_id, units_of
from tests.hq.order_model import Order
from tests.hq.test_delivery import NOW, Journal, opened

__all__ = ["opened"]
LINES = st.sampled_from([1, 2, 3])
QUANTITY = st.integers(1, 4)
WHO = st.integers(0, 1)
AGE = st.integers(0, 2)


class Orders(RuleBasedStateMachine):
    database: Database
    keys: Keys

    def __init__(self) -> None:
        super().__init__()
        self.journals = [Journal(self.database, self.keys) for _ in range(2)]
        self.pickup = self.journals[0].pickup
        row = self.row()
        with self.database.read() as connection:
            holder = connection.execute(
                select(t.store.c.holder).where(t.store.c.store == 1)
            ).scalar_one()
        self.model = Order(open_units(row), row.holder, row.epoch, holder)
        self.names: list[tuple[str, int]] = []
        self.granted: list[tuple[str, int, int, int, int]] = []
        """Claims: name, who, epoch, line, quantity."""

    def row(self) -> wire.PickupRow:
        with self.database.read() as connection:
            raw = connection.execute(
                select(t.pickup.c.row).where(t.pickup.c.pickup == self.pickup)
            ).scalar_one()
        return msgspec.json.decode(raw, type=wire.PickupRow)

    def tell(self, who: int, body: wire.Struct, kind: str) -> str:
        """The outcome of a fact; told twice, as after a lost reply, it changes nothing."""
        journal = self.journals[who]
        journal.write(body, kind)
        said = [self.push(journal) for _ in range(2)]
        outcome, _, _ = said[0].partition(" ")
        worse = outcome in {"conflict", "quarantined"}
        assert said[1] == (said[0] if worse else "duplicate ")
        return said[0]

    def push(self, journal: Journal) -> str:
        request = wire.PushRequest(
            proto=1,
            counter=journal.counter,
            incarnation=1,
            first_seq=len(journal.facts),
            facts=(journal.facts[-1],),
            head="",
        )
        with self.database.write() as connection:
            answer = push(
                connection,
                request,
                code_keys=self.keys.code_keys,
                server_epoch=self.keys.server_epoch,
                now=NOW,
            ).answer
        return f"{answer.results[0].outcome} {answer.results[0].detail}"

    def body(self, name: str, epoch: int, line: int, quantity: int) -> wire.PickupRedeemed:
        return wire.PickupRedeemed(
            redemption=name,
            pickup=self.pickup,
            epoch=epoch,
            units=units_of({line: quantity}),
            receipt_no=1,
            member=None,
            points=0,
        )

    @rule(who=WHO, line=LINES, quantity=QUANTITY, age=AGE)
    def redeems(self, who: int, line: int, quantity: int, age: int) -> None:
        """Under the epoch that stands, or one of before."""
        name, epoch = new_id(), max(1, self.model.epoch - age)
        self.names.append((name, who))
        expected = self.model.redeem(name, self.journals[who].counter, epoch, line, quantity)
        told = self.tell(who, self.body(name, epoch, line, quantity), "pickup.redeemed")
        assert told == expected

    @rule(who=WHO, line=LINES, quantity=QUANTITY)
    def overrides(self, who: int, line: int, quantity: int) -> None:
        name = new_id()
        body = wire.HandedOutByOverride(
            redemption=name,
            pickup=self.pickup,
            refusal="HeldElsewhere",
            units=units_of({line: quantity}),
            receipt_no=1,
            approved_by=13,
            member=None,
        )
        self.names.append((name, who))
        expected = self.model.override(name, self.journals[who].counter, line, quantity)
        assert self.tell(who, body, "handout.override") == expected

    @precondition(lambda self: self.names)
    @rule(data=st.data())
    def takes_back(self, data: st.DataObject) -> None:
        name, who = data.draw(st.sampled_from(self.names))
        body = wire.RedemptionUndone(
            redemption=name, pickup=self.pickup, approved_by=None, member=None, points=0
        )
        expected = self.model.undo(name, self.journals[who].counter)
        if expected != "quarantined":
            assert self.tell(who, body, "pickup.undone") == expected

    @rule(who=WHO, line=LINES, quantity=QUANTITY)
    def reports_short(self, who: int, line: int, quantity: int) -> None:
        body = wire.AfterSaleReported(
            pickup=self.pickup, line_no=line, quantity=quantity, problem="shortage", redemption=None
        )
        expected = self.model.short(line, quantity)
        assert self.tell(who, body, "after_sale.reported") == expected

    @rule(who=WHO, line=LINES, quantity=QUANTITY, fulfilled=st.booleans())
    def claims(self, who: int, line: int, quantity: int, fulfilled: bool) -> None:
        name, counter = new_id(), self.journals[who].counter
        asked = wire.ClaimRequest(
            proto=1,
            claim_id=name,
            pickup_id=self.pickup,
            units=units_of({line: quantity}),
            epoch=0,
            by=11,
        )
        expected = self.model.claim(name, counter, line, quantity)
        for _ in range(2):
            answer = self.ask(counter, asked)
            assert answer.detail == expected
        if answer.outcome == "granted":
            self.names.append((name, who))
            self.granted.append((name, who, answer.epoch, line, quantity))
            if fulfilled:
                expected = self.model.redeem(name, counter, answer.epoch, line, quantity)
                body = self.body(name, answer.epoch, line, quantity)
                assert self.tell(who, body, "pickup.redeemed") == expected

    @precondition(lambda self: self.granted)
    @rule(data=st.data())
    def a_person_gives_a_claim_back(self, data: st.DataObject) -> None:
        name, *_ = data.draw(st.sampled_from(self.granted))
        expected = self.model.release(name)
        with self.database.write() as connection:
            given, _ = release(connection, name, Asker("op", "柜台坏了"), NOW)
        assert given == expected

    @precondition(lambda self: self.granted)
    @rule(data=st.data())
    def the_fact_of_a_claim_comes_late(self, data: st.DataObject) -> None:
        name, who, epoch, line, quantity = data.draw(st.sampled_from(self.granted))
        if not self.model.hands[name].claimed:
            return
        expected = self.model.redeem(name, self.journals[who].counter, epoch, line, quantity)
        body = self.body(name, epoch, line, quantity)
        assert self.tell(who, body, "pickup.redeemed") == expected

    def ask(self, counter: int, asked: wire.ClaimRequest) -> wire.ClaimAnswer:
        with self.database.write() as connection:
            (answer,), _ = claim(connection, [Claim(Bearer(counter, 1, 1), asked)], NOW)
        assert isinstance(answer, wire.ClaimAnswer)
        return answer

    @rule(who=WHO, age=AGE)
    def gives_the_grant_back(self, who: int, age: int) -> None:
        epoch = max(1, self.model.epoch - age)
        body = wire.GrantReturned(pickup=self.pickup, epoch=epoch)
        expected = self.model.give_back(self.journals[who].counter, epoch)
        assert self.tell(who, body, "grant.returned") == expected

    @rule(force=st.sampled_from([False, False, True]))
    def hq_refunds(self, force: bool) -> None:
        def work(connection: Connection) -> str:
            asked = grants.ask_back(
                connection,
                self.pickup,
                Wish(Verb.REFUND, 1),
                asker=Asker("op", "客户要求"),
                force=force,
                now=NOW,
            )
            publish(connection, asked.puts, NOW)
            return asked.ended

        expected = self.model.refund(force=force)
        assert self.at_hq(work) == expected

    @rule()
    def hq_withdraws(self) -> None:
        def work(connection: Connection) -> str:
            publish(connection, grants.withdraw(connection, self.pickup, NOW), NOW)
            return "done"

        expected = self.model.withdraw()
        assert self.at_hq(work) == expected

    def at_hq(self, work: Callable[[Connection], str]) -> str:
        """What came of an operator's act, or the code of its refusal."""
        try:
            with self.database.write() as connection:
                return work(connection)
        except Refused as refused:
            return refused.refusal.code

    @invariant()
    def hq_says_what_the_model_says(self) -> None:
        row, model = self.row(), self.model
        assert (row.holder, row.epoch, row.state, row.recall) == (
            model.holder,
            model.epoch,
            model.state,
            model.recall,
        )
        owed = open_units(row)
        assert owed == {line: model.open(line) for line in model.owed}
        assert all(units >= 0 for units in owed.values())
        standing = {each.redemption for each in row.redemptions if not each.undone}
        assert standing == {name for name, each in model.hands.items() if not each.undone}
        with self.database.read() as connection:
            shown = connection.execute(
                select(t.conflict.c.redemption).where(t.conflict.c.pickup == self.pickup)
            ).scalars()
            assert set(shown) == model.contested


@pytest.mark.timeout(300)
def test_hq_and_the_model_never_differ(opened: tuple[Database, Keys]) -> None:
    Orders.database, Orders.keys = opened
    run_state_machine_as_test(
        Orders,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
