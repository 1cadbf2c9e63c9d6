"""HQ's later word on a fact: what needed a person no longer does, or does so from now on. The journal itself stays as it is."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.store.opening import SqlStore
from sync import wire
from tests.builders import NOW
from tests.rows import enrol_answer, page
from tests.store.deeds import say
from tests.store.test_journal import answered


def fact_id(store: SqlStore, seq: int) -> str:
    return store.sync_store().outbox(seq - 1, 1)[0].id


def verdict(
    store: SqlStore, seq: int, outcome: str, **changes: object
) -> tuple[str, str, wire.Struct]:
    values: dict[str, object] = {
        "fact": fact_id(store, seq),
        "counter": 1,
        "incarnation": 1,
        "seq": seq,
        "outcome": outcome,
        "at": NOW + timedelta(hours=1),
    }
    row = wire.VerdictRow(**(values | changes))  # type: ignore[arg-type]
    return "verdict", row.fact, row


def troubles(store: SqlStore) -> list[tuple[int, str, str]]:
    with store.read() as room:
        return [(row.seq, row.outcome, row.detail) for row in room.journal.needing_attention(9)]


def settled(store: SqlStore) -> list[tuple[int, str, str]]:
    with store.read() as room:
        return [(row.seq, row.outcome, row.reason) for row in room.journal.settled(9)]


@pytest.fixture
def troubled(store: SqlStore) -> SqlStore:
    """Facts 1 to 4: taken, a conflict, put aside, not answered yet."""
    for number in range(4):
        with store.write() as room:
            say(room, NOW + timedelta(seconds=number))
    store.sync_store().record_push(
        answered(3, (1, "applied"), (2, "conflict"), (3, "quarantined")), NOW
    )
    return store


def test_what_was_settled_needs_nobody_and_says_why(troubled: SqlStore) -> None:
    assert [seq for seq, *_ in troubles(troubled)] == [3, 2]
    troubled.sync_store().apply(
        page(
            verdict(troubled, 2, "closed", reason="顾客已补款"),
            verdict(troubled, 3, "applied", at=NOW + timedelta(hours=2)),
        ),
        NOW,
    )
    assert troubles(troubled) == []
    assert settled(troubled) == [(3, "applied", ""), (2, "closed", "顾客已补款")]
    with troubled.read() as room:
        shown = {row.seq: (row.outcome, row.settled_at) for row in room.journal.recent(9)}
    assert shown[2] == ("closed", NOW + timedelta(hours=1))
    assert shown[1] == ("applied", None)
    assert troubled.first_broken_fact() is None


def test_a_later_verdict_on_the_same_fact_takes_the_place_of_the_one_before(
    troubled: SqlStore,
) -> None:
    sync = troubled.sync_store()
    sync.apply(page(verdict(troubled, 3, "conflict", detail="units_taken")), NOW)
    assert troubles(troubled) == [(3, "conflict", "units_taken"), (2, "conflict", "")]
    sync.apply(page(verdict(troubled, 3, "closed", reason="已退货")), NOW)
    assert [seq for seq, *_ in troubles(troubled)] == [2]


def test_a_fact_put_aside_only_later_needs_a_person_from_then_on(troubled: SqlStore) -> None:
    sync = troubled.sync_store()
    sync.apply(page(verdict(troubled, 1, "quarantined", detail="bad_units")), NOW)
    assert (1, "quarantined", "bad_units") in troubles(troubled)
    other = verdict(troubled, 1, "conflict", counter=8, fact="f" * 32)
    sync.apply(page(other), NOW)
    assert (1, "quarantined", "bad_units") in troubles(troubled), "that is another counter's"


def test_two_of_them_on_one_page(troubled: SqlStore) -> None:
    troubled.sync_store().apply(
        page(verdict(troubled, 1, "conflict"), verdict(troubled, 4, "quarantined")), NOW
    )
    assert [seq for seq, *_ in troubles(troubled)] == [4, 3, 2, 1]


def test_the_push_thread_hears_the_first_answer_after_the_later_one(troubled: SqlStore) -> None:
    """The answer of the push was lost, HQ's people were quicker than the line."""
    sync = troubled.sync_store()
    sync.apply(page(verdict(troubled, 4, "applied")), NOW)
    assert sync.position().acked == 3, "the queue is the push's alone"
    sync.record_push(answered(4, (4, "quarantined")), NOW)
    assert [seq for seq, *_ in troubles(troubled)] == [3, 2]


def test_a_new_enrolment_keeps_hearing_of_what_it_carried_over(troubled: SqlStore) -> None:
    row = verdict(troubled, 2, "closed", reason="顾客已补款")
    troubled.enrolled(replace(enrol_answer(), incarnation=2), "https://hq.example")
    sync = troubled.sync_store()
    sync.record_push(answered(4, (1, "applied"), (2, "conflict"), (3, "quarantined")), NOW)
    assert [seq for seq, *_ in troubles(troubled)] == [3, 2]
    sync.apply(page(row), NOW)
    assert [seq for seq, *_ in troubles(troubled)] == [3]


def test_an_hq_restored_to_before_its_verdict_makes_the_trouble_one_again(
    troubled: SqlStore,
) -> None:
    sync = troubled.sync_store()
    sync.apply(page(verdict(troubled, 2, "closed")), NOW)
    sync.reset(NOW)
    sync.apply(page(), NOW)
    assert [seq for seq, *_ in troubles(troubled)] == [3, 2]
    assert settled(troubled) == []
