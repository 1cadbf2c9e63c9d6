"""The journal keeps what happened: a chain without gaps that nobody can change, and HQ's word on each fact."""

import itertools
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.actions.keep_retention import KeepRetention
from app.domain.identity import PickupId
from app.errors import CounterError
from app.store.errors import StoreBug
from app.store.opening import SqlStore, open_store
from sync import wire
from tests.builders import NOW
from tests.fakes import StillClock
from tests.rows import enrol_answer
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem, say


def write(store: SqlStore, count: int) -> None:
    for number in range(count):
        with store.write() as room:
            say(room, NOW + timedelta(seconds=number))


def answered(acked: int, *results: tuple[int, str]) -> wire.PushAnswer:
    return wire.PushAnswer(
        acked_through=acked,
        results=tuple(wire.FactResult(seq=seq, outcome=outcome) for seq, outcome in results),
        server_epoch="epoch-1",
        now=NOW,
    )


def test_facts_are_numbered_without_gaps_and_chained(store: SqlStore) -> None:
    write(store, 5)
    facts = store.sync_store().outbox(0, 100)
    assert [fact.seq for fact in facts] == [1, 2, 3, 4, 5]
    assert facts[0].prev == wire.CHAIN_START
    for before, after in itertools.pairwise(facts):
        assert after.prev == before.sha256
    assert all(wire.chain_hash(fact) == fact.sha256 for fact in facts)
    assert store.first_broken_fact() is None


def test_what_hq_gets_hashes_the_same_after_the_wire(store: SqlStore) -> None:
    """Times with microseconds and Chinese text survive JSON byte for byte."""
    with store.write() as room:
        say(room, NOW.replace(microsecond=123_457))
    (fact,) = store.sync_store().outbox(0, 1)
    arrived = msgspec.json.decode(wire.encode(fact), type=wire.Fact)
    assert wire.chain_hash(arrived) == fact.sha256


def test_a_rolled_back_fact_takes_no_number(store: SqlStore) -> None:
    def fail() -> None:
        with store.write() as room:
            say(room)
            raise KeyError("the verb failed")

    with pytest.raises(KeyError):
        fail()
    with store.write() as room:
        assert say(room).seq == 1


CONTENT = (
    "incarnation", "seq", "id", "counter", "kind", "v", "at", "mono_ms", "by", "by_name", "body",
    "prev", "sha256",
)  # fmt: skip
SET = "UPDATE journal SET {} = '7' WHERE seq = 2"
CHANGE = "UPDATE journal SET {} = ? WHERE seq = 4"
ATTACKS = [
    *(SET.format(column) for column in CONTENT),
    "DELETE FROM journal",
    "DELETE FROM journal WHERE seq = 3",
    "REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
    "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 2 ON CONFLICT DO UPDATE SET body = '{}'",
    "UPDATE OR REPLACE journal SET seq = 1 WHERE seq = 2",
    "UPDATE journal SET outcome = '' WHERE seq = 1",
    "UPDATE journal SET outcome = 'duplicate', detail = 'x' WHERE seq = 1",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_raw_sql_cannot_change_a_fact(store: SqlStore, attack: str) -> None:
    write(store, 3)
    store.sync_store().record_push(answered(1, (1, "applied")), NOW)
    before = store.sync_store().outbox(0, 10)

    def attempt() -> None:
        with store.write() as room:
            room.connection.exec_driver_sql(attack)

    with pytest.raises(StoreBug):
        attempt()
    assert store.sync_store().outbox(0, 10) == before
    with store.read() as room:
        assert [row.outcome for row in room.journal.recent(9)] == ["", "", "applied"]


@pytest.mark.parametrize("column", ["body", "prev", "sha256", "at", "kind"])
def test_a_journal_changed_behind_the_triggers_is_found(store: SqlStore, column: str) -> None:
    write(store, 6)
    with store.write() as room:
        room.connection.exec_driver_sql("DROP TRIGGER journal_keeps_content")
        value = 5 if column == "at" else "x"
        room.connection.exec_driver_sql(CHANGE.format(column), (value,))
    assert store.first_broken_fact() == 4
    assert store.first_broken_fact(3) == 4


def test_a_fact_taken_out_behind_the_triggers_is_found(store: SqlStore) -> None:
    write(store, 6)
    with store.write() as room:
        room.connection.exec_driver_sql("DROP TRIGGER journal_keeps_rows")
        room.connection.exec_driver_sql("DELETE FROM journal WHERE seq = 3")
    assert store.first_broken_fact() == 3


def test_a_long_journal_is_checked_over_several_pages(store: SqlStore) -> None:
    with store.write() as room:
        for _ in range(1203):
            say(room)
    assert store.first_broken_fact() is None
    with store.write() as room:
        room.connection.exec_driver_sql("DROP TRIGGER journal_keeps_content")
        room.connection.exec_driver_sql("UPDATE journal SET by = 8 WHERE seq = 1001")
    assert store.first_broken_fact() == 1001
    assert store.first_broken_fact(100) is None


def test_recent_pages_backwards(store: SqlStore) -> None:
    write(store, 5)
    with store.read() as room:
        first = room.journal.recent(2)
        then = room.journal.recent(2, before_seq=first[-1].seq)
    assert [row.seq for row in (*first, *then)] == [5, 4, 3, 2]
    assert first[0].body == {"staff": 1, "way": "pin"}


def test_a_fact_about_an_order_is_named_by_its_number(shop: SqlStore) -> None:
    redeem(shop, record_of("a" * 32))
    redeem(shop, record_of("b" * 32, pickup=PickupId(777)))
    with shop.write() as room:
        say(room)
    with shop.read() as room:
        assert [row.subject for row in room.journal.recent(3)] == ["", "", "T-20462"]


def test_the_name_of_who_did_it_is_kept_when_they_leave(shop: SqlStore) -> None:
    write(shop, 1)
    with shop.write() as room:
        room.connection.exec_driver_sql("DELETE FROM staff")
    with shop.read() as room:
        assert room.journal.recent(1)[0].by_name == "小周"


class TestAnswers:
    def test_pending_counts_what_hq_has_not_acknowledged(self, store: SqlStore) -> None:
        with store.read() as room:
            assert room.journal.pending() == (0, None)
        write(store, 4)
        store.sync_store().record_push(answered(2, (1, "applied"), (2, "conflict")), NOW)
        with store.read() as room:
            assert room.journal.pending() == (2, NOW + timedelta(seconds=2))
            (attention,) = room.journal.needing_attention(10)
        assert (attention.seq, attention.outcome) == (2, "conflict")

    def test_a_dropped_reply_told_again_changes_nothing_known(self, store: SqlStore) -> None:
        write(store, 3)
        sync = store.sync_store()
        first = answered(3, (1, "applied"), (2, "quarantined"), (3, "applied"))
        sync.record_push(first, NOW)
        sync.record_push(answered(3, (1, "duplicate"), (3, "duplicate")), NOW)
        with store.read() as room:
            outcomes = [row.outcome for row in room.journal.recent(9)]
        assert outcomes == ["applied", "quarantined", "applied"]

    def test_an_acknowledged_fact_without_a_word_is_a_duplicate(self, store: SqlStore) -> None:
        write(store, 2)
        store.sync_store().record_push(answered(2, (2, "applied")), NOW)
        with store.read() as room:
            assert [row.outcome for row in room.journal.recent(9)] == ["applied", "duplicate"]

    def test_a_worse_word_of_a_restored_hq_is_shown(self, store: SqlStore) -> None:
        write(store, 1)
        sync = store.sync_store()
        sync.record_push(answered(1, (1, "applied")), NOW)
        sync.rewind(0, "epoch-2")
        assert sync.position().acked == 0
        sync.record_push(answered(1, (1, "conflict")), NOW)
        with store.read() as room:
            assert [row.seq for row in room.journal.needing_attention(9)] == [1]

    def test_hq_cannot_acknowledge_what_never_happened(self, store: SqlStore) -> None:
        write(store, 2)
        store.sync_store().record_push(answered(99), NOW)
        assert store.sync_store().position().acked == 2

    def test_the_position_is_the_head_of_the_chain(self, store: SqlStore) -> None:
        write(store, 2)
        position = store.sync_store().position()
        last = store.sync_store().outbox(1, 9)[0]
        assert (position.newest, position.head) == (2, last.sha256)
        assert (position.counter, position.incarnation, position.cursor) == (1, 1, "")


class TestEnrolledAgain:
    @pytest.mark.parametrize("anew", [{"incarnation": 2}, {"counter": 5}], ids=str)
    def test_all_that_is_kept_is_carried_into_the_new_chain(
        self, path: Path, anew: dict[str, int]
    ) -> None:
        """Also as another counter with the same incarnation. What HQ has it knows by its ids; it may be restored."""
        store = open_store(path, KEY)
        store.enrolled(enrol_answer(), "https://hq.example")
        write(store, 5)
        sync = store.sync_store()
        sync.record_push(answered(2, (1, "applied"), (2, "applied")), NOW)
        before = sync.outbox(0, 9)
        again = msgspec.structs.replace(enrol_answer(), **anew)
        store.enrolled(again, "https://hq.example")
        carried = sync.outbox(0, 9)
        assert [fact.id for fact in carried] == [fact.id for fact in before]
        assert [fact.body for fact in carried] == [fact.body for fact in before]
        place = (again.counter, again.incarnation)
        assert [(fact.counter, fact.incarnation, fact.seq) for fact in carried] == [
            (*place, seq) for seq in range(1, 6)
        ]
        assert sync.position().acked == 0
        assert store.first_broken_fact() is None
        with store.write() as room:
            assert say(room).seq == 6
        store.close()

    def test_the_same_enrolment_again_changes_nothing(self, store: SqlStore) -> None:
        write(store, 2)
        store.sync_store().record_push(answered(1, (1, "applied")), NOW)
        before = store.sync_store().position()
        store.enrolled(enrol_answer(), "https://hq.example")
        assert store.sync_store().position() == before


class TestOldFactsLeave:
    LATER = NOW + timedelta(days=31)

    def drop(self, store: SqlStore, limit: int = 100) -> int:
        with store.write() as room:
            return room.privacy.drop_facts(self.LATER - timedelta(days=30), limit)

    def test_what_hq_has_had_for_long_but_never_the_newest(self, store: SqlStore) -> None:
        write(store, 6)
        sync = store.sync_store()
        sync.record_push(answered(2, (1, "applied"), (2, "applied")), NOW)
        sync.record_push(answered(4, (3, "applied"), (4, "applied")), self.LATER)
        assert [self.drop(store, 1), self.drop(store), self.drop(store)] == [1, 1, 0]
        assert [fact.seq for fact in sync.outbox(0, 9)] == [3, 4, 5, 6]
        assert store.first_broken_fact() is None
        sync.record_push(answered(6), NOW)
        assert self.drop(store) == 0, "3 and 4 were acknowledged yesterday"
        sync.rewind(0, "epoch-2")
        assert sync.outbox(0, 9)[0].seq == 3, "HQ hears that 1 is gone, and a person is told"
        with store.write() as room:
            assert say(room).seq == 7

    def test_the_newest_stays_and_so_do_those_a_person_must_see(self, store: SqlStore) -> None:
        write(store, 3)
        told = answered(3, (1, "applied"), (2, "conflict"), (3, "applied"))
        store.sync_store().record_push(told, NOW)
        assert self.drop(store) == 2
        assert [fact.seq for fact in store.sync_store().outbox(0, 9)] == [2, 3]
        with store.read() as room:
            assert [row.seq for row in room.journal.needing_attention(9)] == [2]
        assert store.first_broken_fact() is None
        with store.write() as room:
            for trigger in ("journal_keeps_content", "journal_keeps_answers"):
                room.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            room.connection.exec_driver_sql("UPDATE journal SET prev = 'x' WHERE seq = 3")
        assert store.first_broken_fact() == 3, "the hash of what left is remembered"

    def test_the_day_of_retention_does_it(self, store: SqlStore) -> None:
        write(store, 3)
        store.sync_store().record_push(answered(3), NOW)
        clock = StillClock()
        keep = KeepRetention(store=store, clock=clock)
        while keep():
            pass
        assert len(store.sync_store().outbox(0, 9)) == 3
        clock.forward(days=31)
        while keep():
            pass
        assert [fact.seq for fact in store.sync_store().outbox(0, 9)] == [3]


def test_all_errors_of_the_store_can_be_told_to_people() -> None:
    assert issubclass(StoreBug, CounterError)
