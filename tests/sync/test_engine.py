"""Rounds with HQ under every fault: nothing lost, nothing doubled, queues drain once faults stop."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine import RESETS_AN_HOUR, Engine, batch
from sync.errors import Gap, Reset, Retry, Stop
from sync.ports import Hq, SyncStore
from sync.wire import (
    PUSH_BYTES,
    PUSH_FACTS,
    EntitySum,
    PushAnswer,
    ScopeSum,
    SumsAnswer,
    encode,
)
from tests.sync.scripted_hq import NOW, Crash, Fault, MemoryStore, ScriptedHq, make_facts


class Desk:
    """A store, an HQ and the engine between them, on a clock that moves when told."""

    def __init__(self, facts: int = 0, script: list[Fault] | None = None) -> None:
        self.store = MemoryStore(make_facts(facts))
        self.hq = ScriptedHq(script or [])
        self.hq.store = self.store
        self.now = NOW
        self.engine = self.new_engine()

    def new_engine(self) -> Engine:
        store: SyncStore = self.store
        hq: Hq = self.hq
        self.engine = Engine(store, hq, self.time)
        return self.engine

    def time(self) -> datetime:
        return self.now

    def assert_in_step(self) -> None:
        assert self.engine.pending() == 0
        assert self.hq.applied == dict.fromkeys(range(1, len(self.store.facts) + 1), 1)
        assert [f.sha256 for f in self.hq.journal] == [f.sha256 for f in self.store.facts]
        assert list(self.store.rows) == self.hq.keys


def test_everything_pending_goes_out_in_batches() -> None:
    desk = Desk(facts=2 * PUSH_FACTS + 7)
    assert desk.engine.push().moved == 2 * PUSH_FACTS + 7
    assert desk.hq.pushes == [
        (1, PUSH_FACTS),
        (PUSH_FACTS + 1, PUSH_FACTS),
        (2 * PUSH_FACTS + 1, 7),
    ]
    desk.assert_in_step()


def test_nothing_pending_asks_nothing() -> None:
    desk = Desk()
    desk.engine.push()
    assert desk.hq.pushes == []


def test_all_pages_come_in_one_round_and_only_the_first_waits() -> None:
    desk = Desk()
    for n in range(8):
        desk.hq.publish(f"k{n}")
    done = desk.engine.pull(25)
    assert (done.moved, done.news) == (8, True)
    assert desk.hq.polls == [25, 0, 0]
    desk.assert_in_step()
    assert not desk.engine.pull(0).news


def test_a_lost_reply_doubles_nothing() -> None:
    desk = Desk(facts=5, script=[Fault.LOST_REPLY])
    with pytest.raises(Retry):
        desk.engine.push()
    assert desk.engine.pending() == 5
    desk.engine.push()
    assert set(desk.store.outcomes.values()) == {"duplicate"}
    desk.assert_in_step()


def test_a_death_between_answer_and_record_doubles_nothing() -> None:
    desk = Desk(facts=5, script=[Fault.CRASH])
    with pytest.raises(Crash):
        desk.engine.push()
    desk.new_engine().push()
    desk.assert_in_step()


def test_a_restored_hq_gets_again_what_it_lost_even_if_nothing_is_pending() -> None:
    desk = Desk(facts=20)
    desk.engine.run_once()
    desk.hq.restore(8)
    desk.engine.run_once()
    assert (9, 12) in desk.hq.pushes
    desk.assert_in_step()


def test_a_restore_seen_by_the_pull_stays_news_until_hq_was_asked_even_after_a_restart() -> None:
    desk = Desk(facts=20)
    desk.hq.publish("a")
    desk.engine.run_once()
    desk.hq.restore(8)
    assert desk.engine.pull(0).other_hq
    assert desk.new_engine().pull(0).other_hq
    desk.engine.push(probe=True)
    assert not desk.engine.pull(0).other_hq
    desk.assert_in_step()


def test_facts_no_longer_kept_are_never_skipped() -> None:
    desk = Desk(facts=20)
    desk.engine.push()
    desk.hq.restore(3)
    desk.store.kept_from = 11
    with pytest.raises(Stop) as stop:
        desk.engine.push(probe=True)
    assert stop.value.code == "gap"
    assert len(desk.hq.journal) == 3


def test_a_restored_disk_is_a_fork_before_it_can_write() -> None:
    desk = Desk(facts=20)
    desk.engine.push()
    old = MemoryStore(make_facts(5))
    with pytest.raises(Stop) as stop:
        Engine(old, desk.hq, desk.time).push(probe=True)
    assert stop.value.code == "forked"
    assert old.state.acked == 0


def test_a_cloned_counter_is_a_fork() -> None:
    desk = Desk(facts=5)
    desk.engine.push()
    clone = MemoryStore(make_facts(6, note="clone"))
    with pytest.raises(Stop) as stop:
        Engine(clone, desk.hq, desk.time).push()
    assert stop.value.code == "forked"
    assert clone.position().acked == 0


def test_resets_are_followed_three_times_an_hour_then_a_person_must_look() -> None:
    desk = Desk(script=[Fault.RESET] * (RESETS_AN_HOUR + 1))
    with pytest.raises(Stop) as stop:
        desk.engine.pull(0)
    assert stop.value.code == "reset"
    assert desk.store.resets == RESETS_AN_HOUR
    desk.now += timedelta(hours=1, seconds=1)
    desk.hq.script = [Fault.RESET]
    desk.engine.pull(0)
    desk.assert_in_step()


class OneScopeGone(ScriptedHq):
    """Rows of one scope are older than HQ remembers."""

    def pull(self, cursor, wait_seconds):  # type: ignore[no-untyped-def]
        if cursor == "stale":
            raise Reset("store:1")
        return super().pull(cursor, wait_seconds)


def test_one_scope_starts_over_with_the_cursor_hq_gives_for_it() -> None:
    desk = Desk(facts=2)
    desk.hq = OneScopeGone()
    desk.hq.publish("k")
    desk.store.state = replace(desk.store.state, cursor="stale")
    desk.new_engine().pull(0)
    assert desk.store.resets == 1
    assert desk.engine.pending() == 2
    assert desk.store.rows == {"k": 1}


def test_what_is_missing_here_is_found_and_its_scope_fetched_anew() -> None:
    desk = Desk()
    for n in range(4):
        desk.hq.publish(f"k{n}")
    desk.engine.pull(0)
    assert (desk.hq.sums_asked, desk.store.resets) == (1, 0), "checked after the first pull"
    desk.store.rows.pop("k1")
    desk.engine.pages_a_check = 3
    for n in range(4, 6):
        desk.hq.publish(f"k{n}")
        desk.engine.pull(0)
    assert desk.store.resets == 0, "not at every page"
    desk.hq.publish("k6")
    assert desk.engine.pull(0).news
    assert (desk.hq.sums_asked, desk.store.resets) == (3, 1), "and checked when it came again"
    desk.assert_in_step()


def test_in_a_quiet_shop_it_is_compared_once_a_day_also_when_a_clock_was_ahead() -> None:
    desk = Desk()
    desk.hq.publish("k")
    desk.engine.pull(0)
    for days, asked in ((0.9, 1), (1.1, 2), (1.2, 2), (-5, 3)):
        desk.now = NOW + timedelta(days=days)
        desk.new_engine().pull(0)
        assert desk.hq.sums_asked == asked, days


class NoSums(ScriptedHq):
    """An HQ of before there were sums."""

    def sums(self, cursor):  # type: ignore[no-untyped-def]
        raise Retry("not_found")


def test_an_hq_that_cannot_say_its_sums_is_pulled_from_all_the_same() -> None:
    desk = Desk()
    desk.hq = NoSums()
    desk.hq.publish("k")
    desk.new_engine().pull(0)
    desk.assert_in_step()


def test_rows_that_never_agree_are_a_persons_to_look_at() -> None:
    desk = Desk()
    desk.hq.publish("k")
    desk.hq.sums = lambda cursor: SumsAnswer(  # type: ignore[method-assign]
        scopes=(
            ScopeSum(scope="store:1", entities=(EntitySum(entity="x", count=9, total=0, mix=0),)),
        ),
        now=NOW,
    )
    with pytest.raises(Stop) as stop:
        desk.engine.pull(0)
    assert (stop.value.code, desk.store.resets) == ("reset", RESETS_AN_HOUR)


def test_a_reset_keeps_the_outbox() -> None:
    desk = Desk(facts=3, script=[Fault.RESET])
    desk.hq.publish("a")
    desk.engine.pull(0)
    assert desk.engine.pending() == 3


def test_the_clock_offset_is_hq_minus_ours() -> None:
    desk = Desk()
    desk.now = NOW - timedelta(minutes=7)
    desk.engine.run_once()
    assert desk.engine.clock_offset_s == 420


def test_a_batch_fits_the_bytes_and_one_giant_goes_alone() -> None:
    small = make_facts(PUSH_FACTS + 10)
    assert len(batch(small)) == PUSH_FACTS
    fat = make_facts(40, note="z" * 30_000)
    head = batch(fat)
    assert 1 < len(head) < 40
    assert sum(len(encode(f)) + 1 for f in head) <= PUSH_BYTES
    assert sum(len(encode(f)) + 1 for f in fat[: len(head) + 1]) > PUSH_BYTES
    giant = make_facts(2, note="z" * (PUSH_BYTES + 1))
    assert list(batch(giant)) == giant[:1]


class MildHq(ScriptedHq):
    """Says how much it has where the protocol wants a 409."""

    def push(self, position, facts):  # type: ignore[no-untyped-def]
        try:
            return super().push(position, facts)
        except Gap as gap:
            return PushAnswer(
                acked_through=gap.expected - 1, results=(), server_epoch=str(self.epoch), now=NOW
            )


def test_an_hq_that_only_counts_less_is_given_the_rest_again() -> None:
    desk = Desk(facts=9)
    desk.hq = MildHq()
    desk.new_engine().run_once()
    desk.hq.restore(4)
    desk.engine.run_once()
    desk.assert_in_step()


class StuckHq(ScriptedHq):
    """Says it took nothing, or the same page again, for ever."""

    def push(self, position, facts):  # type: ignore[no-untyped-def]
        answer = super().push(position, facts)
        return type(answer)(
            acked_through=position.acked,
            results=(),
            server_epoch=answer.server_epoch,
            now=answer.now,
        )

    def pull(self, cursor, wait_seconds):  # type: ignore[no-untyped-def]
        answer = super().pull(cursor, wait_seconds)
        return type(answer)(
            changes=answer.changes,
            cursor=cursor,
            more=True,
            settled=0,
            server_epoch=answer.server_epoch,
            now=answer.now,
        )


def test_an_hq_that_gets_nowhere_is_left_alone_for_a_while() -> None:
    engine = Engine(MemoryStore(make_facts(3)), StuckHq(), lambda: NOW)
    with pytest.raises(Retry, match="no_progress"):
        engine.push()
    with pytest.raises(Retry, match="no_progress"):
        engine.pull(0)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["fact", "publish", "push", "pull", "round"]), st.sampled_from(Fault)
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(STEPS)
def test_whatever_happens_in_between_all_is_there_once_in_the_end(
    steps: list[tuple[str, Fault]],
) -> None:
    desk, stops = Desk(), {"reset"}
    for step, fault in steps:
        desk.hq.script.append(fault)
        desk.now += timedelta(minutes=30)
        try:
            match step:
                case "fact":
                    desk.store.add(2)
                case "publish":
                    desk.hq.publish(f"k{len(desk.hq.keys)}-{desk.hq.epoch}")
                case "push":
                    desk.engine.push()
                case "pull":
                    desk.engine.pull(0)
                case _:
                    desk.engine.run_once()
        except Retry:
            pass
        except Crash:
            desk.new_engine()
        except Stop as stop:
            stops.add(stop.code)
            desk.new_engine()
        assert max(desk.hq.applied.values(), default=0) <= 1
        assert desk.store.state.acked <= len(desk.store.facts)
    assert stops == {"reset"}
    desk.hq.script.clear()
    desk.store.crash_next = False
    desk.now += timedelta(hours=2)
    desk.new_engine().run_once()
    desk.assert_in_step()
